"""The tab of commitments: filters, the table, one of them, and officers' decisions."""

from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.access.people import LOCAL, Person, Right, person_of
from assistant.window.exempt import CHOICE, may_choose, scope_of
from assistant.window.lists import commitments, decisions
from assistant.window.markup import Html, element
from assistant.window.tabs.pieces import FORM, LISTING, SHOWING, WIDE, html
from corpus.errors import MinutebookError
from indexes.records import Scope

if TYPE_CHECKING:
    from assistant.building import Assistant


def build(assistant: "Assistant") -> None:
    """Lay out the tab; who may not decide about commitments does not see how, nor who may not the exempt ones."""
    register = assistant.register

    def seen(request: gr.Request, exempt: bool) -> Scope:
        return scope_of(person_of(request), assistant.settings, exempt=exempt)

    with gr.Tab("Commitments") as tab:
        html(commitments.welcome(), "register-welcome", WIDE)
        filters, exempt, choosing, events = _filters()
        listed = html("", "register-list", WIDE)
        with gr.Row(elem_id="register-one", elem_classes=[FORM, WIDE]):
            reference = gr.Textbox(label="Reference of one commitment", max_lines=1, elem_id="register-reference")
            opened = gr.Button("Show what came of it", elem_id="register-open")
        one = html("", "register-detail", WIDE)

        def listing(request: gr.Request, withheld: bool, *values: str) -> str:
            return commitments.listing(register, *values, scope=seen(request, withheld))

        def detail(request: gr.Request, withheld: bool, asked: str) -> str:
            return commitments.detail(register, asked, scope=seen(request, withheld))

        gr.on([tab.select, *events], listing, [exempt, *filters], listed, **LISTING)
        gr.on([opened.click, reference.submit], detail, [exempt, reference], one, **LISTING)
        exempt.change(lambda: "", None, one, **SHOWING)  # what is shown may not be among what is listed
        with gr.Column(elem_id="register-officers", elem_classes=[FORM, WIDE], visible=False) as officers:
            who = gr.Textbox(label="Your name, as it is to stand under decisions", max_lines=1)
            kept = _Kept(assistant, exempt, reference, one, who)
            for event in (kept.deciding(), kept.adding()):
                event.then(listing, [exempt, *filters], listed, **SHOWING)

        def opening(request: gr.Request) -> tuple[Any, ...]:
            person = person_of(request)
            shown = person.may(Right.REVIEW), person == LOCAL, may_choose(person, assistant.settings)
            return tuple(gr.update(visible=one) for one in shown)

        tab.select(opening, None, [officers, who, choosing], **SHOWING)


def _filters() -> tuple[list[Any], Any, Any, list[Any]]:
    """Lay out the filters.

    Returns: them in the order of ``commitments.FIELDS``, the box that includes exempt papers and what holds it,
    and what makes the table anew.
    """
    with gr.Row(elem_id="register-filters", elem_classes=[FORM, WIDE]):
        topic = gr.Textbox(label="About (in plain words)", max_lines=1)
        owner = gr.Textbox(label="Owner (part of the name)", max_lines=1)
        body = gr.Textbox(label="Body (part of the name)", max_lines=1)
        due = gr.Textbox(label="Due before (such as 2025-03-31)", max_lines=1)
    with gr.Row(elem_id="register-choices", elem_classes=[FORM, WIDE]):
        status = gr.Radio(list(commitments.STATUSES), value="All", label="Status")
        order = gr.Radio(list(commitments.ORDERS), value=next(iter(commitments.ORDERS)), label="Order")
    with gr.Row(elem_id="register-exempt-row", elem_classes=[FORM, WIDE], visible=False) as choosing:
        exempt = gr.Checkbox(label=CHOICE, elem_id="register-include-exempt")
    with gr.Row(elem_id="register-show-row", elem_classes=[FORM, WIDE]):
        show = gr.Button("Show commitments", variant="primary", elem_id="register-show")
    typed = [box.submit for box in (topic, owner, body, due)]
    events = [show.click, status.change, order.change, exempt.change, *typed]
    return [topic, owner, body, due, status, order], exempt, choosing, events


class _Kept:
    """The two forms in which officers decide, over one commitment that is shown."""

    def __init__(
        self,
        assistant: "Assistant",
        exempt: gr.Checkbox,
        reference: gr.Textbox,
        one: gr.HTML,
        who: gr.Textbox,
    ) -> None:
        self._assistant = assistant
        self._register = assistant.register
        self._exempt = exempt
        self._reference = reference
        self._one = one
        self._who = who

    def deciding(self) -> Any:
        """Lay out the form about the commitment that is shown; returns what its button sets off."""
        html(element("h3", "Decide about the commitment that is shown"), "register-review-title")
        choices = list(decisions.DECISIONS)
        choice = gr.Radio(choices, value=choices[0], label="Decision", elem_id="register-decision")
        with gr.Row(visible=False) as editing:
            fields = [gr.Textbox(label=label, max_lines=1) for label in decisions.EDITS]
        into = gr.Textbox(label="Reference of the commitment to merge it into", max_lines=1, visible=False)
        note = gr.Textbox(label="Note", max_lines=3, elem_id="register-note")
        keep = gr.Button("Keep this decision", elem_id="register-keep")
        outcome = html("", "register-outcome")

        def chosen(name: str) -> tuple[Any, Any]:
            return gr.update(visible=name == decisions.EDITING), gr.update(visible=name == decisions.MERGING)

        def decided(
            request: gr.Request, withheld: bool, who: str, about: str, name: str, *words: str
        ) -> tuple[str, str, Any]:
            scope = self._seen(request, withheld)
            try:
                person = _name(person_of(request), who)
                said, shown = decisions.decide(self._register, person, about, name, *words, scope=scope)
            except MinutebookError as error:
                return commitments.problem(error), self._detail(about, scope), gr.skip()
            return said, self._shown(shown, scope), shown

        choice.change(chosen, choice, [editing, into], **SHOWING)
        given = [self._exempt, self._who, self._reference, choice, note, into, *fields]
        return keep.click(decided, given, [outcome, self._one, self._reference], **SHOWING)

    def adding(self) -> Any:
        """Lay out the form for a commitment that the papers hold and the list lacks."""
        with gr.Accordion("Add a commitment that the list lacks", open=False, elem_id="register-add"):
            source = gr.Textbox(label="File of the paper, as the Papers tab names it", max_lines=1)
            quote = gr.Textbox(label="Its words, copied from the paper", lines=2, max_lines=6)
            with gr.Row():
                fields = [gr.Textbox(label=label, max_lines=1) for label in decisions.ADDED]
            note = gr.Textbox(label="Note on the new commitment", max_lines=3)
            keep = gr.Button("Add this commitment", elem_id="register-add-keep")
            outcome = html("", "register-added")

        def added(request: gr.Request, withheld: bool, who: str, *words: str) -> tuple[str, Any, Any]:
            scope = self._seen(request, withheld)
            try:
                said, shown = decisions.add(self._register, _name(person_of(request), who), *words, scope=scope)
            except MinutebookError as error:
                return commitments.problem(error), gr.skip(), gr.skip()
            return said, self._shown(shown, scope), shown

        given = [self._exempt, self._who, source, quote, note, *fields]
        return keep.click(added, given, [outcome, self._one, self._reference], **SHOWING)

    def _seen(self, request: gr.Request, exempt: bool) -> Scope:
        return scope_of(person_of(request), self._assistant.settings, exempt=exempt)

    def _shown(self, one: str, scope: Scope) -> str:
        return self._detail(one, scope) if one else Html("")

    def _detail(self, one: str, scope: Scope) -> str:
        return commitments.detail(self._register, one, scope=scope)


def _name(person: Person, who: str) -> str:
    """Return whose decision it is: the account's, or on a machine of one's own the name that was typed."""
    person.require(Right.REVIEW)
    return who if person == LOCAL else person.name
