"""The path of headings above a passage, kept while a paper is read from top to bottom."""

from dataclasses import dataclass

from corpus.structure.blocks import Block
from corpus.structure.prose import plain

DIVISION = 10
"""The rank of an appendix or section: it ends the item it follows. ``headings`` has the other ranks."""


@dataclass(frozen=True, slots=True)
class Step:
    """A heading in force; ``item`` is its number where it is the heading of an item."""

    rank: float
    title: str
    item: str | None = None


def enter_heading(stack: list[Step], block: Block) -> None:
    """Put a heading on the stack, ending those it replaces; only a division ends an item's own heading."""
    while stack and stack[-1].rank >= block.rank and (stack[-1].item is None or block.rank <= DIVISION):
        stack.pop()
    stack.append(Step(block.rank, title_of(block)))


def enter_item(stack: list[Step], block: Block) -> None:
    """Put an item's heading on the stack: of those in force, only divisions and the items it is part of stay."""
    number = block.number or ""
    stack[:] = [
        step
        for step in stack
        if step.rank <= DIVISION or (step.item is not None and number.startswith(f"{step.item}."))
    ]
    stack.append(Step(block.rank, title_of(block), number))


def titles(stack: list[Step]) -> tuple[str, ...]:
    """Return the titles of the headings in force, outermost first."""
    return tuple(step.title for step in stack)


def title_of(block: Block) -> str:
    """Return a heading as it is shown: on one line, with its number."""
    number = block.number or ""
    shown = f"{number}." if block.closed and number.isdigit() else f"({number})" if number.isalpha() else number
    return f"{shown} {plain(block.words)}".strip().rstrip(":")
