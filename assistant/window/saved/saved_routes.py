"""What is done with saved conversations beside the chat: list, rename, delete, judge, ask on, take away as a note.

Everybody reaches their own alone: who asks is established by the door (``assistant.access``). What changes
something takes JSON only, which a page of another site cannot send.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

from fastapi import Body, FastAPI, HTTPException, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse

from assistant.access.people import person_of
from assistant.window.answers.asking import PUBLIC, Asking
from assistant.window.answers.briefing import Note, markdown, note, page
from assistant.window.answers.briefing_word import word
from assistant.window.answers.conversation import Exchange, turns
from assistant.window.answers.suggesting import suggested
from assistant.window.exempt import FOUND_BY
from assistant.window.programs.coverage import read_on
from assistant.window.routes import SOURCE_POLICY, plain_page
from assistant.window.saved.saved import following, listing
from corpus.errors import MinutebookError
from indexes.desk.feedback import Judged

if TYPE_CHECKING:
    from assistant.building import Assistant


_NOTES: Mapping[str, tuple[Callable[[Note], str | bytes], str]] = {
    "md": (markdown, "text/markdown; charset=utf-8"),
    "docx": (word, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


def add_saved_routes(app: FastAPI, assistant: "Assistant") -> None:
    """Add the routes to the web application of a window over this assistant."""
    asking = Asking(assistant)
    kept = assistant.conversations

    @app.exception_handler(MinutebookError)
    def refused(_: Request, error: Exception) -> JSONResponse:
        return JSONResponse({"error": str(error)}, status_code=400)

    @app.get("/conversations")
    def conversations(request: Request, words: Annotated[str, Query(max_length=500)] = "") -> HTMLResponse:
        name = person_of(request).name
        found = kept.list(name, words) if name else ()
        not_public = {one.id for one in kept.list(name, FOUND_BY)} if found else set()
        return HTMLResponse(listing(found, words, not_public))

    @app.post("/conversations/{conversation}")
    def rename(request: Request, conversation: str, title: Annotated[str, Body(embed=True)]) -> Response:
        _must_be_json(request)
        kept.rename(person_of(request).name, conversation, title)
        return Response(status_code=204)

    @app.delete("/conversations/{conversation}")
    def delete(request: Request, conversation: str) -> Response:
        kept.delete(person_of(request).name, conversation)
        return Response(status_code=204)

    @app.post("/feedback")
    def feedback(
        request: Request,
        conversation: Annotated[str, Body()],
        turn: Annotated[int, Body(ge=1)],
        verdict: Annotated[str, Body()],
        remark: Annotated[str, Body(alias="note")] = "",
    ) -> Response:
        _must_be_json(request)
        person = person_of(request)
        exchanges = asking.opened(person, conversation).exchanges
        answered = _answered(exchanges, turn)
        if answered.exempt:
            raise MinutebookError("An answer from exempt papers is not judged here: it would go into files.")
        judged = _judged(exchanges[: turn - 1], answered)
        assistant.feedback.record(person.name, verdict, remark, judged)
        return Response(status_code=204)

    @app.get("/next")
    def next_questions(request: Request, conversation: str, turn: Annotated[int, Query(ge=1)]) -> HTMLResponse:
        exchanges = asking.opened(person_of(request), conversation).exchanges
        asked = [one.question for one in exchanges]
        return HTMLResponse(following(suggested(assistant, _answered(exchanges, turn), asked)))

    @app.get("/note")
    def briefing_note(
        request: Request,
        conversation: str,
        turn: Annotated[int | None, Query(ge=1)] = None,
        suffix: Annotated[str, Query(alias="format")] = "html",
    ) -> Response:
        person = person_of(request)
        whole = asking.opened(person, conversation).exchanges
        chosen = (_answered(whole, turn),) if turn else whole
        documents = assistant.store.catalogue.documents(PUBLIC)
        today = datetime.now().astimezone().date()
        made = note(chosen, made=today, indexed=read_on(documents) if documents else "")
        assistant.note(person, "briefing note", suffix if suffix in _NOTES else "html")
        if suffix == "html":
            headers = {"Content-Security-Policy": SOURCE_POLICY}
            return HTMLResponse(plain_page(made.title, page(made)), headers=headers)
        if suffix not in _NOTES:
            raise MinutebookError(f"A note is html, {' or '.join(_NOTES)}: choose one of these.")
        write, media_type = _NOTES[suffix]
        kind = "exempt-briefing-note" if made.exempt else "briefing-note"
        name = f'attachment; filename="{kind}-{today.isoformat()}.{suffix}"'
        return Response(write(made), media_type=media_type, headers={"Content-Disposition": name})


def _answered(exchanges: Sequence[Exchange], turn: int) -> Exchange:
    if turn > len(exchanges) or exchanges[turn - 1].answer is None:
        raise MinutebookError("This answer is not saved any more: ask again.")
    return exchanges[turn - 1]


def _must_be_json(request: Request) -> None:
    if not request.headers.get("content-type", "").startswith("application/json"):
        raise HTTPException(415)


def _judged(earlier: Sequence[Exchange], judged: Exchange) -> Judged:
    answer = judged.answer
    assert answer is not None
    before = () if judged.alone else turns(earlier)
    return Judged(
        judged.question,
        answer.text,
        answer.status.value,
        judged.asked_at,
        tuple(turn.question for turn in before),
        tuple({"source": c.source, "start": c.start, "end": c.end, "quote": c.quote} for c in answer.citations),
    )
