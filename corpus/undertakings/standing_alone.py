"""Whether a sentence can be understood alone, or needs the one before it."""

import re

from corpus.undertakings.phrasing import flat, phrases

_OPENS = phrases(r"""
    ^\W{0,3}(?:in addition,? |in (?:response|reply),? |however,? |therefore,? |accordingly,? )?(?:he|she\
        |they|this|these|those|that|such|both|the (?:same|latter|former))\b(?! the\b)
    ^\W{0,3}(?:his|her|their|its) \w+
    ^\W{0,3}it (?:would|will|should|could|had|has|also|includes?|is (?:now|also|currently)|was (?:also\
        |now)|may|can)\b
    ^\W{0,3}(?:once|when|if) (?:this|that|it|they)\b
    ^\W{0,3}the (?:outcomes?|results?|figures?|findings?|lists?|requests?|matters?|issues?|details\
        |information|plan|report|review|update|data|breakdown|answers?|response|work|item|evaluation|visit\
        |letter|paper|pilot|scheme|system|programme|strategy|exercise)\b(?! (?:of|on|into|for|about|around\
        |regarding|with|from|by|that|which|to)\b)
""")
_POINTS = phrases(r"""
    \b(?:this|these|those|such) (?!week\b|month\b|year\b|quarter\b|meeting\b|report\b|agenda\b|panel\b\
        |committee\b|council\b)[a-z]+
    \b(?:that|asked that|for) (?:the (?:results?|figures?|findings?|outcomes?|list|request|matter|issue\
        |details|information|plan|update|data|breakdown|answer|response))\b(?! (?:of|on|into|for|about\
        |around|regarding|with|from|by|in|to)\b)
    \bthat (?:it|he|she|they|its|their|his|her)\b
    \b(?:take|look into|follow|followed|test|lead|share|report|raise|consider|publish|circulate|provide\
        |review|add|send) (?:it|this|that|them)\b
    \b(?:of|about|on|into) the (?:scheme|strategy|programme|project|bid|fund|pilot|matter|issue|case|incident)\b\
        (?! (?:of|on|for|to|in|with|about)\b)
    \bthe (?:same|latter|former|specific (?:issue|matter|case))\b
    \bmembers would have them\b
    \basked (?:that|for) (?:this|it)\b
    \bthis be added\b
    \bif (?:this|that|it) (?:was|were|is)\b
""")
# What "this" points to stands in the sentence itself where it comes later than this.
_NEAR = 100
_SELF = re.compile(
    r"^\W{0,3}it (?:was|is|has been|had been) (?:\w+ )?(?:agreed|resolved|decided|noted|confirmed|suggested"
    r"|anticipated|expected|planned|understood|hoped|likely)\b",
    re.IGNORECASE,
)


def leans(sentence: str) -> bool:
    """Whether a sentence points back ("this review", "she would", "the figure") and needs the one before it."""
    words = " ".join(flat(sentence).split())
    points = _POINTS.search(words)
    return (points is not None and points.start() < _NEAR) or (
        _OPENS.match(words) is not None and _SELF.match(words) is None
    )
