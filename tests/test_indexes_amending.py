"""Earlier minutes as later ones put them right, found when the earlier ones are read."""

import pytest
from index_fakes import FakeEmbedder, open_store

from corpus.chunking import chunk
from corpus.parsing import parse
from corpus.reading.files import read
from indexes.ingesting import ingest as ingesting
from indexes.records import Scope

PANEL = "Harrowdale Police and Crime Panel"
MARCH = f"""{PANEL}

Minutes of the meeting held on 7 March 2024

12 Estates

The Board was responsible for reviewing the sale of a barn.

The barn at Ferry Lane was empty.

13 Drones

The Commissioner would be reviewing the use of drones. There were 134 flights.
"""


def later(day: str, words: str) -> str:
    return f"""{PANEL}

Minutes of the meeting held on {day}

20 Apologies

Apologies were received from Cllr Oakes.

21 Minutes of the previous meeting

{words}

22 Boats

The Panel noted the cost of a boat.
"""


@pytest.fixture
def corrections(tmp_path):
    """Ingest papers by name, and return the corrections of some words of the minutes of March."""
    with open_store(tmp_path / "var") as store:

        def ask(words, scope=Scope.PUBLIC, **papers):
            folder = tmp_path / "papers"
            folder.mkdir(exist_ok=True)
            for name, text in ({"march": MARCH} | papers).items():
                (folder / f"{name}.txt").write_text(text)
            list(ingesting.ingest([folder], store, FakeEmbedder(), read=read, parse=parse, chunk=chunk))
            ids = {one.source: one.id for one in store.catalogue.documents(Scope.OFFICER)}
            text = store.catalogue.text(ids["march.txt"], Scope.OFFICER)
            start = text.index(words)
            found = store.amendments.corrections_of(ids["march.txt"], start, start + len(words), scope)
            for one in found:
                own = store.catalogue.text(one.document_id, scope)
                assert own[one.correction.start : one.correction.end] == one.correction.quote
            return found

        yield ask


JUNE = later(
    "13 June 2024",
    "The minutes of the meeting held on 7 March 2024 were confirmed, subject to the following amendment: "
    "Minute 12: for 'reviewing' read 'approving'.",
)


def test_a_correction_is_found_for_the_passage_it_changes_and_no_other(corrections):
    (one,) = corrections("responsible for reviewing", june=JUNE)
    assert (one.source, one.body, one.meeting_date.isoformat(), one.minute) == (
        "june.txt",
        PANEL,
        "2024-06-13",
        "21",
    )
    assert (one.correction.old, one.correction.new) == ("reviewing", "approving")
    assert MARCH[one.start : one.end].startswith("The Board was responsible")
    assert corrections("Ferry Lane was empty", june=JUNE) == ()
    assert corrections("would be reviewing the use", june=JUNE) == ()


def test_the_meeting_before_is_meant_where_no_day_is_named(corrections):
    words = "The minutes of the last meeting were agreed with one correction: '134' should read '143'."
    (one,) = corrections("There were 134 flights", june=later("13 June 2024", words))
    assert one.correction.new == "143"
    may = later("9 May 2024", "The minutes of the last meeting were agreed.")
    assert corrections("There were 134 flights", june=later("13 June 2024", words), may=may) == ()


def test_words_that_stand_in_several_places_need_a_minute_number(corrections):
    words = "The minutes of 7 March 2024 were agreed with the replacement of 'reviewing' by 'approving'."
    assert corrections("responsible for reviewing", june=later("13 June 2024", words)) == ()


def test_minutes_put_right_already_have_no_correction(corrections):
    corrected = MARCH.replace("responsible for reviewing", "responsible for approving")
    assert corrections("responsible for approving", march=corrected, june=JUNE) == ()


def test_what_another_body_corrects_is_left_alone(corrections):
    other = JUNE.replace(PANEL, "Quillmouth Fire Authority")
    assert corrections("responsible for reviewing", june=other) == ()


def test_words_that_are_added_are_told_of_the_whole_minute(corrections):
    words = "The minutes of 7 March 2024 were agreed, subject to the words 'by e-mail' being added to minute 13."
    (one,) = corrections("There were 134 flights", june=later("13 June 2024", words))
    assert (one.correction.old, one.correction.new) == (None, "by e-mail")


def test_a_correction_recorded_twice_is_told_once_from_the_approved_minutes(corrections):
    draft = JUNE.replace("Minutes of", "DRAFT\n\nMinutes of", 1)
    (one,) = corrections("responsible for reviewing", a_draft=draft, signed=JUNE)
    assert one.source == "signed.txt"


def test_a_correction_in_exempt_business_is_not_told_to_the_public(corrections, tmp_path):
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "manifest.csv").write_text("file,status\njune.txt,exempt\n")
    assert corrections("responsible for reviewing", june=JUNE) == ()
    assert len(corrections("responsible for reviewing", Scope.OFFICER, june=JUNE)) == 1
