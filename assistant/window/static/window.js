// The window's own behaviour, over what the server renders: opening a source, moving between sources, telling a
// screen reader that an answer is ready. Without this script every source still opens, in a tab of its own.
"use strict";

(() => {
  const make = (name, attributes = {}, text = "") => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.textContent = text;
    return made;
  };
  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const scrollTo = (shown) => shown.scrollIntoView({ behavior: calm() ? "auto" : "smooth", block: "start" });
  const arriveAt = (id) => {
    const title = document.getElementById(id);
    title.focus({ preventScroll: true });
    scrollTo(title);
  };

  // Says something to the server: by a hidden box, and a hidden button once Gradio has read the box.
  const SETTLED = 50; // milliseconds
  const tell = (id, words, button) => {
    const box = document.querySelector(`#${id} textarea, #${id} input`);
    const field = box.tagName === "INPUT" ? HTMLInputElement : HTMLTextAreaElement;
    Object.getOwnPropertyDescriptor(field.prototype, "value").set.call(box, words);
    box.dispatchEvent(new Event("input", { bubbles: true }));
    setTimeout(() => document.getElementById(button).click(), SETTLED);
  };
  window.minutebook = { arriveAt, make, tell }; // for the scripts behind this one

  // --- The source, in a drawer -----------------------------------------------------------------------------
  let drawer, heading, position, paper, previous, next, copy, tab, pdf;
  let sources = [];
  let current = 0;
  let opener = null;

  function build() {
    drawer = make("dialog", { id: "drawer", "aria-labelledby": "drawer-heading" });
    const bar = make("div", { class: "drawer-bar" });
    heading = make("h2", { id: "drawer-heading", tabindex: "-1" }, "Source");
    position = make("span", { class: "visually-hidden", role: "status" });
    previous = make("button", { type: "button" }, "Previous");
    next = make("button", { type: "button" }, "Next");
    const close = make("button", { type: "button" }, "Close");
    bar.append(heading, position, previous, next, close);
    paper = make("div", { class: "drawer-paper", tabindex: "0", role: "region", "aria-label": "The paper" });
    const foot = make("div", { class: "drawer-foot" });
    copy = make("button", { type: "button" }, "Copy quote with reference");
    tab = make("a", { target: "_blank" }, "Open in a new tab");
    pdf = make("a", { target: "_blank" });
    foot.append(copy, pdf, tab);
    drawer.append(bar, paper, foot);
    document.body.append(drawer);
    previous.addEventListener("click", () => show(current - 1));
    next.addEventListener("click", () => show(current + 1));
    close.addEventListener("click", () => drawer.close());
    copy.addEventListener("click", copyQuote);
    drawer.addEventListener("click", (event) => event.target === drawer && drawer.close());
    drawer.addEventListener("close", () => opener?.isConnected && opener.focus());
  }

  function open(link) {
    if (!drawer) build();
    const { turn, label } = link.dataset;
    sources = turn ? [...document.querySelectorAll(`a.open-source[data-turn="${turn}"]`)] : [link];
    const wanted = sources.findIndex((source) => source.dataset.label === label);
    if (!drawer.open) {
      opener = link;
      drawer.showModal();
      heading.focus({ preventScroll: true });
    }
    show(Math.max(wanted, 0));
  }

  async function show(index) {
    current = index;
    const link = sources[index];
    const numbered = link.dataset.label !== undefined;
    heading.textContent = numbered ? `Source ${link.dataset.label} of ${sources.length}` : "Also found";
    position.textContent = heading.textContent;
    previous.hidden = next.hidden = sources.length < 2;
    previous.disabled = index === 0;
    next.disabled = index === sources.length - 1;
    copy.hidden = !numbered;
    copy.textContent = "Copy quote with reference";
    tab.href = link.href;
    pdf.hidden = true;
    await load(link.href);
  }

  async function load(address) {
    paper.setAttribute("aria-busy", "true");
    let page;
    try {
      page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
    } catch {
      paper.replaceChildren(make("p", { role: "alert" }, "The paper could not be fetched: check that Minutebook is still running."));
      return;
    } finally {
      paper.removeAttribute("aria-busy");
    }
    if (tab.href !== new URL(address, document.baseURI).href) return; // another source was opened meanwhile
    paper.replaceChildren(...page.querySelector("main").childNodes);
    const file = paper.querySelector("a.pdf");
    pdf.hidden = !file;
    if (file) [pdf.href, pdf.textContent] = [file.href, file.textContent];
    file?.parentElement.remove();
    const mark = paper.querySelector("#quote");
    paper.scrollTop = 0;
    if (mark) paper.scrollTop = mark.getBoundingClientRect().top - paper.getBoundingClientRect().top - paper.clientHeight / 3;
  }

  async function copyQuote() {
    const { quote, reference } = sources[current].dataset;
    try {
      await navigator.clipboard.writeText(`“${quote}” (${reference})`);
      copy.textContent = "Copied";
    } catch {
      copy.textContent = "Copying is not allowed here";
    }
    position.textContent = copy.textContent;
  }

  // --- Labels and their cards ------------------------------------------------------------------------------
  function mark(event) {
    const label = event.target.closest?.("a.label");
    if (!label) return;
    const card = document.getElementById(`card-${label.dataset.turn}-${label.dataset.label}`);
    card?.classList.toggle("marked", event.type === "mouseover" || event.type === "focusin");
  }
  for (const kind of ["mouseover", "mouseout", "focusin", "focusout"]) document.addEventListener(kind, mark);

  // --- Questions that the page offers ----------------------------------------------------------------------
  let chosen = null; // the commitment that was asked for and is not shown yet

  function arrive() {
    const shown = document.querySelector("#register-detail dd");
    if (chosen === null || shown?.textContent !== chosen) return;
    chosen = null;
    arriveAt("one-commitment");
  }

  function choose(commitment) {
    chosen = commitment;
    tell("register-reference", commitment, "register-open");
  }

  document.addEventListener("click", (event) => {
    const target = event.target.closest?.("a.label, a.open-source, a.whole, [data-commitment]");
    if (!target || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    if (target.dataset.commitment !== undefined) choose(target.dataset.commitment);
    else if (target.classList.contains("whole")) {
      if (!drawer?.open) return;
      event.preventDefault();
      tab.href = target.href;
      load(target.href);
    } else {
      event.preventDefault();
      open(target);
    }
  });

  // --- What happens while an answer comes ------------------------------------------------------------------
  function watch() {
    const live = make("div", { class: "visually-hidden", role: "status", id: "announcement" });
    document.body.append(live);
    let begun = ""; // when the newest question was asked
    let ready = ""; // and the one whose answer was announced
    let exchanges = -1;
    new MutationObserver(() => {
      arrive();
      const fresh = document.querySelector(".exchange[data-fresh]");
      const busy = fresh?.hasAttribute("aria-busy") ?? false;
      const count = document.getElementById("saved-list") ? document.querySelectorAll(".exchange").length : -1;
      const root = document.documentElement.classList;
      if (root.contains("busy") !== busy) root.toggle("busy", busy);
      if (root.contains("begun") !== count > 0) root.toggle("begun", count > 0);
      if (fresh && fresh.dataset.fresh !== begun) {
        begun = fresh.dataset.fresh;
        live.textContent = "";
        scrollTo(fresh);
      }
      const done = fresh && !busy && fresh.dataset.fresh !== ready ? fresh : null;
      if (done) {
        ready = done.dataset.fresh;
        live.textContent = done.dataset.announce ?? "";
      }
      if (!done && count === exchanges) return;
      exchanges = count;
      document.dispatchEvent(new CustomEvent("minutebook:changed", { detail: { exchanges, ready: done } }));
    }).observe(document.body, { childList: true, subtree: true });
  }
  if (document.body) watch();
  else document.addEventListener("DOMContentLoaded", watch);
  document.documentElement.lang = "en-GB";
})();
