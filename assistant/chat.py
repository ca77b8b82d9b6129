"""The chat window: a Gradio app over one ready assistant, and the server that shows it."""

import socket
from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from typing import TYPE_CHECKING, Literal, TypeAlias, TypedDict

import gradio as gr
import uvicorn
from fastapi import FastAPI
from gradio.events import api

from assistant.window import conversation, coverage
from assistant.window.conversation import Exchange
from assistant.window.functions import Functions
from assistant.window.markup import element
from assistant.window.routes import source_app
from corpus.errors import MinutebookError
from indexes.records import Scope

if TYPE_CHECKING:
    from assistant.building import Assistant

PUBLIC = Scope.PUBLIC
"""The window is for everybody who can reach it, so it never asks for more than the public papers."""

_FOCUS = "(...shown) => { document.querySelector('#question textarea')?.focus(); return shown; }"
_AT_ONCE = 8
_LONGEST = 2_000


class _Handling(TypedDict):
    """How Gradio runs a handler."""

    show_progress: Literal["hidden"]
    concurrency_limit: int
    concurrency_id: str
    api_visibility: Literal["private"]


_ASKING = _Handling(
    show_progress="hidden", concurrency_limit=_AT_ONCE, concurrency_id="ask", api_visibility="private"
)


Shown: TypeAlias = tuple[str, str, tuple[Exchange, ...]]


def build_app(assistant: "Assistant", examples: Sequence[str] = ()) -> gr.Blocks:
    """Return the window as Gradio blocks; ``examples`` are offered as first questions."""

    def reply(question: str, earlier: tuple[Exchange, ...]) -> Iterator[Shown]:
        yield from answering(assistant, question, earlier)

    catalogue = assistant.store.catalogue
    documents = catalogue.documents(PUBLIC)
    blocks = gr.Blocks(title="Minutebook", analytics_enabled=False, fill_width=True)
    with blocks:
        _html(coverage.masthead(), "masthead")
        _html(coverage.scope_bar(catalogue.counts(PUBLIC), catalogue.meetings(PUBLIC), documents), "scope")
        with gr.Tabs():
            with gr.Tab("Ask"):
                _ask_tab(assistant, examples)
            with gr.Tab("Papers"):
                _html(coverage.papers(documents), "papers")
            with gr.Tab("About"):
                _html(coverage.about(), "about")
        for function in Functions(assistant, PUBLIC).all():
            api(_said(function), api_name=function.__name__, queue=False)
    return blocks


def _ask_tab(assistant: "Assistant", examples: Sequence[str]) -> None:
    def reply(question: str, earlier: tuple[Exchange, ...]) -> Iterator[Shown]:
        yield from answering(assistant, question, earlier)

    _html(coverage.welcome(), "welcome")
    with gr.Column(elem_id="examples", visible=bool(examples)):
        _html(element("h3", "Try one of these"), "examples-title")
        tries = [gr.Button(example, elem_classes="example") for example in examples]
    said = _html("", "conversation")
    earlier = gr.State(())
    with gr.Row(elem_id="composer"):
        box = gr.Textbox(label="Your question", max_lines=4, max_length=_LONGEST, elem_id="question")
        send = gr.Button("Ask", variant="primary", elem_id="ask")
        new = gr.Button("New conversation", elem_id="new")
    shown = [box, said, earlier]
    gr.on([box.submit, send.click], reply, [box, earlier], shown, **_ASKING)
    for button in tries:
        button.click(reply, [button, earlier], shown, **_ASKING)
    new.click(lambda: ("", "", ()), None, shown, js=_FOCUS, show_progress="hidden", api_visibility="private")


def answering(assistant: "Assistant", question: str, earlier: tuple[Exchange, ...]) -> Iterator[Shown]:
    """Yield the window as it changes: the question with what is being done, then the answer as it is written."""
    asked = question.strip()
    if not asked:
        yield "", conversation.render(earlier), earlier
        return
    yield "", conversation.render([*earlier, Exchange(asked)]), earlier
    try:
        answer = assistant.ask(conversation.turns(earlier), asked, scope=PUBLIC)
    except MinutebookError as error:
        after = (*earlier, Exchange(asked, problem=str(error)))
        yield "", conversation.render(after), after
        return
    after = (*earlier, Exchange(asked, answer))
    *drafts, _ = conversation.growing(answer.text)
    for draft in drafts:
        yield "", conversation.render(after, draft), after
    yield "", conversation.render(after), after


def _said(function: Callable[..., object]) -> Callable[..., object]:
    """Let a program see our own errors, and only those."""

    @wraps(function)
    def called(*arguments: object, **named: object) -> object:
        try:
            return function(*arguments, **named)
        except MinutebookError as error:
            raise gr.Error(str(error), print_exception=False) from error

    return called


def _html(value: str, elem_id: str) -> gr.HTML:
    return gr.HTML(value, elem_id=elem_id, apply_default_css=False, js_on_load=None)


def web_app(assistant: "Assistant", examples: Sequence[str] = ()) -> FastAPI:
    """Return everything the window serves: the chat, the papers behind its quotes, the API and the MCP server."""
    app = source_app(lambda document_id: assistant.store.catalogue.document(document_id, PUBLIC))
    gr.mount_gradio_app(
        app,
        build_app(assistant, examples),
        path="/",
        theme=gr.themes.Base(font=("Arial", "sans-serif"), font_mono=("monospace",)),
        head='<link rel="stylesheet" href="window/window.css"><script defer src="window/window.js"></script>',
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        mcp_server=True,
    )
    return app


def launch(assistant: "Assistant", *, host: str, port: int) -> None:
    """Serve the window at ``http://host:port`` until it is interrupted.

    Raises MinutebookError where the address cannot be had.
    """
    _check_free(host, port)
    server = uvicorn.Server(uvicorn.Config(web_app(assistant), host=host, port=port, log_level="warning"))
    server.run()


def _check_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise MinutebookError(
                f"The window cannot be opened at {host}:{port} ({error.strerror}): choose another --port."
            ) from error
