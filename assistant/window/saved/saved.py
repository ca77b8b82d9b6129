"""A person's saved conversations as they are listed, and what follows from a saved answer."""

from collections.abc import Collection, Sequence
from datetime import datetime

from assistant.window import wording
from assistant.window.answers.limits import ordering
from assistant.window.exempt import sign
from assistant.window.markup import Html, element
from indexes.desk.conversations import Conversation

MOST = 20
"""So many conversations are listed; older ones are searched for."""


def listing(
    conversations: Sequence[Conversation], words: str = "", not_public: Collection[str] = frozenset()
) -> Html:
    """Return the list, with a search box where there is something to search; nothing where nothing is kept.

    ``not_public`` are the ids of those that hold answers from exempt papers.
    """
    if not conversations and not words:
        return Html("")
    found = [_line(one, exempt=one.id in not_public) for one in conversations[:MOST]]
    said = f"{wording.count(len(conversations), 'conversation')} found." if words else ""
    if len(conversations) > MOST:
        said = f"{said} These are the {MOST} latest: search for older ones.".strip()
    return element(
        "section",
        element("h3", "Your conversations", id="saved-title", tabindex=-1),
        element(
            "form",
            element(
                "label",
                element("span", "Search your conversations"),
                element("input", type="search", name="words", value=words, autocomplete="off"),
                class_="field",
            ),
            element("button", "Search", type="submit"),
            role="search",
            class_="search",
            data_search=True,
        ),
        element("p", said, class_="hint") if said else None,
        element("ul", *found, class_="saved"),
        aria_labelledby="saved-title",
    )


def _line(one: Conversation, *, exempt: bool) -> Html:
    return element(
        "li",
        element("button", one.title, type="button", data_open=one.id, class_="title"),
        sign() if exempt else None,
        element("span", wording.day(datetime.fromisoformat(one.changed_at).date()), class_="where"),
        element("button", "Rename", type="button", data_rename=one.id, aria_label=f"Rename “{one.title}”"),
        element("button", "Delete", type="button", data_delete=one.id, aria_label=f"Delete “{one.title}”"),
    )


def following(questions: Sequence[str]) -> Html:
    """Return questions that the papers can answer next, as buttons; nothing where there are none."""
    if not questions:
        return Html("")
    buttons = [ordering(question, question=question, alone=True) for question in questions]
    heading = element("p", "The papers also answer", class_="status")
    return element("div", heading, *buttons, class_="choices", role="group", aria_label="The papers also answer")
