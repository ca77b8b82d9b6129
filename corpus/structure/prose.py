"""What the words of a line or block say about it: finished or cut, a heading or prose, a label, a caption."""

import re

FUNCTION_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "been",
        "but",
        "by",
        "for",
        "from",
        "had",
        "has",
        "have",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "may",
        "not",
        "of",
        "on",
        "or",
        "our",
        "than",
        "that",
        "the",
        "their",
        "there",
        "these",
        "this",
        "those",
        "to",
        "upon",
        "was",
        "were",
        "which",
        "who",
        "will",
        "with",
        "would",
        "between",
        "via",
        "per",
        "including",
        "such",
        "should",
        "could",
        "can",
        "must",
        "also",
        "about",
        "under",
        "over",
        "whether",
        "his",
        "her",
        "he",
        "she",
        "they",
        "we",
    ]
)
# Words that open a new sentence far more often than they continue a broken name.
_STARTERS = frozenset(
    [
        "the",
        "a",
        "an",
        "in",
        "it",
        "this",
        "these",
        "those",
        "that",
        "there",
        "members",
        "member",
        "as",
        "at",
        "on",
        "for",
        "to",
        "from",
        "with",
        "we",
        "our",
        "he",
        "she",
        "they",
        "his",
        "her",
        "following",
        "during",
        "when",
        "where",
        "while",
        "if",
        "all",
        "both",
        "some",
        "any",
        "each",
        "also",
        "however",
        "no",
    ]
)
_CLOSERS = "\"'’”)]*_ \t"
_OPENERS = "\"'‘“([*_ "
_TERMINALS = ".!?;:…"
_WORD = re.compile(r"[^\W_]+(?:['’&-][^\W_]+)*")
_ADDRESS = re.compile(r"^\S+@\S+$|^(?:https?://|www\.)\S+", re.I)
_BOLD = re.compile(r"\*\*(?P<words>[^*]+(?:\*(?!\*)[^*]+)*)\*\*:?$")
_TAGS = re.compile(r"<[^<>]{1,200}>")
_SMALL_WORDS = FUNCTION_WORDS | {"&", "-", "–", "—", "/"}
_KEYWORD = re.compile(
    r"(?:agenda item|appendix|annex|annexe|section|part|chapter|objective|priority|aim|theme|phase|schedule|"
    r"question|"
    r"recommendation|strand|goal|outcome|item)\s+(?:no\.?\s?)?(?:\d{1,3}[a-z]?|[A-Z]|"
    r"[ivxIVX]{1,5})\b(?!\s+(?:was|is|were|has|and)\b)",
    re.I,
)
_STATEMENT = re.compile(
    r"\b(?:was|were|is|are|has|have|had|would|will|been|can|should|must|agreed|noted|ended|closed|concluded|"
    r"commenced)\b"
)
_AIM = re.compile(r"To [a-z]+\b")  # "To receive a report": what an item is for
_ROLE = re.compile(
    r"\((?:[\w’'-]+\s)*(?:Chair\w*|Officer|Manager|Practitioner|Director|Adviser|Advisor|Clerk|Head|"
    r"Lead)\b[^()]*\).*\("
)
_FIGURE = re.compile(r"\d\s?%|[↑↓↔£]")
_LONG_WORD = re.compile(r"[^\W\d_]{3}")
_SENTENCES = re.compile(r"[a-z]{3}[.;] [A-Z]")
_WEB = re.compile(r"\bwww\.|https?:|\S@\S")
_FIELD = re.compile(
    r"(?:date|time|venue|place|tel|issued?|for|chair|contact|author|owner|version|published|report of|lead)\b",
    re.I,
)
LONGEST_HEADING = 120
LONGEST_KEYWORD_HEADING = 220
# A line shorter than this is a label or a list entry: it is never taken for the half of a sentence.
SHORTEST_CUT = 40


def plain(text: str) -> str:
    """Return text on one line, without the signs of bold type and without tags: a heading as it is shown."""
    words = _TAGS.sub(" ", text) if "<" in text else text
    if "*" in words or "_" in words:
        words = words.replace("**", " ").replace("__", " ")
    return " ".join(words.split()).strip(" *#|\t")


def finished(text: str) -> bool:
    """Say whether a text ends as a sentence, a clause or a lead-in does."""
    tail = text[-80:].rstrip(_CLOSERS)
    return bool(tail) and tail[-1] in _TERMINALS


def first_word(text: str) -> str:
    """Return the first word, without opening quotes and brackets."""
    match = _WORD.search(text[:120].lstrip(_OPENERS))
    return match.group() if match else ""


def last_word(text: str) -> str:
    """Return the last word."""
    found = _WORD.findall(text[-80:])
    return found[-1] if found else ""


def starts_low(text: str) -> bool:
    """Say whether a text begins in lower case, as the second half of a sentence does; no address does."""
    head = text[:120].lstrip(_OPENERS)
    return bool(head) and head[0].islower() and not _ADDRESS.match(head.split(None, 1)[0])


def is_cut(text: str) -> bool:
    """Say whether prose breaks off: long enough to be a sentence, and no sign that it ended."""
    return len(text) >= SHORTEST_CUT and not finished(text) and not text.endswith("\t")


def resumes(before: str, after: str) -> bool:
    """Say whether ``after`` goes on where the cut text ``before`` broke off.

    It does in lower case, after a word that cannot end a sentence ("of", "the"), or where a name was broken
    between
    two capitalised words.
    """
    if starts_low(after):
        return True
    if before.endswith(("&", ",", "/", " –", " -")):
        return True
    last = last_word(before)
    if last in FUNCTION_WORDS and before[-1:].isalpha():
        return True
    first = first_word(after)
    return (
        last[:1].isupper()
        and last.lower() not in _STARTERS
        and first[:1].isupper()
        and first.lower() not in _STARTERS
        and not after.isupper()
        and finished(after)
        and re.search(r"[.!?]\s", before) is not None
        and re.search(r"\b[a-z]{2,}\s+(?:[A-Z]\w*\s+)*[A-Z]\w*$", before[-120:]) is not None
    )


def opens_sentence(text: str) -> bool:
    """Say whether a text begins as sentences do and titles do not: "The", "It", "Members"."""
    words = text[:60].split(None, 2)
    return len(words) > 1 and words[0][0].isupper() and words[0].lower() in _STARTERS and not is_upper(text[:40])


def is_upper(text: str) -> bool:
    """Say whether the words are in capitals (a heading's way of standing out)."""
    head = text[:LONGEST_KEYWORD_HEADING]
    upper = sum(map(str.isupper, head))
    return upper >= 3 and upper >= 9 * sum(map(str.islower, head))


def is_bold(text: str) -> bool:
    """Say whether the whole text is set in bold in the way of Markdown."""
    return _BOLD.match(text) is not None


def is_keyword_heading(text: str) -> bool:
    """Say whether a line names a numbered division of a paper: "Objective 3 - ...", "Appendix B"."""
    head = plain(text[: LONGEST_KEYWORD_HEADING + 20])
    if len(head) > LONGEST_KEYWORD_HEADING or head.endswith((".", ";", ",")):
        return False
    return _KEYWORD.match(head) is not None


def is_heading_text(text: str) -> bool:
    """Say whether the words could be a heading: short, opening with a capital or figure, no end of a sentence."""
    if len(text) > LONGEST_HEADING + 10:
        return False
    words = plain(text)
    if not 2 <= len(words) <= LONGEST_HEADING or words[-1] in ".;,?!…:" or "?" in words:
        return False
    head = words.lstrip(_OPENERS)
    if not head or not (head[0].isupper() or head[0].isdigit()) or not any(c.isalpha() for c in head):
        return False
    quoted = words[0] in '"“‘' and words.rstrip(_CLOSERS)[-1:] in (".", "!", ";")  # what somebody said, or moved
    tokens = words.split()
    if (
        quoted
        or _SENTENCES.search(words)
        or len(tokens) > 18
        or tokens[-1].lower() in FUNCTION_WORDS - {"in", "it", "on", "over", "about", "up", "we"}
    ):
        return False
    if "@" in words or _ADDRESS.match(words) or "__" in text or "[]" in text or words.startswith(("[", "←", "→")):
        return False
    return not re.match(
        r"(?:Tel|Telephone|Email|E-mail|Fax|Mr|Mrs|Ms|Miss|Dr|Cllr|"
        r"Councillors?|Yes|No|None|Nil|N/A)\b",
        words,
    )


def is_plain_heading(text: str) -> bool:
    """Say whether a line that nothing sets off could still be a heading: a name, not a statement."""
    words = plain(text)
    if (
        not is_heading_text(text)
        or _AIM.match(words)
        or _STATEMENT.search(words)
        or _ROLE.search(words)
        or _WEB.search(words)
    ):
        return False
    if _FIGURE.search(words) or not _LONG_WORD.search(words):
        return False
    label, colon, rest = words.partition(": ")
    return not colon or (is_title_case(rest) and not _FIELD.match(label))


def is_title_case(text: str) -> bool:
    """Say whether the words that matter all open with a capital."""
    words = [word for word in plain(text).split() if word.lower() not in _SMALL_WORDS and word[0].isalpha()]
    return bool(words) and all(word[0].isupper() for word in words)


def is_label(text: str) -> bool:
    """Say whether a short line only names what follows it: "Good looks like:", "Present:"."""
    return len(text) <= 80 and text.rstrip("* ").endswith(":") and len(text.split()) <= 10
