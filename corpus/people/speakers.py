"""Who says what in reported speech and transcripts, sentence by sentence and passage by passage."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.people.people import Person, people
from corpus.people.roles import canonical
from corpus.people.subjects import Speech, may_report, reports, speech_of
from corpus.records import Acronym, Passage, PassageKind, SpeechAct
from corpus.sentences import sentences
from corpus.structure.transcripts import speaker_of

__all__ = ["Person", "attribute", "canonical", "people", "speakers_of"]

_TURN = re.compile(r"[ \t]*(?:\*\*)?([A-Z][\w.'’()\- ]{1,58}?)(?:\*\*)?\s?:(?:\*\*)?(?=\s)")
_NOT_A_SPEAKER = re.compile(
    r"\b(?:actions?|resolved|agreed|decision|recommendations?|date|time|venue|present|apologies|attendance|note|minutes?|"
    r"tel|telephone|email|contact|chair|subject|title|purpose|report|item|appendix|background|summary|key|source)\b",
    re.I,
)
_IMPERSONAL = re.compile(
    r"\b(?:was|were|been)\s+(?:\w{1,14}\s+)?(?:agreed|noted|asked|suggested|confirmed|expressed|raised|sought|requested|"
    r"queried|reported|explained|acknowledged|highlighted|discussed|recognised|resolved|made)\b"
)
_ANSWERS = re.compile(
    r"\W{0,3}(?:in|by way of)\s(?:response|reply|answer)\b|\W{0,3}(?:responding|replying|answering)\b", re.I
)
_OFFICE_OR_TITLE = re.compile(
    r"^(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|Sir|Dame)\b|\b(?:PCC|DPCC|CC|DCC|ACC|Commissioner|Constable|Chair\w*|Member)$"
)
_FIRST_PERSON = re.compile(r"\b(?:I|we|you|my|our|me|us|thank|thanks)\b|\?", re.I)
# After so many passages in which nobody speaks, "he" is no longer the last who did.
_LONGEST_SILENCE = 12
# What follows one of these is the paper's own record, not the talk going on.
_RECORD = re.compile(
    r"\W{0,4}(?:actions?\b|resolved\b|agreed\b|recommend(?:ed|ations?)\b|decision\b|noted\b)", re.I
)
# A question counts half: a bullet's speaker is rather the one who answers.
_QUESTION_WEIGHT = 0.5
_TALK = (PassageKind.PARAGRAPH, PassageKind.BULLET, PassageKind.TURN)


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A sentence at ``text[start:end]`` and who speaks in it."""

    start: int
    end: int
    who: str | None
    asks: bool
    own: bool


def speakers_of(text: str, meanings: Mapping[str, str] | None = None) -> tuple[tuple[int, str], ...]:
    """Return (offset, who) for each sentence of ``text`` whose speaker is told, in order.

    ``meanings`` are the short forms that the paper explains. Sentences that carry on without a subject of their
    own are given to the one before; after a question nobody carries on.
    """
    if ":" not in text and not may_report(text):
        return ()
    return tuple((spoken.start, spoken.who) for spoken in _spoken(text, None, meanings or {}) if spoken.who)


def attribute(passages: Sequence[Passage], acronyms: Sequence[Acronym] = ()) -> tuple[Passage, ...]:
    """Give each passage of talk its main speaker, the one with most of its words, a question's counting half.

    A list takes the speaker of its lead-in ("The CC responded:") where an entry names none; a paragraph that
    follows the speaker's own and reports nobody else carries on. "a Member" stays unnamed. Rows, headings and
    notes have no speaker. What tells who speaks is discussion until ``corpus.people.acts`` finds more in it.
    """
    found: list[Passage] = []
    thread = _Thread()
    meanings: dict[int, dict[str, str]] = {}
    for passage in passages:
        if passage.part not in meanings:
            meanings[passage.part] = _meanings(acronyms, passage.part)
        if (passage.part, passage.item) != thread.place:
            thread = _Thread((passage.part, passage.item))
        who, told = _speaker(passage, thread, meanings[passage.part])
        act = SpeechAct.DISCUSSED if told else None
        found.append(replace(passage, speaker=who, act=act) if who or act else passage)
    return tuple(found)


@dataclass(slots=True)
class _Thread:
    """What the talk under one agenda item holds so far.

    ``held`` is the last person named, ``lead_in`` the current list's line and its speaker, ``open`` who was
    speaking when the last paragraph ended, ``turn`` whose turn it is in a transcript, ``silence`` counts the
    passages since anybody spoke.
    """

    place: tuple[int, int | None] | None = None
    held: str | None = None
    lead_in: tuple[str, str | None] = ("", None)
    open: str | None = None
    turn: str | None = None
    silence: int = 0


def _speaker(passage: Passage, thread: _Thread, meanings: Mapping[str, str]) -> tuple[str | None, bool]:
    """Return the main speaker, and whether the passage itself tells who speaks."""
    if passage.kind not in _TALK:
        thread.open = None
        return None, False
    if passage.kind is PassageKind.TURN:
        name = speaker_of(passage.text)
        thread.turn = " ".join(name.split()) if name else thread.turn
        return thread.turn, thread.turn is not None
    if passage.lead_in and passage.lead_in != thread.lead_in[0]:
        thread.lead_in = (passage.lead_in, _last_speaker(passage.lead_in, thread.held, meanings))
    spoken = list(_spoken(passage.text, thread.held, meanings))
    who = _main(spoken)
    told = who is not None
    own = any(sentence.own for sentence in spoken)
    if who is None and not own and not passage.text[:1].isdigit():
        follows = passage.kind is PassageKind.PARAGRAPH and not passage.text.rstrip().endswith(":")
        goes_on = thread.open if follows else None
        who = thread.lead_in[1] if passage.lead_in else goes_on
    named = [sentence.who for sentence in spoken if sentence.who and _is_named(sentence.who)]
    thread.silence = 0 if own else thread.silence + 1
    if named or thread.silence > _LONGEST_SILENCE:
        thread.held = named[-1] if named else None
    last = spoken[-1] if spoken and passage.kind is PassageKind.PARAGRAPH else None
    thread.open = last.who if last and own and not last.asks and not passage.text.rstrip().endswith(":") else None
    return who, told


def _meanings(acronyms: Sequence[Acronym], part: int) -> dict[str, str]:
    """Return what short forms mean in a part, from elsewhere in the document where it does not explain them."""
    return {acronym.short: acronym.long for acronym in sorted(acronyms, key=lambda known: known.part == part)}


def _last_speaker(lead_in: str, held: str | None, meanings: Mapping[str, str]) -> str | None:
    spoken = list(_spoken(lead_in, held, meanings))
    return spoken[-1].who if spoken and lead_in.rstrip().endswith(":") else None


def _main(spoken: Sequence[_Spoken]) -> str | None:
    weights: dict[str, float] = {}
    for sentence in spoken:
        if sentence.who:
            length = (sentence.end - sentence.start) * (_QUESTION_WEIGHT if sentence.asks else 1)
            weights[sentence.who] = weights.get(sentence.who, 0) + length
    return max(weights, key=lambda who: weights[who]) if weights else None


def _is_named(who: str) -> bool:
    return who not in ("a Member", "Members") and not who.startswith("the ")


def _spoken(text: str, held: str | None, meanings: Mapping[str, str]) -> Iterator[_Spoken]:
    """Follow the talk through the sentences; ``held`` is the last person named before them."""
    current: str | None = None
    asked = False
    addressed: str | None = None
    for span in sentences(text):
        sentence = text[span.start : span.end]
        if _RECORD.match(sentence):
            current = None
            yield _Spoken(span.start, span.end, None, False, True)
            continue
        turn = _turn_speaker(sentence)
        speech = Speech(canonical(turn, meanings)) if turn else speech_of(sentence, meanings)
        if speech is None:
            impersonal = _IMPERSONAL.search(sentence) is not None
            current = None if impersonal or asked else current
            yield _Spoken(span.start, span.end, current, False, impersonal)
            continue
        addressed = speech.addressed or addressed
        who = speech.who
        if who == "":
            who = (addressed or held) if asked or _ANSWERS.match(sentence) or current is None else current
        yield _Spoken(span.start, span.end, who, speech.asks, True)
        current, asked = who, speech.asks
        held = who if who and _is_named(who) else held


def _turn_speaker(sentence: str) -> str | None:
    """Return the name before the colon of "Ann Example: words", None where the words before it are no person."""
    match = _TURN.match(sentence)
    if match is None or _NOT_A_SPEAKER.search(match[1]) or reports(match[1]):
        return None
    speech = speech_of(f"{match[1]} said", {})
    if speech is None or not speech.who or len(match[1].split()) > 6:
        return None
    titled = _OFFICE_OR_TITLE.search(match[1]) is not None
    return match[1] if titled or _FIRST_PERSON.search(sentence, match.end(), match.end() + 400) else None
