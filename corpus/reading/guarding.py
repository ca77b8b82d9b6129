"""Papers read, parsed and shown in a process of their own: what breaks, blocks or bloats it costs one paper alone.

PDFium can be kept busy for ever by a few hundred bytes (a form that draws itself), and what it cannot bear ends
the process it runs in. The other process is started by the first paper, serves until this one ends, and is
replaced when a paper has brought it down. The two speak in pickles, since both are this same program. Pages to be
shown have a process to themselves, so that nobody waits for a pack that is being read.
"""

import atexit
import faulthandler
import math
import os
import pickle  # nosec B403
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from corpus.errors import UnreadablePaperError
from corpus.records import Document, SourceText

if TYPE_CHECKING:
    from corpus.reading.pdf_pictures import PictureOf

_ROOT = Path(__file__).parents[2]
_REMEDY = "print it to a new PDF, or split it, and add that"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a paper may take: seconds of processor time, and bytes of memory, both more for larger files.

    Generous: an agenda pack of 1,020 pages takes 11 seconds and 130 MB to read. Memory is limited on Linux alone.
    """

    seconds: float = 120.0
    seconds_a_megabyte: float = 20.0
    memory: int = 2 << 30
    memory_a_byte: int = 16

    def of(self, size: int) -> tuple[float, int]:
        """Return the seconds and bytes that a file, or a text, of this size may take."""
        return self.seconds + self.seconds_a_megabyte * size / 1e6, self.memory + self.memory_a_byte * size


_A_PAGE = Limits(seconds=10.0, seconds_a_megabyte=0.0, memory_a_byte=2)
"""What a page that is shown may take: the sample's take 0.1 seconds, and somebody waits for it."""

_GIVEN_UP = 256
"""So many pages that took too long are remembered, or each look at one would cost as much again."""


class Guard:
    """The other process, started on first use. Safe to share between threads: one paper is read at a time."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._given_up: dict[tuple[Path, int, int, int], str] = {}

    def read(self, path: Path, source: str) -> SourceText:
        """Do what ``corpus.reading.files.read`` does.

        Raises:
            UnreadablePaperError: as there, and where reading takes too long or too much, or ends the process.
        """
        from corpus.reading.files import read  # noqa: PLC0415 - loaded once there is something to read

        try:
            size = path.stat().st_size
        except OSError:
            size = 0  # reading it says why
        # The other process stays in the folder that this one was in when it started it.
        done: SourceText = self._run(read, path.absolute(), source, size=size)
        return done

    def parse(self, source: SourceText) -> Document:
        """Do what ``corpus.parsing.parse`` does.

        Raises:
            UnreadablePaperError: as ``read``.
        """
        from corpus.parsing import parse  # noqa: PLC0415 - as above

        done: Document = self._run(parse, source, size=len(source.text))
        return done

    def picture(self, path: Path, number: int) -> bytes:
        """Do what ``corpus.reading.pdf_pictures.picture`` does.

        Raises:
            UnreadablePaperError: as there, and where that takes too long or too much, or ends the process.
        """
        from corpus.reading.pdf_pictures import picture  # noqa: PLC0415 - loaded once there is a page to show

        made: bytes = self._page(picture, path, number)
        return made

    def places(self, path: Path, number: int, stretches: "Sequence[tuple[str, float]]") -> "PictureOf":
        """Do what ``corpus.reading.pdf_pictures.places`` does.

        Raises:
            UnreadablePaperError: as ``picture``.
        """
        from corpus.reading.pdf_pictures import places  # noqa: PLC0415 - as above

        found: PictureOf = self._page(places, path, number, stretches)
        return found

    def _page(self, work: Callable[..., object], path: Path, number: int, *given: object) -> Any:
        try:
            stat = path.stat()
        except OSError as error:
            raise UnreadablePaperError("it cannot be opened: download it again") from error
        page = (path, stat.st_mtime_ns, stat.st_size, number)
        if page in self._given_up:
            raise UnreadablePaperError(self._given_up[page])
        try:
            return self._run(work, path.absolute(), number, *given, size=stat.st_size)
        except _OverTimeError as error:
            if len(self._given_up) >= _GIVEN_UP:
                self._given_up.clear()
            self._given_up[page] = str(error)
            raise

    def close(self) -> None:
        """End the other process; the next use starts a new one."""
        with self._lock:
            self._end()

    def _run(self, work: Callable[..., Any], *given: object, size: int) -> Any:
        limits = self._limits.of(size)
        with self._lock:
            if not self._is_fresh():
                ended, done = self._ask(work, given, limits)
                if ended is None and not isinstance(done, _TooMuchMemoryError):
                    return _result(done)
                if ended is not None and _by_the_clock(ended):
                    raise _refusal(ended, limits)
                self._end()  # what it read before may have left too little for this one
            ended, done = self._ask(work, given, limits)
        if ended is not None:
            raise _refusal(ended, limits)
        return _result(done)

    def _is_fresh(self) -> bool:
        return self._process is None or self._owner != os.getpid()

    def _ask(self, work: Callable[..., object], given: tuple[object, ...], limits: tuple[float, int]) -> Any:
        """Return how the process ended, None where it did not, and what it answered."""
        try:
            process = self._started()
            assert process.stdin is not None and process.stdout is not None
            pickle.dump((work, given, *limits), process.stdin, pickle.HIGHEST_PROTOCOL)
            process.stdin.flush()
            return None, pickle.load(process.stdout)  # nosec B301
        except (EOFError, OSError, pickle.UnpicklingError):
            return self._end(), None
        except BaseException:
            self._end()  # its answer would be taken for that to the next question
            raise

    def _started(self) -> "subprocess.Popen[bytes]":
        if self._process is None or self._owner != os.getpid():
            paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", "from corpus.reading.guarding import main; main()"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
            )
            self._owner = os.getpid()
        return self._process

    def _end(self) -> int:
        """End the process, where it has not ended, and return how it did: its exit code, or minus the signal."""
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return 0
        for pipe in (process.stdout, process.stdin):
            assert pipe is not None
            with suppress(OSError):  # what could not be written is lost with it
                pipe.close()
        try:
            return process.wait(1)  # one that works on ends with its pipe; one that is stuck does not
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()


@cache
def shared() -> Guard:
    """Return this program's guard, whose process ends with it."""
    return _until_the_end(Guard())


@cache
def showing() -> Guard:
    """Return the guard of pages that somebody looks at, whose process ends with this program too."""
    return _until_the_end(Guard(_A_PAGE))


def _until_the_end(guard: Guard) -> Guard:
    atexit.register(guard.close)
    return guard


class _OverTimeError(UnreadablePaperError):
    """A paper took more time than it may."""


class _TooMuchMemoryError(UnreadablePaperError):
    """A paper took more memory than it may."""


def _result(done: Any) -> Any:
    if isinstance(done, BaseException):
        raise done
    return done


def _by_the_clock(ended: int) -> bool:
    return ended == (1 if sys.platform == "win32" else -signal.SIGXCPU)


def _refusal(ended: int, limits: tuple[float, int]) -> UnreadablePaperError:
    if _by_the_clock(ended):
        return _OverTimeError(
            f"reading it takes more than {math.ceil(limits[0]):,} seconds of computing: {_REMEDY}"
        )
    return UnreadablePaperError(f"it breaks what reads it (the process ended with {ended}): {_REMEDY}")


def serve(requests: BinaryIO, replies: BinaryIO) -> None:
    """Do what is asked, one thing after the other, until nobody asks any more."""
    while True:
        try:
            work, given, seconds, memory = pickle.load(requests)  # nosec B301
        except EOFError:
            return
        _limit(seconds, memory)
        try:
            answer = pickle.dumps(_done(work, given, memory), pickle.HIGHEST_PROTOCOL)
        except (TypeError, AttributeError, pickle.PicklingError) as error:
            answer = pickle.dumps(RuntimeError(f"the answer cannot be handed over: {error}"))
        replies.write(answer)
        replies.flush()


def _done(work: Callable[..., object], given: tuple[object, ...], memory: int) -> object:
    try:
        return work(*given)
    except MemoryError:
        return _TooMuchMemoryError(f"reading it takes more than {memory >> 20:,} MB of memory: {_REMEDY}")
    except Exception as error:  # noqa: BLE001 - it is raised again where this was asked for
        error.add_note(traceback.format_exc())
        return error


def _limit(seconds: float, memory: int) -> None:
    """Let the system end this process when what is done next takes too much."""
    if sys.platform == "win32":
        faulthandler.dump_traceback_later(seconds, exit=True, file=sys.__stderr__ or 2)
        return
    import resource  # noqa: PLC0415 - not on Windows

    for kind, most in (
        (resource.RLIMIT_CPU, math.ceil(time.process_time() + seconds)),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hardest = resource.getrlimit(kind)
        allowed = most if hardest == resource.RLIM_INFINITY else min(most, hardest)
        with suppress(ValueError, OSError):  # macOS does not limit memory
            resource.setrlimit(kind, (allowed, hardest))


def main() -> None:
    """Serve the process that started this one, until that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the other one is interrupted, and says so by its end
    replies = os.dup(1)
    os.dup2(2, 1)  # what a library prints must not be taken for an answer
    with open(0, "rb") as requests, open(replies, "wb") as answers:  # noqa: PTH123 - by their numbers
        serve(requests, answers)
