import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus.records import Document, Part, PartKind, Passage, PassageKind, SourceText, Span
from eval.cases import Case, CaseError, load, place

TEXT = (
    "Minutes of the Larkmoor Panel\nThe Commissioner had hired twelve\nwardens.\nBurglary\t41\nThe end. The end."
)


def paper() -> Document:
    table = TEXT.index("Burglary")
    end = table + len("Burglary\t41")
    return Document(
        source=SourceText("larkmoor.txt", TEXT, "0" * 64, "txt"),
        title="Minutes",
        parts=(Part(PartKind.MINUTES, "Minutes", 0, len(TEXT), body="Larkmoor Panel"),),
        passages=(
            Passage(0, PassageKind.PARAGRAPH, (Span(0, table - 1),), TEXT[: table - 1], part=0),
            Passage(1, PassageKind.ROW, (Span(table, end),), TEXT[table:end], part=0),
        ),
    )


def line(**changed: Any) -> dict[str, Any]:
    return {
        "id": "fact-1",
        "type": "fact",
        "turns": ["how many wardens has he taken on?"],
        "answer": "Twelve wardens.",
        "points": ["twelve|12"],
        "evidence": [{"source": "larkmoor.txt", "quote": "had hired twelve wardens"}],
    } | changed


def written(folder: Path, *lines: dict[str, Any] | str) -> Path:
    file = folder / "cases.jsonl"
    file.write_text(
        "\n".join(text if isinstance(text, str) else json.dumps(text) for text in lines), encoding="utf-8"
    )
    return folder


def test_cases_are_read_in_the_order_of_their_ids(tmp_path: Path) -> None:
    cases = load(written(tmp_path, line(id="fact-2"), "", line(id="fact-1", like="fact-2")))
    assert [case.id for case in cases] == ["fact-1", "fact-2"]
    assert cases[0].question == "how many wardens has he taken on?"
    assert load(tmp_path / "cases.jsonl") == cases


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["{not json"], "line 1 is not JSON"),
        ([line(), line(colour="red")], "line 2 is not a case"),
        ([line(id="Not An Id")], "id:"),
        ([line(), line()], "used more than once"),
        ([line(like="fact-9")], "which is no case"),
        ([line(like="fact-1")], "names another case"),
        ([line(turns=["a", "b"], standalone="b of a")], "needs its reply"),
        ([line(turns=["a", "b"], replies=["yes"])], "needs 'standalone'"),
        ([line(standalone="on its own")], "only a follow-up"),
        ([line(points=[])], "needs points and evidence"),
        ([line(evidence=[])], "needs points and evidence"),
        ([line(points=["thirteen"])], "does not hold its own point"),
        ([line(never=["twelve"])], "stands under 'never'"),
        ([line(status="not_found")], "neither points nor evidence"),
        ([line(type="unanswerable")], "needs status not_found or clarify"),
    ],
)
def test_a_line_that_is_no_case_is_an_error_that_says_where(
    tmp_path: Path, lines: list[dict[str, Any] | str], said: str
) -> None:
    with pytest.raises(CaseError, match=said):
        load(written(tmp_path, *lines))


def test_no_cases_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="No cases were found"):
        load(tmp_path)
    with pytest.raises(CaseError, match="No cases were found"):
        load(tmp_path / "none.jsonl")


def test_evidence_is_found_over_a_line_break_and_knows_its_place() -> None:
    case = Case.model_validate(
        line(evidence_or=[[{"source": "larkmoor.txt", "quote": "Burglary 41"}]], points=["twelve"])
    )
    placed = place([case], {"larkmoor.txt": paper()})[0]
    prose, row = placed.ways[0][0], placed.ways[1][0]
    assert prose.quote == TEXT[prose.spans[0].start : prose.spans[0].end] == "had hired twelve\nwardens"
    assert (prose.part, prose.body, prose.table) == ("minutes", "Larkmoor Panel", False)
    assert row.table


def test_the_same_words_in_another_paper_are_twins() -> None:
    case = Case.model_validate(line())
    other = replace(paper(), source=SourceText("pack.pdf", "The pack. " + TEXT, "1" * 64, "pdf"))
    piece = place([case], {"larkmoor.txt": paper(), "pack.pdf": other})[0].ways[0][0]
    twin = piece.twins[0]
    assert (twin.source, twin.spans[0].start - piece.spans[0].start) == ("pack.pdf", len("The pack. "))


def test_evidence_is_found_where_furniture_interrupts_it() -> None:
    text = "The Commissioner had hired\nPage 4\ntwelve wardens."
    spans = (Span(0, 26), Span(34, 49))
    joined = "The Commissioner had hired twelve wardens."
    broken = replace(
        paper(),
        source=SourceText("larkmoor.txt", text, "2" * 64, "txt"),
        passages=(Passage(0, PassageKind.PARAGRAPH, spans, joined, part=0),),
    )
    piece = place([Case.model_validate(line())], {"larkmoor.txt": broken})[0].ways[0][0]
    assert piece.quote == "had hired twelve wardens"
    assert [text[span.start : span.end] for span in piece.spans] == ["had hired", "twelve wardens"]


def test_a_case_without_evidence_has_no_ways() -> None:
    case = Case.model_validate(
        line(type="unanswerable", status="not_found", points=[], evidence=[], answer="The papers do not say.")
    )
    assert place([case], {})[0].ways == ()


@pytest.mark.parametrize(
    ("source", "quote", "said"),
    [
        ("larkmoor.txt", "had hired thirteen wardens", "stands 0 times"),
        ("larkmoor.txt", "The end.", "stands 2 times"),
        ("other.txt", "had hired", "not among the papers"),
    ],
)
def test_a_case_that_no_longer_matches_is_an_error(source: str, quote: str, said: str) -> None:
    case = Case.model_validate(line(evidence=[{"source": source, "quote": quote}]))
    with pytest.raises(CaseError, match=said):
        place([case], {"larkmoor.txt": paper()})


def test_every_case_that_fails_is_named_up_to_ten() -> None:
    cases = [
        Case.model_validate(line(id=f"fact-{number}", evidence=[{"source": "gone.txt", "quote": "x"}]))
        for number in range(12)
    ]
    with pytest.raises(CaseError, match=r"12 of the cases .* and 2 more"):
        place(cases, {})
