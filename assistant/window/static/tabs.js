// The tabs beside the chat: a button in the list of papers shows what was understood of its paper.
"use strict";

(() => {
  const { arriveAt, tell } = window.minutebook;
  const BOX = "#paper-reference textarea, #paper-reference input";
  let chosen = null; // the paper that was asked for and is not shown yet

  function choose(paper) {
    chosen = paper;
    tell("paper-reference", paper, "paper-open");
  }

  function arrive() {
    const shown = document.querySelector("#paper-detail dd");
    if (chosen === null || !shown || document.querySelector(BOX)?.value !== chosen) return;
    chosen = null;
    arriveAt("one-paper");
  }

  // Arrows move between tabs, as readers of screens expect; Enter opens the one that has the focus.
  document.addEventListener("keydown", (event) => {
    const tab = event.target.closest?.('[role="tab"]');
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!tab || !step) return;
    const tabs = [...tab.parentElement.querySelectorAll('[role="tab"]')];
    tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length].focus();
    event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-paper]");
    if (button) choose(button.dataset.paper);
  });
  const watch = () => new MutationObserver(arrive).observe(document.body, { childList: true, subtree: true });
  if (document.body) watch();
  else document.addEventListener("DOMContentLoaded", watch);
})();
