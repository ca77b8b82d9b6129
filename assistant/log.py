"""The log: a JSON object a line in the data folder, without the words of papers and questions unless asked for.

A line says when, how grave, which part of the program, what (in our own words, as they stand in the code), the
figures with it, and for a failure its kind and the places in the code that it went through. What errors and
libraries say in their own words may quote a question or a paper, and is kept only where ``log_texts`` asks for it.
"""

import json
import logging
import sys
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

NAME = "minutebook"
_OURS = frozenset({NAME, "assistant", "corpus", "eval", "indexes", "prompts"})
_logger = logging.getLogger(NAME)
_logger.addHandler(logging.NullHandler())  # or logging itself prints what happens before a log is open
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_LARGEST, _OLDER = 1_000_000, 2  # bytes in one log file, and how many older ones are kept
_PLACES = 30


class _LogFile(RotatingFileHandler):
    """A log file that never gets in the way: where it cannot be written, the command goes on without it."""

    def emit(self, record: logging.LogRecord) -> None:
        if Path(self.baseFilename).parent.is_dir():
            super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name is logging's
        del record  # a log that cannot be written must not hide what was to be said


class _Lines(logging.Formatter):
    """Records as JSON, a line each."""

    def __init__(self, *, texts: bool) -> None:
        super().__init__()
        self._texts = texts

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "part": record.name,
        }
        if record.name.split(".")[0] in _OURS:
            line["what"] = str(record.msg)
            line |= getattr(record, "figures", {})
        else:
            line["place"] = f"{record.module}:{record.lineno}"
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            line |= {"error": list(_kinds(error)), "places": _places(error)}
        if self._texts:
            line["said"] = record.getMessage()
            if record.exc_info:
                line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def open_log(path: Path, *, verbose: bool = False, texts: bool = False) -> None:
    """Send warnings of every library, and our own notes, to the file at ``path``.

    The file is made on the first record, and only in a folder that exists: asking for the status of a folder that
    is not there must not make it.

    Args:
        path: the log file; when it is full, it is put aside and the oldest one goes.
        verbose: show warnings and tracebacks on the screen as well, in their own words.
        texts: keep what errors and libraries say, which may hold questions and words of papers.
    """
    root = logging.getLogger()
    close_log()
    file = _LogFile(path, maxBytes=_LARGEST, backupCount=_OLDER, delay=True, encoding="utf-8")
    file.setFormatter(_Lines(texts=texts))
    file.setLevel(logging.INFO)
    _logger.setLevel(logging.INFO)
    handlers: list[logging.Handler] = [file]
    if verbose:
        screen = logging.StreamHandler(sys.stderr)
        screen.setFormatter(logging.Formatter(_FORMAT))
        screen.setLevel(logging.WARNING)
        handlers.append(screen)
    for handler in handlers:
        handler.set_name(NAME)
        root.addHandler(handler)


def close_log() -> None:
    """Take away what ``open_log`` set up."""
    root = logging.getLogger()
    for handler in [each for each in root.handlers if each.get_name() == NAME]:
        root.removeHandler(handler)
        handler.close()


def erase_texts(path: Path) -> int:
    """Take out of a log, and of its older files, what ``texts`` has kept; return how many lines held some.

    Whose question a text tells nobody knows, so all of them go. The files are written where they are, since a
    window may have them open. Raises OSError where one cannot be.
    """
    erased = 0
    for one in sorted(path.parent.glob(f"{path.name}*")):
        with one.open("r+", encoding="utf-8") as file:
            lines = [_without_texts(line) for line in file]
            if changed := sum(found for _, found in lines):
                file.seek(0)
                file.writelines(line for line, _ in lines)
                file.truncate()
                erased += changed
    return erased


def _without_texts(line: str) -> tuple[str, bool]:
    """Return a line of the log without texts, and whether it held any; one that is cut may hold anything."""
    try:
        values = json.loads(line)
    except ValueError:
        return "", True
    rest = {name: value for name, value in values.items() if name not in ("said", "traceback")}
    return json.dumps(rest, ensure_ascii=False) + "\n", len(rest) < len(values)


def note(what: str, **figures: float | bool | str) -> None:
    """Keep that something was done, with figures of it: numbers, and words that stand in the code."""
    _logger.info(what, extra={"figures": figures})


def note_failure(error: BaseException) -> None:
    """Keep the traceback of a failure that the user is told of in one sentence."""
    _logger.error("refused", exc_info=(type(error), error, error.__traceback__))


def report_crash(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """``sys.excepthook`` of the command line: a bug is said in one sentence, its traceback kept in the log.

    Where no log can be written the traceback is printed, since it would be lost otherwise.
    """
    _logger.critical("a bug", exc_info=(kind, error, trace))
    kept = [each for each in logging.getLogger().handlers if isinstance(each, _LogFile)]
    kept = [each for each in kept if Path(each.baseFilename).is_file()]
    if not kept:
        sys.__excepthook__(kind, error, trace)
    where = f"where it happened is in {kept[0].baseFilename}" if kept else "its traceback stands above"
    sys.stderr.write(f"Something went wrong that should not ({kind.__name__}): please report it, {where}.\n")


def _kinds(error: BaseException) -> Iterator[str]:
    """Yield the kind of an error and of those that led to it."""
    seen: BaseException | None = error
    while seen is not None:
        yield type(seen).__name__
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)


def _places(error: BaseException) -> list[str]:
    """Return where an error came through, the innermost last: file, line and function."""
    frames = traceback.extract_tb(error.__traceback__)[-_PLACES:]
    return [f"{'/'.join(Path(one.filename).parts[-2:])}:{one.lineno} {one.name}" for one in frames]
