"""Talk that looks forward and promises nothing: questions, conditions, hopes, suppositions and habit."""

import re

from corpus.undertakings.phrasing import phrases

_ASKING = (
    "(?:asked|asks|ask|queried|questioned|wondered|enquired|inquired|question|questions|query|queries|clarity|clarification|"
    "reassurances?|assurances?)"
)
_QUESTION = re.compile(
    rf"\b{_ASKING}\b(?: (?!(?:that|to)\b)[\w’',-]{{1,25}}){{0,12}}? "
    r"(?:if|whether|what|when|how|why|who|which|where|about|as to|for (?:re)?assurances?|that)\b[^.;]*$",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"\b(?:said|replied|responded|confirmed|advised|explained|stated|answered|agreed|undertook|offered|promised|gave|informed"
    r"|told|assured|"
    r"reassured|reported|noted|added|reminded|highlighted|asked Members)\b[^.;]*$",
    re.IGNORECASE,
)
_CONDITION = phrases(r"""
    \b(?:if|unless|were it|had it|in the event (?:of|that)|should (?:the|a|any|there)|provided that\
        |whether|whenever|wherever)\b
""")
_SUPPOSED = phrases(r"""
    ^ ?have\b(?! (?:completed|finished|been (?:completed|trained|recruited)))
    ^ ?(?:like|prefer|love|benefit|appear|seem|suggest|depend|mean|require|rather|need)\b
    ^ ?(?:\w+ly )?be (?:helpful|useful|good|better|beneficial|welcome|interested|interesting|difficult\
        |possible|wrong|right|keen|happy|grateful)\b
    ^ ?(?:\w+ly )?be (?:required|needed|affected|impacted|expected|unable)\b
    ^ ?(?:\w+ )?(?:not|never)\b(?! only)
""")
_HABIT = phrases(r"""
    \bas (?:it|they|he|she) always (?:had|did)\b
    \balways had been\b
    \b(?:previously|historically|normally|usually|typically|often|sometimes|generally)\b
    \bin the past\b
    \bused to\b
    \bat the time\b
""")
_HOPE = phrases(r"""
    \b(?:hope[sd]?|hoping|hopeful|aspir\w+|wish(?:e[sd])?|ambition|ideally)\b
    \bwould like\b
""")
_BRINGS_ABOUT = phrases(r"""
    \b(?:which|that|this|these|those|it|who)(?: \w+ly| also| then)? $
""")
_EFFECT = phrases(r"""
    \b(?:which|who)(?: \w+ly| also| then)? $
    \b(?:so that|order|ensure|means?|meant|suggest\w*|believ\w+|thought|felt|feels?|think|predict\w*)\b\
        (?: [\w’'-]+){0,8} ?$
    \b(?:fear\w*|concern\w*|risks?|likely|likelihood)(?: was| is)? that\b(?: [\w’'-]+){0,8} ?$
""")


def in_question(before: str) -> bool:
    """Whether the words before a verb put it inside a question that somebody asked."""
    question = _QUESTION.search(before)
    return question is not None and _ANSWER.search(before, question.start() + 1) is None


def is_conditional(before: str) -> bool:
    """Whether a condition stands before the verb in its own clause."""
    return _CONDITION.search(before[-160:]) is not None


def is_supposed(after: str) -> bool:
    """Whether what follows "would" is no deed: "would have", "would be helpful", "would not"."""
    return _SUPPOSED.match(after) is not None


def is_habit(text: str) -> bool:
    """Whether "would" tells of what used to be done."""
    return _HABIT.search(text) is not None


def is_hope(before: str) -> bool:
    """Whether the words before a verb only hope for it."""
    return _HOPE.search(before[-120:]) is not None


def is_effect(before: str, *, passive: bool = False) -> bool:
    """Whether a verb tells what something brings about, or what somebody thinks, rather than what will be done.

    "It will enable" is an effect; "it will be provided" is not.
    """
    return _EFFECT.search(before) is not None or (not passive and _BRINGS_ABOUT.search(before) is not None)
