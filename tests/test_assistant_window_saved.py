"""Saved conversations beside the chat: each person's own, by addresses that another site cannot reach."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from fakes import CITED, HOSTILE, ITEM, FakeAssistant, hit
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.access.people import LOCAL, NOBODY, Person, Role
from assistant.records import Answer, Query, Status
from assistant.window.answers.asking import Asking, Order
from assistant.window.answers.conversation import Exchange, Talk
from assistant.window.answers.suggesting import suggested
from assistant.window.saved.saved import MOST, listing
from assistant.window.saved.saved_routes import add_saved_routes
from indexes.desk.conversations import Conversation


class Known:
    """Lets in one person, as the door would."""

    def __init__(self, app: ASGIApp, person: Person) -> None:
        self.app, self.person = app, person

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app({**scope, "state": {"person": self.person}}, receive, send)


def client(assistant: FakeAssistant, person: Person = LOCAL) -> TestClient:
    app = FastAPI()
    add_saved_routes(app, assistant)
    app.add_middleware(Known, person=person)
    return TestClient(app)


@pytest.fixture
def assistant() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture
def saved(assistant: FakeAssistant) -> str:
    return keep(assistant)


def keep(assistant: FakeAssistant) -> str:
    """Ask two questions in one conversation and return its id."""
    talk = Talk()
    for question in ("rural crime", f"moon {HOSTILE}"):
        *_, (_, talk) = Asking(assistant).answering(Order(question), talk, LOCAL)
    assert talk.saved
    return talk.saved


def test_conversations_are_listed_and_searched(assistant, saved):
    listed = client(assistant).get("/conversations").text
    assert f'data-open="{saved}"' in listed
    assert "rural crime" in listed
    assert saved in client(assistant).get("/conversations?words=wildlife").text
    nothing = client(assistant).get("/conversations", params={"words": HOSTILE.lower() + " absent"}).text
    assert "0 conversations found" in nothing
    assert "<script>" not in nothing
    for other in (NOBODY, Person("bo", Role.READER)):
        assert client(assistant, other).get("/conversations").text == ""


def test_older_conversations_are_left_to_the_search():
    many = [Conversation(str(n), f"Question {n}", "", "2031-06-01T10:00:00+00:00") for n in range(MOST + 1)]
    assert listing(many).count("data-open") == MOST
    assert "These are the 20 latest: search for older ones." in listing(many)
    assert "21 conversations found. These are" in listing(many, "question")
    assert "latest" not in listing(many[1:])


def test_a_conversation_is_renamed_and_deleted_by_whose_it_is_alone(assistant, saved):
    other = client(assistant, Person("bo", Role.ADMIN))
    assert other.post(f"/conversations/{saved}", json={"title": "Bo's"}).status_code == 400
    assert other.delete(f"/conversations/{saved}").status_code == 400
    own = client(assistant)
    assert own.post(f"/conversations/{saved}", json={"title": HOSTILE}).status_code == 204
    assert "<script>" not in own.get("/conversations").text
    refused = own.post(f"/conversations/{saved}", json={"title": " "})
    assert refused.json() == {"error": "A conversation needs a title: type one."}
    assert own.delete(f"/conversations/{saved}").status_code == 204
    assert own.get("/conversations").text == ""


def test_what_another_site_could_send_changes_nothing(assistant, saved):
    plain = {"content-type": "text/plain"}
    own = client(assistant)
    assert own.post(f"/conversations/{saved}", content='{"title": "x"}', headers=plain).status_code in (415, 422)
    judged = f'{{"conversation": "{saved}", "turn": 1, "verdict": "right"}}'
    assert own.post("/feedback", content=judged, headers=plain).status_code in (415, 422)
    assert assistant.feedback.all() == ()
    assert assistant.conversations.list("local")[0].title == "rural crime"


def test_an_answer_is_judged_with_its_conversation(assistant, saved):
    own = client(assistant)
    said = {"conversation": saved, "turn": 2, "verdict": "wrong answer", "note": "It is in the annex."}
    assert own.post("/feedback", json=said).status_code == 204
    (kept,) = assistant.feedback.all()
    assert (kept.person, kept.verdict, kept.note) == ("local", "wrong answer", "It is in the annex.")
    assert (kept.about.question, kept.about.turns, kept.about.status) == (
        f"moon {HOSTILE}",
        ("rural crime",),
        "not_found",
    )
    assert own.post("/feedback", json={**said, "turn": 1}).status_code == 204
    first = assistant.feedback.all()[-1].about
    quotes = [{"source": c.source, "start": c.start, "end": c.end, "quote": c.quote} for c in CITED]
    assert list(first.citations) == quotes
    assert own.post("/feedback", json={**said, "turn": 3}).status_code == 400
    assert own.post("/feedback", json={**said, "verdict": "fine"}).status_code == 400
    assert client(assistant, Person("bo", Role.ADMIN)).post("/feedback", json=said).status_code == 400


class Knowing:
    """Answers some questions, from the item that they are about."""

    def __init__(self, *known: str) -> None:
        self.known = known
        self.asked: list[str] = []

    def ask(self, turns: tuple[str, ...], question: str, **_: object) -> Answer:
        self.asked.append(question)
        status = Status.ANSWERED if question in self.known else Status.NOT_FOUND
        return Answer(status, "x", Query("q", "q"), CITED if status is Status.ANSWERED else ())


def titled(rank: int, title: str) -> object:
    one = hit(rank, 2)
    return replace(one, stored=replace(one.stored, item=replace(ITEM, title=title)))


def test_only_questions_that_the_papers_answer_are_offered():
    hits = (
        titled(1, "RURAL CRIME"),
        titled(2, "Apologies for absence"),
        titled(3, "Road safety"),
        titled(4, "Dogs"),
    )
    answer = Answer(Status.ANSWERED, "x", Query("q", "q"), CITED, hits)
    knowing = Knowing("What was agreed about Rural Crime?")
    assert suggested(knowing, Exchange("q", answer), ()) == ("What was agreed about Rural Crime?",)
    assert knowing.asked == ["What was agreed about Rural Crime?", "What was agreed about Road safety?"]
    assert suggested(knowing, Exchange("q", answer), ("what was agreed about rural crime?",)) == ()
    elsewhere = SimpleNamespace(
        ask=lambda *_, **__: replace(answer, citations=(replace(CITED[0], document_id="o"),))
    )
    assert suggested(elsewhere, Exchange("q", answer), ()) == ()
    assert suggested(knowing, Exchange("q", replace(answer, status=Status.NOT_FOUND)), ()) == ()


def test_what_comes_next_is_offered_as_buttons(assistant, saved):
    shown = client(assistant).get("/next", params={"conversation": saved, "turn": 1}).text
    assert "What was agreed about Rural crime?" in shown
    assert client(assistant).get("/next", params={"conversation": saved, "turn": 2}).text == ""
