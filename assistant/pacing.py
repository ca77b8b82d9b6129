"""How many questions are worked on at once: as many as pay, and the others wait their turn.

Answering is mostly Python, of which one thread runs at a time. Threads that take turns within questions make each
other wait at every call into SQLite or numpy, so that many at once take longer than one after another.
"""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class Pace:
    """Lets a few through at once, first come first served; what is asked for later waits behind all questions."""

    def __init__(self, at_once: int) -> None:
        self._free = at_once
        self._lock = threading.Lock()
        self._waiting: tuple[deque[threading.Event], deque[threading.Event]] = (deque(), deque())

    @contextmanager
    def turn(self, *, later: bool = False) -> "Iterator[Turn]":
        """Wait for a turn and hold it; with ``later`` it comes when no question is waiting."""
        taken = Turn(self, later=later)
        taken.take()
        try:
            yield taken
        finally:
            taken.give_back()

    def enter(self, *, later: bool) -> None:
        """Wait until it is one's turn."""
        with self._lock:
            if self._free:
                self._free -= 1
                return
            called = threading.Event()
            self._waiting[later].append(called)
        called.wait()

    def leave(self) -> None:
        """Hand the turn on to whoever has waited longest."""
        with self._lock:
            for queue in self._waiting:
                if queue:
                    queue.popleft().set()
                    return
            self._free += 1


class Turn:
    """One turn, held by one thread."""

    def __init__(self, pace: Pace, *, later: bool) -> None:
        self._pace, self._later, self._held = pace, later, False

    def take(self) -> None:
        """Wait for the turn."""
        self._pace.enter(later=self._later)
        self._held = True

    def give_back(self) -> None:
        """Let the next one in, where the turn is held."""
        if self._held:
            self._held = False
            self._pace.leave()

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Let others in meanwhile, such as while a language model writes; not waited for again after an error."""
        self.give_back()
        yield
        self.take()
