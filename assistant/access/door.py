"""The door: everything the window serves lies behind it, and each request leaves it with the name of a person."""

import json
import re
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.access.keeper import COOKIE, Keeper
from assistant.access.people import Person, Right
from assistant.access.recording import CALLER
from assistant.access.visits import Visit, believed, visit
from assistant.log import note_failure
from corpus.errors import MinutebookError

SIGN_IN = "/sign-in"
"""Where somebody signs in; it and the style sheet are all that is served to who has not."""

_OPEN = frozenset({SIGN_IN, "/window/window.css"})
# What Gradio serves besides that no page here asks for: what somebody uploaded and did not send on, to whoever
# knows its content and name; a proxy for other sites, recordings, links to saved states, the reloading and
# rewriting of the app while it is made.
_CLOSED = re.compile(
    r"/(?:gradio_api/)?(?:file[=/]|proxy=|stream/|process_recording|vibe-|undo-vibe|dev/|deep_link|custom_component/|profiling/|"
    r"run-history|runs\b|component_server|monitoring|login|logout|token\b)"
)
_UPLOADS = re.compile(r"/(?:gradio_api/)?upload\b")
_STRANGER = "Sign in first: a browser does at /sign-in, a program sends a token as `Authorization: Bearer TOKEN`."
_AWAY = "This address is not the window's own: open it as http://127.0.0.1 with its port, on its own machine."
_FOREIGN = "Another site sent this request, so it is not answered: open the window's own address and do it there."


class Door:
    """Says of every request whose it is, for ``people.person_of``, and turns away who has to sign in first."""

    def __init__(self, app: ASGIApp, keeper: Keeper) -> None:
        self._app = app
        self._keeper = keeper

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its person, or answer it here."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        keeper, peer = self._keeper, (scope.get("client") or ("", 0))[0]
        seen = visit(scope["headers"], peer, scope["scheme"], keeper.trusted, keeper.header)
        scope = {**scope, "headers": believed(scope["headers"], peer, keeper.trusted, keeper.header)}
        scope["scheme"] = "https" if seen.https else scope["scheme"]
        try:
            person = keeper.person(seen, _bearer(scope), HTTPConnection(scope).cookies.get(COOKIE))
        except MinutebookError as error:
            note_failure(error)
            await _refusal(503, str(error))(scope, receive, send)
            return
        turned_away = _turned_away(scope, seen, person, is_open=keeper.is_open)
        if turned_away is not None:
            if person is not None and _UPLOADS.match(scope["path"]):
                await run_in_threadpool(keeper.note, person.name, "upload", "", "refused")
            await turned_away(scope, receive, send)
            return
        scope["state"] = {**scope.get("state", {}), "person": person, "visit": seen}
        if person is not None:
            CALLER.set(person)
            if keeper.is_news(seen, person):
                await run_in_threadpool(
                    keeper.note, person.name, "sign in", f"{seen.address}, by the proxy", "done"
                )
        await self._app(scope, receive, send)


def _turned_away(scope: Scope, seen: Visit, person: Person | None, *, is_open: bool) -> Response | None:
    path = scope["path"]
    # The one check against forged requests: it needs no token in a form, and holds for every way in alike.
    if seen.foreign:
        return _refusal(403, _FOREIGN)
    if person is None and is_open:
        return _refusal(403, _AWAY)
    if person is None and path not in _OPEN:
        return _to_sign_in(scope)
    if _CLOSED.match(path):
        return _refusal(404, "There is nothing here.")
    if person is not None and _UPLOADS.match(path) and not person.may(Right.PAPERS):
        return _refusal(403, f"{person.name or 'A reader'} may not {Right.PAPERS}.")
    return None


def _to_sign_in(scope: Scope) -> Response:
    """Send a person to the page, and tell a program what is missing."""
    accepts = HTTPConnection(scope).headers.get("accept", "")
    path = scope["path"].lstrip("/")
    if scope["type"] != "http" or scope["method"] != "GET" or "text/html" not in accepts or "/" in path:
        return _refusal(401, _STRANGER, {"WWW-Authenticate": "Bearer"})
    query = scope["query_string"].decode("latin-1")
    back = f"{path}?{query}" if query else path
    # Relative, as all links of the window are, so that it can lie below any path of a proxy.
    return RedirectResponse(f"sign-in?next={quote(back, safe='')}" if back else "sign-in", status_code=303)


def _refusal(status: int, said: str, headers: dict[str, str] | None = None) -> Response:
    return Response(json.dumps({"error": said}), status, headers, media_type="application/json")


def _bearer(scope: Scope) -> str | None:
    scheme, _, token = HTTPConnection(scope).headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token else None
