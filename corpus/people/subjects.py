"""The subject of a sentence of reported speech: who says or asks what follows.

Read from the verb leftwards over at most a few words, so that a sentence of any length costs its length once; a
parser's tree would say more and cost a thousand times as much.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.people.roles import HEADS, canonical

_SAYING_WORDS = """
accepted acknowledged added adds advised advises agreed agrees alerted alluded announced answered apologised
argued assured assures believed cautioned clarified commended commented concluded confirmed confirms
considered counselled declared described disagreed disagrees drew echoed elaborated emphasised explained
explains expressed feared felt gave highlighted hoped indicated informed insisted introduced maintained
mentioned noted observed offered outlined pointed praised presented promised proposed proposes reaffirmed
reassured recalled recognised recommended referred regretted reiterated remarked reminded repeated replied
replies reported responded responds said saying says seconded shared signalled spoke stated states stressed
suggested summarised thanked told understood undertakes undertook updated urged voiced warned welcomed wished
"""
_ASKING_WORDS = "asked asks queried queries questioned requested enquired inquired sought raised wondered"
_ADVERB_WORDS = """
additionally again all also both either finally first firstly further had has have helpfully however later
next not sought subsequently then therefore wanted wished would
"""
_SMALL_ROLE_WORDS = """
acting another assistant cabinet chief co-opted committee county deputy district elected executive fellow
former independent interim lay lead local new opposition panel parish police portfolio scrutiny senior
temporary vice vice-chair
"""
_CONNECTIVE_WORDS = """
additionally after also although and as at because but by during finally following for furthermore having
however if in it moreover no on regarding since so that then there these this those to under when where while
whilst with yes
"""
_ORGANISATION_WORDS = """
act agency april august authority board borough city council county court courts december department district
february friday fund government group home january july june march may ministry monday november october office
party plan police project report road saturday scheme september service services strategy street sunday team
thursday trust tuesday unit university wednesday
"""
_SAYING = frozenset(_SAYING_WORDS.split())
_ASKING = frozenset(_ASKING_WORDS.split())
_BARE = frozenset(
    {"ask", "request", "query", "say", "explain", "highlight", "inform", "report", "confirm", "note", "advise"}
)
_ADVERBS = frozenset(_ADVERB_WORDS.split())
_SMALL_ROLES = frozenset(_SMALL_ROLE_WORDS.split())
_CONNECTIVES = frozenset(_CONNECTIVE_WORDS.split())
_ORGANISATIONS = frozenset(_ORGANISATION_WORDS.split())
_BE = frozenset({"was", "were", "is", "are", "be", "been", "being"})
_PRONOUNS = frozenset({"he", "she", "they"})
_DETERMINERS = frozenset(
    {"the", "a", "an", "one", "another", "some", "several", "his", "her", "their", "both", "other"}
)
_JOINING = frozenset({"of", "for", "from", "at"})
_TITLES = frozenset(
    {"mr", "mrs", "ms", "miss", "dr", "sir", "dame", "cllr", "councillor", "professor", "prof", "dcc", "acc", "cc"}
)
# "The PCC has sought assurance" is a report's prose; what was said at a meeting is in the past.
_REPORTS_NOW = frozenset({"has", "have"})
# After "was" these are as good as a verb of saying: "Councillor Shah was concerned that ...".
_FEELING_WORDS = "concerned pleased disappointed surprised confident certain sure grateful frustrated satisfied"
_FEELING = frozenset(_FEELING_WORDS.split())
# Before a subject these make it somebody else's sentence: "commissioned by the PCC", "it was noted that the PCC".
_NOT_MAIN_WORDS = "by with to between that whether if how why what which who than as when once until after before"
_NOT_MAIN = frozenset(_NOT_MAIN_WORDS.split())
_LEADS_ON = {
    "on": frozenset({"went", "goes", "moved"}),
    "by": frozenset({"began", "started", "concluded", "continued", "opened"}),
}
_VERBS = _SAYING | _ASKING | _FEELING | _BARE
_LOWER_WORD = re.compile(r"[a-z]{3,12}")
_TOKEN = re.compile(r"[A-Za-z0-9’'&/.\-]+|[,;:()\[\]\"“”?!]")
# "In addition he noted": a pronoun this near the start is the sentence's own; "how safe they felt" is not.
_NEAR_START = 3
# How many tokens of a sentence are looked at, and how many a subject may have.
_REACH = 90
_MOST_SUBJECT = 18


@dataclass(frozen=True, slots=True)
class Speech:
    """Who speaks in a sentence.

    ``who`` is an office or name, "" for a pronoun, None where the sentence is said of nobody. ``asks`` tells a
    question; ``addressed`` is who was asked or told, where the sentence is passive ("The PCC was asked").
    """

    who: str | None
    asks: bool = False
    addressed: str | None = None


def speech_of(sentence: str, meanings: Mapping[str, str]) -> Speech | None:
    """Return who says or asks something in the sentence, None where it reports no speech."""
    head = sentence[:2_000]
    if not may_report(head):
        return None
    tokens = [token.rstrip(".") or token for token in _TOKEN.findall(head)[:_REACH]]
    passive: Speech | None = None
    for place, token in enumerate(tokens):
        if token not in _VERBS or not _is_verb(tokens, place):
            continue
        asks = token in _ASKING or token in ("ask", "request", "query")
        subject = _before_verb(tokens, place)
        if subject < 0 or not _REPORTS_NOW.isdisjoint(tokens[subject + 1 : place]):
            continue
        if tokens[subject].lower() in _BE:
            addressed = _name(tokens, _skip_adverbs(tokens, subject - 1), meanings)
            if passive is None or addressed:
                passive = Speech(None, asks, addressed)
            continue
        if tokens[subject].lower() in _PRONOUNS:
            if _is_own_pronoun(tokens, subject):
                return Speech("", asks, passive.addressed if passive else None)
            continue
        who = _name(tokens, subject, meanings)
        if who is None and tokens[subject] == "and":
            who = _opening(tokens, subject, meanings)
        if who is not None:
            return Speech(who, asks)
    if passive is not None and tokens[0].lower() in _PRONOUNS:
        return Speech("")  # "He was pleased to report that no concerns had been raised"
    return passive


def may_report(text: str) -> bool:
    """Whether a verb of saying or asking stands anywhere in a text: a quick look that spares the rest."""
    return not _VERBS.isdisjoint(_LOWER_WORD.findall(text))


def _is_verb(tokens: Sequence[str], place: int) -> bool:
    token = tokens[place]
    if token in _SAYING or token in _ASKING:
        return True
    if token in _FEELING:
        return tokens[_skip_adverbs(tokens, place - 1)] in ("was", "were")
    return token in _BARE and place > 1 and tokens[place - 1] == "to" and tokens[place - 2] == "on"


def _is_own_pronoun(tokens: Sequence[str], place: int) -> bool:
    """Whether "he" is the sentence's own subject, and not that of a clause inside it."""
    before = tokens[place - 1].lower() if place else ","
    return before in (",", "and", "but") or (place <= _NEAR_START and before not in _NOT_MAIN)


def reports(words: str) -> bool:
    """Whether a verb of saying or asking is among the words."""
    return any(token in _SAYING or token in _ASKING for token in _TOKEN.findall(words[:200]))


def _before_verb(tokens: Sequence[str], verb: int) -> int:
    """Return the place of the last token of the verb's subject, -1 at the sentence's start."""
    place = _skip_adverbs(tokens, verb - 1)
    if tokens[verb] in _FEELING:
        place = _skip_adverbs(tokens, place - 1)
    if place > 1 and tokens[place] == "to" and tokens[place - 1] in _LEADS_ON:
        place -= 1
    if place > 0 and tokens[place - 1] in _LEADS_ON.get(tokens[place], ()):
        place = _skip_adverbs(tokens, place - 2)
    if place > 1 and tokens[place] == "," and tokens[place - 1].lower() in _ADVERBS:
        place = _skip_adverbs(tokens, place - 1)
        place -= place > 0 and tokens[place] == ","
    return place


def _skip_adverbs(tokens: Sequence[str], place: int) -> int:
    while place >= 0 and (tokens[place] in _ADVERBS or (len(tokens[place]) > 4 and tokens[place].endswith("ly"))):
        place -= 1
    return place


def _name(tokens: Sequence[str], last: int, meanings: Mapping[str, str]) -> str | None:
    """Read the office or name that ends at token ``last``, or None where it is nobody who could speak."""
    last = _skip_apposition(tokens, last)
    first = last
    words: list[str] = []
    while first >= 0 and len(words) < _MOST_SUBJECT:
        if tokens[first] == ")":
            first = _opening_bracket(tokens, first) - 1
            continue
        if not _belongs(tokens, first, bool(words)):
            break
        words.append(tokens[first])
        first -= 1
        if words[-1].lower() in _DETERMINERS and not (first >= 0 and tokens[first] in _JOINING):
            break
    words.reverse()
    while words and words[0].lower() in _CONNECTIVES:
        words = words[1:]
    if not words or (first >= 0 and tokens[first].lower() in _NOT_MAIN and words[0].lower() not in ("he", "she")):
        return None
    return _person(words, meanings)


def _skip_apposition(tokens: Sequence[str], last: int) -> int:
    """Step over ", Ann Example, OBE," or ", who had been ill," to the office before it."""
    place = last
    if place > 2 and tokens[place] == ",":
        clause = next((at for at in range(place - 1, max(0, place - _MOST_SUBJECT), -1) if tokens[at] == ","), 0)
        if clause and tokens[clause + 1] in ("who", "whose", "which"):
            return clause - 1
    while place > 1 and tokens[place] == ",":
        before = place - 1
        while before >= 0 and tokens[before][0].isupper() and place - before < 7:
            before -= 1
        if before < 0 or before == place - 1 or tokens[before] != ",":
            break
        place = before
    return place - 1 if place >= 0 and tokens[place] == "," else place


def _opening_bracket(tokens: Sequence[str], place: int) -> int:
    while place > 0 and tokens[place] != "(":
        place -= 1
    return place


def _belongs(tokens: Sequence[str], place: int, begun: bool) -> bool:
    token = tokens[place]
    small = token.lower()
    if small in _DETERMINERS or small in HEADS or small in _SMALL_ROLES:
        return True
    if small in _JOINING or small in ("and", "&"):
        if not begun or place == 0:
            return False
        left = tokens[place - 1]
        return left == ")" or left[0].isupper() or left.lower() in HEADS
    return token[0].isupper() and token[0].isalpha()


def _person(words: Sequence[str], meanings: Mapping[str, str]) -> str | None:
    core = list(words[1:] if words[0].lower() in _DETERMINERS else words)
    if not core or (len(core) == len(words) and _is_common(core)):
        return None
    both = _two_people(core, meanings)
    if both:
        return both
    end = next((place for place, word in enumerate(core) if word in _JOINING), len(core))
    head = core[:end]
    if not head:
        return None
    if head[-1].lower() in HEADS or head[0].lower().rstrip(".") in _TITLES or _is_name(head, words):
        return canonical(" ".join(words), meanings)
    offices = [place for place, word in enumerate(head) if word.lower() in HEADS]
    proper = all(word[0].isupper() or word in ("and", "&") for word in head)
    if offices and proper and len(head) - offices[-1] <= 5:
        return canonical(" ".join(head[: offices[-1] + 1]), meanings)  # an office, then the holder's name
    return None


def _is_common(core: Sequence[str]) -> bool:
    """Whether words without an article are no office: "Officer explained" heads a survey's row."""
    if core[-1].endswith("s"):
        return False
    return core[0].islower() or (len(core) == 1 and core[0].lower() in HEADS and not core[0].isupper())


def _two_people(core: Sequence[str], meanings: Mapping[str, str]) -> str | None:
    """Read "CC and DCC" as two; "Police and Crime Commissioner" is one."""
    cut = next((place for place, word in enumerate(core) if word in ("and", "&")), 0)
    if not 0 < cut < len(core) - 1 or not _JOINING.isdisjoint(core):
        return None
    first, second = _person(core[:cut], meanings), _person(core[cut + 1 :], meanings)
    return f"{first} and {second}" if first and second else None


def _is_name(head: Sequence[str], words: Sequence[str]) -> bool:
    return (
        2 <= len(head) <= 4
        and len(words) == len(head)
        and all(word[0].isupper() and word.lower() not in _ORGANISATIONS for word in head)
        and any(len(word) > 2 and not word.isupper() for word in head)
        and not any(character.isdigit() for word in head for character in word)
    )


def _opening(tokens: Sequence[str], verb: int, meanings: Mapping[str, str]) -> str | None:
    """Read the office at the sentence's start, for a second verb ("The PCC read an extract and asked")."""
    place = 0
    while place < min(verb, _MOST_SUBJECT) and (place == 0 or _belongs(tokens, place, begun=True)):
        place += 1
    return _name(tokens[:place], place - 1, meanings) if place else None
