"""What holds of every parsed paper, whatever its text."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from parsed import SHARED, check, read, source

from corpus.parsing import join_spans, parse
from corpus.records import Mark, MarkKind, Page, PartKind, PassageKind, Span

_PIECES = st.sampled_from(
    [
        "The Panel noted the report.",
        "the rest of a sentence that ran on",
        "Members asked how many of the vacant posts in the contact centre had been filled by the",
        "347 Named Substitutes",
        "348 Apologies",
        "12.",
        "1.1",
        "1. Purpose",
        "2. Background",
        "•",
        "· A point made",
        "-  another point",
        " - nested point",
        "(a) that the report be noted;",
        "AGENDA ITEM 7",
        "NORTHMOOR POLICE AND CRIME PANEL 14 NOVEMBER 2024",
        "Northmoor Police and Crime Panel",
        "Thursday, 14 November 2024, 10.30 am",
        "Minutes",
        "Agenda",
        "Appendix 1: Delivery plan",
        "This page is intentionally left blank",
        "Page 12",
        "7",
        "Measure\tTarget\tActual",
        "\tAnswered in time\t90%",
        "--\t--\t--",
        "| Item | Title |",
        "**Bold heading",
        "ends here**",
        "¹ A note",
        "Good looks like:",
        "Chair: Good morning, everyone.",
        "\u00a0",
        "\u200b",
        "\ufeff",
        "¦ ¿ é 統 \U0001f600",
        "<p>cell</p>",
        "...",
        "view the full minutes text for item 3.",
        "42/19\tAPOLOGIES",
        "1.\tThat the report be noted.",
        "\tIndented by a tab",
        "135        PROPOSED         The Commissioner presented the",
        "136        WORK             The Panel agreed its programme and",
        "           PRECEPT          precept for the year.",
        "                            RESOLVED - that it be supported.",
        "Measure            Target    Actual   RAG",
        "Burglary               12        14     R",
        "of vehicles and dwellings",
        "Report to: Cabinet",
        "Subject: Parking strategy",
        "Date: 9 July 2019",
        "Item 3",
        "4/18 Matters arising. The Clerk had written to the council.",
        "5/18 Planning. None.",
        "Jane Holt   0:04",
        "WEBVTT",
        "00:00:04.000 --> 00:00:08.000",
        "<v Jane Holt>Good evening.</v>",
        "Home > Council > Meetings",
        "2023/05 | Share the data | ACC | Closed",
        "Ref | Action | Owner | Status",
        "Item\tDiscussion\tAction by",
        "1\tPrecept. Members spoke.\tCFO to report",
        "Notes",
        "1. Provisional figures.",
    ]
)
_TEXTS = st.lists(
    st.tuples(_PIECES, st.sampled_from(["\n", "\n\n", "\n\n\n", "\r\n", "\f", " ", "\t"])), max_size=40
).map(lambda pairs: "".join(piece + end for piece, end in pairs))


@pytest.mark.no_cover
@given(_TEXTS)
@settings(max_examples=120, deadline=None)
def test_every_text_made_of_the_pieces_of_papers_keeps_the_invariants(text: str) -> None:
    check(parse(source(text)))


@pytest.mark.no_cover
@given(st.text(max_size=300))
@settings(max_examples=80, deadline=None)
def test_any_text_at_all_keeps_the_invariants(text: str) -> None:
    check(parse(source(text)))


@pytest.mark.no_cover
@given(_TEXTS, st.data())
@settings(max_examples=80, deadline=None)
def test_marks_and_pages_anywhere_keep_the_invariants(text: str, data: st.DataObject) -> None:
    places = st.integers(0, len(text))
    marks = data.draw(
        st.lists(
            st.builds(
                lambda kind, ends, level: Mark(kind, min(ends), max(ends), level),
                st.sampled_from(list(MarkKind)),
                st.tuples(places, places),
                st.integers(0, 6),
            ),
            max_size=8,
        )
    )
    cuts = sorted(data.draw(st.sets(places, max_size=4)) | {0, len(text)})
    pages = tuple(Page(at + 1, start, end) for at, (start, end) in enumerate(pairwise(cuts)))
    document = parse(source(text, kind="pdf", marks=tuple(marks), pages=pages))
    check(document)
    assert not pages or all(each.page is not None for each in document.passages)


@pytest.mark.no_cover
@given(_TEXTS)
@settings(max_examples=25, deadline=None)
def test_the_same_text_gives_the_same_document(text: str) -> None:
    assert parse(source(text)) == parse(source(text))


@pytest.mark.no_cover
@pytest.mark.parametrize("path", sorted((SHARED / "documents").glob("*.txt")), ids=lambda path: path.name[:3])
def test_the_papers_at_hand_keep_the_invariants(path) -> None:
    document = parse(source(path.read_text(encoding="utf-8")))
    check(document)
    assert document.parts


@pytest.mark.parametrize("folder", ["qmsum", "mtrag-un"])
def test_the_benchmarks_at_hand_keep_the_invariants(folder: str) -> None:
    paths = sorted((SHARED / "benchmarks" / folder / "documents").glob("*.txt"))
    if not paths:
        pytest.skip("the benchmarks are not at hand")
    for path in paths[:: max(1, len(paths) // 5)]:
        document = parse(source(path.read_text(encoding="utf-8")))
        check(document)
        assert document.parts[0].kind is (PartKind.TRANSCRIPT if folder == "qmsum" else PartKind.OTHER)


def test_an_empty_text_is_an_empty_document() -> None:
    document = read(" \n\u00a0\n")
    assert document.parts == ()
    assert document.passages == ()
    assert document.furniture == ()


def test_spans_are_joined_by_one_space() -> None:
    assert join_spans("abc def ghi", [Span(0, 3), Span(8, 11)]) == "abc ghi"


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "text",
    [
        "x" * 500_000,
        "\t".join(["cell"] * 10_000) + "\n" + "\t".join(["1"] * 10_000),
        "\n".join(" " * depth + "- point" for depth in range(50)),
        "(" * 100_000,
        "1." * 50_000,
        "a " * 100_000,
        "\n" * 500_000,
        "| " * 30_000,
        "**" * 100_000,
        "12\n" * 10_000,
        "The Panel and the\n" * 8_000,
        "Members asked about the number of officers in the\n\n" * 4_000,
        "Appendix 1: Plan\n\n" * 5_000,
        "Northmoor Panel\n14 November 2024\nMinutes\n" * 1_500,
        "Chair: yes.\n\n" * 4_000,
        "א ב ג \u202e abc \u0007\n" * 5_000,
    ],
    ids=lambda text: f"{text[:12]!r}x{len(text)}",
)
def test_hostile_text_is_read_in_bounded_time(text: str) -> None:
    start = time.process_time()
    document = parse(source(text))
    assert time.process_time() - start < 60
    assert all(each.text for each in document.passages)
    assert sum(each.end - each.start for each in document.furniture) <= len(text)


@pytest.mark.no_cover
def test_time_grows_linearly() -> None:
    unit = "".join(
        f"{number} Item about subject {number}\n\nThe Panel considered the report on subject {number} at "
        f"some length.\n\n"
        f"- A Member asked about the figures for district {number}.\n- It was agreed that they be circulated.\n\n"
        "Measure\tTarget\tActual\nCalls answered\t90%\t88%\n\n"
        for number in range(100, 300)
    )

    def seconds(copies: int) -> float:
        start = time.process_time()
        parse(source(unit * copies))
        return time.process_time() - start

    seconds(1)
    assert seconds(8) < 8 * 2.5 * max(seconds(1), 0.02)


def test_turns_of_a_transcript_have_their_speakers() -> None:
    document = read(
        "Ann Lloyd MS: Good morning. Item 1 is the budget.\n\nCarwyn Price: Thank you, Chair.\n\n"
        "It has two parts, and I will take them in turn.\n\nAnn Lloyd MS: Please do.\n\nCarwyn Price: The "
        "first is pay.\n"
    )
    assert document.parts[0].kind is PartKind.TRANSCRIPT
    turns = [each for each in document.passages if each.kind is PassageKind.TURN]
    assert [(turn.speaker or "")[:6] for turn in turns] == ["Ann Ll", "Carwyn", "Ann Ll", "Carwyn"]
    assert turns[1].text.endswith("in turn.")
