# ruff: noqa: E501
"""Who can promise: offices, bodies, teams and people as a sentence names them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_HEAD_WORDS = """
accountant adviser advisor ambassadors apcc auditor auditors authorities authority board boards cabinet centre chair
chairman chairperson chairwoman chairs chief clerk coalition college colleagues commander commission commissioner
commissioners committee committees company consortium constable constabulary consultant consultants contractor
contractors convenor coordinator co-ordinator co-ordinators coordinators council councillor councillors councils
court courts deputy department departments developer developers director directorate directors division
executive federation force forces forum foundation government group groups head heads holder hub inspector inspectorate
inspectors lead leader leaders leads lead-officer liaison manager managers mayor member members minister ministry network
nhs office officer officers ombudsman operator owner owners panel parliament participants partner partners
partnership partnerships police policing-team president providers provider pcc pccs representative
representatives resident secretary service services solicitor sergeant staff subcommittee sub-committee sub-group
subgroup superintendent team teams treasurer treasury trust trustees trusts unit units university vice-chair
vice-chairman working-group workstream dcc acc cc dpcc opcc cfo opfcc pfcc scrutiny-officer secretariat
agency agencies association associations organisation organisations charity charities
"""
_HEADS = "|".join(sorted((re.escape(word) for word in _HEAD_WORDS.split()), key=lambda word: (-len(word), word)))
_SMALL = (
    "acting|additional|all|appropriate|assistant|audit|budget|chief|commissioning|communications|comms|community|"
    "constitutional|control|corporate|council’s|council's|county|crime|criminal|cross-party|democratic|deputy|district|"
    "elected|executive|finance|fire|force|governance|government|independent|individual|interim|internal|joint|"
    "justice|key|lead|leadership|legal|local|media|national|neighbourhood|new|operational|opposition|panel|parish|partner|"
    "performance|planning|police|policing|policy|portfolio|professional|project|public|regional|relevant|review|"
    "road|safer|safety|scrutiny|select|senior|service|shadow|standards|statutory|steering|strategic|support|task|"
    "temporary|town|vice|welfare|working|youth|five|four|six|three|two"
)
_NAME_WORD = r"[A-Z][\w’'&/-]{0,30}"
_TITLE = (
    r"(?:Cllrs?|Councillors?|Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Baroness|Prof(?:essor)?|Rev|DCC|ACC|CC|PCC|DPCC|"
    r"(?:Chief |Det(?:ective)? )?(?:Supt|Superintendent|Inspector|Insp|Sergeant|Constable))\.?"
)
_PERSON = rf"{_TITLE} (?:[A-Z]\.? ){{0,3}}(?:{_NAME_WORD} ){{0,2}}[A-Z][\w’'-]{{1,30}}"
_TAIL = rf"(?: (?:of|for|from|at|to) (?:the )?(?:(?:{_NAME_WORD}|OPCC)(?:,? (?:and |of |& |of the |for )?(?={_NAME_WORD}))?){{1,7}}){{0,2}}"
_OFFICE = (
    rf"(?:(?i:the|an?|our|his|her|their|any|each|all|some) )?(?:(?:{_NAME_WORD}|(?i:{_SMALL})|and|of|&|for|of the)[ ]){{0,8}}?"
    rf"(?i:{_HEADS})\b(?:[’']s?(?= (?i:office|team|staff)\b) (?i:office|team|staff)\b)?{_TAIL}(?: \([A-Z]{{2,7}}\))?"
)
_SHORT = r"(?:[Tt]he )?[A-Z]{2,7}(?:s|[’']s (?:office|team|staff))?\b(?! \w*(?i:strategy|plan))"
_PRONOUN = r"\b(?:He|She|They|he|she|they|We|we|I)\b"
_AGENT = re.compile(
    rf"(?<![\w’'-])(?:(?P<person>{_PERSON})|(?P<office>{_OFFICE})|(?P<short>{_SHORT})|(?P<pronoun>{_PRONOUN}))"
)
_LOOK = 400
_NOT_AGENTS = frozenset(
    "asb cctv kpi kpis anpr faq faqs ppe id it ict gdpr ai tv pdf uk rag csr covid smt ytd".split()
)
_DETERMINER = re.compile(r"^(?:the|a|an|any|each|all|some|our|and|of|for)\s+", re.I)


@dataclass(frozen=True, slots=True)
class Agent:
    """Somebody named at ``text[start:end]``; ``pronoun`` where the name is only "he" or "they"."""

    name: str
    start: int
    end: int
    pronoun: bool = False


def agents(text: str) -> Iterator[Agent]:
    """Yield everybody whom a sentence names, in order; names stand without their article."""
    flat = text[:4_000].replace("\n", " ").replace("\u00a0", " ")
    for match in _AGENT.finditer(flat):
        if match["short"] and match["short"].removeprefix("The ").removeprefix("the ").lower() in _NOT_AGENTS:
            continue
        name = match[0]
        while (bare := _DETERMINER.sub("", name)) != name:
            name = bare
        yield Agent(name, match.start(), match.end(), match["pronoun"] is not None)


def last_agent(text: str) -> Agent | None:
    """Return the last somebody named in the words, if any."""
    return next(iter([*agents(text[-_LOOK:])][::-1]), None)
