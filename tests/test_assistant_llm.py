"""A language model behind an address of this machine that answers in every way that one can go wrong."""

import json
import time
from collections.abc import Callable, Iterator

import pytest
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse
from serving import served

from assistant.offline import network_blocked
from assistant.settings import load
from assistant.writing import llm
from assistant.writing.llm import ModelFailedError, connect, ollama_models, stays_here
from corpus.errors import MinutebookError
from prompts.library import Message

SAID = (Message("system", "Be short."), Message("user", "Who?"))
HEARD: list[dict[str, object]] = []


def part(content: str | None, **more: object) -> str:
    choice = {"index": 0, "delta": {"content": content}, "finish_reason": None} | more
    body = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
    return f"data: {json.dumps(body)}\n\n"


def streamed(*parts: str) -> Response:
    return StreamingResponse(iter(parts), media_type="text/event-stream")


def breaking() -> Iterator[str]:
    yield part("The Clerk")
    raise OSError("the machine went to sleep")


def slow() -> Iterator[str]:
    yield part("The ")
    time.sleep(3)
    yield part("Clerk.")


def alive() -> Iterator[str]:
    for _ in range(40):
        yield ": still here\n\n"
        time.sleep(0.1)


REPLIES = {
    "good": lambda: streamed(part("The "), part("Clerk."), part(None, finish_reason="stop"), "data: [DONE]\n\n"),
    "empty": lambda: streamed(part(None, finish_reason="stop"), "data: [DONE]\n\n"),
    "cut": lambda: StreamingResponse(breaking(), media_type="text/event-stream"),
    "slow": lambda: StreamingResponse(slow(), media_type="text/event-stream"),
    "alive": lambda: StreamingResponse(alive(), media_type="text/event-stream"),
    "garbled": lambda: streamed("data: {]\n\n"),
    "shapeless": lambda: streamed('data: {"choices": 7}\n\n'),
    "page": lambda: PlainTextResponse("<html>hello</html>"),
    "key": lambda: JSONResponse({"error": {"message": "bad key"}}, 401),
    "unknown": lambda: JSONResponse({"error": {"message": "model not found"}}, 404),
    "busy": lambda: JSONResponse({"error": {"message": "later"}}, 429),
    "broken": lambda: JSONResponse({"error": {"message": "oh"}}, 500),
    "elsewhere": lambda: RedirectResponse("http://192.0.2.9/v1/chat/completions", 307),
}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    app = FastAPI()

    @app.post("/{kind}/v1/chat/completions")
    async def chat(kind: str, request: Request) -> Response:
        HEARD.append(await request.json() | {"key": request.headers["authorization"]})
        return REPLIES[kind]()

    @app.get("/api/tags")
    def tags() -> object:
        return {"models": [{"name": "small:1b"}, {"name": "large:70b"}]}

    with served(app) as at:
        yield at


@pytest.fixture
def model(address: str) -> Iterator[Callable[..., llm.LanguageModel]]:
    made: list[llm.LanguageModel] = []

    def named(kind: str, at: str = address, **more: object) -> llm.LanguageModel:
        patience = {"llm_timeout": 1.0 if kind in ("slow", "alive") else 300.0}
        made.append(connect(load(llm_url=f"{at}{kind}/v1/", llm_model="m", **patience, **more)))
        return made[-1]

    yield named
    for one in made:
        one.close()


def test_a_reply_comes_in_pieces_and_the_model_is_asked_for_what_was_configured(model) -> None:
    with network_blocked() as tried:
        assert list(model("good", llm_key="secret-word").stream(SAID)) == ["The ", "Clerk."]
    assert tried == []
    heard = HEARD[-1]
    assert (heard["model"], heard["temperature"], heard["stream"]) == ("m", 0.0, True)
    assert heard["key"] == "Bearer secret-word"
    assert [one["role"] for one in heard["messages"]] == ["system", "user"]
    assert model("good").reply(SAID) == "The Clerk."
    assert model("empty").reply(SAID) == ""


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("cut", "broke off|unreadable"),
        ("slow", "longer than 1 seconds"),
        ("alive", "longer than 1 seconds"),
        ("garbled", "unreadable|broke off"),
        ("shapeless", "unreadable|broke off"),
        ("key", "refused the key"),
        ("unknown", "no language model m at its address"),
        ("busy", "too many requests"),
        ("broken", "error 500"),
        ("elsewhere", "error 307"),
    ],
)
def test_every_failure_is_said_in_one_sentence(model, kind: str, why: str) -> None:
    with network_blocked() as tried, pytest.raises(ModelFailedError, match=why):
        model(kind).reply(SAID)
    assert tried == []


def test_a_page_instead_of_a_reply_says_nothing(model) -> None:
    assert model("page").reply(SAID) == ""


def test_an_address_where_nobody_answers_is_said(model) -> None:
    with pytest.raises(ModelFailedError, match="cannot be reached"):
        model("good", "http://127.0.0.1:9/").reply(SAID)


def test_nothing_is_configured_until_somebody_does() -> None:
    with network_blocked() as tried:
        assert connect(load()) is None
    assert tried == []


def test_half_a_configuration_is_said() -> None:
    with pytest.raises(MinutebookError, match="without llm_model"):
        connect(load(llm_url="http://127.0.0.1:1/v1"))
    with pytest.raises(MinutebookError, match="Both llm_url and llm_file"):
        connect(load(llm_url="http://127.0.0.1:1/v1", llm_file="m.gguf"))
    with pytest.raises(MinutebookError, match="llm_url is wrong"):
        load(llm_url="ftp://models")


@pytest.mark.parametrize(
    ("url", "here"),
    [
        (None, True),
        ("http://localhost:11434/v1", True),
        ("http://127.0.0.1:8080/v1", True),
        ("http://[::1]:8080/v1", True),
        ("https://models.example.org/v1", False),
        ("http://10.0.0.3/v1", False),
    ],
)
def test_it_is_known_whether_questions_leave_the_machine(url: str | None, here: bool) -> None:
    assert stays_here(load(llm_url=url, llm_model="m")) is here


def test_ollama_is_found_where_it_runs_and_only_there(address: str) -> None:
    assert ollama_models(address.rstrip("/")) == ("small:1b", "large:70b")
    assert ollama_models("http://127.0.0.1:9") == ()
