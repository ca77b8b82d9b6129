"""Files into the index: what is new or changed is read, encoded and swapped in; what is unchanged costs a look.

A document is staged whole before the catalogue hears of it. Small documents are encoded together, since the model
is fed best by the hundred. While some are encoded and stored, the next are read.
"""

import logging
from collections import deque
from collections.abc import Callable, Collection, Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from corpus.errors import MinutebookError
from corpus.manifest import mark
from corpus.records import Chunk, Commitment, Document, SourceText
from corpus.undertakings.mentions import find_mentions
from indexes.catalogue import rows
from indexes.catalogue.database import DamagedStoreError
from indexes.encoding.embedding import Embedder
from indexes.ingesting import swapping
from indexes.ingesting.planning import Plan, Planned, plan
from indexes.ingesting.progress import Meter
from indexes.ingesting.swapping import Origin, Staged
from indexes.keeping.mending import embedded_text, mend, renew
from indexes.records import FileReport, Outcome, Progress, Scope
from indexes.store import Store

_log = logging.getLogger(__name__)

# Chunks that are gathered before the model is called.
_GROUP = 256
# Chunks between two signs of progress inside a large document.
_SLICE = 512
# Documents that are read ahead: as many small ones as are encoded together.
_AHEAD = 8


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps from a file to what is stored of it."""

    read: Callable[[Path, str], SourceText]
    parse: Callable[[SourceText], Document]
    chunk: Callable[[Document, Callable[[str], int], int], Sequence[Chunk]]
    extract: Callable[[Document], Sequence[Commitment]] | None = None


def ingest(  # noqa: PLR0913 - the steps are handed in, so that this package need not know the parser
    paths: Sequence[Path],
    store: Store,
    embedder: Embedder,
    *,
    read: Callable[[Path, str], SourceText],
    parse: Callable[[SourceText], Document],
    chunk: Callable[[Document, Callable[[str], int], int], Sequence[Chunk]],
    extract: Callable[[Document], Sequence[Commitment]] | None = None,
    readable: Collection[str] | None = None,
    prune: bool = False,
    rebuild: bool = False,
    again: bool = False,
    progress: Callable[[Progress], None] | None = None,
) -> Iterator[FileReport]:
    """Bring the index up to date with files and folders; yields a report for each file as it is done.

    A file that fails is reported and the rest goes on; the version of it that was read before stays.

    Args:
        paths: files and folders; folders are read with all that is below them.
        store: where to; held exclusively until the last report.
        embedder: encodes the chunks.
        read: makes text of a file, given its path and source name.
        parse: makes a document of text.
        chunk: cuts a document, given a counter of word pieces and the model's window.
        extract: finds the commitments of a document.
        readable: suffixes that are read from folders; those of ``corpus.reading`` by default.
        prune: removes documents below the given paths whose files are gone.
        rebuild: makes the index anew beside the one in use, takes over what that one holds besides these files,
            and replaces it at the end; the same happens to a store that was opened with ``rebuild``.
        again: reads files that have not changed, too.
        progress: called as the work goes on.

    Raises:
        MinutebookError: a path does not exist, another process is ingesting, or the index cannot be written.
    """
    if readable is None:
        from corpus.reading.files import READABLE  # noqa: PLC0415 - the readers' libraries, needed only here

        readable = READABLE
    with store.exclusively():
        if rebuild and not store.rebuilding:
            store.start_over()
        store.sweep()
        mend(store, embedder)
        work = plan(paths, store, readable, again=again)
        run = _Run(store, embedder, Steps(read, parse, chunk, extract), Meter(work, progress))
        yield from work.reports
        yield from run.read_all(work)
        if prune:
            yield from _prune(store, work)
        if store.rebuilding:
            whole = yield from _carry_over(store, run, work, prune=prune)
            # Without files to read anew, what is lost on the way is lost for good: the old index stays in use.
            if whole or work.roots:
                store.publish()
        renew(store, embedder)


class _Run:
    """One ingest under way: documents gather until there are enough of them to encode."""

    def __init__(self, store: Store, embedder: Embedder, steps: Steps, meter: Meter) -> None:
        self._store = store
        self._embedder = embedder
        self._steps = steps
        self._meter = meter
        self._staged: list[Staged] = []

    def read_all(self, work: Plan) -> Iterator[FileReport]:
        """Stage and store every planned file."""
        for planned, outcome in self._staged_ahead(work.files):
            if isinstance(outcome, FileReport):
                self._meter.finished(planned.size)
                yield outcome
            else:
                yield from self.put(outcome)
        yield from self.flush()

    def _staged_ahead(self, files: Sequence[Planned]) -> Iterator[tuple[Planned, Staged | FileReport]]:
        """Yield files in their order, each staged, while the next ones are staged already."""
        reader = ThreadPoolExecutor(1, "reading")
        waiting: deque[tuple[Planned, Future[Staged | FileReport]]] = deque()
        try:
            for planned in files:
                waiting.append((planned, reader.submit(self._stage, planned)))
                if len(waiting) > _AHEAD:
                    first, staged = waiting.popleft()
                    yield first, staged.result()
            for first, staged in waiting:
                yield first, staged.result()
        finally:
            reader.shutdown(cancel_futures=True)

    def put(self, staged: Staged) -> Iterator[FileReport]:
        """Take a staged document; stores and reports once enough have gathered."""
        self._staged.append(staged)
        if sum(len(one.chunks) for one in self._staged) >= _GROUP:
            yield from self.flush()

    def stage(self, document: Document, origin: Origin) -> Staged:
        """Cut a document and check that it may be stored."""
        rows.check(document)
        chunks = tuple(self._steps.chunk(document, self._embedder.count, self._embedder.window))
        rows.check_chunks(document, chunks)
        commitments = tuple(self._steps.extract(document)) if self._steps.extract else ()
        return Staged(document, chunks, commitments, origin, mentions=find_mentions(document))

    def flush(self) -> Iterator[FileReport]:
        """Store what has gathered: vectors first, then everything else in one transaction."""
        staged, self._staged = self._staged, []
        if not staged:
            return
        store = self._store
        store.vectors.delete(swapping.announce(store.engine, staged))
        chunks = [chunk for one in staged for chunk in one.chunks]
        encoded = [np.zeros((0, self._embedder.dimension), np.float32)]
        for start in range(0, len(chunks), _SLICE):
            some = chunks[start : start + _SLICE]
            encoded.append(self._embedder.encode([embedded_text(one.breadcrumb, one.text) for one in some]))
            store.vectors.add([one.id for one in some], encoded[-1])
            self._meter.encoded(len(some), len(chunks), staged)
        ends = np.cumsum([len(one.chunks) for one in staged])[:-1]
        vectors = np.split(np.concatenate(encoded), ends)
        staged = [replace(one, vectors=some) for one, some in zip(staged, vectors, strict=True)]
        finish(store, swapping.swap(store.engine, staged))
        self._meter.stored(staged)
        yield from map(_report, staged)

    def _stage(self, planned: Planned) -> Staged | FileReport:
        try:
            source = replace(self._steps.read(planned.path, planned.source), given=planned.given)
            origin = Origin(planned.path, planned.root, source.sha256 + mark(planned.given))
            return self.stage(self._steps.parse(source), origin)
        except MinutebookError as error:
            reason = str(error)
        except Exception as error:  # noqa: BLE001 - one paper that trips us must not stop the others
            _log.exception("%s could not be ingested", planned.source)
            reason = f"an error of ours ({type(error).__name__}: {error}), which is in the log: please report it"
        if planned.known:
            reason += " (the version read before is kept)"
        return FileReport(planned.source, Outcome.FAILED, reason)


def forget(sources: Collection[str], store: Store) -> tuple[FileReport, ...]:
    """Take documents out of the index by their source names; their files stay where they are.

    Raises:
        MinutebookError: another process is ingesting, or there is no such document.
    """
    with store.exclusively():
        known = {one.source for one in store.catalogue.documents(Scope.OFFICER)}
        missing = sorted(set(sources) - known)
        if missing:
            raise MinutebookError(
                f"There is no paper {missing[0]!r}: `minutebook status` and the window list them."
            )
        finish(store, swapping.remove(store.engine, sources))
    return tuple(FileReport(source, Outcome.REMOVED) for source in sources)


def finish(store: Store, gone: Sequence[str]) -> None:
    """Delete the vectors of chunks that have just left the catalogue, and strike the note of them."""
    store.vectors.saw(store.catalogue.generation())
    store.vectors.delete(gone)
    swapping.settle(store.engine)


def _prune(store: Store, work: Plan) -> Iterator[FileReport]:
    if work.gone:
        finish(store, swapping.remove(store.engine, work.gone))
    for source in work.gone:
        yield FileReport(source, Outcome.REMOVED, "its file is gone")


def _carry_over(store: Store, run: _Run, work: Plan, *, prune: bool) -> Generator[FileReport, None, bool]:
    """Take over what was not read from files just now from the index in use; returns whether that was all."""
    from indexes.ingesting.carrying import left_behind  # noqa: PLC0415 - only where an index is built anew

    whole = True
    try:
        for source, document, origin in left_behind(store, work.roots if prune else ()):
            if document is not None:
                yield from run.put(run.stage(document, origin))
            else:
                whole = False
                reason = f"it is damaged in the index in use: ingest {origin.root} with --rebuild"
                yield FileReport(source, Outcome.FAILED, reason)
    except DamagedStoreError as error:
        whole = False
        reason = f"papers that were not named now could not be taken over ({error}): ingest their folders too"
        yield FileReport("the index that was in use", Outcome.FAILED, reason)
    yield from run.flush()
    return whole


def _report(staged: Staged) -> FileReport:
    document = staged.document
    return FileReport(
        source=document.source.source,
        outcome=Outcome.READ,
        passages=len(document.passages),
        chunks=len(staged.chunks),
        warnings=tuple(dict.fromkeys((*document.source.warnings, *document.warnings, *_withheld(document)))),
    )


def _withheld(document: Document) -> tuple[str, ...]:
    """Say that a paper, or some of it, goes to officers only, so that a wrong label is seen at once."""
    exempt = sum(part.exempt for part in document.parts)
    if not exempt:
        return ()
    what = "it is exempt" if exempt == len(document.parts) else "it is exempt in part"
    return (f"{what}, and what is exempt is withheld from the public",)
