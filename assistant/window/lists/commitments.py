"""The register in the window: a table of commitments, and one of them with all that came of it."""

from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import urlencode

from assistant.answering.citations import EXEMPT
from assistant.register.ledger import Register
from assistant.register.records import OUTSTANDING, Entry, Quoted, Standing, Step, Wanted
from assistant.window import exempt, wording
from assistant.window.lists import tabling
from assistant.window.lists.decisions import about, told
from assistant.window.lists.tabling import Cell
from assistant.window.markup import Html, element, joined
from corpus.errors import MinutebookError
from corpus.records import Span
from indexes.desk.desk import Review
from indexes.records import Scope

PUBLIC = Scope.PUBLIC

STATUSES: Mapping[str, frozenset[Standing]] = {
    "All": frozenset(),
    "Outstanding": OUTSTANDING,
    "Overdue": frozenset({Standing.OVERDUE}),
    "Done or reported back": frozenset({Standing.DONE, Standing.REPORTED, Standing.CLOSED}),
    "Superseded": frozenset({Standing.SUPERSEDED}),
    "Rejected": frozenset({Standing.REJECTED}),
}
ORDERS = {"As the papers have them": None, "By date due": "due", "By date made": "made"}
FORMATS = {"csv": "a table (CSV)", "xlsx": "a workbook (Excel)", "ics": "a calendar of due dates", "json": "JSON"}
FIELDS = ("topic", "owner", "body", "due_before", "status", "order")

# So much of a reference tells commitments apart; where it does not, the window says so.
_SHORT = 6
_INCLUDED = f"{EXEMPT}. Exempt papers are included: take the tick away to download the public list."
# So many rows are read on a screen; a download holds them all.
MOST = 200


def wanted_of(fields: Mapping[str, str]) -> Wanted:
    """Return what the filters of the window, or of an address, ask for.

    Raises:
        MinutebookError: a date cannot be read.
    """
    given = {name: fields.get(name, "").strip() or None for name in FIELDS}
    day = given["due_before"]
    try:
        due_before = date.fromisoformat(day) if day else None
    except ValueError as error:
        raise MinutebookError(f"{day!r} is not a date: write it as 2025-03-31.") from error
    return Wanted(
        topic=given["topic"],
        owner=given["owner"],
        body=given["body"],
        due_before=due_before,
        statuses=STATUSES.get(given["status"] or "", frozenset()),
        order=ORDERS.get(given["order"] or ""),
    )


def welcome() -> Html:
    """Return what is read before the table."""
    return element(
        "div",
        element("h2", "Commitments"),
        element("p", "What was agreed, promised and intended, in the words of the papers, and what came of it."),
        class_="tab-welcome",
    )


def listing(register: Register, *values: str, scope: Scope = PUBLIC) -> Html:
    """Return the table that filters ask for, in the order of ``FIELDS``, of the papers that ``scope`` sees."""
    fields = dict(zip(FIELDS, values, strict=True))
    try:
        return table(register.find(wanted_of(fields), scope), fields, scope)
    except MinutebookError as error:
        return problem(error)


def detail(register: Register, reference: str, *, scope: Scope = PUBLIC) -> Html:
    """Return one commitment with all that came of it in the papers that ``scope`` sees."""
    if not reference.strip():
        return element("p", "Give the reference of a commitment, or choose Show in the table.", role="status")
    try:
        entry = register.entry(reference.strip(), scope)
    except MinutebookError as error:
        return problem(error)
    return timeline(entry, about(register, entry, scope))


def problem(error: MinutebookError) -> Html:
    """Return what could not be done, and what to do next."""
    return element("p", str(error), class_="problem", role="alert")


def tracker_link(fields: Mapping[str, str], suffix: str) -> str:
    """Return the address of the same list as a file."""
    return (
        f"tracker?{urlencode({'format': suffix, **{name: fields[name] for name in FIELDS if fields.get(name)}})}"
    )


def table(entries: Sequence[Entry], fields: Mapping[str, str], scope: Scope = PUBLIC) -> Html:
    """Return the commitments as a table, with how many there are and where to download them.

    Files are easily passed on, so that those of what is not public are not made.
    """
    if not entries:
        return element("p", "No commitment fits: use fewer filters or other words.", role="status")
    shown = entries[:MOST]
    said = f"{wording.count(len(entries), 'commitment')}"
    if len(entries) > MOST:
        said += f"; the first {MOST} are shown" + ("" if scope is not PUBLIC else ", a download holds them all")
    links = [
        joined(["Download as ", element("a", name, href=tracker_link(fields, suffix), download=True)])
        for suffix, name in FORMATS.items()
    ]
    return joined(
        [
            element("p", f"{said}.", role="status"),
            element("ul", *[element("li", link) for link in links], class_="downloads")
            if scope is PUBLIC
            else exempt.sign(_INCLUDED),
            tabling.table("Commitments", "commitment", _COLUMNS, [_row(entry) for entry in shown]),
        ]
    )


_COLUMNS = ("Commitment", "Owner", "Due", "Status", "Meeting", "What came of it")


def _row(entry: Entry) -> tuple[Cell, ...]:
    found = entry.commitment
    name = f"Show what came of {entry.id}"
    button = element("button", "Show", type="button", data_commitment=entry.id, aria_label=name)
    return (
        Cell(joined([exempt.sign() if _exempt(entry) else None, _quoted(entry.place)])),
        Cell(found.owner or "nobody named"),
        Cell(found.due or found.due_date or "no date"),
        Cell(entry.standing.value),
        Cell(wording.meeting(entry.body, entry.met) or "not known"),
        Cell(joined([button, element("span", entry.id[:_SHORT], class_="reference")])),
    )


def _exempt(entry: Entry) -> bool:
    """Whether anything that is told of an entry is not public: its status rests on all of it."""
    places = (entry.place, *entry.also, *(step.place for step in entry.steps))
    return any(place.part.exempt for place in places)


def timeline(entry: Entry, reviews: Sequence[Review] = ()) -> Html:
    """Return one commitment: what was said, what came of it step by step, and what officers decided."""
    found = entry.commitment
    facts = [
        ("Reference", found.id),
        ("Owner", found.owner or "nobody named"),
        ("To whom", found.recipient or "not said"),
        ("Action", found.action or "as quoted"),
        ("Due", found.due or "no date"),
        ("Due date", found.due_date or "not worked out"),
        ("Kind", found.strength),
        ("Status", entry.standing.value),
        ("Why", entry.reason),
    ]
    steps = [_step("Said", entry.place, entry.met)]
    steps += [_step("Also said", place, place.met) for place in entry.also]
    steps += [_later(step) for step in entry.steps]
    return element(
        "section",
        element("h3", "One commitment", id="one-commitment", tabindex=-1),
        exempt.sign() if _exempt(entry) else None,
        element("dl", *[pair for name, words in facts for pair in (element("dt", name), element("dd", words))]),
        element("h4", "What was said, and what came of it"),
        element("ol", *steps, class_="timeline"),
        element("h4", "Decisions") if reviews else None,
        element("ul", *[told(review) for review in reviews], class_="decisions") if reviews else None,
        aria_labelledby="one-commitment",
        class_="commitment",
    )


def _later(step: Step) -> Html:
    return _step(step.kind.value.capitalize(), step.place, step.date)


def _step(kind: str, place: Quoted, when: date | None) -> Html:
    where = [
        wording.day(when) if when else "date not known",
        place.part.body or "",
        wording.page(place.page, place.printed_page),
    ]
    return element(
        "li",
        element("strong", kind),
        exempt.sign() if place.part.exempt else None,
        element("p", " · ".join(fact for fact in where if fact), class_="where"),
        element("p", _quoted(place)),
    )


def _quoted(place: Quoted) -> Html:
    """Return a quote as the link that opens it in its paper."""
    words = wording.readable(place.quote, place.source)
    hidden = place.part.exempt
    link = wording.source_link(place.document_id, [Span(place.start, place.end)], exempt=hidden)
    return element(
        "a",
        f"“{words}”",
        href=link,
        target="_blank",
        class_="open-source",
        data_label="1",
        data_quote=place.quote,
        data_reference=f"{EXEMPT}: {place.title}" if hidden else place.title,
    )
