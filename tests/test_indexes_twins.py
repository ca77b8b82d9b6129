"""The same paper in two documents: known at ingest, shown once with both places, never taken for another."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from index_fakes import BODY, FakeEmbedder, ingest, open_store, write

from indexes.ingesting.likeness import Sketch, is_same_paper, normal, sketch
from indexes.records import Filters, Scope
from indexes.searching.retrieval import Retriever

LINES = [
    "Burglary of homes in Quillmouth fell from 134 to 98 in the three months to June, the fourth in a row.",
    "The Commissioner said that the barn at Ferry Lane had been sold for £420,000 in March to a farmer nearby.",
    "Calls to 101 were answered in 3 minutes and 12 seconds on average, against 4 minutes and 2 before.",
    "Members asked why satisfaction in Harrowdale stood at 71% while that in the rest of the county was 78%.",
    "A drone was used 46 times to search for missing people, 9 of whom were found by it within the hour.",
    "The cost of the new boat was £310,000, of which £55,000 came from the harbour board.",
]
REPORT = "\n".join(LINES)
NEXT_QUARTER = (
    REPORT.replace("134", "98").replace(" 98 in", " 121 in").replace("June", "September").replace("71%", "69%")
    .replace("78%", "80%").replace("46 times", "51 times").replace(", 9 of", ", 12 of")
    .replace("420,000", "433,500")
    .replace("3 minutes and 12", "5 minutes and 44").replace("4 minutes and 2 ", "6 minutes and 7 ")
    .replace("310,000", "318,250").replace("55,000", "58,100").replace("101", "111")
)  # fmt: skip


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "var") as opened:
        yield opened


def retrieve(store, words, scope=Scope.PUBLIC, filters=None):
    embedder = FakeEmbedder()
    return Retriever(store, lambda text: embedder.encode([text])[0]).retrieve(
        words, 20, filters or Filters(), scope
    )


def quotes(hits):
    return [hit.stored.chunk.text for hit in hits]


def pack(report=REPORT, day="2025-06-12", exempt=""):
    agenda = "The agenda of the meeting, with an item on performance and another on the sale of a barn.\n"
    return f"@ agenda | {BODY} | {day}\n{agenda}@ report | {BODY} | {day}{exempt}\n{report}\n"


def alone(report=REPORT):
    return f"@ report\n{report}\n"


def test_a_report_in_a_pack_and_alone_is_shown_once_with_both_places(store, tmp_path):
    ingest([write(tmp_path / "papers", pack=pack(), report=alone())], store)
    hits = retrieve(store, "burglary of homes in Quillmouth")
    texts = quotes(hits)
    assert len(texts) == len(set(texts)) == len(LINES) + 1
    (first, *_) = hits
    assert first.stored.chunk.text == LINES[0]
    (also,) = first.also
    assert {first.stored.source, also.source} == {"pack.txt", "report.txt"}
    text = store.catalogue.text(also.document_id, Scope.PUBLIC)
    assert text[also.start : also.end] == LINES[0]
    assert (also.page, also.printed_page) == (1, "51")


def test_twins_are_known_whichever_comes_first_and_forgotten_with_either(store, tmp_path):
    papers = write(tmp_path / "papers", report=alone())
    ingest([papers], store)
    assert store.twins.pairs(Scope.PUBLIC) == {}
    write(papers, pack=pack())
    ingest([papers], store)
    pairs = store.twins.pairs(Scope.PUBLIC)
    assert len(pairs) == 2
    assert all(one in pairs[other] for one, others in pairs.items() for other in others)
    write(papers, pack=pack(NEXT_QUARTER))
    ingest([papers], store)
    assert store.twins.pairs(Scope.PUBLIC) == {}
    assert len(quotes(retrieve(store, "burglary of homes"))) == 2 * len(LINES) + 1


def test_reports_of_two_quarters_are_two_papers(store, tmp_path):
    papers = write(tmp_path / "papers", june=pack(), september=pack(NEXT_QUARTER, "2025-09-12"))
    ingest([papers], store)
    assert store.twins.pairs(Scope.OFFICER) == {}
    assert all(not hit.also for hit in retrieve(store, "calls to 101"))


def test_sections_of_one_document_are_never_twins(store, tmp_path):
    both = f"@ report | {BODY} | 2025-06-12\n{REPORT}\n@ report | {BODY} | 2025-06-12\n{REPORT}\n"
    ingest([write(tmp_path / "papers", both=both)], store)
    assert store.twins.pairs(Scope.OFFICER) == {}
    assert len(retrieve(store, "calls to 101")) == 2 * len(LINES)


def test_minutes_of_two_meetings_are_two_papers_however_alike(store, tmp_path):
    def minutes(day):
        return f"@ minutes | {BODY} | {day}\n{REPORT}\n"

    ingest([write(tmp_path / "papers", june=minutes("2025-06-12"), july=minutes("2025-07-12"))], store)
    assert store.twins.pairs(Scope.OFFICER) == {}


def test_a_twin_that_is_exempt_is_no_twin_for_the_public(store, tmp_path):
    ingest([write(tmp_path / "papers", pack=pack(exempt=" | exempt"), report=alone())], store)
    assert store.twins.pairs(Scope.PUBLIC) == {}
    hits = retrieve(store, "burglary of homes")
    assert {hit.stored.source for hit in hits if hit.stored.chunk.text in LINES} == {"report.txt"}
    assert all(not hit.also for hit in hits)
    assert [hit.also for hit in retrieve(store, "burglary of homes", Scope.OFFICER) if hit.also]


def test_a_filter_leaves_no_place_that_it_leaves_out(store, tmp_path):
    ingest([write(tmp_path / "papers", pack=pack(), report=alone())], store)
    hits = retrieve(store, "burglary of homes", filters=Filters(source="report.txt"))
    assert {hit.stored.source for hit in hits} == {"report.txt"}
    assert all(not hit.also for hit in hits)


def test_approved_minutes_stand_for_their_draft(store, tmp_path):
    approved = REPORT.replace("a farmer nearby", "a farmer of Ostley")
    papers = write(
        tmp_path / "papers",
        draft=f"@ minutes | {BODY} | 2025-06-12 | | draft\n{REPORT}\n",
        signed=f"@ minutes | {BODY} | 2025-06-12 | | approved\n{approved}\n",
    )
    ingest([papers], store)
    hits = retrieve(store, "sold to a farmer nearby")
    assert quotes(hits)[0] == approved.splitlines()[1]
    assert {hit.stored.source for hit in hits} == {"signed.txt"}
    assert {place.source for hit in hits for place in hit.also} == {"draft.txt"}


def test_the_places_of_a_quotation_are_found_word_by_word(store, tmp_path):
    ingest(
        [write(tmp_path / "papers", pack=pack(), report=alone(REPORT.replace("the barn at", "the  ‘barn’ at")))],
        store,
    )
    ids = {one.source: one.id for one in store.catalogue.documents(Scope.PUBLIC)}
    text = store.catalogue.text(ids["pack.txt"], Scope.PUBLIC)
    start = text.index("the barn at Ferry Lane")
    (place,) = store.twins.elsewhere(ids["pack.txt"], start, start + len("the barn at Ferry Lane"), Scope.PUBLIC)
    other = store.catalogue.text(ids["report.txt"], Scope.PUBLIC)
    assert other[place.start : place.end] == "the  ‘barn’ at Ferry Lane"
    assert (place.source, place.page, place.printed_page) == ("report.txt", 1, "51")
    twice = text.index("minutes")
    assert store.twins.elsewhere(ids["pack.txt"], twice, twice + len("minutes"), Scope.PUBLIC) == ()
    agenda = text.index("The agenda of the meeting")
    assert store.twins.elsewhere(ids["pack.txt"], agenda, agenda + 10, Scope.PUBLIC) == ()


def test_a_longer_passage_stands_for_the_shorter_one_in_it(store, tmp_path):
    joined = "\n".join([*LINES[2:], f"{LINES[0]} {LINES[1]}"])
    ingest([write(tmp_path / "papers", pack=pack(joined), report=alone())], store)
    hits = retrieve(store, LINES[0])
    assert quotes(hits)[0] == f"{LINES[0]} {LINES[1]}"
    assert LINES[0] not in quotes(hits)


def test_short_papers_are_not_compared():
    assert sketch("Apologies were received from two Members.") is None


@settings(max_examples=25, deadline=None)
@given(st.permutations(LINES), st.integers(1, 5))
def test_order_and_line_ends_hardly_matter_but_figures_do(lines, times):
    text = " ".join(lines)
    one, other = sketch(text), sketch(text.replace(" ", "\n" * times))
    assert isinstance(one, Sketch)
    assert isinstance(other, Sketch)
    assert one.keys == other.keys
    assert is_same_paper(one, other, strictly=True)
    changed = sketch(NEXT_QUARTER)
    assert changed is not None
    assert not is_same_paper(one, changed)


def test_words_are_compared_without_marks():
    assert normal("The Panel’s cost: £4,200 (see “Appendix”).") == [
        "the",
        "panel's",
        "cost",
        "4,200",
        "see",
        "appendix",
    ]
