"""Many people asking a window at once: how long each waits, whether any fails, and whose answer each gets.

Each is a session of the window as a browser opens it, with a conversation of its own, over HTTP.
"""

import html
import json
import re
import time
import uuid
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier
from typing import Any

import httpx
import numpy as np

from corpus.errors import MinutebookError

_PATIENCE = 120.0  # seconds until an answer is given up
_ASKED = re.compile(r'<h2 class="question"[^>]*>(.*?)</h2>', re.DOTALL)
_MARKUP = re.compile(r"<[^>]+>")
_SAID_BEFORE = "You asked: "


@dataclass(frozen=True, slots=True)
class Waited:
    """One question of one person: how many seconds until the answer was whole, and what was wrong with it."""

    person: int
    question: str
    seconds: float
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Crowd:
    """What came of all questions."""

    waited: tuple[Waited, ...]

    @property
    def problems(self) -> tuple[Waited, ...]:
        """Questions that failed, or got what was not theirs."""
        return tuple(one for one in self.waited if one.problem)

    def percentile(self, of_100: float) -> float:
        """Return the seconds within which so many of a hundred answers were there."""
        return float(np.percentile([one.seconds for one in self.waited], of_100))


def crowd(address: str, questions: Sequence[Sequence[str]]) -> Crowd:
    """Let as many people as there are lists ask their questions, in rounds: all at once, then all their next ones.

    Args:
        address: the window's, with a slash at the end.
        questions: each person's, in their order; all of one length.

    Raises:
        MinutebookError: there is no window at that address.
    """
    sending = _sending(address)
    together = Barrier(len(questions))

    def person(number: int) -> list[Waited]:
        session = uuid.uuid4().hex
        asked: list[str] = []
        done = []
        with httpx.Client(base_url=address, timeout=_PATIENCE) as client:
            for question in questions[number]:
                asked.append(question)
                together.wait(_PATIENCE)
                started = time.perf_counter()
                problem = _ask(client, sending, session, asked)
                done.append(Waited(number, question, time.perf_counter() - started, problem))
        return done

    with ThreadPoolExecutor(len(questions)) as people:
        return Crowd(tuple(one for waited in people.map(person, range(len(questions))) for one in waited))


@dataclass(frozen=True, slots=True)
class _Sending:
    """What a question is sent with: the number of the function, and what each of its inputs is given at first.

    ``box`` is the place of the question among the inputs, ``shown`` that of the conversation among the outputs.
    """

    function: int
    inputs: tuple[object, ...]
    box: int
    shown: int

    def data(self, question: str) -> list[object]:
        return [question if place == self.box else value for place, value in enumerate(self.inputs)]


def _sending(address: str) -> _Sending:
    try:
        config = httpx.get(f"{address}config", timeout=_PATIENCE).raise_for_status().json()
    except httpx.HTTPError as error:
        raise MinutebookError(f"No window answers at {address}: open one with `minutebook chat`.") from error
    components = {one["id"]: one["props"] for one in config["components"]}
    named = {props.get("elem_id"): number for number, props in components.items()}
    box, shown = named["question"], named["conversation"]
    sent = next(one for one in config["dependencies"] if box in dict(one["targets"]))
    values = tuple(components[one].get("value") for one in sent["inputs"])
    return _Sending(int(sent["id"]), values, sent["inputs"].index(box), sent["outputs"].index(shown))


def _ask(client: httpx.Client, sending: _Sending, session: str, asked: Sequence[str]) -> str:
    """Ask the last of the questions; returns what was wrong, nothing where the conversation is as it should be."""
    try:
        data = {"data": sending.data(asked[-1]), "fn_index": sending.function, "session_hash": session}
        client.post("gradio_api/queue/join", json=data).raise_for_status()
        shown = _shown(client, session, sending.shown)
    except (httpx.HTTPError, ValueError) as error:
        return f"it failed: {error}"
    headings = [html.unescape(_MARKUP.sub("", one)).strip() for one in _ASKED.findall(shown)]
    theirs = [heading.removeprefix(_SAID_BEFORE).strip() for heading in headings]
    if theirs != list(asked):
        return f"the conversation shown was {theirs}"
    return "it was left without an answer" if "aria-busy" in shown else ""


def _shown(client: httpx.Client, session: str, place: int) -> str:
    """Return the conversation as it stands when the answer is whole.

    What comes after the first state are changes to the one before, the last of which may say that all stays.
    """
    from gradio_client.utils import apply_diff  # noqa: PLC0415 - it takes a second to import

    now: object = None
    shown = ""
    for message in _messages(client, session):
        if message["msg"] == "process_generating" and message["success"]:
            value = message["output"]["data"][place]
            now = value if now is None else apply_diff(now, value)
            shown = now if isinstance(now, str) else shown
        if message["msg"] == "process_completed":
            if not message["success"]:
                raise ValueError(str(message["output"].get("error")))
            return shown
    raise ValueError("the window fell silent")


def _messages(client: httpx.Client, session: str) -> Iterator[dict[str, Any]]:
    with client.stream("GET", "gradio_api/queue/data", params={"session_hash": session}) as stream:
        for line in stream.raise_for_status().iter_lines():
            if line.startswith("data: "):
                yield json.loads(line.removeprefix("data: "))
