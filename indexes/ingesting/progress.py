"""How far an ingest is, and how long the rest will take."""

import time
from collections.abc import Callable, Sequence

from indexes.ingesting.planning import Plan
from indexes.ingesting.swapping import Staged
from indexes.records import Progress

Report = Callable[[Progress], None]


class Meter:
    """Counts files and passages; tells the time left from the bytes of the files that are still to come."""

    def __init__(self, work: Plan, report: Report | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._report = report
        self._clock = clock
        self._started = clock()
        self._done = len(work.reports)
        self._total = len(work.reports) + len(work.files)
        self._sizes = {one.path: one.size for one in work.files}
        self._bytes_total = sum(self._sizes.values())
        self._bytes_done = 0.0
        self._passages = 0
        self._tell(0.0, 0)

    def finished(self, size: int) -> None:
        """Count a file that is done with but not stored."""
        self._done += 1
        self._bytes_total -= size
        self._tell(0.0, 0)

    def encoded(self, done: int, total: int, staged: Sequence[Staged]) -> None:
        """Tell of a group under way: ``done`` of its ``total`` chunks are encoded."""
        share = done / total if total else 1.0
        size = sum(self._sizes.get(one.origin.path, 0) for one in staged)
        self._tell(share * size, int(share * sum(len(one.document.passages) for one in staged)))

    def stored(self, staged: Sequence[Staged]) -> None:
        """Count documents that are stored."""
        self._done += len(staged)
        self._passages += sum(len(one.document.passages) for one in staged)
        self._bytes_done += sum(self._sizes.get(one.origin.path, 0) for one in staged)
        self._tell(0.0, 0)

    def _tell(self, more_bytes: float, more_passages: int) -> None:
        if self._report is None:
            return
        done = self._bytes_done + more_bytes
        rest = self._bytes_total - done
        left = (self._clock() - self._started) * rest / done if done else None
        self._report(Progress(min(self._done, self._total), self._total, self._passages + more_passages, left))
