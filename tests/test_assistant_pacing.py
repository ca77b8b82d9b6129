"""So many questions are worked on at once; the others wait, first come first served."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from assistant.pacing import Pace


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.001)
    assert holds()


def queued(
    pace: Pace, pool: ThreadPoolExecutor, done: list[str], name: str, *, later: bool = False
) -> Future[None]:
    """Let somebody wait for a turn; comes back when they wait."""
    before = sum(map(len, pace._waiting))

    def work() -> None:
        with pace.turn(later=later):
            done.append(name)

    started = pool.submit(work)
    until(lambda: sum(map(len, pace._waiting)) == before + 1)
    return started


def test_never_more_than_so_many_at_once() -> None:
    pace, working, most, lock = Pace(2), 0, 0, threading.Lock()
    two = threading.Barrier(2)  # nobody goes on alone

    def work(_: int) -> None:
        nonlocal working, most
        with pace.turn():
            with lock:
                working += 1
                most = max(most, working)
            two.wait(60)
            with lock:
                working -= 1

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(24)))
    assert most == 2


def test_first_come_first_served_and_what_can_wait_comes_last() -> None:
    pace, done = Pace(1), list[str]()
    with ThreadPoolExecutor(4) as pool:
        with pace.turn():
            waiting = [
                queued(pace, pool, done, "suggestion", later=True),
                queued(pace, pool, done, "first"),
                queued(pace, pool, done, "second"),
            ]
            assert done == []
        for one in waiting:
            one.result(60)
    assert done == ["first", "second", "suggestion"]


def test_others_go_on_while_a_turn_is_paused() -> None:
    pace, done = Pace(1), list[str]()
    with ThreadPoolExecutor(1) as pool, pace.turn() as turn:
        other = queued(pace, pool, done, "other")
        with turn.paused():
            other.result(60)
        assert done == ["other"]
        last = queued(pace, pool, done, "last")
        assert done == ["other"]
        turn.give_back()
        last.result(60)


def test_a_turn_that_fails_in_a_pause_leaves_nobody_waiting() -> None:
    pace = Pace(1)
    with pytest.raises(ValueError, match="a model's fault"), pace.turn() as turn, turn.paused():
        raise ValueError("a model's fault")
    with pace.turn():
        assert pace._free == 0
    assert pace._free == 1
