"""What a passage of a paper does: talk, decide, note, ask, promise or recommend."""

import re

from corpus.records import SpeechAct
from corpus.speakers import speakers_of

_BODY = (
    r"(?:the\s+)?(?:panel|committee|board|cabinet|council|sub-committee|group|forum|meeting|members|councillors|"
    r"authority)"
)
_ADVERB = r"(?:\s+(?:also|further|then|unanimously|subsequently|duly|formally|therefore|had|has|have))?"
_DELIVER = (
    r"(?:provided?|sent|send|circulated?|shared?|supplied|supply|reported|report\s+back|brought|bring|submitted|submit|"
    r"presented|added|included|arranged?|forwarded?|issued?|followed\s+up|taken\s+forward|investigate|clarify|confirm)"
)


# "As the Panel requested in June" tells of an earlier act.
_ASIDE = re.compile(
    r"\bas\s+(?:the\s+)?\w{1,20}\s+(?:had\s+)?(?:requested|agreed|noted|resolved|recommended|promised)\b", re.I
)


def _pattern(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{alternative})" for alternative in alternatives), re.IGNORECASE)


# In order of weight: a passage that decides and notes is a decision, one that asks and discusses is a request. The
# words of the second column come first because they are looked up in a hundredth of the time.
_ACTS = (
    (
        SpeechAct.DECIDED,
        ("agreed", "resol", "deci", "approved", "determin", "adopted", "confirm", "elected", "appoint", "motion"),
        (
            re.compile(r"\b(?:RESOLVED|AGREED|DECIDED)\b|(?:^|\n)[\s*·•-]{0,4}DECISION\b"),
            _pattern(
                r"(?:^|\n|\.\s)[\s*·•(]{0,4}(?:decisions?|resolved|agreed|resolution)\**\s{0,2}(?:[:–-]|that\b)",
                rf"{_BODY}{_ADVERB}\s+(?:agreed|approved|resolved|decided|determined|adopted|confirmed\s+the\s+minutes)\b",
                r"\bit\s+was\s+(?:then\s+|also\s+|further\s+|unanimously\s+)?(?:agreed|resolved|decided|determined)\b",
                r"\b(?:was|were|be)\s+(?:unanimously\s+)?(?:agreed|approved|confirmed|received\s+and\s+adopted)\s+(?:as|by|and\s+signed)\b",
                r"\b(?:was|were)\s+(?:duly\s+|unanimously\s+)?(?:agreed|approved|elected|appointed\s+(?:as\s+)?(?:chair|vice))",
                r"\bmotion\s+(?:was\s+)?(?:carried|lost)\b",
            ),
        ),
    ),
    (
        SpeechAct.PROMISED,
        ("action", " to ", "would", "will", "undert", "promis", "pledged", "offer", "commit", "agreed", "gave"),
        (
            re.compile(r"^\W{0,4}(?:The )?[A-Z]{2,6} to [a-z]+\b"),
            re.compile(r"(?:^|\n|\.\s)[\s*·•-]{0,4}(?:ACTIONS?\b|Actions?(?:\s+(?:points?|arising|agreed))?\s?:)"),
            _pattern(
                r"\b(?:undertook|undertakes|promised|promises|pledged|offered|committed|"
                r"agreed)\s+(?:to|that\s+(?:he|she|they|it)\s+would)\b",
                rf"\bwould\s+(?:be\s+)?(?:also\s+)?(?:be\s+)?{_DELIVER}\b[^.]{{0,80}}\b(?:panel|committee|members?|board|council)\b",
                r"\b(?:will|would)\s+(?:be\s+)?(?:report\s+back|reported\s+back|brought\s+back|circulated|take\s+this\s+\w+\s+forward)\b",
                r"\bgave\s+(?:a\s+commitment|an\s+undertaking)\b",
                r"\bto\s+be\s+brought\s+back\s+to\b",
            ),
        ),
    ),
    (
        SpeechAct.REQUESTED,
        ("request", "asked", "sought", "invited"),
        (
            _pattern(
                r"(?<!\bas )(?<!\bthe )\brequested\b(?!\s+by\b)|\brequests?\s+that\b",
                rf"(?:{_BODY}|\b(?:a|one|another)\s+(?:panel\s+)?member(?:\s+of\s+the\s+\w+)?|"
                r"\bthe\s+(?:vice[- ])?chair(?:man|person|woman)?)"
                rf"{_ADVERB}\s+asked\s+(?:that|for|the\s+[\w\s]{{1,30}}?\bto)\b",
                r"\bthat\s+[^.]{1,80}\bbe\s+(?:asked|requested|invited)\s+to\b",
                r"\b(?:further|more|additional|written)\s+(?:information|details?|response|clarification)\s+(?:was|were)\s+(?:sought|asked)",
            ),
        ),
    ),
    (
        SpeechAct.RECOMMENDED,
        ("recommend", "invited", "asked", "requested", "that"),
        (
            re.compile(r"(?:^|\n)[\s*·•-]{0,4}(?:RECOMMENDED|RECOMMENDATIONS?\b)"),
            _pattern(
                r"(?:^|\n)\W{0,4}recommendations?\**\s{0,2}(?::|\n|that\b|$)",
                r"\b(?:recommends?|recommended|recommending)\s+(?:that|to|the)\b",
                rf"\b(?:members\s+of\s+)?{_BODY}\s+(?:is|are)\s+(?:therefore\s+)?(?:invited|asked|recommended|requested)\s+to\b",
                rf"\bthat\s+{_BODY}\s+(?:note|considers?|agree|approve|endorse|comments?)\b",
            ),
        ),
    ),
    (
        SpeechAct.NOTED,
        ("noted",),
        (
            re.compile(r"(?:^|\n)[\s*·•-]{0,4}NOTED\b"),
            _pattern(
                rf"{_BODY}{_ADVERB}\s+(?:noted|received\s+and\s+noted)\b",
                r"\bit\s+was\s+(?:also\s+|further\s+)?noted\b",
                r"\b(?:was|were)\s+(?:duly\s+|received\s+and\s+)?noted\b",
                r"\bthat\s+[^.]{1,120}\bbe\s+(?:received\s+and\s+)?noted\b",
            ),
        ),
    ),
)  # fmt: skip


def act_of(text: str) -> SpeechAct | None:
    """Return what the passage does, the weightiest act where it does several; None for plain prose.

    "It was agreed that" and RESOLVED decide; "undertook to" and an action promise; the body's "noted" notes.
    Reported talk that does none of these is discussion.
    """
    text = _ASIDE.sub(" ", text)
    small = text.lower()
    for act, triggers, patterns in _ACTS:
        if any(word in small for word in triggers) and any(pattern.search(text) for pattern in patterns):
            return act
    return SpeechAct.DISCUSSED if speakers_of(text) else None
