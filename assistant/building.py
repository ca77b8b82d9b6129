"""Settings into a ready assistant: the only wiring there is."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.access.recording import noter
from assistant.answering.annotating import annotate
from assistant.answering.answering import HITS_READ, compose
from assistant.answering.citations import verify
from assistant.answering.evidence import Weights
from assistant.answering.searched import limited, papers_in_words
from assistant.offline import prepare
from assistant.opening import make_embedder, open_store
from assistant.pacing import Pace
from assistant.records import Answer, Status, Turn
from assistant.register.answering import answer_commitments
from assistant.register.ledger import Register
from assistant.settings import Settings
from assistant.understanding.dating import Period
from assistant.understanding.query import Vocabulary, understand
from assistant.writing.condensing import condense
from assistant.writing.llm import LanguageModel, connect
from assistant.writing.writing import write
from corpus.errors import MinutebookError
from corpus.records import Document
from corpus.words import sound, stems
from indexes.catalogue.papers import KEPT
from indexes.desk.conversations import Conversations
from indexes.desk.desk import Desk
from indexes.desk.feedback import Feedback
from indexes.encoding.embedding import Embedder
from indexes.records import FileReport, Filters, Hit, Meeting, Progress, Scope
from indexes.searching.reranking import Reranker, rerank
from indexes.searching.retrieval import Retriever
from indexes.store import Store

HITS = 120
"""How many chunks are retrieved for an answer: rows are short, and 1,500 words of passages are promised."""

LOOKED_AT_TOGETHER = 5
"""Among so many of the best chunks one is sought that holds all words of a question."""

MANY_WORDS = 4
"""Of so many words of a question or more, one may be missing from the chunk that holds them together."""

QUESTIONS_KEPT = 256
"""How many questions' vectors stay in memory."""

NEAR_A_TOPIC = 400
"""How many chunks are compared with a topic when commitments are searched."""

AT_ONCE = 1
"""So many questions are worked on at once."""


class Assistant:
    """Answers questions over one store; safe to share between threads."""

    def __init__(self, settings: Settings, store: Store, embedder: Embedder) -> None:
        self.settings = settings
        self.store = store
        self.embedder = embedder
        self._retriever = Retriever(store, lru_cache(maxsize=QUESTIONS_KEPT)(self._encode))
        named, device, offline = settings.reranker, settings.device, settings.offline
        self._reranker = Reranker(named, device=device, offline=offline) if named else None
        self._model = connect(settings)
        self._pace = Pace(AT_ONCE)
        self.conversations = Conversations(settings.desk)
        self.feedback = Feedback(settings.desk)
        self.note = noter(settings, store)
        # A document's id names one version of it, so what is kept here is never stale.
        document = lru_cache(maxsize=KEPT)(store.catalogue.document)
        self.register = Register(store.catalogue, Desk(settings.desk), document, self._near)
        # Kept as long as the catalogue stays as it is, for each scope.
        self._searched = lru_cache(maxsize=4)(self._describe_papers)
        self._meetings = lru_cache(maxsize=4)(self._list_meetings)

    def ask(
        self,
        turns: Sequence[Turn],
        question: str,
        filters: Filters | None = None,
        scope: Scope = Scope.PUBLIC,
        *,
        extract: bool = False,
        later: bool = False,
    ) -> Answer:
        """Answer the last question of a conversation from the papers that the scope may see; see ``asking``.

        Raises:
            UnverifiedQuoteError: the index and its papers disagree.
        """
        *_, answer = self.asking(turns, question, filters, scope, extract=extract, later=later)
        return answer

    def asking(
        self,
        turns: Sequence[Turn],
        question: str,
        filters: Filters | None = None,
        scope: Scope = Scope.PUBLIC,
        *,
        exactly: bool = False,
        periods: Sequence[Period] | None = None,
        extract: bool = False,
        later: bool = False,
    ) -> Iterator[Answer]:
        """Yield the answer as a language model writes it, the last one whole; without a model there is just that.

        With ``exactly`` the filters hold as they are given, and none is read from the question; papers of the
        ``periods`` come first, where given, instead of those of the times that it names; with ``extract`` the
        papers' own sentences are enough where a model is configured too; ``later`` lets every other question
        that is waiting go first.

        Raises:
            UnverifiedQuoteError: the index and its papers disagree.
        """
        started = time.perf_counter()
        model = None if extract else self._model
        papers = self.store.papers
        read: dict[str, Document] = {}

        def documents(one: str) -> Document:
            return read.get(one) or papers.opened([one], scope)[one]

        def checked(answer: Answer) -> Answer:
            cited = papers.opened((one.document_id for one in answer.citations), scope)
            verify(answer.citations, lambda document: cited[document].source.text)
            return replace(answer, elapsed_ms=(time.perf_counter() - started) * 1000)

        with self._pace.turn(later=later) as turn:
            vocabulary = self._vocabulary(scope)
            query = understand(question, turns, filters or Filters(), vocabulary)
            if exactly:
                query = replace(query, filters=filters or Filters())
            if periods is not None:
                query = replace(query, periods=tuple(periods))
            if model is not None:
                with turn.paused():
                    query = condense(query, turns, model)
            hits = self._reread(
                query.text, self._retriever.retrieve(query.text, HITS, query.filters, scope, query.hints)
            )
            weights = Weights(query, vocabulary)
            searched = limited(self._searched(self.store.catalogue.generation(), scope), query.filters)
            kept = answer_commitments(query, self.register, hits, searched=searched, scope=scope)
            if kept is None:
                read = papers.holding((hit.stored for hit in hits[:HITS_READ]), scope)
            answer = kept or compose(
                query,
                hits,
                documents=documents,
                papers=lambda hit: papers.part(hit.stored.document_id, hit.stored.chunk.part, scope),
                weights=weights,
                searched=searched,
            )
            if model is not None and kept is None:  # what the register lists is complete as it is
                with turn.paused():
                    if answer.status is Status.ANSWERED:  # so that a reader knows what is being waited for
                        yield replace(answer, text="", citations=(), writer=model.name)
                    for grown in write(answer, documents, model):
                        yield checked(grown)
                        answer = grown
            answer = checked(annotate(answer, self.store, documents, scope))
        yield answer

    @property
    def writer(self) -> LanguageModel:
        """The language model.

        Raises:
            MinutebookError: none is configured.
        """
        if self._model is None:
            raise MinutebookError("No language model is configured: name one in the settings llm_url or llm_file.")
        return self._model

    def search(
        self,
        words: str,
        turns: Sequence[Turn] = (),
        filters: Filters | None = None,
        limit: int = HITS,
        scope: Scope = Scope.PUBLIC,
    ) -> tuple[Hit, ...]:
        """Return the stretches of the papers that fit the words best, best first, each place once."""
        with self._pace.turn():
            query = understand(words, turns, filters or Filters(), self._vocabulary(scope))
            return self._reread(
                query.text, self._retriever.search(query.text, limit, query.filters, scope, query.hints)
            )

    def ingest(
        self,
        paths: Sequence[Path],
        *,
        prune: bool = False,
        rebuild: bool = False,
        again: bool = False,
        progress: Callable[[Progress], None] | None = None,
    ) -> Iterator[FileReport]:
        """Read papers into the store, one report a file; see ``indexes.ingesting.ingest``."""
        # Here, so that a question need not wait for what only reading needs.
        from corpus.chunking import chunk  # noqa: PLC0415
        from corpus.commitments import find_commitments  # noqa: PLC0415
        from corpus.reading.guarding import shared  # noqa: PLC0415
        from indexes.ingesting.ingest import ingest  # noqa: PLC0415

        return ingest(
            paths,
            self.store,
            self.embedder,
            read=shared().read,
            parse=shared().parse,
            chunk=chunk,
            extract=find_commitments,
            prune=prune,
            rebuild=rebuild,
            again=again,
            progress=progress,
        )

    def remove(self, sources: Sequence[str]) -> tuple[FileReport, ...]:
        """Take papers out of the store by their source names; see ``indexes.ingesting.ingest.forget``."""
        from indexes.ingesting.ingest import forget  # noqa: PLC0415

        return forget(sources, self.store)

    def _reread(self, text: str, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
        return hits if self._reranker is None else rerank(text, hits, self._reranker.score)

    def close(self) -> None:
        """Let go of the store's files."""
        if self._model is not None:
            self._model.close()
        for kept in (self.register.desk, self.conversations, self.feedback):
            kept.close()
        self.store.close()

    def _vocabulary(self, scope: Scope) -> Vocabulary:
        keywords = self.store.keywords
        meetings = self._meetings(self.store.catalogue.generation(), scope)
        return Vocabulary(
            frequencies=partial(keywords.frequencies, scope=scope),
            together=partial(self._together, scope),
            chunks=keywords.count(scope),
            bodies=tuple(dict.fromkeys(one.body for one in meetings if one.body)),
            meetings=meetings,
        )

    def _together(self, scope: Scope, wanted: Sequence[str]) -> bool:
        best = self.store.keywords.search(wanted, LOOKED_AT_TOGETHER, Filters(), scope)
        found = self.store.catalogue.chunks([one for one, _ in best], scope).values()
        missing = (set(wanted) - set(stems(f"{one.chunk.breadcrumb} {one.chunk.text}")) for one in found)
        return any(len(words) <= (len(wanted) >= MANY_WORDS) for words in missing)

    def _encode(self, question: str) -> NDArray[np.float32]:
        return np.asarray(self.embedder.encode([question])[0])

    def _near(self, topic: str, scope: Scope) -> dict[str, tuple[tuple[int, int, float], ...]]:
        """Return the passages nearest to a topic in meaning: start, end and cosine, by document id."""
        vector = self._encode(sound(topic))
        cosines = dict(self.store.nearest(vector, NEAR_A_TOPIC, Filters(), scope))
        found: dict[str, tuple[tuple[int, int, float], ...]] = {}
        for one, stored in self.store.catalogue.chunks(list(cosines), scope).items():
            place = (stored.chunk.start, stored.chunk.end, cosines[one])
            found[stored.document_id] = (*found.get(stored.document_id, ()), place)
        return found

    def _list_meetings(self, generation: int, scope: Scope) -> tuple[Meeting, ...]:
        del generation
        return self.store.catalogue.meetings(scope)

    def _describe_papers(self, generation: int, scope: Scope) -> str:
        """Say which papers a scope is searched in; ``generation`` is what the answer may be kept for."""
        catalogue = self.store.catalogue
        return papers_in_words(catalogue.documents(scope), self._meetings(generation, scope))


def build(settings: Settings, *, rebuild: bool = False) -> Assistant:
    """Make an assistant from settings; models load on first use.

    With ``rebuild`` its store is an empty one beside that in use, also where the old one is of another kind; an
    ingest with ``rebuild`` fills it and puts it in use.

    Raises:
        MinutebookError: the data folder cannot be used, or holds an index of another kind.
    """
    prepare(offline=settings.offline)
    embedder = make_embedder(settings)
    return Assistant(settings, open_store(settings, embedder, rebuild=rebuild), embedder)
