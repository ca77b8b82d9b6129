"""Papers added, read again and removed in the window, with what becomes of each file as it happens."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING

from assistant.access.people import LOCAL, Person, Right
from assistant.access.recording import noted
from assistant.access.uploads import FOLDER, Limits, admit_each
from assistant.window import wording
from assistant.window.exempt import scope_of
from assistant.window.markup import Html, element, joined
from corpus.errors import MinutebookError
from corpus.reading.files import READABLE
from indexes.records import FileReport, Outcome, Progress, Scope, StoredDocument

if TYPE_CHECKING:
    from assistant.building import Assistant

_TOLD = {
    Outcome.READ: "read",
    Outcome.UNCHANGED: "unchanged: it is indexed already",
    Outcome.SKIPPED: "passed over",
    Outcome.FAILED: "could not be read",
    Outcome.REMOVED: "removed",
}


@dataclass(frozen=True, slots=True)
class Shelf:
    """The papers of one assistant, for those who may change them."""

    assistant: "Assistant"

    def add(
        self, person: Person, files: Sequence[str], *, exempt: bool, limits: Limits | None = None
    ) -> Iterator[Html]:
        """Keep uploaded files and read them; yields how far that is, at last what became of each.

        What cannot be kept is named with the reason, and the rest goes on. The copies that the web server laid
        down are deleted, whatever comes of them.

        Raises:
            MinutebookError: for a person who may not, and where there is nothing or too much at a time.
        """
        laid = [Path(file) for file in files]
        note = partial(self.assistant.note, person, "upload")
        try:
            data = self.assistant.settings.data
            kept, refused = admit_each(person, laid, data, exempt=exempt, limits=limits)
        except MinutebookError:
            note(", ".join(one.name for one in laid), "refused")
            raise
        finally:
            for one in laid:
                one.unlink(missing_ok=True)
        for name in refused:
            note(name, "refused")
        with (
            noted(self.assistant, person, "upload", ", ".join(one.name for one in kept)) if kept else nullcontext()
        ):
            yield from self._read(kept, refused=[_refused(*one) for one in refused.items()])
            self._drop_unread(kept)

    def add_folder(self, person: Person, folder: str) -> Iterator[Html]:
        """Read a folder of this machine where it lies; for its owner alone, since it could be any folder.

        Raises:
            MinutebookError: for anybody else, and where there is no such folder.
        """
        with noted(self.assistant, person, "read folder", folder.strip()):
            person.require(Right.PAPERS)
            if person != LOCAL:
                raise MinutebookError("Folders of this machine are read by its owner: upload the papers instead.")
            if not folder.strip():
                raise MinutebookError("No folder is named: write where it lies, such as /srv/papers.")
            yield from self._read([Path(folder.strip()).expanduser()])

    def read_again(self, person: Person, source: str, *, exempt: bool = False) -> Iterator[Html]:
        """Read one paper anew, though its file has not changed; an exempt one where it is asked for as such.

        Raises:
            MinutebookError: for a person who may not, and where there is no such paper.
        """
        scope = self.seen(person, exempt)
        with noted(self.assistant, person, "read again", source.strip(), scope):
            person.require(Right.PAPERS)
            yield from self._read([Path(self.stored(source, scope).path)], again=True)

    def remove(self, person: Person, source: str, *, sure: bool, exempt: bool = False) -> Html:
        """Take one paper out of the index; a file that came through the window is deleted, others stay.

        Raises:
            MinutebookError: for a person who may not or is not sure, and where there is no such paper.
        """
        scope = self.seen(person, exempt)
        with noted(self.assistant, person, "remove", source.strip(), scope):
            person.require(Right.PAPERS)
            stored = self.stored(source, scope)
            if not sure:
                raise MinutebookError(
                    f"{stored.source} is still there: tick the box to say that it is to be removed."
                )
            reports = tuple(self.assistant.remove([stored.source]))
        path = Path(stored.path)
        ours = path.is_relative_to((self.assistant.settings.data / FOLDER).resolve())
        if ours:
            path.unlink(missing_ok=True)
        rest = "Its file is deleted." if ours else f"Its file stays at {path}: reading that folder adds it again."
        return joined([_outcome(reports), element("p", rest)])

    def seen(self, person: Person, exempt: bool) -> Scope:
        """Return what a person sees here who has asked for exempt papers, or has not."""
        return scope_of(person, self.assistant.settings, exempt=exempt)

    def stored(self, source: str, scope: Scope) -> StoredDocument:
        """Return the paper of this name.

        Raises:
            MinutebookError: there is none that such a scope sees.
        """
        if not source.strip():
            raise MinutebookError("No paper is named: choose Show in the list, or write a paper's file name.")
        documents = self.assistant.store.catalogue.documents(scope)
        found = next((one for one in documents if one.source == source.strip()), None)
        if found is None:
            raise MinutebookError(f"There is no paper {source.strip()!r}: copy its file name from the list.")
        return found

    def _drop_unread(self, kept: Sequence[Path]) -> None:
        """Delete uploads of which nothing is indexed: nobody could see them to remove them."""
        indexed = {Path(one.path) for one in self.assistant.store.catalogue.documents(Scope.OFFICER)}
        for one in kept:
            if one.resolve() not in indexed:
                one.unlink(missing_ok=True)

    def _read(
        self, paths: Sequence[Path], *, again: bool = False, refused: Sequence[FileReport] = ()
    ) -> Iterator[Html]:
        reports: list[FileReport] = list(refused)
        yield _under_way(Progress(0, len(paths), 0, None), reports)
        if not paths:
            yield _outcome(reports)
            return
        last = Progress(0, len(paths), 0, None)
        for news in _apart(lambda tell: self.assistant.ingest(paths, again=again, progress=tell)):
            if isinstance(news, Progress):
                last = news
            else:
                reports.append(news)
            yield _under_way(last, reports)
        yield _outcome(reports)


def _refused(name: str, reason: str) -> FileReport:
    """Return what is said of a file that was not kept: one that is no paper was not meant as such in a folder."""
    paper = Path(name).suffix.lower() in READABLE
    return FileReport(name, Outcome.FAILED if paper else Outcome.SKIPPED, reason)


def _apart(
    ingest: Callable[[Callable[[Progress], None]], Iterator[FileReport]],
) -> Iterator[Progress | FileReport]:
    """Yield what an ingest tells, which goes on to its end though nobody should be there to hear it."""
    told: SimpleQueue[Progress | FileReport | None] = SimpleQueue()

    def work() -> None:
        try:
            for report in ingest(told.put):
                told.put(report)
        finally:
            told.put(None)

    worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ingest")
    ended = worker.submit(work)
    worker.shutdown(wait=False)
    while (news := told.get()) is not None:
        yield news
    ended.result()


def _under_way(progress: Progress, reports: Sequence[FileReport]) -> Html:
    left = f", about {wording.count(round(progress.seconds_left), 'second')} left" if progress.seconds_left else ""
    said = (
        f"Reading: {progress.files_done:,} of {wording.count(progress.files_total, 'file')}, "
        f"{wording.count(progress.passages, 'passage')}{left}."
    )
    bar = element(
        "progress", max=max(progress.files_total, 1), value=progress.files_done, aria_label="Papers read"
    )
    return joined([element("p", said), bar, _reports(reports)])


def _outcome(reports: Sequence[FileReport]) -> Html:
    """Return what became of the files, those that failed first."""
    counts = {one: sum(report.outcome is one for report in reports) for one in Outcome}
    fates = ", ".join(f"{counts[one]} {one.value}" for one in Outcome if counts[one])
    said = f"Done: {fates}." if fates else "There are no papers there: give .txt, .md, .html, .pdf or .docx files."
    ordered = sorted(reports, key=lambda one: one.outcome is not Outcome.FAILED)
    failed = counts[Outcome.FAILED]
    return joined([element("p", said, role="alert" if failed else "status"), _reports(ordered)])


def _reports(reports: Sequence[FileReport]) -> Html | None:
    return element("ul", *[_line(one) for one in reports], class_="reports") if reports else None


def _line(report: FileReport) -> Html:
    passages = wording.count(report.passages, "passage") if report.outcome is Outcome.READ else ""
    rest = [word for word in (passages, report.reason or "", *report.warnings) if word]
    told = f"{_TOLD[report.outcome]}{'; ' if rest else ''}{'; '.join(rest)}"
    return element("li", element("strong", report.source), f": {told}", class_=report.outcome.value)
