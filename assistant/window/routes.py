"""The pages beside the chat: a quote in its paper, the style sheet and the script.

A quote has an address of its own, so that it can be opened in another tab, printed, or put into a note.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Annotated, TypeAlias

from fastapi import FastAPI, Query, Request, Response
from fastapi.responses import FileResponse, HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Send
from starlette.types import Scope as Connection

from assistant.window import wording
from assistant.window.answers.pictures import pictures
from assistant.window.markup import Html, element
from assistant.window.papers import paper
from corpus.errors import MinutebookError, UnreadablePaperError
from corpus.reading.guarding import showing
from corpus.records import Document, Span
from indexes.records import Scope

Sees: TypeAlias = Callable[[Request, bool], Scope]
Note: TypeAlias = Callable[[str, str, str, Scope], None]

STATIC = Path(__file__).parent / "static"

# The browser itself refuses whatever comes from another machine. Gradio needs its own inline scripts and compiles
# templates, so these two are let in there; the source page needs neither.
WINDOW_POLICY = (
    "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'self'"
)
SOURCE_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)

# The suite's report carries its own style and script; it is given no address to send anything to, and is kept
# apart from the window's cookies.
REPORT_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; sandbox allow-scripts"
)

# The browser's own PDF viewer must be let run.
ORIGINAL_POLICY = "frame-ancestors 'self'"

_LONGEST = 100  # of an id that is none, in the audit log
# Gradio's own files there are named by their content, so that a browser need never ask for one twice.
_NAMED_BY_CONTENT = "/assets/"

_PLACE = re.compile(r"(\d{1,12})-(\d{1,12})")
_FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ics": "text/calendar; charset=utf-8",
    "json": "application/json",
}
_TYPES = {
    "window.css": "text/css",
    "window.js": "text/javascript",
    "ask.css": "text/css",
    "ask.js": "text/javascript",
    "tabs.css": "text/css",
    "tabs.js": "text/javascript",
}


def source_app(
    document: Callable[[str, Scope], Document],
    original: Callable[[str, Scope], Path | None],
    sees: Sees = lambda *_: Scope.PUBLIC,
    tracker: Callable[[Mapping[str, str], str], bytes] | None = None,
    report: Callable[[], Path | None] = lambda: None,
    note: Note = lambda *_: None,
) -> FastAPI:
    """Return the web application that holds the pages beside the chat.

    ``document`` gives a paper by its id and raises MinutebookError where there is none for such a scope;
    ``original`` gives the PDF that it was read from, where such a scope may open it; ``sees`` gives the scope of
    whoever sent a request, who has asked for exempt papers or has not; ``tracker`` gives the commitments that
    filters leave as a file of a format; ``report`` the page of the suite's last run. ``note`` is told what was
    opened: "source", "original", "page" or "tracker", which, whether that was refused, and in which scope.
    """
    app = FastAPI(title="Minutebook", docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(_Guard)

    @app.get("/source", response_class=HTMLResponse)
    def source(
        request: Request,
        document_id: Annotated[str, Query(alias="document")],
        at: Annotated[Sequence[str], Query()] = (),
        whole: bool = False,
        exempt: bool = False,
    ) -> HTMLResponse:
        scope = sees(request, exempt)
        headers = {"Content-Security-Policy": SOURCE_POLICY, **_kept_by(scope)}
        try:
            found = document(document_id, scope)
        except MinutebookError as error:
            note("source", document_id[:_LONGEST], "refused", scope)
            page = plain_page("Paper not found", element("p", str(error)))
            return HTMLResponse(page, status_code=404, headers=headers)
        quoted = [Span(int(match[1]), int(match[2])) for place in at if (match := _PLACE.fullmatch(place))]
        opened = " ".join([found.source.source, *[f"{one.start}-{one.end}" for one in quoted]])
        note("source", opened, "done", scope)
        rest = None if whole else wording.source_link(document_id, quoted, whole=True, exempt=exempt)
        path = original(document_id, scope)
        pdf = wording.original_link(document_id, exempt=exempt) if path else None
        shown = pictures(found, document_id, quoted, path, exempt=exempt) if path and not whole else ()
        return HTMLResponse(plain_page(found.title, paper(found, quoted, rest, pdf, shown)), headers=headers)

    _add_files(app, original, sees, note)

    @app.get("/tracker")
    def export(request: Request, suffix: Annotated[str, Query(alias="format")] = "csv") -> Response:
        try:
            made = tracker(dict(request.query_params), suffix) if tracker else None
        except MinutebookError as error:
            return HTMLResponse(plain_page("No tracker", element("p", str(error))), status_code=400)
        if made is None:
            return Response(status_code=404)
        note("tracker", suffix, "done", Scope.PUBLIC)
        headers = {"Content-Disposition": f'attachment; filename="commitments.{suffix}"'}
        return Response(made, media_type=_FORMATS.get(suffix), headers=headers)

    @app.get("/evaluation")
    def evaluation() -> Response:
        page = report()
        if page is None:
            said = element("p", "The suite has not been run here: run it with “python -m eval run”.")
            return HTMLResponse(plain_page("No report", said), status_code=404)
        return HTMLResponse(page.read_bytes(), headers={"Content-Security-Policy": REPORT_POLICY})

    @app.get("/window/{name}")
    def static(name: str) -> Response:
        if name not in _TYPES:
            return Response(status_code=404)
        return Response((STATIC / name).read_bytes(), media_type=_TYPES[name])

    return app


def _add_files(app: FastAPI, original: Callable[[str, Scope], Path | None], sees: Sees, note: Note) -> None:
    """Add the file that a paper was read from, and its pages as pictures."""

    @app.get("/page")
    def page_picture(
        request: Request, document_id: Annotated[str, Query(alias="document")], number: int, exempt: bool = False
    ) -> Response:
        scope = sees(request, exempt)
        path = original(document_id, scope)
        try:
            made = showing().picture(path, number) if path else None
        except UnreadablePaperError:
            made = None
        if made is None or path is None:
            note("page", document_id[:_LONGEST], "refused", scope)
            return Response(status_code=404)
        note("page", f"{path.name} {number}", "done", scope)
        headers = _kept_by(scope) or {"Cache-Control": "private, max-age=3600"}
        return Response(made, media_type="image/png", headers=headers)

    @app.get("/original")
    def file(
        request: Request, document_id: Annotated[str, Query(alias="document")], exempt: bool = False
    ) -> Response:
        scope = sees(request, exempt)
        path = original(document_id, scope)
        if path is None:
            note("original", document_id[:_LONGEST], "refused", scope)
            page = plain_page("File not found", element("p", "This file cannot be opened from here."))
            return HTMLResponse(page, status_code=404)
        note("original", path.name, "done", scope)
        headers = {"Content-Security-Policy": ORIGINAL_POLICY, **_kept_by(scope)}
        return FileResponse(
            path, 200, headers, "application/pdf", filename=path.name, content_disposition_type="inline"
        )


def _kept_by(scope: Scope) -> dict[str, str]:
    """Return the header that keeps what is not public out of the browser's store."""
    return {"Cache-Control": "no-store"} if scope is Scope.OFFICER else {}


def plain_page(title: str, *content: Html) -> str:
    """Return a page that runs nothing, with its content in the one column."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", f"{title} – Minutebook"),
        element("link", rel="stylesheet", href="window/window.css"),
    )
    body = element("body", element("main", *content, id="source", class_="source-page"))
    return f"<!doctype html>{element('html', head, body, lang='en-GB')}"


class _Guard:
    """Adds to every page the headers that keep the browser at home."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Connection, receive: Receive, send: Send) -> None:
        """Pass the request on, and the answer back with its headers."""

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = message["headers"]
                names = {name.lower() for name, _ in headers}
                for name, value in _HEADERS.items():
                    if name not in names:
                        headers.append((name, value))
                if scope["path"].startswith(_NAMED_BY_CONTENT) and message["status"] == HTTPStatus.OK:
                    headers.append((b"cache-control", b"private, max-age=31536000, immutable"))
            await send(message)

        await self._app(scope, receive, guarded if scope["type"] == "http" else send)


_HEADERS = {
    b"content-security-policy": WINDOW_POLICY.encode(),
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
    b"x-frame-options": b"SAMEORIGIN",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
