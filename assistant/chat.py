"""The chat window: a Gradio app over one ready assistant, and the server that shows it."""

import logging
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial, wraps
from typing import TYPE_CHECKING, TypeAlias

import gradio as gr
import uvicorn
from fastapi import FastAPI
from gradio.events import api
from starlette.middleware import Middleware

from assistant.access.door import Door
from assistant.access.keeper import Keeper, keeper, require_guarded
from assistant.access.signing import add_sign_in
from assistant.access.uploads import Limits
from assistant.llm import writer_in_words
from assistant.log import note_failure
from assistant.register.exporting import content
from assistant.window import commitments, conversation, coverage, tools
from assistant.window.conversation import Exchange
from assistant.window.examples import offered
from assistant.window.functions import Functions
from assistant.window.markup import element
from assistant.window.originals import original_pdf
from assistant.window.routes import source_app
from assistant.window.tabs import about as about_tab
from assistant.window.tabs import commitments as commitments_tab
from assistant.window.tabs import papers as papers_tab
from assistant.window.tabs.pieces import ASKING, SHOWING, html
from corpus.errors import MinutebookError
from indexes.records import Scope

if TYPE_CHECKING:
    from assistant.building import Assistant

PUBLIC = Scope.PUBLIC
"""The window is for everybody who can reach it, so it never asks for more than the public papers."""

_FOCUS = "(...shown) => { document.querySelector('#question textarea')?.focus(); return shown; }"
_LONGEST = 2_000
_FAULT = "Something went wrong that should not: ask again, and if it comes again, report it with minutebook.log."


# Of what was retrieved, enough for the cards; a conversation holds them for as long as its window is open.
_KEPT = 20

Shown: TypeAlias = tuple[object, str, tuple[Exchange, ...]]


def build_app(assistant: "Assistant", examples: Sequence[str] = (), *, account: bool = False) -> gr.Blocks:
    """Return the window as Gradio blocks.

    ``examples`` are offered as first questions; with ``account`` there is a way to one's own.
    """
    catalogue = assistant.store.catalogue

    def covered() -> str:
        return coverage.scope_bar(catalogue.meetings(PUBLIC), catalogue.documents(PUBLIC))

    blocks = gr.Blocks(title="Minutebook", analytics_enabled=False, fill_width=True)
    with blocks:
        html(coverage.masthead(account=account), "masthead")
        bar = html(covered(), "scope")
        with gr.Tabs():
            with gr.Tab("Ask"):
                _ask_tab(assistant, examples)
            commitments_tab.build(assistant.register)
            papers_tab.build(assistant, PUBLIC)
            about_tab.build(assistant)
        blocks.load(covered, None, bar, **SHOWING)
        for function in Functions(assistant, PUBLIC).all():
            api(_said(function), api_name=function.__name__, queue=False)
    return blocks


def _ask_tab(assistant: "Assistant", examples: Sequence[str]) -> None:
    html(coverage.welcome(writer_in_words(assistant.settings)), "welcome")
    with gr.Column(elem_id="examples", visible=bool(examples)):
        html(element("h3", "Try one of these"), "examples-title")
        tries = [gr.Button(example, elem_classes="example") for example in examples]
    said = html("", "conversation")
    earlier = gr.State(())
    with gr.Row(elem_id="composer"):
        box = gr.Textbox(label="Your question", max_lines=4, max_length=_LONGEST, elem_id="question")
        send = gr.Button("Ask", variant="primary", elem_id="ask")
        new = gr.Button("New conversation", elem_id="new")
        alone = gr.Button("Ask on its own", elem_id="ask-alone", visible="hidden")
    shown = [box, said, earlier]
    asked = partial(answering, assistant)
    asked_alone = partial(answering, assistant, alone=True)
    for event in (
        gr.on([box.submit, send.click], asked, [box, earlier], shown, **ASKING),
        alone.click(asked_alone, [box, earlier], shown, **ASKING),
        *[button.click(asked, [button, earlier], shown, **ASKING) for button in tries],
    ):
        event.failure(failed, earlier, shown, **SHOWING)
    new.click(lambda: ("", "", ()), None, shown, js=_FOCUS, **SHOWING)


def answering(
    assistant: "Assistant", question: str, earlier: tuple[Exchange, ...], alone: bool = False
) -> Iterator[Shown]:
    """Yield the window as it changes: the question with what is being done, then the answer as it is written.

    ``alone`` asks without the conversation so far. The box is emptied once, so that the next question can be typed
    meanwhile.
    """
    asked = question.strip()
    if not asked:
        yield "", conversation.render(earlier), earlier
        return
    now = Exchange(asked, alone=alone)
    kept = (*earlier, now)
    yield "", conversation.render(kept), kept
    try:
        for answer in assistant.asking(conversation.turns(kept), asked, scope=PUBLIC):
            kept = (*earlier, replace(now, answer=replace(answer, hits=answer.hits[:_KEPT])))
            if answer.writer:
                yield gr.skip(), conversation.render(kept, answer.text), kept
    except MinutebookError as error:
        kept = (*earlier, replace(now, problem=str(error)))
        yield gr.skip(), conversation.render(kept), kept
        return
    except Exception as error:
        note_failure(error)  # Gradio shows ``failed`` for it
        raise
    *drafts, _ = conversation.growing(answer.text)
    for draft in drafts:
        yield gr.skip(), conversation.render(kept, draft), kept
    yield gr.skip(), conversation.render(kept), kept


def failed(earlier: tuple[Exchange, ...]) -> Shown:
    """Return the window after a fault of ours: the question that was left without an answer is told so."""
    kept = tuple(
        replace(one, problem=_FAULT) if one.answer is None and one.problem is None else one for one in earlier
    )
    return gr.skip(), conversation.render(kept), kept


def _said(function: Callable[..., object]) -> Callable[..., object]:
    """Let a program see our own errors, and only those."""

    @wraps(function)
    def called(*arguments: object, **named: object) -> object:
        try:
            return function(*arguments, **named)
        except MinutebookError as error:
            raise gr.Error(str(error), print_exception=False) from error

    return called


def web_app(assistant: "Assistant", examples: Sequence[str] = (), guard: Keeper | None = None) -> FastAPI:
    """Return everything the window serves: the chat, the papers behind its quotes, the API and the MCP server.

    Every handler learns who asks from its request (``assistant.access.people.person_of``), as ``guard`` knows
    them, or a doorkeeper made of the assistant's settings.
    """
    guard = guard or keeper(assistant.settings)

    def tracker(fields: Mapping[str, str], suffix: str) -> bytes:
        return content(assistant.register.find(commitments.wanted_of(fields), PUBLIC), f".{suffix}")[0]

    catalogue = assistant.store.catalogue
    app = source_app(
        document=partial(catalogue.document, scope=PUBLIC),
        original=partial(original_pdf, catalogue, scope=PUBLIC),
        tracker=tracker,
    )
    add_sign_in(app, guard)
    app.user_middleware.append(Middleware(Door, keeper=guard))  # within the one that sets the headers
    # Before Gradio, which would answer for every address. Its own MCP server tells results as Python writes them.
    tools.mount(tools.server(Functions(assistant, PUBLIC).all(), here=guard.is_open), app, "/gradio_api/mcp")
    gr.mount_gradio_app(
        app,
        build_app(assistant, examples, account=not guard.is_open),
        path="/",
        theme=gr.themes.Base(font=("Arial", "sans-serif"), font_mono=("monospace",)),
        head='<link rel="stylesheet" href="window/window.css"><script defer src="window/window.js"></script>',
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        enable_monitoring=False,
        max_file_size=Limits().largest,
        mcp_server=False,
    )
    return app


def launch(assistant: "Assistant", *, host: str, port: int) -> None:
    """Serve the window at ``http://host:port`` until it is interrupted.

    Raises MinutebookError where the address cannot be had, or would be open to anybody.
    """
    guard = require_guarded(assistant.settings)
    _check_free(host, port)
    examples = offered(assistant.store.catalogue.documents(PUBLIC))
    # An open window holds a connection for as long as it is open; closing the server must not wait for it.
    config = uvicorn.Config(
        web_app(assistant, examples, guard),
        host=host,
        port=port,
        log_config=None,
        proxy_headers=False,  # whose headers are believed is the door's business
        server_header=False,
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    # Nor is it a fault that such a connection was cut.
    logging.getLogger("uvicorn.error").addFilter(lambda _: not server.should_exit)
    with suppress(KeyboardInterrupt):
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
