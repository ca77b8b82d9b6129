"""Where tracebacks go: a file in the data folder, and the screen only where ``--verbose`` asks for it."""

import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

NAME = "minutebook"
_logger = logging.getLogger(NAME)
_logger.addHandler(logging.NullHandler())  # or logging itself prints what happens before a log is open
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_LARGEST = 1_000_000  # bytes in one log file; two older ones are kept


class _LogFile(RotatingFileHandler):
    """A log file that never gets in the way: where it cannot be written, the command goes on without it."""

    def emit(self, record: logging.LogRecord) -> None:
        if Path(self.baseFilename).parent.is_dir():
            super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name is logging's
        del record  # a log that cannot be written must not hide what was to be said


def open_log(path: Path, *, verbose: bool = False) -> None:
    """Send warnings of every library to the file at ``path``, and with ``verbose`` to the screen as well.

    The file is made on the first record, and only in a folder that exists: asking for the status of a folder that
    is not there must not make it.
    """
    root = logging.getLogger()
    close_log()
    file = _LogFile(path, maxBytes=_LARGEST, backupCount=2, delay=True, encoding="utf-8")
    handlers: list[logging.Handler] = [file]
    if verbose:
        handlers.append(logging.StreamHandler(sys.stderr))
    for handler in handlers:
        handler.set_name(NAME)
        handler.setFormatter(logging.Formatter(_FORMAT))
        handler.setLevel(logging.WARNING)
        root.addHandler(handler)


def close_log() -> None:
    """Take away what ``open_log`` set up."""
    root = logging.getLogger()
    for handler in [each for each in root.handlers if each.get_name() == NAME]:
        root.removeHandler(handler)
        handler.close()


def note_failure(error: BaseException) -> None:
    """Keep the traceback of a failure that the user is told of in one sentence."""
    _logger.error("%s", error, exc_info=(type(error), error, error.__traceback__))


def report_crash(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """``sys.excepthook`` of the command line: a bug is said in one sentence, its traceback kept in the log.

    Where no log can be written the traceback is printed, since it would be lost otherwise.
    """
    _logger.critical("A bug", exc_info=(kind, error, trace))
    kept = [each for each in logging.getLogger().handlers if isinstance(each, _LogFile)]
    kept = [each for each in kept if Path(each.baseFilename).is_file()]
    if not kept:
        sys.__excepthook__(kind, error, trace)
    where = f"its traceback is in {kept[0].baseFilename}" if kept else "its traceback stands above"
    sys.stderr.write(f"Something went wrong that should not ({kind.__name__}): please report it, {where}.\n")
