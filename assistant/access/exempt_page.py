"""The page on which officers ask the exempt papers too: apart, so that nobody shows them by mistake."""

from typing import TYPE_CHECKING

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse
from starlette.concurrency import run_in_threadpool

from assistant.access.people import Person, Right, person_of
from assistant.access.signing import HEADERS, form_of
from assistant.records import Answer, Citation
from assistant.terminal.display import EXEMPT, page_name, place, plain
from assistant.window.markup import Html, element
from assistant.window.routes import plain_page
from corpus.errors import MinutebookError
from indexes.records import Scope

if TYPE_CHECKING:
    from assistant.building import Assistant

_WARNING = (
    "What is shown here may be exempt. Do not pass it on, print it, or leave it on a screen that others see."
)


def add_exempt_page(app: FastAPI, assistant: "Assistant") -> None:
    """Add the page; for whoever may not see exempt papers it is not there."""
    allowed = assistant.settings.exempt_for_officers

    def is_for(person: Person) -> bool:
        return person.scope(exempt=True, allowed=allowed) is Scope.OFFICER

    def answered(person: Person, question: str) -> Answer:
        scope = person.scope(exempt=True, allowed=allowed)
        answer = assistant.ask((), question, None, scope)
        assistant.note(person, "ask", question, str(answer.status), scope)
        return answer

    @app.get("/exempt", response_class=HTMLResponse)
    def empty(request: Request) -> Response:
        return _page() if is_for(person_of(request)) else _nothing()

    @app.post("/exempt")
    async def ask(request: Request) -> Response:
        person, question = person_of(request), (await form_of(request)).get("question", "").strip()
        if not is_for(person):
            await run_in_threadpool(assistant.note, person, "ask", question, "refused", Scope.OFFICER)
            return _nothing()
        if not question:
            return _page()
        try:
            return _page(question, _answer(await run_in_threadpool(answered, person, question)))
        except MinutebookError as error:
            return _page(question, element("p", str(error), role="alert", class_="problem"))


def _page(question: str = "", *shown: Html) -> Response:
    form = element(
        "form",
        element("label", "Your question, to the exempt papers too", for_="question"),
        element("input", id="question", name="question", value=question, required=True, maxlength=2000),
        element("button", "Ask"),
        method="post",
        action="exempt",
    )
    warning = element("p", _WARNING, class_="problem")
    back = element("p", element("a", "Back to the window, which shows public papers only", href="./"))
    content = plain_page("Exempt papers", element("h1", "Exempt papers"), warning, form, *shown, back)
    return HTMLResponse(content, headers=HEADERS)


def _nothing() -> Response:
    said = f"There is nothing here for you: to {Right.EXEMPT} takes an officer's role and a setting."
    return HTMLResponse(plain_page("Not here", element("p", said)), status_code=404, headers=HEADERS)


def _answer(answer: Answer) -> Html:
    lines = [element("p", line) for line in plain(answer.text).splitlines() if line.strip()]
    return element("section", *lines, element("ol", *map(_quote, answer.citations)), aria_label="Answer")


def _quote(citation: Citation) -> Html:
    day = citation.meeting_date.isoformat() if citation.meeting_date else None
    page = page_name(citation.page, citation.printed_page)
    where = place(citation.document, citation.body, day, page, citation.source)
    mark = element("p", element("strong", EXEMPT), class_="problem") if citation.exempt else element("p", "Public")
    return element("li", mark, element("blockquote", citation.quote), element("p", where), value=citation.label)
