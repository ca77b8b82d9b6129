"""The sample papers as they are understood, to be read as a diff when the reading changes (--rewrite-golden)."""

import json
from pathlib import Path

import pytest
from parsed import check

from corpus.inspect import describe
from corpus.parsing import parse
from corpus.reading.files import READABLE, read
from corpus.records import Document, Passage

_PAPERS = Path(__file__).parents[1] / "corpus" / "sample" / "papers"
_GOLDEN = Path(__file__).parent / "golden"
_SHOWN = 60


@pytest.mark.parametrize(
    "path", sorted(path for path in _PAPERS.iterdir() if path.suffix in READABLE), ids=lambda path: path.name
)
def test_a_sample_paper_is_understood_as_before(path: Path, rewrite_golden: bool) -> None:
    document = parse(read(path, path.name))
    check(document)
    found = _outline(document)
    golden = _GOLDEN / f"{path.name}.golden"
    if rewrite_golden:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(found, encoding="utf-8")
    assert golden.exists(), f"{golden.name} is missing: run pytest --rewrite-golden and read what it writes"
    assert found.splitlines() == golden.read_text(encoding="utf-8").splitlines()


def test_every_golden_file_has_its_paper() -> None:
    names = {f"{path.name}.golden" for path in _PAPERS.iterdir()}
    assert {path.name for path in _GOLDEN.glob("*.golden")} <= names


def _outline(document: Document) -> str:
    told = describe(document)
    for elsewhere in ("tables", "people", "speakers", "dates", "acronyms", "manifest"):  # each has its own tests
        told.pop(elsewhere)
    passages = "".join(_line(document, passage) for passage in document.passages)
    return f"{json.dumps(told, indent=1, ensure_ascii=False)}\n\n{passages}"


def _line(document: Document, passage: Passage) -> str:
    part = document.parts[passage.part]
    item = part.items[passage.item] if passage.item is not None else None
    place = [
        f"{passage.part}",
        f"p{passage.page}/{passage.printed_page}" if passage.page else "",
        passage.kind.value,
        (item.number or item.title[:20]) if item else "",
        " > ".join(step[:30] for step in passage.headings),
        f"[{passage.lead_in[-30:]}]" if passage.lead_in else "",
        f"table {passage.table}" if passage.table is not None else "",
        f"group {passage.group[:30]}" if passage.group else "",
        "doubtful" if passage.doubtful else "",
        f"{len(passage.spans)} spans" if len(passage.spans) > 1 else "",
    ]
    words = " ".join(passage.text.split())
    shown = words if len(words) <= 2 * _SHOWN else f"{words[:_SHOWN]} ... {words[-_SHOWN:]}"
    return f"{' | '.join(step for step in place if step)} :: {shown}\n"
