"""The chat window: a Gradio app over one ready assistant, and the server that shows it."""

import logging
import socket
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

import gradio as gr
import uvicorn
from fastapi import FastAPI
from starlette.middleware import Middleware

from assistant.access.door import Door
from assistant.access.keeper import Keeper, keeper, require_guarded
from assistant.access.people import person_of
from assistant.access.recording import CALLER, recorded
from assistant.access.signing import add_sign_in
from assistant.access.uploads import Limits
from assistant.register.exporting import content
from assistant.settings import suite_folders
from assistant.window import exempt
from assistant.window.answers.examples import offered
from assistant.window.lists import commitments, evaluation
from assistant.window.markup import Html
from assistant.window.originals import original_pdf
from assistant.window.programs import coverage, tools
from assistant.window.programs.functions import Functions
from assistant.window.routes import source_app
from assistant.window.saved.saved_routes import add_saved_routes
from assistant.window.tabs import about as about_tab
from assistant.window.tabs import ask as ask_tab
from assistant.window.tabs import commitments as commitments_tab
from assistant.window.tabs import evaluation as evaluation_tab
from assistant.window.tabs import papers as papers_tab
from assistant.window.tabs import programs
from assistant.window.tabs.pieces import SHOWING, html
from assistant.window.tabs.sessions import lighten
from corpus.errors import MinutebookError
from indexes.records import Scope

if TYPE_CHECKING:
    from assistant.building import Assistant

PUBLIC = Scope.PUBLIC
"""What everybody who can reach the window is shown, and all that programs are."""

_HEAD = "".join(
    f'<link rel="stylesheet" href="window/{name}.css"><script defer src="window/{name}.js"></script>'
    for name in ("window", "ask", "tabs")
)

# Uploads that nobody sent on are deleted after so many seconds.
_HOUR = 3_600


def build_app(assistant: "Assistant", examples: Sequence[str] = (), *, account: bool = False) -> gr.Blocks:
    """Return the window as Gradio blocks.

    ``examples`` are offered as first questions; with ``account`` there is a way to one's own.
    """
    functions = functions_of(assistant)

    def covered(request: gr.Request, choice: bool) -> str:
        scope = exempt.scope_of(person_of(request), assistant.settings, exempt=choice)
        return _bar(assistant, scope)

    def offering(request: gr.Request) -> object:
        return gr.update(visible=exempt.may_choose(person_of(request), assistant.settings))

    blocks = gr.Blocks(title="Minutebook", analytics_enabled=False, fill_width=True, delete_cache=(_HOUR, _HOUR))
    with blocks:
        html(coverage.masthead(account=account), "masthead")
        bar = html(_bar(assistant, PUBLIC), "scope")
        with gr.Tabs(overflow_behavior="wrap"):
            choice = ask_tab.build(assistant, examples)
            commitments_tab.build(assistant)
            changed = papers_tab.build(assistant)
            evaluation_tab.build(suite_folders(assistant.settings))
            about_tab.build(assistant, functions)
        for event in (blocks.load, choice.change, *[one.then for one in changed]):
            event(covered, choice, bar, **SHOWING)
        blocks.load(offering, None, choice, **SHOWING)
        for function in functions:
            programs.offer(function, blocks)
    return blocks


def _bar(assistant: "Assistant", scope: Scope) -> Html:
    catalogue = assistant.store.catalogue
    return coverage.scope_bar(catalogue.meetings(scope), catalogue.documents(scope), exempt=scope is Scope.OFFICER)


def functions_of(assistant: "Assistant") -> tuple[Callable[..., object], ...]:
    """Return what programs may call at the window, each call noted in the audit log."""
    return tuple(recorded(function, assistant) for function in Functions(assistant, PUBLIC).all())


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
        document=catalogue.document,
        original=partial(original_pdf, catalogue),
        sees=lambda request, choice: exempt.scope_of(person_of(request), assistant.settings, exempt=choice),
        tracker=tracker,
        report=partial(evaluation.report, suite_folders(assistant.settings)),
        note=lambda *done: assistant.note(CALLER.get(), *done),
    )
    add_sign_in(app, guard)
    add_saved_routes(app, assistant)
    app.user_middleware.append(Middleware(Door, keeper=guard))  # within the one that sets the headers
    # Before Gradio, which would answer for every address. Its own MCP server tells results as Python writes them.
    tools.mount(tools.server(functions_of(assistant)), app, "/gradio_api/mcp")
    blocks = build_app(assistant, examples, account=not guard.is_open)
    gr.mount_gradio_app(
        app,
        blocks,
        path="/",
        root_path=assistant.settings.proxy_path,
        theme=gr.themes.Base(font=("Arial", "sans-serif"), font_mono=("monospace",)),
        head=_HEAD,
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        enable_monitoring=False,
        max_file_size=Limits().largest,
        mcp_server=False,
    )
    lighten(app.routes, blocks)
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
