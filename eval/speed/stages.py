"""How long each stage of a question takes: the assistant's own functions with a clock around them."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import wraps
from typing import Any
from unittest.mock import patch

import numpy as np

from assistant import building
from assistant.building import Assistant
from indexes.searching.keywords import Wanted

STAGES = ("understand", "encode", "dense", "keyword", "fuse", "compose")
RETRIEVAL = ("dense", "keyword", "fuse")
"""What finding passages takes once the question's vector is there."""


class Clock:
    """Milliseconds by stage, of each question; what a stage calls that is a stage itself counts there alone."""

    def __init__(self) -> None:
        self.questions: list[dict[str, float]] = []
        self._running: list[tuple[str, float]] = []
        self._spent: dict[str, float] = defaultdict(float)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time a stage; the one around it stands still meanwhile."""
        now = time.perf_counter()
        if self._running:
            outer, since = self._running[-1]
            self._spent[outer] += now - since
        self._running.append((name, now))
        try:
            yield
        finally:
            now = time.perf_counter()
            self._spent[name] += now - self._running.pop()[1]
            if self._running:
                self._running[-1] = self._running[-1][0], now

    @contextmanager
    def question(self) -> Iterator[None]:
        """Time one question; what belongs to no other stage is composing."""
        with self.stage("compose"):
            yield
        self.questions.append({name: 1000 * self._spent[name] for name in STAGES})
        self._spent.clear()

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function that is timed as a stage."""

        @wraps(function)
        def call(*args: Any, **kwargs: Any) -> Any:
            with self.stage(name):
                return function(*args, **kwargs)

        return call

    def quantile(self, share: float, stages: Sequence[str] = STAGES) -> float:
        """Return what these stages together take at most in such a share of the questions."""
        return float(np.quantile([sum(one[name] for name in stages) for one in self.questions], share))


@contextmanager
def clocked(assistant: Assistant) -> Iterator[Clock]:
    """Put a clock around the stages of an assistant."""
    clock, store, retriever = Clock(), assistant.store, assistant._retriever
    inside = (
        (building, "understand", "understand"),
        (retriever, "_encode", "encode"),
        (retriever, "retrieve", "fuse"),
        (store, "near", "dense"),
        (store.exact, "cosines", "dense"),
        (store.keywords, "wanted", "keyword"),
        (Wanted, "highest", "keyword"),
        (Wanted, "scores", "keyword"),
    )
    with ExitStack() as stack:
        for owner, attribute, stage in inside:
            timed = clock.timed(stage, getattr(owner, attribute))
            stack.enter_context(patch.object(owner, attribute, timed))
        yield clock
