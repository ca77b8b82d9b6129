"""The audit log: who asked, opened or changed what, when, of which version of the index, and how it ended.

It is JSON lines in the data folder, kept for as many days as are set, and can be rid of one person's lines.
Answers and papers' words are not in it: the question and the version of the index give them again.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile

from filelock import FileLock

from assistant.log import note_failure
from corpus.errors import MinutebookError

NAME = "audit.jsonl"
"""The file that is written to; full ones lie beside it with the time at which they were full in their names."""

LARGEST = 5_000_000
"""Bytes after which a new file is begun."""

_FULL = "audit-*.jsonl"


@dataclass(frozen=True, slots=True)
class Record:
    """One line. ``at`` is an ISO time in UTC, ``index`` the name of the index and its generation.

    ``what`` is what was done ("ask", "source", "upload", "sign in"), ``words`` what was asked or which paper it
    was done with, and ``outcome`` how it ended: an answer's status, "done", "refused" or "failed"; ``exempt`` says
    that exempt papers were asked too, ``about`` whose account was changed.
    """

    at: str
    person: str
    what: str
    words: str
    outcome: str
    index: str = ""
    exempt: bool = False
    about: str = ""

    def concerns(self, person: str) -> bool:
        """Say whether the line tells of somebody, in whatever case the name was typed."""
        return person.casefold() in (self.person.casefold(), self.about.casefold())


def _now() -> datetime:
    return datetime.now(UTC)


class Audit:
    """The log of one data folder; with 0 ``days`` nothing is written. Safe between threads and processes."""

    def __init__(
        self, folder: Path, days: int, *, largest: int = LARGEST, clock: Callable[[], datetime] = _now
    ) -> None:
        self._folder = folder
        self._days = days
        self._largest = largest
        self._clock = clock
        self._tidied: str | None = None

    def note(
        self,
        person: str,
        what: str,
        words: str = "",
        outcome: str = "done",
        *,
        index: str = "",
        exempt: bool = False,
        about: str = "",
    ) -> None:
        """Write a line; where that cannot be done, it is said in the program's own log and the work goes on."""
        if not self._days or not self._folder.is_dir():
            return
        now = self._clock()
        at = now.isoformat(timespec="milliseconds")
        record = Record(at, person, what, words, outcome, index, exempt, about)
        try:
            with self._alone():
                self._tidy(now)
                path = self._folder / NAME
                if path.is_file() and path.stat().st_size >= self._largest:
                    path.replace(self._folder / f"audit-{now:%Y%m%dT%H%M%S%f}.jsonl")
                new = not path.exists()
                with path.open("a", encoding="utf-8") as file:
                    if new:
                        path.chmod(0o600)
                    file.write(_line(record))
        except OSError as error:
            note_failure(error)

    def records(self, person: str | None = None) -> Iterator[Record]:
        """Yield what is in the log, oldest first; what concerns one person where one is named."""
        for path in self._files():
            with path.open(encoding="utf-8") as file:
                yield from (one for one in map(_read, file) if one and (person is None or one.concerns(person)))

    def erase(self, person: str) -> int:
        """Take what concerns a person out of the log, and return how many lines that were.

        Raises:
            MinutebookError: a file cannot be rewritten.
        """
        try:
            with self._alone():
                return sum(_rewrite(path, lambda one: not one.concerns(person)) for path in self._files())
        except OSError as error:
            raise MinutebookError(
                f"The audit log in {self._folder} cannot be rewritten ({error.strerror}): check its permissions."
            ) from error

    def _tidy(self, now: datetime) -> None:
        """Once a day, drop what is older than it may be."""
        today = now.date().isoformat()
        if self._tidied == today:
            return
        self._tidied = today
        for path in self._files():
            _rewrite(path, _new_enough(now - timedelta(days=self._days), now))

    def _files(self) -> list[Path]:
        return [*sorted(self._folder.glob(_FULL)), *(path for path in [self._folder / NAME] if path.is_file())]

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with FileLock(self._folder / f"{NAME}.lock"):
            yield


def _new_enough(oldest: datetime, now: datetime) -> Callable[[Record], bool]:
    """Return what says of a file's lines, one after the other, whether they are to be kept.

    A line is no older than those above it, whatever the clock said: one that was set back loses nothing.
    """
    since, until = (one.isoformat(timespec="milliseconds") for one in (oldest, now))
    latest = ""

    def keep(one: Record) -> bool:
        nonlocal latest
        if one.at <= until:  # else the clock was ahead of time, and the line tells nothing of those below it
            latest = max(latest, one.at)
        return max(latest, one.at) >= since

    return keep


def _rewrite(path: Path, keep: Callable[[Record], bool]) -> int:
    """Write a file anew without the lines that are not to be kept; one that none is left of goes."""
    with path.open(encoding="utf-8") as file:
        records = [one for one in map(_read, file) if one]
    kept = [one for one in records if keep(one)]
    if not kept:
        path.unlink()
    elif len(kept) < len(records):
        with NamedTemporaryFile("w", dir=path.parent, prefix=".", encoding="utf-8", delete=False) as made:
            made.writelines(map(_line, kept))
        Path(made.name).replace(path)
    return len(records) - len(kept)


def _line(record: Record) -> str:
    return json.dumps(asdict(record), ensure_ascii=False) + "\n"


def _read(line: str) -> Record | None:
    """Return a line's record; None for one that a crash has cut."""
    try:
        return Record(**json.loads(line))
    except (ValueError, TypeError):
        return None
