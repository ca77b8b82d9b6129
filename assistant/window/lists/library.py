"""The indexed papers as a table, and the meetings they are of as a timeline."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import accumulate, groupby

from assistant.answering.citations import EXEMPT
from assistant.window import wording
from assistant.window.exempt import sign
from assistant.window.lists.tabling import IN_SIGHT, Cell, table
from assistant.window.markup import Html, element, joined
from corpus.records import Part
from indexes.records import Meeting, StoredDocument

LIST, TIMELINE = "A list of papers", "A timeline of meetings"
VIEWS = (LIST, TIMELINE)

MOST = 200
"""So many papers or meetings are shown at a time; whoever looks for others narrows the list."""

_COLUMNS = ("Paper", "Body", "Meeting", "Kind", "Status", "Pages", "Passages", "Warnings", "What was understood")


def welcome() -> Html:
    """Return what is read before the list."""
    return element(
        "div",
        element("h2", "Papers"),
        element("p", "What is indexed here, when it was read, and what was doubtful about it."),
        class_="tab-welcome",
    )


def shown(view: str, words: str, documents: Sequence[StoredDocument], meetings: Sequence[Meeting]) -> Html:
    """Return the papers, or the meetings, whose names or dates hold all of the words, the newest first."""
    if not documents:
        return element("p", "No papers are indexed yet: add some below, or with “minutebook ingest FOLDER”.")
    wanted = words.casefold().split()
    return _timeline(wanted, documents, meetings) if view == TIMELINE else _list(wanted, documents)


def _list(wanted: Sequence[str], documents: Sequence[StoredDocument]) -> Html:
    fitting = [one for one in documents if _holds(wanted, _names(one))]
    if not fitting:
        return _none(len(documents))
    ordered = sorted(fitting, key=_newest, reverse=True)
    rows = [_row(one) for one in ordered[:MOST]]
    listed = table("Papers", "paper", _COLUMNS, rows, ", the newest meeting first")
    return joined([_counted(len(fitting), len(documents), "paper"), listed])


def _row(one: StoredDocument) -> tuple[Cell, ...]:
    bodies = dict.fromkeys(part.body for part in one.parts if part.body)
    days = dict.fromkeys(part.meeting_date for part in one.parts if part.meeting_date)
    kinds = dict.fromkeys(part.kind.value for part in one.parts)
    statuses = dict.fromkeys(part.status for part in one.parts if part.status)
    button = element(
        "button",
        "Show",
        type="button",
        data_paper=one.source,
        aria_label=f"Show what was understood of {one.source}",
    )
    return (
        Cell(joined([_sign(one.parts), _link(one), element("span", one.source, class_="reference")])),
        Cell(wording.listed(bodies, 2) or "not named"),
        Cell(wording.listed([wording.day(day) for day in days], 2) or "not known"),
        Cell(wording.listed(kinds)),
        Cell(wording.listed(statuses) or "not said"),
        Cell(f"{one.pages:,}" if one.pages else "no pages", number=True),
        Cell(f"{one.passages:,}", number=True),
        Cell(joined(element("p", warning) for warning in one.warnings) or "none"),
        Cell(button),
    )


def _timeline(wanted: Sequence[str], documents: Sequence[StoredDocument], meetings: Sequence[Meeting]) -> Html:
    known = {one.id: one for one in documents}
    fitting = [one for one in meetings if _holds(wanted, _meeting_names(one, known))]
    if not fitting:
        return _none(len(documents))
    dated = sorted((one for one in fitting if one.date), key=lambda one: (one.date, one.body or ""), reverse=True)
    years = [
        (str(year), list(some))
        for year, some in groupby(dated[:MOST], key=lambda one: one.date.year if one.date else 0)
    ]
    undated = [one for one in fitting if not one.date]
    if undated:
        years.append(("No date is known", undated[:MOST]))
    told = accumulate(len(some) for _, some in years)  # up to the end of each year
    folds = [
        _year(*one, known, open_=one is years[0] or count <= IN_SIGHT)
        for one, count in zip(years, told, strict=True)
    ]
    return joined([_counted(len(fitting), len(meetings), "meeting"), *folds])


def _year(name: str, meetings: Sequence[Meeting], known: dict[str, StoredDocument], *, open_: bool) -> Html:
    said = element("span", f" ({wording.count(len(meetings), 'meeting')})", class_="where")
    listed = element("ol", *[_meeting(one, known) for one in meetings], class_="timeline")
    return element("details", element("summary", element("h3", name), said), listed, class_="year", open=open_)


def _meeting(meeting: Meeting, known: dict[str, StoredDocument]) -> Html:
    papers = [known[one] for one in meeting.documents if one in known]
    lines = [
        element(
            "li",
            _sign(_of(one, meeting)),
            _link(one),
            f" ({wording.listed(dict.fromkeys(p.kind.value for p in _of(one, meeting)))})",
        )
        for one in papers
    ]
    said = wording.day(meeting.date) if meeting.date else "Date not known"
    return element(
        "li",
        element("strong", said),
        element("p", meeting.body or "the body is not named", class_="where"),
        element("ul", *lines),
    )


def _of(one: StoredDocument, meeting: Meeting) -> list[Part]:
    return [part for part in one.parts if (part.body, part.meeting_date) == (meeting.body, meeting.date)]


def _link(one: StoredDocument) -> Html:
    exempt = any(part.exempt for part in one.parts)
    link = wording.source_link(one.id, (), whole=True, exempt=exempt)
    return element("a", one.title, href=link, target="_blank", class_="open-source")


def _sign(parts: Sequence[Part]) -> Html | None:
    exempt = sum(part.exempt for part in parts)
    if not exempt:
        return None
    return sign() if exempt == len(parts) else sign(f"{EXEMPT}, in part")


def _counted(fitting: int, every: int, noun: str) -> Html:
    said = wording.count(fitting, noun) if fitting == every else f"{fitting:,} of {wording.count(every, noun)}"
    if fitting > MOST:
        said += f"; the first {MOST} are shown: find others by their words or their year"
    return element("p", f"{said}.", role="status")


def _none(every: int) -> Html:
    return element("p", f"None of {wording.count(every, 'paper')} fits: use fewer words.", role="status")


def _holds(wanted: Iterable[str], names: str) -> bool:
    return all(word in names for word in wanted)


def _names(one: StoredDocument) -> str:
    """Return everything that a paper may be looked for by."""
    parts = [word for part in one.parts for word in _part_names(part.body, part.meeting_date, part.title)]
    kinds = [part.kind.value for part in one.parts]
    return " ".join((one.title, one.source, *parts, *kinds)).casefold()


def _meeting_names(meeting: Meeting, known: dict[str, StoredDocument]) -> str:
    titles = [known[one].title for one in meeting.documents if one in known]
    return " ".join((*_part_names(meeting.body, meeting.date), *titles)).casefold()


def _part_names(body: str | None, day: date | None, *more: str) -> list[str]:
    days = [day.isoformat(), wording.day(day)] if day else []
    return [*([body] if body else []), *days, *more]


def _newest(one: StoredDocument) -> tuple[str, str]:
    days = [part.meeting_date.isoformat() for part in one.parts if part.meeting_date]
    return max(days, default=""), one.source
