"""How often somebody may try to sign in: failures counted for a while, by name and by address."""

import time
from collections import deque
from collections.abc import Callable
from threading import Lock

WINDOW = 15 * 60.0
"""Seconds for which a failure counts."""

# By name from one address, which is what a guesser does; by address, which is what one does who tries one password
# on every name; by name from anywhere, set so high that to lock somebody out takes a botnet, not a neighbour.
_PAIR, _ADDRESS, _NAME = 5, 20, 100
_MOST_KEYS = 10_000


class Attempts:
    """Failures of the last quarter of an hour; each process counts its own."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures: dict[tuple[str, str], deque[float]] = {}
        self._lock = Lock()

    def wait(self, name: str, address: str) -> float:
        """Return for how many seconds no attempt is looked at; 0 where one may be made."""
        now = self._clock()
        with self._lock:
            waits = [self._wait(key, most, now) for key, most in _keys(name, address)]
        return max(waits)

    def failed(self, name: str, address: str) -> None:
        """Count a failure."""
        now = self._clock()
        with self._lock:
            if len(self._failures) > _MOST_KEYS:
                self._failures = _newest(self._failures, now)
            for key, most in _keys(name, address):
                self._failures.setdefault(key, deque(maxlen=most)).append(now)

    def succeeded(self, name: str, address: str) -> None:
        """Forget the failures of somebody who has come in after all; those of the address stay."""
        with self._lock:
            self._failures.pop(_keys(name, address)[0][0], None)

    def _wait(self, key: tuple[str, str], most: int, now: float) -> float:
        times = self._failures.get(key)
        return max(0.0, times[0] + WINDOW - now) if times and len(times) == most else 0.0


def _newest(failures: dict[tuple[str, str], deque[float]], now: float) -> dict[tuple[str, str], deque[float]]:
    """Return what still counts, half of what may be kept at most: so that this is done seldom, even in a flood."""
    counting = sorted(failures.items(), key=lambda one: one[1][-1])[-_MOST_KEYS // 2 :]
    return {key: times for key, times in counting if now - times[-1] < WINDOW}


def _keys(name: str, address: str) -> tuple[tuple[tuple[str, str], int], ...]:
    folded = name.strip().casefold()[:200]
    return (((folded, address), _PAIR), (("", address), _ADDRESS), ((folded, ""), _NAME))
