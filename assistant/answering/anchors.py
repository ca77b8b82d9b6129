"""What a question pins its answer to (a time, names, the kind of thing asked for), and whether a text fits it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.answering.kinds import Kind, figures_in, holds, kinds_asked
from corpus.records import Part
from corpus.time.dates import DateMention, find_dates
from corpus.words import stems

# Minutes speak of what happened up to this long before the meeting.
_TOLD_WITHIN = timedelta(days=400)
# Names are words with a capital inside a sentence; short forms in capitals are left out, since a question may
# shorten what papers write out.
_NAME = re.compile(
    r"(?:(?<=\bin )|(?<=\bat )|(?<=\bfrom )|(?<=\bfor )|(?<=\bof )|(?<=\bto )|(?<=\band )|(?<=\bor )|(?<=\bnear )|"
    r"(?<=\bacross )|(?<=\bwithin )|(?<=\babout ))[A-Z][a-z]{2,}(?:['’]s)?\b|(?<=[a-z,;] )[A-Z][a-z]{2,}['’]s\b"
)
_CALENDAR = frozenset(
    stems(
        "January February March April May June July August September October November December Jan Feb Mar Apr "
        "Jun Jul Aug Sep Sept Oct Nov Dec Monday Tuesday Wednesday Thursday Friday Saturday Sunday Spring Summer "
        "Autumn Winter Christmas Easter Quarter Band Table Item Minute Appendix"
    )
)
_YEAR = re.compile(r"(?<![\d/-])(?:19|20)\d\d(?![\d/-])")


@dataclass(frozen=True, slots=True)
class Anchors:
    """What a question names and what it asks for.

    ``periods`` are the times it names, ``names`` the stems of places, people and bodies, ``figures`` the figures
    it gives itself, ``kinds`` the kinds of thing it asks for.
    """

    periods: tuple[DateMention, ...] = ()
    kinds: frozenset[Kind] = frozenset()
    names: tuple[str, ...] = ()
    figures: frozenset[str] = frozenset()


def read_anchors(question: str) -> Anchors:
    """Read what a question pins its answer to."""
    named = (word for name in _NAME.findall(question) for word in stems(name))
    return Anchors(
        periods=(*find_dates(question), *_bare_years(question)),
        kinds=kinds_asked(question),
        names=tuple(dict.fromkeys(word for word in named if word not in _CALENDAR)),
        figures=figures_in(question),
    )


def _bare_years(question: str) -> Iterator[DateMention]:
    """Yield the years that stand alone ("the summer quarter of 2020"): they may mean any time in them."""
    named = find_dates(question)
    for match in _YEAR.finditer(question):
        if not any(one.start <= match.start() < one.end for one in named):
            year = int(match.group())
            yield DateMention(match.start(), match.end(), date(year, 1, 1), date(year, 12, 31), "year")


def holds_kind(anchors: Anchors, text: str) -> bool:
    """Whether a text holds a kind of thing that is asked for; true where none is."""
    return holds(anchors.kinds, text, anchors.figures)


def contradicts(anchors: Anchors, text: str, part: Part, title: str = "") -> bool:
    """Whether a text speaks of another time than every one the question names.

    A year that both name settles it. The times in the text itself count first; where it names none, those in the
    title of its item; where there are none either, the meeting that the paper belongs to. A paper of unknown date
    contradicts nothing.
    """
    if not anchors.periods:
        return False
    for words in (text, title):
        years = [int(year) for year in _YEAR.findall(words)]
        if any(one.first.year <= year <= one.last.year for year in years for one in anchors.periods):
            return False
        named = find_dates(words)
        if named:
            return not any(_overlap(one.first, one.last, other) for one in named for other in anchors.periods)
    if part.meeting_date is None:
        return False
    first = part.meeting_date - _TOLD_WITHIN
    return not any(_overlap(first, part.meeting_date, other) for other in anchors.periods)


def _overlap(first: date, last: date, period: DateMention) -> bool:
    return first <= period.last and period.first <= last
