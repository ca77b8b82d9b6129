"""A conversation into a question that stands alone; rules only, no language model."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.records import Query, Turn
from assistant.understanding.context import Vocabulary, carried, stands_alone, together_with
from assistant.understanding.dating import Period, dated_meeting, nearby_meeting, times_meant
from assistant.understanding.followups import changed
from assistant.understanding.narrowing import Held, held_by, narrow
from assistant.understanding.thesaurus import papers_words
from assistant.understanding.wants import speakers_asked
from corpus.words import sound, words
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
        vocabulary: what is known of the papers. A question that names the area of one body, or one meeting, is
            asked of its papers alone, and a follow-up that names none keeps those of the turn before.
    """
    asked = " ".join(sound(question).split())
    turns = [Turn(sound(one.question), sound(one.answer)) for one in turns]
    whole = changed(asked, _alone(turns)) if turns else None
    taken: tuple[str, ...] = ()
    if whole is not None:
        own = {word.stem for word in words(asked)}
        taken = tuple(whole[word.start : word.end] for word in words(whole) if word.stem not in own)
    elif turns and not stands_alone(asked, vocabulary):
        taken = carried(asked, turns, vocabulary)
    text = whole or together_with(asked, taken, turns)
    context = [turn.question for turn in (reversed(turns) if taken else ())]
    for said in (asked, *context):
        narrowed = narrow(said, filters, vocabulary.bodies)
        if narrowed != filters:
            filters = narrowed
            break
    held = held_by(filters.body, vocabulary.meetings, text)
    filters, meant = _at_meeting((asked, *context), filters, held)
    periods = (*times_meant(text, held.days), *meant)
    told = turns[-1].answer if taken else ""
    speakers = speakers_asked(asked) if filters.speaker is None else ()
    return Query(text, asked, taken, filters, papers_words(text), periods, told, speakers)


def _at_meeting(said: Sequence[str], filters: Filters, held: Held) -> tuple[Filters, tuple[Period, ...]]:
    """Narrow to the meeting that a question names, or the latest one before it that did; dates that are set stay.

    Where a paper does not tell its meeting, nobody can say which meeting was the last: the papers of the last one
    known are then only lifted, as a time that was named would be.
    """
    found: Period | None = None
    sure = True
    for question in reversed(said):
        near = nearby_meeting(question, held.days, found[0] if found else None)
        meant = near or dated_meeting(question, held.days)
        if meant is not None:
            found, sure = meant, near is None or held.complete
    if found is None or (filters.date_from, filters.date_to, filters.source) != (None, None, None):
        return filters, ()
    return (replace(filters, date_from=found[0], date_to=found[1]), ()) if sure else (filters, (found,))


def _alone(turns: Sequence[Turn]) -> list[str]:
    """Return the earlier questions as each reads on its own, where it changes a part of the one before."""
    alone: list[str] = []
    for turn in turns:
        asked = " ".join(turn.question.split())
        alone.append(changed(asked, alone) or asked)
    return alone
