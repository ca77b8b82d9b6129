"""How a question was understood, as chips that can be taken away, and what its search can be limited to."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from assistant.records import Answer, Query, Status
from assistant.window import wording
from assistant.window.markup import Html, element
from corpus.people.roles import voice
from corpus.records import PartKind
from indexes.records import Filters, Meeting, StoredDocument

MOST_BODIES = 8
"""So many bodies can be chosen from a list; where there are more, a part of the name is typed or one suggested."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What questions can be limited to: the bodies, the kinds of paper and the speakers that are there."""

    bodies: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()


NOTHING_OFFERED = Offered()

# What an order holds that asks the same question once more.
_Asked: TypeAlias = Mapping[str, object]


def offered_by(
    meetings: Sequence[Meeting], documents: Sequence[StoredDocument], speakers: Sequence[str] = ()
) -> Offered:
    """Return what the papers can be limited to; ``speakers`` are who speaks in them, as papers name them."""
    bodies = sorted({meeting.body for meeting in meetings if meeting.body})
    kinds = {part.kind for document in documents for part in document.parts}
    named = sorted(dict.fromkeys(filter(None, map(voice, speakers))))
    return Offered(tuple(bodies), tuple(kind.value for kind in PartKind if kind in kinds), tuple(named))


def ordering(label: str, *, name: str | None = None, **order: object) -> Html:
    """Return a button that asks a question; ``order`` is what ``asking.Order`` holds of it."""
    limits = order.get("limits")
    if isinstance(limits, Filters):
        order["limits"] = _plain(limits)
    return element("button", label, type="button", data_order=json.dumps(order, default=str), aria_label=name)


def understood(
    turn: int,
    question: str,
    answer: Answer,
    alone: bool,
    offered: Offered,
    periods: Sequence[tuple[date, date]] | None = None,
) -> Html:
    """Return what was searched for and in, so that a reader can see why this answer came, and ask otherwise.

    ``periods`` are the times that the reader left to come first, None where they were read from the question.
    """
    query = answer.query
    again = {"question": question, "place": turn, "alone": alone, "periods": periods}
    reworded = query.text.strip().casefold() != question.strip().casefold()
    # A not_found answer says itself what was searched.
    searched = answer.searched if answer.status is not Status.NOT_FOUND else ""
    chips = [_chip(again, query.filters, *one) for one in wording.filters(query.filters).items()]
    chips += [_preference(again, query.filters, speaker) for speaker in query.speakers]
    times = dict.fromkeys(wording.preferred(*one) for one in query.periods)
    chips += [_time(again, query, said) for said in times]
    return element(
        "div",
        element("p", "Searched for: ", element("q", query.text)) if reworded else None,
        element("ul", *chips, class_="chips", aria_label="Limits of the search") if chips else None,
        element("p", f"Searched in: {searched}") if searched else None,
        element(
            "details",
            element("summary", "Change what is searched"),
            _form(again, query.text if reworded else "", query.filters, offered),
            class_="more",
        ),
    )


def _chip(again: _Asked, filters: Filters, said: str, fields: Sequence[str]) -> Html:
    left = replace(filters, **dict.fromkeys(fields))
    left = replace(left, speaker="") if "speaker" in fields else left  # nobody is to come first either
    return element("li", element("span", said), _removing(said, again, limits=left))


def _time(again: _Asked, query: Query, said: str) -> Html:
    """Return the chip of a time whose papers come first, which can be taken away."""
    left = [one for one in query.periods if wording.preferred(*one) != said]
    return element("li", element("span", said), _removing(said, again, limits=query.filters, periods=left))


def _preference(again: _Asked, filters: Filters, speaker: str) -> Html:
    """Return the chip of a speaker whose words come first: it can be made a limit, or be taken away."""
    said = f"Words of {speaker} come first"
    only, anybody = replace(filters, speaker=speaker), replace(filters, speaker="")
    return element(
        "li",
        element("span", said),
        ordering("Only these", name=f"Only what {speaker} said: ask again", **again, limits=only),
        _removing(said, again, limits=anybody),
    )


def _removing(said: str, again: _Asked, **changed: object) -> Html:
    return ordering("Remove", name=f"Remove “{said}” and ask again", **{**again, **changed})


def _form(again: _Asked, standing: str, filters: Filters, offered: Offered) -> Html:
    """Return the fields of a search; ``standing`` is the question as it was made to stand alone."""
    order = json.dumps(again, default=str)
    source = element("input", type="hidden", name="source", value=filters.source) if filters.source else None
    return element(
        "form",
        _field("Question, standing alone", "standing", standing) if standing else None,
        element(
            "div",
            _field("Meetings from", "date_from", _iso(filters.date_from), "date"),
            _field("Meetings up to", "date_to", _iso(filters.date_to), "date"),
            class_="pair",
        ),
        _bodies(again["place"], filters.body, offered.bodies),
        _radios(
            "Kind of paper", "kind", filters.kind, [("", "Any"), *((k, k.capitalize()) for k in offered.kinds)]
        ),
        _said_by(again["place"], filters.speaker, offered.speakers),
        source,
        element("button", "Ask with these limits", type="submit"),
        class_="limits",
        data_form=order,
    )


def _bodies(turn: object, chosen: str | None, bodies: Sequence[str]) -> Html | None:
    if len(bodies) > MOST_BODIES:
        return _suggesting("Body (part of its name)", "body", chosen or "", f"bodies-{turn}", bodies)
    # A body may have been read from the question by a part of its name.
    whole = next((body for body in bodies if chosen and chosen.casefold() in body.casefold()), chosen)
    choices = [("", "All"), *((body, body) for body in bodies)]
    return _radios("Body", "body", whole, choices) if len(bodies) > 1 else None


def _said_by(turn: object, chosen: str | None, speakers: Sequence[str]) -> Html | None:
    """Return the field of who said it, with the names that the papers have as suggestions.

    Left empty it means that nobody comes first, where a speaker had been ``chosen`` or taken away.
    """
    if not speakers:
        return None
    said = "Said by (an office or a name)"
    return _suggesting(
        said, "speaker", chosen or "", f"speakers-{turn}", speakers, data_anybody=chosen is not None
    )


def _suggesting(label: str, name: str, value: str, of: str, known: Sequence[str], **more: bool) -> Html:
    """Return a field with what may be typed in it as suggestions, whose list is called ``of``."""
    choices = element("datalist", *[element("option", value=one) for one in known], id=of)
    field = element("input", type="text", name=name, value=value, list=of, **more)
    return element("div", element("label", element("span", label), field, class_="field"), choices)


def _field(label: str, name: str, value: str, kind: str = "text") -> Html:
    field = element("input", type=kind, name=name, value=value)
    return element("label", element("span", label), field, class_="field")


def _radios(legend: str, name: str, chosen: str | None, choices: Sequence[tuple[str, str]]) -> Html:
    return element(
        "fieldset",
        element("legend", legend),
        *[
            element(
                "label",
                element("input", type="radio", name=name, value=value, checked=value == (chosen or "")),
                element("span", said),
            )
            for value, said in choices
        ],
    )


def _plain(filters: Filters) -> dict[str, str | None]:
    values = {name: getattr(filters, name) for name in Filters.__dataclass_fields__}
    return {name: _iso(value) if isinstance(value, date) else value for name, value in values.items()}


def _iso(when: date | None) -> str:
    return when.isoformat() if when else ""
