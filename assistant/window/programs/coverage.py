"""What can be asked about: the bar under the title, and the list of papers."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from assistant.window import wording
from assistant.window.markup import Html, element
from indexes.records import Meeting, StoredDocument


def scope_bar(meetings: Sequence[Meeting], documents: Sequence[StoredDocument], *, exempt: bool = False) -> Html:
    """Return the line that says which papers, meetings and dates are searched, and when they were read.

    With ``exempt`` it says that exempt papers are among them.
    """
    if not documents:
        line = element("p", "No papers are indexed yet: add some with “minutebook ingest FOLDER”.")
    else:
        bodies = Counter(meeting.body for meeting in meetings if meeting.body).most_common()
        dates = sorted(meeting.date for meeting in meetings if meeting.date)
        facts = [
            wording.count(len(documents), "paper"),
            _meetings(len(dates), [body for body, _ in bodies]),
            wording.period(dates[0], dates[-1]) if dates else "",
            f"indexed {read_on(documents)}",
            "exempt papers included: not for the public" if exempt else "",
        ]
        line = element("p", element("strong", "Searching: "), " · ".join(fact for fact in facts if fact))
    return element(
        "div", element("div", line, class_="inner"), class_="scope-bar exempt-too" if exempt else "scope-bar"
    )


def _meetings(number: int, bodies: Sequence[str]) -> str:
    said = wording.count(number, "meeting")
    if not bodies:
        return said
    others = len(bodies) - 1
    more = f" and {wording.count(others, 'other body', 'other bodies')}" if others else ""
    return f"{said} of {bodies[0]}{more}"


def read_on(documents: Sequence[StoredDocument]) -> str:
    """Return the day on which the latest of the papers was read."""
    latest = max(document.ingested_at for document in documents)
    return wording.day(datetime.fromisoformat(latest).date())


def masthead(*, account: bool = False) -> Html:
    """Return the title of the window, with the way to one's account where there are such."""
    inner = element(
        "div",
        element("h1", "Minutebook"),
        element("p", "Answers from meeting papers, with the words they rest on"),
        element("p", element("a", "Your account", href="account"), class_="account") if account else None,
        class_="inner",
    )
    return element("div", inner, class_="masthead")


def welcome(writer: str) -> Html:
    """Return what is read before the first question; ``writer`` says who writes the answers."""
    return element(
        "div",
        element("h2", "Ask what the papers say"),
        element("p", f"{writer} Open a sentence's number to read its source in place."),
        element("p", "If the papers do not say, you are told so, with what was searched."),
    )
