"""A long table: the first rows in sight, the others at a click, and each row a card on a phone."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.window import wording
from assistant.window.markup import Html, element, joined

IN_SIGHT = 25
"""So many rows, or meetings, are in sight at once; what comes below a list would be out of reach otherwise."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row; ``number`` says that it holds a figure."""

    words: Html | str
    number: bool = False


def table(label: str, noun: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]], order: str = "") -> Html:
    """Return rows as a table whose first column heads each row; ``noun`` is what a row is of."""
    rest = rows[IN_SIGHT:]
    more = f"Show {wording.count(len(rest), f'more {noun}')}"
    return joined(
        [
            _table(label, order, columns, rows[:IN_SIGHT]),
            element("details", element("summary", more), _table(f"More {label}", "", columns, rest), class_="rest")
            if rest
            else None,
        ]
    )


def _table(label: str, order: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Html:
    # A style sheet that makes cards of rows takes from them what they are; these roles give it back.
    heads = [element("th", name, scope="col", role="columnheader") for name in columns]
    made = element(
        "table",
        element("caption", label, order),
        element("thead", element("tr", *heads, role="row"), role="rowgroup"),
        element("tbody", *[_row(columns, row) for row in rows], role="rowgroup"),
        role="table",
    )
    return element("div", made, class_="table", tabindex=0, role="region", aria_label=label)


def _row(columns: Sequence[str], row: Sequence[Cell]) -> Html:
    head, *others = row
    return element(
        "tr",
        element("th", head.words, scope="row", role="rowheader"),
        *[
            element("td", cell.words, class_="number" if cell.number else None, role="cell", data_column=name)
            for name, cell in zip(columns[1:], others, strict=True)
        ],
        role="row",
    )
