"""Answers and hits for people: what the papers say, and under it where each sentence stands.

Words of papers are never read as markup, and their control characters never reach the terminal.
"""

import textwrap
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING

from rich.console import Console
from rich.live import Live
from rich.text import Text

from assistant.answering.citations import EXEMPT
from assistant.records import Answer, Citation
from indexes.records import Hit

if TYPE_CHECKING:
    from assistant.register.printing import CommitmentLine, PlaceLine, ProposalLine, ReviewLine
    from assistant.terminal.printing import StatusLine


def plain(text: str) -> str:
    """A text without control characters other than line breaks and tabs."""
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc")


def one_line(text: str) -> str:
    """A text on one line, its white space collapsed."""
    return " ".join(plain(text).split())


def place(*parts: str | None) -> str:
    """What is known of a place, joined by middle dots."""
    return " · ".join(one_line(part) for part in parts if part)


def page_name(page: int | None, printed: str | None) -> str | None:
    """A page as a reader finds it: in the file, and as printed on the paper where that differs."""
    if page is None:
        return None
    return f"page {page}" if printed in (None, str(page)) else f"page {page} (printed {printed})"


def show_growing(console: Console, answers: Iterable[Answer]) -> None:
    """Print an answer with its citations, on a terminal as it grows while a language model writes it.

    What is shown meanwhile is wiped away, so that what stays on the screen is what is printed to a file.
    """
    last: Answer | None = None
    with Live(console=console, transient=True) if console.is_terminal else nullcontext() as shown:
        for last in answers:
            if shown is not None:
                shown.update(Text(plain(last.text)), refresh=True)
    if last is not None:
        show_answer(console, last)


def show_answer(console: Console, answer: Answer) -> None:
    """Print an answer with its citations, or what was looked for in vain, or the question that is missing."""
    for paragraph in plain(answer.text).splitlines():
        indented(console, paragraph, 0)
    for choice in answer.choices:
        indented(console, f"- {choice}", 2)
    if answer.notice:
        console.print()
        indented(console, answer.notice, 0, style="bold")
    if answer.citations:
        console.print()
    for citation in answer.citations:
        show_citation(console, citation, said=one_line(citation.quote) in one_line(answer.text))
    if answer.searched and answer.searched not in answer.text:  # a refusal says it itself
        console.print()
        console.print(Text(f"Searched: {one_line(answer.searched)}.", style="dim"))


def show_citation(console: Console, citation: Citation, *, said: bool) -> None:
    """Print where a quote stands, and the quote itself where the answer has not ``said`` it in the same words."""
    date = citation.meeting_date.isoformat() if citation.meeting_date else None
    item = f"item {citation.item}" if citation.item else None
    page = page_name(citation.page, citation.printed_page)
    where = place(
        EXEMPT if citation.exempt else None, citation.document, citation.body, date, item, page, citation.source
    )
    indented(console, f"[{citation.label}] {where} {citation.start}-{citation.end}", 4, first=0)
    if not said:
        indented(console, f"“{citation.quote}”", 4)
    for other in citation.also_at:
        where = place(other.title, page_name(other.page, other.printed_page), other.status, other.source)
        indented(console, f"also in {where} {other.start}-{other.end}", 6, first=4)


def show_hits(console: Console, hits: Sequence[Hit], texts: Sequence[str]) -> None:
    """Print passages, best first, each with its place."""
    if not hits:
        console.print("Nothing was found: try other words, or fewer filters.")
    for hit, text in zip(hits, texts, strict=True):
        part, chunk = hit.stored.part, hit.stored.chunk
        date = part.meeting_date.isoformat() if part.meeting_date else None
        item = f"item {hit.stored.item.number}" if hit.stored.item and hit.stored.item.number else None
        page = page_name(chunk.page, chunk.printed_page)
        exempt = EXEMPT if part.exempt else None
        where = place(exempt, part.title or hit.stored.title, part.body, date, item, page, hit.stored.source)
        indented(console, f"{hit.rank}. {where} {chunk.start}-{chunk.end}", 4, first=0)
        indented(console, text, 4)
        console.print()


def indented(console: Console, text: str, by: int, *, first: int | None = None, style: str = "") -> None:
    """Print a text as one indented paragraph, without the blanks that fill a line up to its end."""
    lines = textwrap.fill(
        one_line(text),
        console.width,
        initial_indent=" " * (by if first is None else first),
        subsequent_indent=" " * by,
        break_on_hyphens=False,
    )
    console.print(Text(lines, style=style), soft_wrap=True)


def show_status(console: Console, line: "StatusLine") -> None:
    """Print what is there and in what state."""
    console.print(f"{line['documents']} documents with {line['parts']} papers of {line['meetings']} meetings")
    console.print(f"{line['passages']} passages in {line['chunks']} chunks, {line['commitments']} commitments")
    console.print(f"model {one_line(line['model'])}")
    console.print(f"data  {one_line(line['data'])}", soft_wrap=True)
    console.print(f"index {line['health']}")
    for problem in line["problems"]:
        indented(console, problem, 2)


def show_commitments(console: Console, lines: "Sequence[CommitmentLine]") -> None:
    """Print commitments, each with who, when and where."""
    if not lines:
        console.print("No commitments were found.")
    for line in lines:
        _commitment(console, line)
        console.print()


def show_commitment(console: Console, line: "CommitmentLine") -> None:
    """Print one commitment with all that was said of it later."""
    _commitment(console, line)
    indented(console, f"{line['reason']}.", 4)
    for place in line["also_at"]:
        _place(console, "also said", place)
    for step in line["followed_by"]:
        _place(console, step["kind"], step)
    if line["review"] is not None:
        review = line["review"]
        indented(console, f"{review['decision']} by {review['who']}, {review['when'][:10]}", 4)
        for note in review["notes"]:
            indented(console, note, 6)


def show_proposal(console: Console, line: "ProposalLine") -> None:
    """Print what a language model proposes for a commitment, for an officer to confirm."""
    said = [f"{name}: {line[name]}" for name in ("owner", "action", "due") if line[name]]
    indented(console, f"Proposed by the language model: {'; '.join(said) or 'nothing'}.", 4)
    if line["dropped"]:
        indented(console, f"Left out, since the quote does not bear it out: {', '.join(line['dropped'])}.", 4)


def show_counts(console: Console, counts: "dict[str, list[tuple[str, int]]]") -> None:
    """Print how many commitments there are by owner, topic and status."""
    for name, pairs in counts.items():
        console.print(Text(f"By {name}", style="bold"))
        for what, count in pairs:
            indented(console, f"{count} {one_line(what)}", 4)


def show_reviews(console: Console, lines: "Sequence[ReviewLine]") -> None:
    """Print officers' decisions."""
    if not lines:
        console.print("No decisions have been taken.")
    for line in lines:
        undone = f"undone by {line['undone_by']}" if line["undone_by"] else None
        head = place(f"{line['number']}. {line['decision']}", line["who"], line["when"], undone)
        indented(console, head, 4, first=0)
        indented(console, f"“{line['quote']}” ({line['source']})", 4)
        for name, words in line["changes"].items():
            indented(console, f"{name}: {words or 'none'}", 4)
        if line["note"]:
            indented(console, line["note"], 4)


def _commitment(console: Console, line: "CommitmentLine") -> None:
    due = f"due {line['due'] or line['due_date']}" if line["due"] or line["due_date"] else None
    item = f"item {line['item']}" if line["item"] else None
    page = page_name(line["page"], line["printed_page"])
    head = place(line["owner"] or "no owner named", due, line["status"], line["id"])
    console.print(Text(head, style="bold"), soft_wrap=True)
    indented(console, f"“{line['quote']}”", 4)
    exempt = EXEMPT if line.get("exempt") else None
    indented(
        console, place(exempt, line["meeting"], line["meeting_date"], item, page, line["source"]), 4, style="dim"
    )


def _place(console: Console, kind: str, line: "PlaceLine") -> None:
    page = page_name(line["page"], line["printed_page"])
    exempt = EXEMPT if line.get("exempt") else None
    indented(console, place(exempt, kind, line["meeting_date"], page, line["source"]), 6, first=4, style="dim")
    indented(console, f"“{line['quote']}”", 6)
