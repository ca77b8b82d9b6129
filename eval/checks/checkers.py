"""The checkers checked: good and bad statements and quotes, made by rule, and whether each was told for that."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from assistant.answering.citations import UnverifiedQuoteError, verify
from assistant.records import Citation
from assistant.support.support import doubts
from corpus.records import Document
from eval.cases import Placed, PlacedCase
from eval.checks.mutants import mutants
from eval.runs import Trial

# A statement shorter than this has nothing in it to change for the worse.
FEWEST_WORDS = 6
# The names that a bad statement borrows come from this many statements further on.
LENDERS = 40


def trials(cases: Sequence[PlacedCase], papers: Mapping[str, Document]) -> tuple[Trial, ...]:
    """Make and judge labelled statements from the evidence of cases, in the order of the cases.

    Good ones are the papers' own words, and the answers that people wrote, each against its evidence. Bad ones are
    the papers' words with a figure, date, name, negation or direction changed, the same words with a citation to
    another place, and quotes moved by a word.
    """
    pieces = _pieces(cases)
    quotes = [" ".join(piece.quote.split()) for piece in pieces]
    found: list[Trial] = []
    for number, (piece, quote) in enumerate(zip(pieces, quotes, strict=True)):
        others = [*quotes[number + 1 :], *quotes[:number]]
        found.append(_judged("verbatim", quote, [quote], bad=False))
        found += [_judged(kind, said, [quote], bad=True) for kind, said in mutants(quote, others[:LENDERS])]
        found.append(_judged("citation", quote, [_elsewhere(piece, pieces, number, cases)], bad=True))
        found += _moved(piece, papers[piece.source].source.text)
    for placed in (one for one in cases if one.ways):
        sources, said = _read_with(placed, papers), placed.case.answer
        found.append(_judged("written", said, sources, bad=False))
        found += [
            _judged("changed in writing", other, sources, bad=True)
            for kind, other in mutants(said, quotes[:LENDERS])
            if kind in ("figure", "date", "name")
        ]
    return tuple(found)


def _pieces(cases: Iterable[PlacedCase]) -> list[Placed]:
    """Every quote of prose once."""
    pieces = {piece.quote: piece for placed in cases for way in placed.ways for piece in way}
    return [
        piece
        for piece in pieces.values()
        if not piece.table and len(piece.spans) == 1 and len(piece.quote.split()) >= FEWEST_WORDS
    ]


def _elsewhere(piece: Placed, pieces: Sequence[Placed], number: int, cases: Sequence[PlacedCase]) -> str:
    """The next quote from another paper that no case has beside this one: it says something else."""
    beside = {
        other.quote
        for placed in cases
        for ways in (placed.ways,)
        if any(one.quote == piece.quote for way in ways for one in way)
        for way in ways
        for other in way
    }
    following = (*pieces[number + 1 :], *pieces[:number])
    return next((one.quote for one in following if one.source != piece.source and one.quote not in beside), "")


def _read_with(placed: PlacedCase, papers: Mapping[str, Document]) -> list[str]:
    """What carries a written answer: its evidence with the passages around it, their place, and the questions."""
    found: dict[str, None] = {}
    for piece in (piece for way in placed.ways for piece in way):
        passages = papers[piece.source].passages
        for index, passage in enumerate(passages):
            if passage.start < piece.spans[-1].end and piece.spans[0].start < passage.end:
                found |= dict.fromkeys(one.text for one in passages[max(0, index - 2) : index + 3])
        found[piece.told] = None
    return [*found, *placed.case.turns, *placed.case.replies]


def _judged(kind: str, said: str, sources: Sequence[str], *, bad: bool) -> Trial:
    return Trial(kind=kind, bad=bad, doubted=bool(doubts(said, sources)), said=said)


def _moved(piece: Placed, text: str) -> Iterator[Trial]:
    """The quote at its place; its words one word further on; and its place without its first word."""
    start, own = piece.spans[0].start, piece.quote
    late = len(own) - len(own.split(None, 1)[1])
    for kind, words, first in (
        ("placed quote", own, start),
        ("moved quote", own, start + late),
        ("moved quote", own[late:], start),
    ):
        yield Trial(kind=kind, bad=kind == "moved quote", doubted=not _verified(words, first, text), said=words)


def _verified(quote: str, start: int, text: str) -> bool:
    end = start + len(quote)
    citation = Citation(1, quote, "", start, end, None, None, "", "", None, None, None, None, "")
    try:
        verify([citation], lambda _: text)
    except UnverifiedQuoteError:
        return False
    return True


def some(found: Iterable[Trial], kind: str, count: int) -> tuple[Trial, ...]:
    """Return the first trials of a kind that were told wrongly, for a person to look at."""
    return tuple(islice((one for one in found if one.kind == kind and one.bad != one.doubted), count))
