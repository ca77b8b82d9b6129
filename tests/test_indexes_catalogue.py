"""What the catalogue gives back is what was put in, as far as the scope may see."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from index_fakes import BODY, OTHER_BODY, chunk, chunk_id, extract, ingest, open_store, parse, read, write

from corpus.errors import MinutebookError
from corpus.records import (
    Cell,
    Document,
    Mark,
    MarkKind,
    Page,
    Part,
    PartKind,
    Passage,
    PassageKind,
    SourceText,
    Span,
    SpeechAct,
    Table,
)
from indexes.catalogue import rows, withholding
from indexes.catalogue.catalogue import Catalogue
from indexes.catalogue.database import connect, writing
from indexes.ingesting import swapping
from indexes.records import Counts, Filters, Meeting, Scope

PUBLIC, OFFICER = Scope.PUBLIC, Scope.OFFICER
SECRET = "zanzibar"
MIXED = (
    f"@ minutes | {BODY} | 2025-03-07\n# 1. Open business\nTheft fell.\nPCP means Police and Crime Panel\n"
    f"@ report | {BODY} | 2025-03-08 | exempt\n# 2. Sale of {SECRET}\nThe {SECRET} was sold, it was agreed.\n"
    f"PCP means {SECRET} panel\n@ notes | {OTHER_BODY} | 2024-06-01\nThe pump was repaired.\n"
)
HIDDEN = f"@ report | {SECRET} board | 2023-01-01 | exempt\nThe {SECRET} is closed.\n"
PLAIN = f"@ notes | {OTHER_BODY} | 2024-06-01\nThe ladder 100% broke.\n@ plan\nAn undated plan_b.\n"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("catalogue")
    write(folder / "papers", mixed=MIXED, hidden=HIDDEN, plain=PLAIN)
    with open_store(folder / "var") as opened:
        ingest([folder / "papers"], opened, extract=extract)
        yield opened


def ids(store, *places):
    documents = {one.source: one for one in store.catalogue.documents(OFFICER)}
    given = []
    for source, position in places:
        document = store.catalogue.document(documents[source].id, OFFICER)
        given.append(chunk_id(document.source, position))
    return given


def id_of(store, source):
    return next(one.id for one in store.catalogue.documents(OFFICER) if one.source == source)


def test_a_document_comes_back_as_it_was_parsed(store):
    for stored in store.catalogue.documents(OFFICER):
        from pathlib import Path

        assert store.catalogue.document(stored.id, OFFICER) == parse(read(Path(stored.path), stored.source))


def test_chunks_say_where_they_stand(store):
    (one,) = store.catalogue.chunks(ids(store, ("mixed.txt", 0)), PUBLIC).values()
    document = store.catalogue.document(one.document_id, OFFICER)
    assert one.chunk == chunk(document, len, 0)[0]
    assert (one.source, one.title, one.headings) == ("mixed.txt", document.title, ("Heading",))
    assert one.part == document.parts[0]
    assert one.item == document.parts[0].items[0]


def test_chunks_keep_the_order_of_the_ids_and_leave_out_unknown_ones(store):
    wanted = [*reversed(ids(store, ("mixed.txt", 0), ("mixed.txt", 1), ("plain.txt", 0))), "unknown"]
    assert list(store.catalogue.chunks(wanted, PUBLIC)) == wanted[:-1]
    assert store.catalogue.chunks([], PUBLIC) == {}


def test_a_view_tells_the_chunks_beside_that_the_scope_may_see(store):
    first, second, secret, other, last = ids(store, *(("mixed.txt", n) for n in range(5)))

    def beside(scope, *chunks):
        view = store.views.now(scope)
        rows = np.array(list(view.find(chunks).values()))
        near = [view.beside(rows, step) for step in (-1, 1)]
        around = [[view.ids(row[None])[0] if row >= 0 else None for row in found] for found in near]
        return dict(zip(view.ids(rows), zip(*around, strict=True), strict=True))

    assert beside(OFFICER, first, second, last, "unknown", "0" * 32) == {
        first: (None, second), second: (first, secret), last: (other, None),
    }  # fmt: skip
    assert beside(PUBLIC, second, secret, last) == {second: (first, None), last: (None, None)}
    places = store.views.now(OFFICER).places([first, second, last, "unknown", "0" * 32])
    assert list(places) == [first, second, last]
    assert places[first].paper == places[second].paper != places[last].paper


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), ["mixed.txt 0", "mixed.txt 1", "mixed.txt 4", "plain.txt 0", "plain.txt 1"]),
        (Filters(body="FIRE auth"), ["mixed.txt 4", "plain.txt 0"]),
        (Filters(body="%"), []),
        (Filters(body="Harrowdale", source="plain.txt"), []),
        (Filters(date_from=date(2024, 6, 1)), ["mixed.txt 0", "mixed.txt 1", "mixed.txt 4", "plain.txt 0"]),
        (Filters(date_to=date(2024, 6, 1)), ["mixed.txt 4", "plain.txt 0"]),
        (Filters(date_from=date(2024, 6, 2), date_to=date(2025, 3, 6)), []),
        (Filters(source="plain.txt"), ["plain.txt 0", "plain.txt 1"]),
        (Filters(source="hidden.txt"), []),
        (Filters(kind="notes"), ["mixed.txt 4", "plain.txt 0"]),
        (Filters(kind="minutes", source="plain.txt"), []),
        (Filters(body=SECRET), []),
    ],
)
def test_filters_narrow_and_an_empty_result_stays_empty(store, filters, expected):
    chosen = store.catalogue.chunk_ids(filters, PUBLIC)
    stored = store.catalogue.chunks(chosen, PUBLIC).values()
    assert sorted(f"{one.source} {one.chunk.position}" for one in stored) == expected
    assert store.catalogue.count_chunks(filters, PUBLIC) == len(expected)
    one = store.catalogue.chunk_ids(filters, PUBLIC, limit=1)
    assert len(one) == min(1, len(chosen))
    assert set(one) <= set(chosen)
    view, mask = store.views.mask(filters, PUBLIC)
    assert set(view.ids(np.flatnonzero(mask))) == set(chosen)
    searched = store.keywords.search(["the", "theft", "pump", "ladder", "plan", SECRET], 9, filters, PUBLIC)
    assert {one for one, _ in searched} <= set(chosen)


def test_a_speaker_leaves_the_chunks_with_their_words(tmp_path):
    talk = "@ minutes | Panel | 2024-06-01\nThe PCC said no.\nNobody spoke.\nCllr Darby said yes.\n"
    write(tmp_path / "papers", talk=talk, more=f"{talk}@ notes | Panel | | exempt\nDr Hush said nothing.\n")
    with open_store(tmp_path / "var") as store:
        ingest([tmp_path / "papers"], store)
        assert store.catalogue.speakers(PUBLIC) == ("Cllr Darby", "The PCC")
        for speaker, positions in {"commissioner": {0}, "Darby": {2}, "Dr Hush": set(), "": {0, 1, 2}}.items():
            view, mask = store.views.mask(Filters(speaker=speaker), PUBLIC)
            found = store.catalogue.chunks(view.ids(np.flatnonzero(mask)), PUBLIC).values()
            assert {one.chunk.position for one in found} == positions
            assert len(found) == 2 * len(positions)


def test_meetings_acronyms_and_counts(store):
    mixed, plain = id_of(store, "mixed.txt"), id_of(store, "plain.txt")
    assert store.catalogue.meetings(PUBLIC) == (
        Meeting(OTHER_BODY, date(2024, 6, 1), (mixed, plain)),
        Meeting(BODY, date(2025, 3, 7), (mixed,)),
    )
    (short,) = store.catalogue.acronyms(PUBLIC)
    assert (short.short, short.long, short.body, short.document_id) == (
        "PCP",
        "Police and Crime Panel",
        BODY,
        mixed,
    )
    assert len(store.catalogue.acronyms(OFFICER)) == 2
    assert store.catalogue.counts(PUBLIC) == Counts(2, 4, 2, 5, 5, 0)
    assert store.catalogue.counts(OFFICER) == Counts(3, 6, 4, 8, 8, 1)


def test_no_read_of_the_public_shows_what_is_exempt(store):
    """Everything the catalogue can be asked for, turned into words, holds no word of the exempt papers."""
    catalogue = store.catalogue
    every = catalogue.chunk_ids(Filters(), OFFICER)
    shown = [
        catalogue.documents(PUBLIC), catalogue.meetings(PUBLIC), catalogue.acronyms(PUBLIC),
        catalogue.counts(PUBLIC), catalogue.commitments(PUBLIC), catalogue.chunks(every, PUBLIC),
        catalogue.chunk_ids(Filters(), PUBLIC),
        catalogue.document(id_of(store, "mixed.txt"), PUBLIC), catalogue.text(id_of(store, "mixed.txt"), PUBLIC),
        catalogue.chunks_at(store.keywords.keys(), PUBLIC), store.views.now(PUBLIC).places(every),
    ]  # fmt: skip
    assert SECRET not in repr(shown)
    assert SECRET in repr(catalogue.documents(OFFICER))
    assert SECRET in repr(catalogue.chunks_at(store.keywords.keys(), OFFICER))
    hidden = ids(store, ("hidden.txt", 0), ("mixed.txt", 2))
    assert not any(one in repr(shown) for one in hidden)
    assert id_of(store, "hidden.txt") not in repr(shown)
    assert store.keywords.search([SECRET], 5, Filters(), PUBLIC) == []
    assert len(store.keywords.search([SECRET], 5, Filters(), OFFICER)) == 3
    assert store.keywords.frequencies([SECRET], PUBLIC) == {SECRET: 0}
    assert store.keywords.frequencies([SECRET], OFFICER) == {SECRET: 3}


def test_offsets_stay_true_where_text_is_withheld(store):
    whole = store.catalogue.document(id_of(store, "mixed.txt"), OFFICER)
    public = store.catalogue.document(id_of(store, "mixed.txt"), PUBLIC)
    assert len(public.source.text) == len(whole.source.text)
    assert [passage.text for passage in public.passages] == [
        rows.quoted(public.source.text, passage.spans) for passage in public.passages
    ]
    assert public.parts[1] == Part(PartKind.OTHER, "", whole.parts[1].start, whole.parts[1].end, exempt=True)


def test_an_exempt_paper_is_as_unknown_as_one_that_is_not_there(store):
    hidden = id_of(store, "hidden.txt")
    refusals = []
    for one in (hidden, "0" * 16):
        with pytest.raises(MinutebookError) as refusal:
            store.catalogue.document(one, PUBLIC)
        refusals.append(str(refusal.value).replace(one, "ID"))
    assert refusals[0] == refusals[1]


def test_the_title_of_an_exempt_first_part_is_withheld(tmp_path):
    text = f"@ report | {SECRET} | 2025-01-01 | exempt\nA {SECRET}.\n@ notes\nOpen.\n"
    papers = write(tmp_path / "papers", mixed=text)
    with open_store(tmp_path / "var") as store:
        ingest([papers], store)
        (stored,) = store.catalogue.documents(PUBLIC)
        assert stored.title == "mixed.txt"
        assert SECRET not in repr(store.catalogue.document(stored.id, PUBLIC))
        (one,) = store.catalogue.chunks(store.catalogue.chunk_ids(Filters(), PUBLIC), PUBLIC).values()
        assert one.title == "mixed.txt"


def test_tables_furniture_and_warnings_of_exempt_parts_lose_their_words():
    text = f"Open table.\n{SECRET} table.\n"
    table = Table(0, "Open", ("a",), 0, 11, ("note",))
    secret = Table(1, SECRET, (SECRET,), 12, 24, (SECRET,))
    document = Document(
        SourceText("a.txt", text, "0" * 64, "txt", title=SECRET, warnings=(SECRET,)), "Open table",
        (Part(PartKind.REPORT, "Open", 0, 12), Part(PartKind.REPORT, SECRET, 12, len(text), exempt=True)), (),
        (table, secret), (Span(0, 4), Span(12, 14)), warnings=(SECRET,),
    )  # fmt: skip
    public = withholding.public(document)
    assert SECRET not in repr(public)
    assert public.tables == (table, Table(1, None, (), 12, 24))
    assert public.furniture == (Span(0, 4),)
    open_only = Document(document.source, document.title, document.parts[:1], ())
    assert withholding.public(open_only) is open_only


_TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)


@st.composite
def documents(draw):
    """A document with a value in every field that a parser may set."""
    text = draw(st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=60))
    place = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(lambda ends: Span(*sorted(ends)))
    span = draw(place)
    page = Page(1, span.start, span.end, draw(st.none() | _TEXT))
    kind = draw(st.sampled_from(MarkKind))
    source = SourceText(
        draw(_TEXT), text, "0" * 64, "txt", (page,), (Mark(kind, span.start, span.end, 2),),
        draw(st.none() | _TEXT), tuple(draw(st.lists(_TEXT, max_size=2))),
    )  # fmt: skip
    part = Part(
        draw(st.sampled_from(PartKind)), draw(_TEXT), 0, len(text), draw(st.none() | _TEXT),
        draw(st.none() | st.dates()), (), draw(st.sampled_from([None, "draft"])), draw(st.booleans()),
    )  # fmt: skip
    table = Table(0, draw(st.none() | _TEXT), tuple(draw(st.lists(_TEXT, max_size=2))), 0, 1, ("note",))
    passages = []
    for index in range(draw(st.integers(0, 3))):
        spans = tuple(draw(st.lists(place, min_size=1, max_size=3)))
        passages.append(
            Passage(
                index, draw(st.sampled_from(PassageKind)), spans, rows.quoted(text, spans), 0, None,
                tuple(draw(st.lists(_TEXT, max_size=2))), draw(st.none() | _TEXT),
                draw(st.none() | st.integers(1, 9)), draw(st.none() | _TEXT), draw(st.sampled_from([None, 0])),
                (Cell(draw(st.none() | _TEXT), draw(_TEXT), 0, 1, ("1",)),), draw(st.none() | _TEXT),
                draw(st.booleans()), draw(st.none() | _TEXT), draw(st.none() | st.sampled_from(SpeechAct)),
            )
        )  # fmt: skip
    warnings = tuple(draw(st.lists(_TEXT, max_size=2)))
    return Document(source, draw(_TEXT), (part,), tuple(passages), (table,), (span,), (), warnings)


@settings(max_examples=60)
@given(document=documents())
def test_every_document_comes_back_whole(empty_catalogue, tmp_path, document):
    """Whatever a parser may set is kept: the catalogue is the truth from which an index can be built anew."""
    engine = empty_catalogue
    origin = swapping.Origin(tmp_path / "paper.txt", tmp_path, "mark")
    swapping.swap(engine, [swapping.Staged(document, (), (), origin)])
    catalogue = Catalogue(engine)
    (stored,) = catalogue.documents(OFFICER)
    assert catalogue.document(stored.id, OFFICER) == document
    assert stored.id == swapping.document_id(document.source)


@pytest.fixture
def empty_catalogue(tmp_path):
    from indexes.catalogue import versions

    engine = connect(tmp_path / "catalogue.sqlite3")
    with writing(engine) as connection:
        versions.create(connection)
    yield engine
    engine.dispose()


@given(st.text(max_size=20), st.text(max_size=20), st.text(alphabet="0123456789abcdef", min_size=64, max_size=64))
def test_ids_are_made_of_name_and_content(name, other, sha256):
    one = swapping.document_id(SourceText(name, "", sha256, "txt"))
    assert one == swapping.document_id(SourceText(name, "some text", sha256, "pdf"))
    assert (one == swapping.document_id(SourceText(other, "", sha256, "txt"))) == (name == other)
    assert one != swapping.document_id(SourceText(name, "", sha256[::-1] + "0", "txt"))
