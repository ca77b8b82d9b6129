"""Whether two texts say the same way round what they say: yes or no, up or down, before or after."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from assistant.support.likeness import figures, words
from corpus.sentences import sentences
from corpus.words import stem

# "No" stands for "number" at the head of a column, and answers a question before a comma.
NEGATION = re.compile(
    r"(?i:\b(?:not|never|none|nobody|nothing|neither|nor|cannot|without)\b|n't\b)|\b[Nn]o\b(?=[ -][a-z])"
)
# Words that say no without a negation: what a source says with them, a statement may say with "not".
_DENYING = re.compile(
    r"(?i:\b(?:unable|fail(?:s|ed|ing|ure)?|refus\w+|declin\w+|reject\w+|lack\w*|absen\w+|hardly|nil|zero|"
    r"unavailable|unlikely|prevent\w*|stopped|ceas\w+|cancel\w+)\b)"
)
# What had not opened until April opened in April.
_NOT_UNTIL = re.compile(r"(?i:\b(?:not|n't)\b(?=[^.;:]{0,60}\b(?:until|till)\b))")
# Clauses that share nearly as many words with a statement as the nearest may agree with it in the nearest's place.
NEARLY = 0.75
# Words that a negation in a statement is about, counted from it, and the same in a source, which may say more.
_BEFORE, _BEHIND = 2, 5
FEWEST = 2
_CLAUSE = re.compile(r"(?:[;:]|,? (?:but|although|though|whereas|while|because|since|which|who)\b)\s*")
_UP = (
    "rose risen rise rises rising increased increase increases increasing higher up grown grew growth more upward "
    "improved doubled trebled gained over"
)
_DOWN = (
    "fell fallen fall falls falling decreased decrease decreases decreasing lower down reduced reduction "
    "reductions fewer less dropped drop downward worsened halved declined decline under"
)
# Words of one side against those of the other: a statement may not be on the side that its source is not.
_SIDES = (
    (_UP, _DOWN),
    ("before earlier", "after later"),
    ("above exceeded over", "below under"),
    ("accepted agreed supported approved", "refused declined rejected opposed"),
    ("opened open began started", "closed close ended finished"),
    ("best highest most", "worst lowest least"),
    ("met achieved", "missed"),
)
_OPPOSITES = tuple((frozenset(one.split()), frozenset(other.split())) for one, other in _SIDES)
_RISES, _FALLS = frozenset(_UP.split()), frozenset(_DOWN.split())
_PIECE = re.compile(r"[;()]|, |\t| \| | against | compared | from ")
_NO_DIRECTION = re.compile(
    r"(?i:(?<!went )(?<!gone )(?<!was )(?<!were )(?<!is )(?<!are )(?<!going )(?<!be )\b(?:up|down)\b"
    r"(?!,? (?:by|from|on|to)? ?£?\d)|\b(?:over|under)\b(?! £?\d)|\bgrew out of\b)"
)
_SIGNED = re.compile(r"(?<![\w.,-])([+-])\s?£?(\d[\d,]*(?:\.\d+)?)")
COMMON = frozenset(
    "a an the and or of in on at to for by with from as that this these those it its he she they them his her "
    "their is are was were be been being has have had do does did will would should could may might must can "
    "which who whom what when where why how there here than then so if but also only each both all any".split()
)


def turned(said: str, sources: Sequence[str], nearest: str, *, close: bool) -> Iterable[str]:
    """Yield "negation" or "direction" where a statement says the other way round what its sources say.

    Args:
        said: one sentence.
        sources: what it rests on.
        nearest: the sentence of the sources that shares most words with it.
        close: whether the two are nearly the same; then they must have the same number of negations and the same
            words of direction. Else any clause that is nearly as near may be the one that the statement puts in
            other words, and a "not" must be about something that a source says no to.
    """
    if close:
        rivals = [nearest]
        if len(NEGATION.findall(said)) != len(NEGATION.findall(nearest)):
            yield "negation"
    else:
        rivals = _rivals(said, sources)
        denials = list(NEGATION.finditer(_NOT_UNTIL.sub(" ", said)))
        if any(_denies(said, match, sources) for match in denials) or (
            not any(_says_no(one) for one in rivals) if denials else _leaves_out(said, rivals)
        ):
            yield "negation"
    read = words if close else _directing
    own, counts = Counter(read(said)), [Counter(read(one)) for one in rivals]
    if any(all(_against(own, other, pair, close=close) for other in counts) for pair in _OPPOSITES) or (
        _figures_turned(said, sources)
    ):
        yield "direction"


def _leaves_out(said: str, rivals: Sequence[str]) -> bool:
    """Whether a statement says yes to what all its rivals deny; one of hardly any words cannot be told."""
    wanted = _content(said)
    return not _says_no(said) and all(_says_no(one) and len(wanted & _content(one)) > FEWEST for one in rivals)


def _content(text: str) -> set[str]:
    return {word for word in words(text) if word not in COMMON and not any(letter.isdigit() for letter in word)}


def _says_no(text: str) -> bool:
    return bool(NEGATION.search(_NOT_UNTIL.sub(" ", text)) or _DENYING.search(text))


def _denies(said: str, match: re.Match[str], sources: Sequence[str]) -> bool:
    """Whether a negation is about nothing that any source denies."""
    about = _about(said, match, 1)
    return bool(about) and not any(
        len(about & _about(source, other, 2)) >= min(len(about), FEWEST)
        for source in sources
        for pattern in (NEGATION, _DENYING)
        for other in pattern.finditer(source)
    )


def _about(text: str, match: re.Match[str], widened: int) -> set[str]:
    clause = re.split(r"[;:]", text[max(0, match.start() - 200) : match.start()])[-1]
    before = words(clause)[-_BEFORE * widened**2 :]
    behind = words(re.split(r"[;:]", text[match.start() : match.end() + 200])[0])[: _BEHIND * widened]
    found = (word for word in (*before, *behind) if word.isalpha() and word not in COMMON)
    return {stem(word) for word in found if not NEGATION.fullmatch(word)}


def _against(
    own: Counter[str], other: Counter[str], pair: tuple[frozenset[str], frozenset[str]], *, close: bool
) -> bool:
    up, down = (sum(own[word] for word in side) for side in pair)
    there_up, there_down = (sum(other[word] for word in side) for side in pair)
    if (up and not down and there_down and not there_up) or (down and not up and there_up and not there_down):
        return True
    return close and (up > there_up or down > there_down)


def _directing(text: str) -> list[str]:
    """Return the words of a text without what looks like a direction and is none: "set up", "over the year"."""
    return words(_NO_DIRECTION.sub(" ", text))


def _figures_turned(said: str, sources: Sequence[str]) -> bool:
    """Whether a figure goes up in a statement that only goes down in the sources, or the other way round."""
    theirs: dict[str, set[bool]] = {}
    for source in sources:
        for figure, up in _directed(source):
            theirs.setdefault(figure, set()).add(up)
    return any(theirs.get(figure) == {not up} for figure, up in _directed(said))


def _directed(text: str) -> Iterable[tuple[str, bool]]:
    """Yield each figure that is said to be a rise or a fall, by a word beside it or by its sign."""
    for piece in _PIECE.split(text):
        found = set(_directing(piece))
        rises, falls = bool(found & _RISES), bool(found & _FALLS)
        if rises != falls:
            yield from ((figure, rises) for figure in figures(piece))
    for match in _SIGNED.finditer(text):
        yield from ((figure, match[1] == "+") for figure in figures(match[2]))


def _rivals(said: str, sources: Sequence[str]) -> list[str]:
    """The sentences and clauses of the sources that share nearly as many words with a statement as the nearest."""
    wanted = set(words(said)) - COMMON
    whole = [source[span.start : span.end] for source in sources for span in sentences(source)]
    parts = dict.fromkeys((*whole, *(clause for one in whole for clause in _CLAUSE.split(one) if clause)))
    shared = {part: len(wanted & set(words(part))) for part in parts}
    most = max(shared.values(), default=0)
    return [part for part, count in shared.items() if count >= NEARLY * most]
