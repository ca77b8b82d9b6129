"""What a passage of a paper does: talk, decide, note, ask, promise or recommend."""

import re

from corpus.people.speakers import speakers_of
from corpus.records import SpeechAct

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


def _says(triggers: str, *alternatives: str) -> tuple[tuple[str, ...], re.Pattern[str], bool]:
    """Return words without which none of the patterns can match, and these, for text in small letters."""
    return tuple(triggers.split("|")), re.compile("|".join(f"(?:{each})" for each in alternatives)), False


def _heads(triggers: str, pattern: str) -> tuple[tuple[str, ...], re.Pattern[str], bool]:
    """Return the same for a pattern that tells capitals from small letters."""
    return tuple(triggers.split("|")), re.compile(pattern), True


# In order of weight: a passage that decides and notes is a decision, one that asks and discusses is a request. The
# trigger words come first because they are looked up in a hundredth of the time.
_ACTS = (
    (
        SpeechAct.DECIDED,
        (
            _heads("resolved|agreed|deci", r"\b(?:RESOLVED|AGREED|DECIDED)\b|(?:^|\n)[\s*·•-]{0,4}DECISION\b"),
            _says(
                "decision|resol|agreed",
                r"(?:^|\n|\.\s)[\s*·•(]{0,4}(?:decisions?|resolved|agreed|resolution)\**\s{0,2}(?:[:–-]|that\b)",
            ),
            _says(
                "agreed|approved|resolved|decided|determined|adopted|confirmed",
                rf"{_BODY}{_ADVERB}\s+(?:agreed|approved|resolved|decided|determined|adopted|"
                r"confirmed\s+the\s+minutes)\b",
                r"\bit\s+was\s+(?:then\s+|also\s+|further\s+|unanimously\s+)?(?:agreed|resolved|decided|determined)\b",
                r"\b(?:was|were|be)\s+(?:unanimously\s+)?(?:agreed|approved|confirmed|received\s+and\s+adopted)"
                r"\s+(?:as|by|and\s+signed)\b",
            ),
            _says(
                "agreed|approved|elected|appointed",
                r"\b(?:was|were)\s+(?:duly\s+|unanimously\s+)?(?:agreed|approved|elected|appointed\s+(?:as\s+)?(?:chair|vice))",
            ),
            _says("motion", r"\bmotion\s+(?:was\s+)?(?:declared\s+)?(?:carried|lost)\b"),
        ),
    ),
    (
        SpeechAct.PROMISED,
        (
            _heads(" to ", r"\A\W{0,4}(?:The )?[A-Z]{2,6} to [a-z]+\b"),
            _heads(
                "action",
                r"(?:^|\n|\.\s)[\s*·•-]{0,4}(?:ACTIONS?\b|Actions?(?:\s+(?:points?|arising|agreed))?"
                r"(?:\s+(?:no\.?\s?)?[\d/.]{1,8})?\s?:)",
            ),
            _says(
                "undert|promis|pledged|offered|committed|agreed",
                r"\b(?:undertook|undertakes|promised|promises|pledged|offered|committed|"
                r"agreed)\s+(?:to|that\s+(?:he|she|they|it)\s+would)\b",
            ),
            _says(
                "would",
                rf"\bwould\s+(?:be\s+)?(?:also\s+)?(?:be\s+)?{_DELIVER}\b[^.]{{0,80}}\b(?:panel|committee|members?|board|council)\b",
            ),
            _says(
                "back|circulated|forward",
                r"\b(?:will|would)\s+(?:be\s+)?(?:report\s+back|reported\s+back|brought\s+back|circulated|"
                r"take\s+this\s+\w+\s+forward)\b",
                r"\bto\s+be\s+brought\s+back\s+to\b",
            ),
            _says("gave", r"\bgave\s+(?:a\s+commitment|an\s+undertaking)\b"),
        ),
    ),
    (
        SpeechAct.REQUESTED,
        (
            _says("request", r"(?<!\bas )(?<!\bthe )\brequested\b(?!\s+by\b)|\brequests?\s+that\b"),
            _says(
                "asked",
                rf"(?:{_BODY}|\b(?:a|one|another)\s+(?:panel\s+)?member(?:\s+of\s+the\s+\w+)?|"
                r"\bthe\s+(?:vice[- ])?chair(?:man|person|woman)?)"
                rf"{_ADVERB}\s+asked\s+(?:that|for|the\s+[\w\s]{{1,30}}?\bto)\b",
            ),
            _says(
                "be asked|be requested|be invited",
                r"\bthat\s+[^.]{1,80}\bbe\s+(?:asked|requested|invited)\s+to\b",
            ),
            _says(
                "sought|asked",
                r"\b(?:further|more|additional|written)\s+(?:information|details?|response|clarification)"
                r"\s+(?:was|were)\s+(?:sought|asked)",
            ),
        ),
    ),
    (
        SpeechAct.RECOMMENDED,
        (
            _heads("recommend", r"(?:^|\n)[\s*·•-]{0,4}(?:RECOMMENDED|RECOMMENDATIONS?\b)"),
            _says(
                "recommend",
                r"(?:^|\n)\W{0,4}recommendations?\**\s{0,2}(?::|\n|that\b|$)",
                r"\b(?:recommends?|recommended|recommending)\s+(?:that|to|the)\b",
            ),
            _says(
                "invited|asked|recommended|requested",
                rf"\b(?:members\s+of\s+)?{_BODY}\s+(?:is|are)\s+(?:therefore\s+)?(?:invited|asked|recommended|requested)\s+to\b",
            ),
            _says(
                " note| consider| agree| approve| endorse| comment",
                rf"\bthat\s+{_BODY}\s+(?:note|considers?|agree|approve|endorse|comments?)\b",
            ),
        ),
    ),
    (
        SpeechAct.NOTED,
        (
            _heads("noted", r"(?:^|\n)[\s*·•-]{0,4}NOTED\b"),
            _says(
                "noted",
                rf"{_BODY}{_ADVERB}\s+(?:noted|received\s+and\s+noted)\b",
                r"\bit\s+was\s+(?:also\s+|further\s+)?noted\b",
                r"\b(?:was|were)\s+(?:duly\s+|received\s+and\s+)?noted\b",
                r"\bthat\s+[^.]{1,120}\bbe\s+(?:received\s+and\s+)?noted\b",
            ),
        ),
    ),
)  # fmt: skip


def act_of(text: str, talks: bool | None = None) -> SpeechAct | None:
    """Return what the passage does, the weightiest act where it does several; None for plain prose.

    "It was agreed that" and RESOLVED decide; "undertook to" and an action promise; the body's "noted" notes.
    Reported talk that does none of these is discussion; ``talks`` says whether it is that, where it is known.
    """
    small = text.lower()
    if "as " in small and (shorter := _ASIDE.sub(" ", text)) != text:
        text, small = shorter, shorter.lower()
    for act, signs in _ACTS:
        for triggers, pattern, exact in signs:
            for word in triggers:
                if word in small:
                    if pattern.search(text if exact else small):
                        return act
                    break
    return SpeechAct.DISCUSSED if (bool(speakers_of(text)) if talks is None else talks) else None
