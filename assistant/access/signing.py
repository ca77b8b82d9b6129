"""Signing in and out: three plain pages that work without a script."""

import re
from urllib.parse import parse_qs

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool

from assistant.access.keeper import COOKIE, Keeper
from assistant.access.people import person_of
from assistant.window.markup import Html, element
from assistant.window.routes import plain_page
from corpus.errors import MinutebookError

_POLICY = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
HEADERS = {"Content-Security-Policy": _POLICY, "Cache-Control": "no-store"}
"""Those of a page that runs nothing, and that no browser keeps."""

_LARGEST_FORM = 10_000
# Only pages of the window's own, by the relative addresses that it gives them itself.
_OWN_PAGE = re.compile(r"(?:source|original|tracker|account)?(?:\?[\w=&%.,+~-]*)?")


def add_sign_in(app: FastAPI, keeper: Keeper) -> None:
    """Add the pages."""

    @app.get("/sign-in", response_class=HTMLResponse)
    def ask(request: Request, next_page: str = "") -> Response:
        back = _own(request.query_params.get("next", next_page))
        return HTMLResponse(_form(back), headers=HEADERS)

    @app.post("/sign-in")
    async def enter(request: Request) -> Response:
        form = await form_of(request)
        back = _own(form.get("next", ""))
        name, password = form.get("name", ""), form.get("password", "")
        seen = request.state.visit
        try:
            session = await run_in_threadpool(keeper.sign_in, name, password, seen)
        except MinutebookError as error:
            return HTMLResponse(_form(back, str(error), name), status_code=403, headers=HEADERS)
        entered = RedirectResponse(back or "./", status_code=303, headers=HEADERS)
        entered.set_cookie(
            COOKIE,
            session,
            max_age=keeper.seconds,
            path=keeper.path,
            httponly=True,
            samesite="lax",
            secure=seen.https,
        )
        return entered

    @app.get("/account", response_class=HTMLResponse)
    def account(request: Request) -> Response:
        person = person_of(request)
        said = element("p", f"You are {person.name}, with the role {person.role}.")
        out = element("form", element("button", "Sign out on every device"), method="post", action="sign-out")
        back = element("p", element("a", "Back to the window", href="./"))
        return HTMLResponse(plain_page("Your account", said, out, back), headers=HEADERS)

    @app.post("/sign-out")
    def leave(request: Request) -> Response:
        keeper.sign_out(person_of(request))
        left = RedirectResponse("sign-in", status_code=303, headers=HEADERS)
        left.delete_cookie(COOKIE, path=keeper.path)
        return left


async def form_of(request: Request) -> dict[str, str]:
    """Return the fields of a form, of which whoever has not signed in may send no more than a little."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _LARGEST_FORM:
            return {}
    fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    return {name: values[0] for name, values in fields.items()}


def _own(address: str) -> str:
    return address if _OWN_PAGE.fullmatch(address) else ""


def _form(back: str, problem: str = "", name: str = "") -> str:
    said = element("p", problem, id="problem", role="alert", class_="problem") if problem else Html("")
    described = "problem" if problem else None
    fields = (
        element("label", "Name", for_="name"),
        element(
            "input", id="name", name="name", value=name[:200], autocomplete="username", required=True,
            autofocus=not problem, aria_describedby=described,
        ),
        element("label", "Password", for_="password"),
        element(
            "input", id="password", name="password", type="password", autocomplete="current-password",
            required=True, autofocus=bool(problem), aria_describedby=described,
        ),
        element("input", type="hidden", name="next", value=back),
        element("button", "Sign in"),
    )  # fmt: skip
    title = "Sign in" if not problem else "Not signed in"
    form = element("form", *fields, method="post", action="sign-in", class_="sign-in")
    return plain_page(title, element("h1", "Sign in to Minutebook"), said, form)
