// Asking: what the page's own buttons order, editing a question in its place, limits, feedback, and the saved
// conversations. What changes the conversation goes through the window's hidden box, the rest to addresses of its own.
"use strict";

(() => {
  const { make, tell } = window.minutebook;

  const order = (what) => tell("order", JSON.stringify(what), "carry-out");

  // --- One line that can be changed: a question in its place, the title of a conversation --------------------
  function editor(old, label, words, submit, done) {
    const form = make("form", { class: "editor" });
    const field = make("label", { class: "field" });
    const box = make("textarea", { rows: "2", maxlength: "2000", name: "words" });
    box.value = words;
    field.append(make("span", {}, label), box);
    const cancel = make("button", { type: "button" }, "Cancel");
    form.append(field, make("button", { type: "submit" }, submit), cancel);
    const end = () => { form.replaceWith(old); };
    form.addEventListener("submit", (event) => { event.preventDefault(); if (box.value.trim()) { end(); done(box.value); } });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") end();
      if (event.key === "Enter" && !event.shiftKey && event.target === box) { event.preventDefault(); form.requestSubmit(); }
    });
    cancel.addEventListener("click", end);
    old.replaceWith(form);
    box.focus();
    box.select();
  }

  function edit(button) {
    const exchange = button.closest(".exchange");
    const heading = exchange.querySelector(".question");
    editor(heading, "Your question", exchange.dataset.question, "Ask this instead", (question) =>
      order({ question, place: Number(exchange.dataset.turn) }));
  }

  // --- Limits -------------------------------------------------------------------------------------------------
  function limited(form) {
    const what = JSON.parse(form.dataset.form);
    const given = new FormData(form);
    what.limits = {};
    for (const name of ["date_from", "date_to", "body", "kind", "source"]) what.limits[name] = given.get(name) || null;
    const who = form.elements.speaker;
    if (who) what.limits.speaker = who.value.trim() || (who.dataset.anybody === undefined ? null : "");
    const standing = form.elements.standing;
    if (standing && standing.value.trim() !== standing.defaultValue) [what.question, what.alone, what.periods] = [standing.value, true, null];
    order(what);
  }

  // --- What is kept -------------------------------------------------------------------------------------------
  async function send(address, method, content) {
    const body = content === undefined ? undefined : JSON.stringify(content);
    const answer = await fetch(address, { method, body, headers: { "Content-Type": "application/json" } });
    if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).error || "This could not be done: try again.");
  }

  function say(place, words) {
    place.querySelector(".outcome")?.remove();
    place.append(make("p", { class: "outcome", role: "status" }, words));
  }

  async function judge(form) {
    const exchange = form.closest(".exchange");
    const given = new FormData(form);
    const { conversation, turn } = exchange.dataset;
    try {
      await send("feedback", "POST", { conversation, turn: Number(turn), verdict: given.get("verdict"), note: given.get("note") });
      say(form, "Thank you. This is kept.");
    } catch (error) {
      say(form, error.message);
    }
  }

  let lists = 0; // how many were asked for: the newest is shown, and none under somebody's hands

  async function list(words = "", focus = false) {
    const place = document.getElementById("saved-list");
    if (!place) return;
    const mine = ++lists;
    const answer = await fetch(`conversations?words=${encodeURIComponent(words)}`).catch(() => null);
    if (!answer?.ok) return;
    const listed = await answer.text();
    if (mine !== lists || (!focus && place.contains(document.activeElement))) return;
    place.innerHTML = listed; // made by the server, where every word is escaped
    if (focus) (place.querySelector(words ? "input" : "#saved-title") ?? document.querySelector("#question textarea"))?.focus();
  }

  async function change(button, method, title) {
    const conversation = button.dataset.rename ?? button.dataset.delete;
    const words = document.querySelector("#saved-list input")?.value ?? "";
    try {
      await send(`conversations/${conversation}`, method, title === undefined ? undefined : { title });
      await list(words, true);
    } catch (error) {
      say(button.closest("li"), error.message);
    }
  }

  // --- Clicks and forms ---------------------------------------------------------------------------------------
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-order], [data-edit], [data-open], [data-rename], [data-delete]");
    if (!button) return;
    const { order: ordered, edit: edited, open, rename } = button.dataset;
    if (ordered !== undefined) order(JSON.parse(ordered));
    else if (edited !== undefined) edit(button);
    else if (open !== undefined) order({ open });
    else if (rename !== undefined) {
      const title = button.parentElement.querySelector("[data-open]");
      editor(title, "Title", title.textContent, "Rename", (words) => change(button, "POST", words));
    } else if (confirm(`Delete “${button.parentElement.querySelector("[data-open]").textContent}” for good?`)) change(button, "DELETE");
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.form !== undefined) limited(form);
    else if (form.dataset.judge !== undefined) judge(form);
    else if (form.dataset.search !== undefined) list(form.elements.words.value, true);
    else return;
    event.preventDefault();
  });

  // --- As the conversation changes ----------------------------------------------------------------------------
  async function ask_on(exchange) {
    const { conversation, turn } = exchange.dataset;
    const place = exchange.querySelector("[data-next]");
    if (!place) return;
    const answer = await fetch(`next?conversation=${conversation}&turn=${turn}`).catch(() => null);
    if (answer?.ok) place.innerHTML = await answer.text(); // as above
    place.dataset.next = "asked";
  }

  document.addEventListener("minutebook:changed", (event) => {
    const { exchanges, ready } = event.detail;
    if (exchanges === 0) list();
    if (ready) ask_on(ready);
  });
})();
