"""The tab in which questions are asked: the conversation, the box, examples, and what was asked before."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

import gradio as gr

from assistant.access.people import person_of
from assistant.window.answers.asking import Asking, Order, ordered
from assistant.window.answers.conversation import Talk
from assistant.window.exempt import CHOICE
from assistant.window.markup import element
from assistant.window.programs import coverage
from assistant.window.tabs.pieces import ASKING, SHOWING, html
from assistant.writing.llm import writer_in_words
from corpus.errors import MinutebookError

if TYPE_CHECKING:
    from assistant.building import Assistant

_LONGEST = 2_000
_LONGEST_ORDER = 10_000
_FOCUS = "(...shown) => { document.querySelector('#question textarea')?.focus(); return shown; }"

Shown: TypeAlias = tuple[object, object, object]

# Gradio shows what came last once more when a handler ends, which may be an answer that was stopped since.
_AS_IT_IS: Shown = (gr.skip(), gr.skip(), gr.skip())


def build(assistant: "Assistant", examples: Sequence[str]) -> gr.Checkbox:
    """Lay out the tab; ``examples`` are offered as first questions.

    Returns the box with which officers put questions to the exempt papers too; the others do not see it.
    What the page itself orders (asking again, taking a limit away, opening a conversation) comes as JSON through a
    box and a button that nobody sees, so that it runs as a typed question does: in turn, and stoppable.
    """
    handlers = Handlers(Asking(assistant))
    with gr.Tab("Ask"):
        html(coverage.welcome(writer_in_words(assistant.settings)), "welcome")
        said = html("", "conversation")
        talk = gr.State(Talk())
        with gr.Row(elem_id="composer"):
            box = gr.Textbox(label="Your question", max_lines=4, max_length=_LONGEST, elem_id="question")
            send = gr.Button("Ask", variant="primary", elem_id="ask")
            stop = gr.Button("Stop", elem_id="stop")
            new = gr.Button("New conversation", elem_id="new")
            exempt = gr.Checkbox(label=CHOICE, elem_id="ask-exempt", visible=False)
            order = gr.Textbox(max_length=_LONGEST_ORDER, elem_id="order", visible="hidden", label="Order")
            carry_out = gr.Button("Carry out", elem_id="carry-out", visible="hidden")
        with gr.Column(elem_id="examples", visible=bool(examples)):
            html(element("h3", "Try one of these"), "examples-title")
            tries = [gr.Button(example, elem_classes="example") for example in examples]
        html(element("div", id="saved-list"), "saved")
        shown = [box, said, talk]
        events = [
            gr.on([box.submit, send.click], handlers.typed, [box, talk, exempt], shown, **ASKING),
            carry_out.click(handlers.carried_out, [order, talk, exempt], shown, **ASKING),
            *[button.click(handlers.typed, [button, talk, exempt], shown, **ASKING) for button in tries],
        ]
        for event in events:
            event.failure(handlers.failed, talk, shown, **SHOWING)
        stop.click(handlers.stopped, talk, shown, **SHOWING)
        new.click(lambda: ("", "", Talk()), None, shown, js=_FOCUS, **SHOWING)
    return exempt


class Handlers:
    """What Gradio calls, in the shape in which it calls it."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking

    def typed(self, question: str, talk: Talk, exempt: bool, request: gr.Request) -> Iterator[Shown]:
        """Yield the window as a typed question is answered.

        The box is emptied once, so that the next question can be typed meanwhile.
        """
        box: object = ""
        for said, now in self._asking.answering(Order(question, exempt=exempt), talk, person_of(request)):
            yield box, said, now
            box = gr.skip()
        yield _AS_IT_IS

    def carried_out(self, order: str, talk: Talk, exempt: bool, request: gr.Request) -> Iterator[Shown]:
        """Yield the window as an order of the page is carried out; what stands in the box stays there."""
        person = person_of(request)
        try:
            wanted = replace(ordered(order), exempt=exempt)
            if wanted.open is not None:
                opened = self._asking.opened(person, wanted.open)
                yield gr.skip(), self._asking.show(opened), opened
                return
        except MinutebookError as error:
            yield gr.skip(), *self._asking.refused(talk, error)
            return
        for said, now in self._asking.answering(wanted, talk, person):
            yield gr.skip(), said, now
        yield _AS_IT_IS

    def stopped(self, talk: Talk) -> Shown:
        """Return the window whose reader would not wait any longer."""
        return gr.skip(), *self._asking.stopped(talk)

    def failed(self, talk: Talk) -> Shown:
        """Return the window after a fault of ours."""
        return gr.skip(), *self._asking.failed(talk)
