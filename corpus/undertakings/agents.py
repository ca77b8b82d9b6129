"""Who can promise: offices, bodies, teams and people as a sentence names them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.undertakings.offices import HEADS, LINKS, NOT_AGENTS, SHORT, SMALL, STOPS, TITLES
from corpus.undertakings.phrasing import flat

_GOES_ON = re.compile(
    r"(?:[,.;:)]|$| (?:is|are|was|were|be|has|have|had|will|would|shall|should|could|can|may|to|and|who|of"
    r"|for|in|on|at|by|with|"
    r"agreed|confirmed|advised|said|explained|undertook|reported|continues?|intends?|plans?|also|then)\b)"
)
_TOKEN = re.compile(r"[A-Za-z][\w’'&/-]*(?:\.(?=[A-Z]|\s[A-Z]))?|\d+|[,;:.()&\[\]?!–—\"“”/]|\S")
# Heads only where a capital or "of" makes them a name: "the Executive", "head of the OPCC", not "the lead taken".
_MANY_SENSES = frozenset(
    {
        "service",
        "services",
        "scrutiny",
        "office",
        "executive",
        "lead",
        "head",
        "unit",
        "deputy",
        "inspector",
        "trust",
    }
)
_PEOPLE = frozenset({"members", "officers", "councillors", "staff", "partners"})
_INNER = frozenset({"and", "&", "of", "for", "the"})
_PRONOUNS = frozenset({"he", "she", "they", "we", "i"})
_OWNED = re.compile(r"[’']s?$")
_MOST = 14


@dataclass(frozen=True, slots=True)
class Agent:
    """Somebody named at ``text[start:end]``; ``pronoun`` where the name is only "he" or "they"."""

    name: str
    start: int
    end: int
    pronoun: bool = False


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    start: int
    end: int

    @property
    def small(self) -> str:
        return self.word.lower()


def agents(text: str, meanings: Mapping[str, str] | None = None) -> Iterator[Agent]:
    """Yield everybody whom a sentence names, in order; names stand as they are, without their article.

    Two joined by "and" are one ("the DCC and Chief Executive"). ``meanings`` are the short forms that the paper
    explains: one whose long form is no office or body is nobody.
    """
    words = flat(text)
    tokens = [_Token(match[0], match.start(), match.end()) for match in _TOKEN.finditer(words)]
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token.small in _PRONOUNS and (token.word != "i"):
            yield Agent(token.word, token.start, token.end, pronoun=True)
            place += 1
            continue
        last = _mention(words, tokens, place, meanings or {})
        if last is None:
            place += 1
            continue
        joined = last
        while joined + 2 < len(tokens) and tokens[joined + 1].small in ("and", "&"):
            begin = joined + 2 + (tokens[joined + 2].small in ("the", "his", "her", "their"))
            more = _mention(words, tokens, begin, meanings or {}) if begin < len(tokens) else None
            if more is None:
                break
            joined = more
        start, end = tokens[place].start, tokens[joined].end
        shortened = _bracketed(tokens, joined + 1)
        yield Agent(text[start:end].replace("\n", " "), start, tokens[shortened - 1].end)
        place = shortened


def last_agent(text: str, meanings: Mapping[str, str] | None = None) -> Agent | None:
    """Return the last somebody named in the words, if any."""
    return next(iter([*agents(text, meanings)][::-1]), None)


def first_agent(text: str, meanings: Mapping[str, str] | None = None) -> Agent | None:
    """Return the first somebody named in the words, if any."""
    return next(agents(text, meanings), None)


def _bracketed(tokens: Sequence[_Token], place: int) -> int:
    """Step over the short form in brackets behind an office, "(PCC)"."""
    shown = [token.word for token in tokens[place : place + 3]]
    return place + 3 if len(shown) == 3 and shown[0] == "(" and shown[2] == ")" and shown[1].isupper() else place


def _mention(text: str, tokens: Sequence[_Token], place: int, meanings: Mapping[str, str]) -> int | None:
    """Return the place of the last token of the name that begins at ``place``, None where none does."""
    first = tokens[place]
    if first.word in STOPS and not _is_title(first):
        return None
    last: int | None = None
    at = place
    while at < len(tokens) and at - place < _MOST:
        token = tokens[at]
        if _is_title(token):
            named = _names(tokens, at + 1)
            last = named if named is not None else (at if token.small.startswith("councillor") else last)
            at = (named if named is not None else at) + 1
            if named is not None:
                break
            continue
        if _is_head(text, tokens, at, meanings):
            last = at
        elif not _may_belong(tokens, at, place):
            break
        at += 1
    if last is None:
        return None
    return _tail(text, tokens, _holder(tokens, last), meanings)


def _is_title(token: _Token) -> bool:
    return token.small.rstrip(".") in TITLES and token.word[0].isupper()


def _names(tokens: Sequence[_Token], place: int) -> int | None:
    last = None
    for at in range(place, min(place + 5, len(tokens))):
        word = tokens[at].word
        if not word[0].isupper() or word in STOPS or word.lower() in TITLES or _OWNED.search(word):
            break
        last = at
    return last


def _holder(tokens: Sequence[_Token], last: int) -> int:
    """Take in the name after an office: "Deputy Chief Constable Julian Moss"."""
    if tokens[last].word[0].isupper() and tokens[last].small not in (
        "members",
        "panel",
        "committee",
        "council",
        "board",
        "police",
    ):
        named = _names(tokens, last + 1)
        if (
            named is not None
            and named - last < 4
            and not any(_plain_head(tokens[at]) for at in range(last + 1, named + 1))
        ):
            return named
    return last


def _plain_head(token: _Token) -> bool:
    return token.small in HEADS or token.word in SHORT


def _is_head(text: str, tokens: Sequence[_Token], at: int, meanings: Mapping[str, str]) -> bool:
    token = tokens[at]
    if _OWNED.search(token.word) and not token.word.endswith("ss"):
        return False
    following = tokens[at + 1].small if at + 1 < len(tokens) else ""
    if token.small == "police":
        return _is_force(tokens, at, following)
    if token.small in _MANY_SENSES:
        titled = at > 0 and tokens[at - 1].word[0].isupper() and token.small in ("lead", "unit")
        named = token.word[0].isupper() or token.small in ("office", "executive")
        return titled or named or (token.small == "head" and following == "of")
    if token.word in SHORT and token.word not in meanings:
        return True
    return token.small in HEADS or _is_short_form(text, tokens, at, meanings)


def _is_force(tokens: Sequence[_Token], at: int, following: str) -> bool:
    """Whether "Police" ends a force's name, and does not begin "Police and Crime" or "police officers"."""
    if following in ("and", "&") and at + 2 < len(tokens) and tokens[at + 2].small == "crime":
        return False
    return tokens[at].word == "Police" and following not in ("officers", "officer", "staff")


def _is_short_form(text: str, tokens: Sequence[_Token], at: int, meanings: Mapping[str, str]) -> bool:
    """Whether capitals stand for an office or body: by their long form, else by "the" before and a verb behind."""
    word = tokens[at].word
    if not (word.isupper() and word.isalpha() and 2 <= len(word) <= 7) or word in NOT_AGENTS:
        return False
    meaning = meanings.get(word)
    if meaning is not None:
        return meaning.split()[-1].lower() in HEADS
    return at > 0 and tokens[at - 1].small == "the" and _GOES_ON.match(text, tokens[at].end) is not None


def _may_belong(tokens: Sequence[_Token], at: int, place: int) -> bool:
    """Whether a token may stand inside a name before its head."""
    token = tokens[at]
    if token.word[0].isupper() and token.word[0].isalpha():
        return token.word not in STOPS and token.small not in _PRONOUNS
    if token.small in SMALL or (token.word.isdigit() and at > place and tokens[at - 1].small == "section"):
        return True
    if token.small not in _INNER or at <= place or at + 1 >= len(tokens):
        return False
    before, following = tokens[at - 1], tokens[at + 1]
    if token.small == "the":
        return before.small == "of" and following.word[0].isupper()
    if following.small in _PEOPLE:
        return False
    opens = following.word[0].isupper() or (token.small in ("of", "for") and following.small == "the")
    return before.word[0].isupper() and opens


def _tail(text: str, tokens: Sequence[_Token], last: int, meanings: Mapping[str, str]) -> int:
    """Take in what an office is of: "Chief Executive of the OPCC", "Members from highways authorities"."""
    at = last + 1
    begin = at + 1 + (at + 1 < len(tokens) and tokens[at + 1].small in ("the", "all"))
    if begin >= len(tokens) or tokens[at].small not in LINKS:
        return last
    link, first = tokens[at].small, tokens[begin]
    if link in ("to", "at") and not (first.word[0].isupper() and tokens[last].word[0].isupper()):
        return last
    found = _mention(text, tokens, begin, meanings)
    if found is not None:
        return found
    if _names_kind(tokens, begin) and link in ("of", "from"):
        return begin + 1
    return _end_of_title(tokens, begin) if _is_title_word(first) and link in ("of", "for") else last


def _names_kind(tokens: Sequence[_Token], begin: int) -> bool:
    """Whether a word and a head follow: "highways authorities"."""
    return begin + 1 < len(tokens) and tokens[begin + 1].small in HEADS and tokens[begin].word.islower()


def _end_of_title(tokens: Sequence[_Token], begin: int) -> int:
    """Return where the capitals behind "Director of" end: "Housing and Communities"."""
    end = begin
    while end + 1 < len(tokens):
        token = tokens[end + 1]
        if token.word[0].isupper() and token.word not in STOPS:
            end += 1
        elif token.small in ("and", "of", "&") and end + 2 < len(tokens) and _is_title_word(tokens[end + 2]):
            end += 2
        else:
            break
    return end


def _is_title_word(token: _Token) -> bool:
    return token.word[0].isupper() and token.word not in STOPS and not _plain_head(token)
