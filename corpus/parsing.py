"""A paper understood: from its text to parts, items, tables and passages, in reading order."""

from collections.abc import Sequence
from dataclasses import replace

from corpus.manifest import overrule
from corpus.people.acronyms import learn
from corpus.people.acts import act_of
from corpus.people.speakers import attribute
from corpus.records import AgendaItem, Document, MarkKind, Part, PartKind, Passage, PassageKind, SourceText, Span
from corpus.structure.agendas import with_links
from corpus.structure.approval import with_status
from corpus.structure.blocks import Block, build_blocks, is_dense
from corpus.structure.cautions import warn
from corpus.structure.cuts import mend_cuts
from corpus.structure.drafts import Draft, Gathered, Pages, finish
from corpus.structure.furniture import find_furniture
from corpus.structure.headings import mark_headings
from corpus.structure.lines import Line, read_lines
from corpus.structure.listings import unfold
from corpus.structure.margins import set_margins_apart
from corpus.structure.meetings import describe_parts
from corpus.structure.parts import Paper, cut_papers
from corpus.structure.passages import gather
from corpus.structure.spacing import find_spaced_tables
from corpus.structure.tabs import settle_tabs
from corpus.structure.transcripts import read_turns


def join_spans(text: str, spans: Sequence[Span]) -> str:
    """Return the text at some spans, joined by one space."""
    return " ".join(text[span.start : span.end] for span in spans)


def parse(source: SourceText) -> Document:
    """Understand a paper.

    The marks of the format are used where there are any, the layout of the text otherwise. The same text always
    gives the same document; the time taken grows linearly with it.
    """
    lines = find_spaced_tables(unfold(settle_tabs(read_lines(source))))
    furniture = find_furniture(lines)
    kept = [line for line in lines if line.index not in furniture]
    papers = cut_papers(lines, kept)
    parts = overrule(describe_parts(source, lines, kept, papers), source.given)
    passages: list[Passage] = []
    tables: list[Gathered] = []
    pages = Pages(source)
    count = 0
    for number, paper in enumerate(papers):
        gathered = _gather(source, kept[paper.first : paper.last], paper, parts[number], count)
        count += len(gathered.tables)
        tables.append(gathered)
        drafts = sorted(gathered.drafts, key=lambda draft: draft.spans[0])
        parts[number] = replace(parts[number], items=_items(gathered, drafts, parts[number]))
        for draft in drafts:
            text = join_spans(source.text, draft.spans)
            passages.append(finish(source, pages, draft, gathered, index=len(passages), part=number, text=text))
    given = source.given.title if source.given else None
    acronyms = learn(source.text, parts)
    spoken = attribute(tuple(passages), acronyms)
    document = Document(
        source=source,
        title=given or source.title or (parts[0].title if parts else source.source),
        parts=tuple(parts),
        passages=tuple(_with_act(passage) for passage in spoken),
        tables=tuple(parsed.table for gathered in tables for parsed in gathered.tables),
        furniture=_rest(source.text, spoken),
        acronyms=acronyms,
    )
    document = with_status(with_links(document))
    return replace(document, warnings=(*source.warnings, *warn(document)))


def _gather(source: SourceText, lines: Sequence[Line], paper: Paper, part: Part, tables: int) -> Gathered:
    if part.kind is PartKind.TRANSCRIPT:
        return Gathered([Draft(kind, spans) for kind, spans in read_turns(lines)])
    lines = set_margins_apart(lines)
    agenda = part.kind is PartKind.AGENDA
    blocks: list[Block] = build_blocks(lines)
    mark_headings(blocks, agenda=agenda, marked=_is_marked(source, part), dense=is_dense(lines))
    whole = mend_cuts(blocks)
    fewest = 1 if paper.cut else 2
    minutes = part.kind in (PartKind.MINUTES, PartKind.NOTES)
    return gather(
        source, whole, head=paper.head.lines, agenda=agenda, first_table=tables, fewest=fewest, minutes=minutes
    )


def _is_marked(source: SourceText, part: Part) -> bool:
    """Say whether the format itself names this part's headings."""
    if source.format not in ("html", "docx", "md", "pdf"):
        return False
    return sum(mark.kind is MarkKind.HEADING and part.start <= mark.start < part.end for mark in source.marks) > 2


def _items(gathered: Gathered, drafts: Sequence[Draft], part: Part) -> tuple[AgendaItem, ...]:
    """Set where each item ends: behind the last of its passages."""
    ends = [item.start for item in gathered.items]
    for draft in drafts:
        if draft.item is not None:
            ends[draft.item] = max(ends[draft.item], draft.spans[-1].end)
    return tuple(replace(item, end=end) for item, end in zip(gathered.items, ends, strict=True))


def _with_act(passage: Passage) -> Passage:
    if passage.kind is PassageKind.HEADING:
        return passage
    read = passage.kind in (PassageKind.ROW, PassageKind.NOTE)  # nobody looked for speakers there yet
    act = act_of(passage.text, None if read else passage.act is not None)
    return passage if act is passage.act else replace(passage, act=act)


def _rest(text: str, passages: Sequence[Passage]) -> tuple[Span, ...]:
    """Return what no passage holds, white space aside: the furniture."""
    found: list[Span] = []
    at = 0
    for span in [*sorted(span for passage in passages for span in passage.spans), Span(len(text), len(text))]:
        if span.start > at:
            piece = text[at : span.start]
            words = piece.strip()
            if words:
                start = at + len(piece) - len(piece.lstrip())
                found.append(Span(start, start + len(words)))
        at = max(at, span.end)
    return tuple(found)
