"""A conversation into a question that stands alone; rules only, no language model."""

from collections.abc import Sequence

from assistant.context import Vocabulary, carried, stands_alone, together_with
from assistant.followups import changed
from assistant.narrowing import narrow
from assistant.records import Query, Turn
from assistant.thesaurus import papers_words
from corpus.dates import find_dates
from corpus.words import words
from indexes.records import Filters

__all__ = ["Vocabulary", "understand"]


def understand(question: str, turns: Sequence[Turn], filters: Filters, vocabulary: Vocabulary) -> Query:
    """Make the last question stand alone.

    A follow-up that changes one part of an earlier question becomes that question with the part put in. Any other
    that leans on the conversation is given the words it is about, in brackets. A question that changes the subject
    stays as it is: one that leans on nothing, and whose words stand together somewhere in the papers.

    Args:
        question: the user's last words.
        turns: the earlier exchanges, oldest first.
        filters: which papers the user has asked for.
        vocabulary: what is known of the papers. A question that names the area of one body is asked of its papers
            alone, and a follow-up that names none keeps the area of the turn before.
    """
    asked = " ".join(question.split())
    whole = changed(asked, _alone(turns)) if turns else None
    taken: tuple[str, ...] = ()
    if whole is not None:
        own = {word.stem for word in words(asked)}
        taken = tuple(whole[word.start : word.end] for word in words(whole) if word.stem not in own)
    elif turns and not stands_alone(asked, vocabulary):
        taken = carried(asked, turns, vocabulary)
    text = whole or together_with(asked, taken, turns)
    for said in (asked, *(turn.question for turn in (reversed(turns) if taken else ()))):
        narrowed = narrow(said, filters, vocabulary.bodies)
        if narrowed != filters:
            filters = narrowed
            break
    periods = tuple((one.first, one.last) for one in find_dates(text))
    return Query(text, asked, taken, filters, also=papers_words(text), periods=periods)


def _alone(turns: Sequence[Turn]) -> list[str]:
    """Return the earlier questions as each reads on its own, where it changes a part of the one before."""
    alone: list[str] = []
    for turn in turns:
        asked = " ".join(turn.question.split())
        alone.append(changed(asked, alone) or asked)
    return alone
