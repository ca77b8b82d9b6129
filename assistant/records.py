"""The nouns of an answer: what was asked, what was found, and where every word of it stands."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from indexes.records import Elsewhere, Filters, Hints, Hit


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier exchange of a conversation."""

    question: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """A question that stands alone, and the filters read from it or set by the user.

    ``text`` is what is searched; ``asked`` is the user's own last words; ``carried`` holds the terms that were
    taken from earlier turns, strongest first; ``also`` the papers' words for what is said in everyday ones;
    ``periods`` the times that the question names, which lift the papers of their meetings and leave none out;
    ``told`` the last answer, where the question leans on the conversation; ``speakers`` those whose words it asks
    for, which are preferred.
    """

    text: str
    asked: str
    carried: tuple[str, ...] = ()
    filters: Filters = field(default_factory=Filters)
    also: tuple[str, ...] = ()
    periods: tuple[tuple[date, date], ...] = ()
    told: str = ""
    speakers: tuple[str, ...] = ()

    @property
    def hints(self) -> Hints:
        """What retrieval is told beside the words: what a changed part was put into counts in full."""
        return Hints(self.also, self.periods, self.carried if self.text.startswith(self.asked) else ())


class Status(StrEnum):
    """The one decision about an answer."""

    ANSWERED = "answered"
    NOT_FOUND = "not_found"
    CLARIFY = "clarify"


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote and where it stands: ``quote == text[start:end]`` of the source, checked before it is shown.

    ``also_at`` names the places where the same paper holds the same words in another document; ``exempt`` says
    that the words are not public.
    """

    label: int
    quote: str
    source: str
    start: int
    end: int
    page: int | None
    printed_page: str | None
    document: str
    document_id: str
    body: str | None
    meeting_date: date | None
    item: str | None
    heading: str | None
    part_kind: str
    also_at: tuple[Elsewhere, ...] = ()
    exempt: bool = False


class Verdict(StrEnum):
    """Whether the papers carry a sentence that a language model wrote."""

    VERBATIM = "the papers' own words"
    SUPPORTED = "borne out by the papers"
    UNSUPPORTED = "not found in the papers"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a written answer, with the labels of its citations and whether they carry it.

    ``reasons`` say what in it the papers do not hold; an unsupported sentence is not part of the answer's text.
    """

    text: str
    verdict: Verdict
    labels: tuple[int, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signs:
    """What this turn's evidence says for and against an answer, each 0 to 1: ``assistant.answering.confidence``.

    ``far``: the question asks for a figure, and what it asks of stands away from every figure. ``headless``: so do
    the words behind its "how many", and ``unheaded``: no sentence among the best holds them. ``undated``: it names
    a time that none of the best says. ``elsewhen`` and ``fits``: the shares of the best that speak of another
    time, and that give the kind of thing asked for. ``unnamed``: the share of its names that the best lack.
    ``nobody``: it asks for a name and none is given. ``missing``: the rarity of the rarest word that the best
    lacks, ``met`` the share of the question that one sentence meets. ``uncounted``: what is counted is not told.
    """

    far: float = 0.0
    headless: float = 0.0
    unheaded: float = 0.0
    undated: float = 0.0
    elsewhen: float = 0.0
    fits: float = 1.0
    unnamed: float = 0.0
    nobody: float = 0.0
    missing: float = 0.0
    met: float = 1.0
    uncounted: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What is shown: the status, the text with [1] labels, its citations, and everything that was retrieved.

    ``searched`` says in words which papers were looked through; ``choices`` are the options of a clarify;
    ``confidence`` is how sure the assistant is that the papers answer the question, from 0 to 1, and ``signs`` are
    what that was worked out from; None where nothing was found to work it out from.

    Where a language model is configured, ``writer`` is its name if the text is its own, ``sentences`` are what it
    wrote with each one's verdict, ``invented`` is how many labels it made up, and ``notice`` what a reader should
    know: that sentences were left out, or why the papers' own words are shown instead.
    """

    status: Status
    text: str
    query: Query
    citations: tuple[Citation, ...] = ()
    hits: tuple[Hit, ...] = ()
    searched: str = ""
    choices: tuple[str, ...] = ()
    elapsed_ms: float = 0.0
    confidence: float | None = None
    signs: Signs | None = None
    writer: str | None = None
    sentences: tuple[Sentence, ...] = ()
    invented: int = 0
    notice: str = ""
