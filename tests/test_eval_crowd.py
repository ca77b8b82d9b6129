"""Twenty people at a window at once: each has a conversation of their own and gets their own answers."""

from collections.abc import Iterator

import pytest
from fakes import FakeAssistant
from serving import served

from assistant.chat import web_app
from corpus.errors import MinutebookError
from eval.__main__ import main
from eval.speed.crowd import Crowd, Waited, crowd


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(web_app(FakeAssistant())) as address:
        yield address


def test_twenty_people_each_get_their_own_answers(address: str) -> None:
    done = crowd(address, [[f"rural crime, asked by {n}", f"and what of {n} & <b>that</b>?"] for n in range(20)])
    assert len(done.waited) == 40
    assert done.problems == ()
    assert done.percentile(50) <= done.percentile(100)


def test_what_goes_wrong_is_told(address: str) -> None:
    (wrong,) = crowd(address, [["a fault of ours"]]).problems
    assert (wrong.person, wrong.question) == (0, "a fault of ours")
    assert "it failed" in wrong.problem
    with pytest.raises(MinutebookError, match="No window answers"):
        crowd("http://127.0.0.1:9/", [["anything"]])


def test_the_command_says_how_long_they_waited(
    address: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["crowd", address, "--people", "2", "--rounds", "1"]) == 0
    assert "2 people asked 1 questions each, all at once: p50 " in capsys.readouterr().out
    assert main(["crowd", address, "--people", "9999"]) == 1
    assert "ask for fewer people" in capsys.readouterr().err
    mixed = Crowd((Waited(1, "mine?", 0.2, "the conversation shown was ['yours?']"),))
    monkeypatch.setattr("eval.speed.crowd.crowd", lambda *_: mixed)
    assert main(["crowd", address]) == 1
    assert "FAILED person 1, mine?: the conversation shown was ['yours?']" in capsys.readouterr().out
