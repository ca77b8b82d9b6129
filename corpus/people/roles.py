"""Offices and how they are spelled: one name for "the PCC" and "the Police & Crime Commissioner"."""

import re
from collections.abc import Mapping

_SPELLED = {
    "pcc": "Police and Crime Commissioner",
    "commissioner": "Police and Crime Commissioner",
    "dpcc": "Deputy Police and Crime Commissioner",
    "deputy commissioner": "Deputy Police and Crime Commissioner",
    "deputy pcc": "Deputy Police and Crime Commissioner",
    "apcc": "Assistant Police and Crime Commissioner",
    "cc": "Chief Constable",
    "dcc": "Deputy Chief Constable",
    "acc": "Assistant Chief Constable",
    "cfo": "Chief Finance Officer",
    "chairman": "Chair",
    "chairwoman": "Chair",
    "chairperson": "Chair",
    "vice chairman": "Vice-Chair",
    "vice chairwoman": "Vice-Chair",
    "vice chairperson": "Vice-Chair",
    "vice chair": "Vice-Chair",
    "deputy chair": "Vice-Chair",
    "deputy chairman": "Vice-Chair",
    "cllr": "Councillor",
}
BODIES = frozenset(
    {"panel", "committee", "board", "cabinet", "forum", "sub-committee", "council", "group", "force"}
)
HEADS = frozenset(
    {
        *("vice-chair", "vice-chairman", "vice-chairwoman", "vice-chairperson"),
        *("commissioner", "constable", "chair", "chairman", "chairwoman", "chairperson", "executive", "treasurer"),
        *(
            "officer",
            "officers",
            "superintendent",
            "inspector",
            "sergeant",
            "manager",
            "director",
            "leader",
            "mayor",
        ),
        *("member", "members", "councillor", "councillors", "cllr", "cllrs", "solicitor", "clerk", "coordinator"),
        *("secretary", "minister", "holder", "representative", "representatives", "auditor", "auditors", "head"),
        *("pcc", "dpcc", "apcc", "cc", "dcc", "acc", "accs", "dccs", "pccs", "cfo", "adviser", "advisor", "lead"),
        *("co-ordinator", "deputy", "president", "chief", "resident", "speaker", "witness", "accountant"),
        *BODIES,
    }
)
_BEFORE_SURNAME = frozenset({"cllr", "dcc", "acc", "cc", "pcc", "dpcc"})
_DETERMINER = re.compile(r"^(?:the|a|an|one|another|some|several|his|her|their|both|other|many|our)\s+", re.I)
_BRACKETS = re.compile(r"\s?\([^()]{0,80}\)")
_MEMBER = re.compile(r"^(?:[\w'’-]{1,20}\s){0,2}member(?:\s(?:of|from)\s.{1,60})?$", re.I)
_MEMBERS = re.compile(r"^(?:[\w'’-]{1,20}\s){0,2}(?:members|councillors)(?:\s(?:of|from)\s.{1,60})?$", re.I)
_OFFICE = re.compile(r"\boffice of the (?:[\w ]{1,30} )?police (?:and|&) crime commissioner\b", re.I)
_LONG_PCC = re.compile(
    r"^(?:[A-Z][\w'’-]{1,20}\s(?:and\s)?){0,4}?((?:deputy |assistant )?)police (?:and|&) crime commissioner"
    r"(?:\sfor\s.{1,60})?$",
    re.I,
)
# Who holds one of these is another than who holds the office alone.
_ANOTHER = frozenset({"acting", "assistant", "deputy", "former", "opcc", "temporary", "vice"})
_NAMES = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"^(?:the\s)?(.{1,40}?)['’]s?\s(.{3,60})$", re.I)


def canonical(phrase: str, meanings: Mapping[str, str] | None = None) -> str | None:
    """Return one spelling for an office or body as a paper names it, None where the phrase names none.

    "The PCC" is "Police and Crime Commissioner", "a Panel Member" stays the unnamed "a Member", "Cllr Shah" is
    "Councillor Shah". ``meanings`` are the short forms that the paper explains ("ACC": "Acting Chief Constable").
    """
    words = " ".join(_BRACKETS.sub("", phrase).replace("*", "").split()).strip(" ,")
    bare = _DETERMINER.sub("", words)
    if _MEMBER.match(bare):
        return "a Member"
    if _MEMBERS.match(bare):
        return "Members"
    bare = _OFFICE.sub("OPCC", bare)
    if bare.lower() in BODIES:
        return f"the {bare[0].upper()}{bare[1:]}"
    return _spelled(bare, meanings or {})


def voice(phrase: str) -> str | None:
    """Return one name for whoever speaks, as ``canonical`` does; members speak with one voice."""
    found = canonical(phrase)
    return "Members" if found in ("a Member", "the Panel") else found


def is_meant(wanted: str, who: str) -> bool:
    """Say whether somebody who asks for ``wanted``, an office or a name, means ``who``, as a paper names them.

    "Darby" means the "Chair (Councillor Ffion Darby)"; "Chief Constable" no "Deputy Chief Constable".
    """
    if voice(wanted) == voice(who):
        return True
    asked, named = (set(_NAMES.findall(f"{voice(one) or ''} {one}".casefold())) for one in (wanted, who))
    asked &= set(_NAMES.findall((voice(wanted) or wanted).casefold()))
    return bool(asked) and asked <= named and _ANOTHER.isdisjoint(named - asked)


def _spelled(bare: str, meanings: Mapping[str, str]) -> str | None:
    if bare in meanings and _differs(bare, meanings[bare]):
        return _singular(meanings[bare])
    owned = _POSSESSIVE.match(bare)
    if owned:
        owner = "OPCC" if owned[1].lower() in ("pcc", "commissioner", "opcc") else owned[1]
        return f"{owned[2]} of the {owner}"
    commissioner = _LONG_PCC.match(bare)
    if commissioner:
        return f"{commissioner[1].title()}Police and Crime Commissioner"
    key = bare.lower().replace("-", " ")
    if key in _SPELLED:
        return _SPELLED[key]
    first, _, rest = bare.partition(" ")
    if first.lower().rstrip(".") in _BEFORE_SURNAME and rest:
        office = _spelled(first, meanings) or _SPELLED[first.lower().rstrip(".")]
        return f"{office} {rest}"
    return bare or None


def _differs(short: str, meaning: str) -> bool:
    """Whether a paper means another office than the usual one ("ACC" for an Acting Chief Constable)."""
    usual = _SPELLED.get(short.lower())
    return usual is None or usual not in _singular(meaning).replace("&", "and")


def _singular(office: str) -> str:
    last = office.rsplit(" ", 1)[-1].lower()
    return office[:-1] if last.endswith("s") and last[:-1] in HEADS else office
