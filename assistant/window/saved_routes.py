"""What is done with saved conversations beside the chat: list, rename, delete, judge, ask on, take away as a note.

Everybody reaches their own alone: who asks is established by the door (``assistant.access``). What changes
something takes JSON only, which a page of another site cannot send.
"""

from typing import TYPE_CHECKING, Annotated

from fastapi import Body, FastAPI, HTTPException, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse

from assistant.access.people import person_of
from assistant.window.asking import Asking
from assistant.window.conversation import Exchange, turns
from assistant.window.saved import following, listing
from assistant.window.suggesting import suggested
from corpus.errors import MinutebookError
from indexes.feedback import Judged

if TYPE_CHECKING:
    from assistant.building import Assistant


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
        return HTMLResponse(listing(kept.list(name, words) if name else (), words))

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
        note: Annotated[str, Body()] = "",
    ) -> Response:
        _must_be_json(request)
        earlier, judged = exchange(request, conversation, turn)
        assistant.feedback.record(person_of(request).name, verdict, note, _judged(earlier, judged))
        return Response(status_code=204)

    @app.get("/next")
    def next_questions(request: Request, conversation: str, turn: Annotated[int, Query(ge=1)]) -> HTMLResponse:
        earlier, last = exchange(request, conversation, turn)
        return HTMLResponse(following(suggested(assistant, last, [one.question for one in earlier])))

    def exchange(request: Request, conversation: str, turn: int) -> tuple[tuple[Exchange, ...], Exchange]:
        exchanges = asking.opened(person_of(request), conversation).exchanges
        if turn > len(exchanges) or exchanges[turn - 1].answer is None:
            raise MinutebookError("This answer is not saved any more: ask again.")
        return exchanges[: turn - 1], exchanges[turn - 1]


def _must_be_json(request: Request) -> None:
    if not request.headers.get("content-type", "").startswith("application/json"):
        raise HTTPException(415)


def _judged(earlier: tuple[Exchange, ...], judged: Exchange) -> Judged:
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
