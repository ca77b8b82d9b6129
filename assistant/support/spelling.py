"""Two spellings of one thing made one: offices, quarters, numbers in words, and short forms by their initials."""

import re

_OFFICES = {
    "PCC": "Police and Crime Commissioner",
    "DPCC": "Deputy Police and Crime Commissioner",
    "CC": "Chief Constable",
    "DCC": "Deputy Chief Constable",
    "ACC": "Assistant Chief Constable",
    "T/ACC": "Temporary Assistant Chief Constable",
    "CFO": "Chief Finance Officer",
    "CEO": "Chief Executive Officer",
    "Cllr": "Councillor",
    "Cllrs": "Councillors",
    "Supt": "Superintendent",
    "Insp": "Inspector",
    "Sgt": "Sergeant",
    "Chairman": "Chair",
    "Chairwoman": "Chair",
    "Q1": "quarter 1",
    "Q2": "quarter 2",
    "Q3": "quarter 3",
    "Q4": "quarter 4",
    "%": " per cent",
    "percent": "per cent",
    "&": "and",
}
_OFFICE = re.compile(
    r"(?<![\w/])(?:" + "|".join(re.escape(one) for one in sorted(_OFFICES, key=len, reverse=True)) + r")(?!\w)"
    r"|%"
)
_ORDINALS = {
    "first": "1",
    "second": "2",
    "third": "3",
    "fourth": "4",
    "1st": "1",
    "2nd": "2",
    "3rd": "3",
    "4th": "4",
}
_QUARTER = re.compile(rf"\b({'|'.join(_ORDINALS)}) quarter\b", re.IGNORECASE)
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_VALUES = {name: value for value, name in enumerate(_SMALL)} | {
    name: 10 * value for value, name in enumerate(_TENS, 2)
}
_NUMBER = re.compile(
    rf"\b(?:({'|'.join(_TENS)})(?:[- ]({'|'.join(_SMALL[1:10])}))?|({'|'.join(_SMALL)}))\b", re.IGNORECASE
)
_UNSAID = frozenset("of and the for to in on".split())
_SHORT = re.compile(r"\b[A-Z]{3,6}\b")
_LONG = re.compile(r"\b[A-Z][a-z]+(?: (?:and|of|for|the) [A-Z][a-z]+| [A-Z][a-z]+){2,}")
_LETTER = re.compile(r"[a-z0-9]+(?:'[a-z]+)?", re.IGNORECASE)


def spelled(text: str) -> str:
    """Write offices and quarters out: "the PCC in Q2" is "the Police and Crime Commissioner in quarter 2"."""
    written = _OFFICE.sub(lambda match: _OFFICES[match.group()], text)
    return _QUARTER.sub(lambda match: f"quarter {_ORDINALS[match[1].lower()]}", written)


def counted(text: str) -> str:
    """Write numbers in words as figures: "twenty-one" is "21"; "one" stays, as it mostly counts nothing."""
    return _NUMBER.sub(lambda match: match[0] if match[0].lower() == "one" else str(_value(match)), text)


def stands_for(short: str, text: str) -> bool:
    """Whether words of a text that follow one another begin with the letters of a short form ("HMI")."""
    initials = "".join(word[0] for word in _LETTER.findall(text) if word.lower() not in _UNSAID)
    return len(short) > 2 and short.isupper() and short.lower() in initials.lower()


def shortened(said: str, text: str) -> str:
    """Leave out the long names whose short form a text holds ("Aldermarsh County Council" where it has ACC).

    A short form that was written out another way counts as well: papers use one for two things.
    """
    shorts = {*_SHORT.findall(text), *(_initials(name) for name in _LONG.findall(text))}
    return _LONG.sub(lambda match: " " if _initials(match[0]) in shorts else match[0], said) if shorts else said


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _value(match: re.Match[str]) -> int:
    tens, ones, small = (_VALUES.get(part.lower(), 0) if part else 0 for part in match.groups())
    return tens + ones + small
