"""Topics are found in the officer's words, the papers' words, or by their meaning."""

from datetime import date

from assistant.register.records import Entry, Quoted, Wanted
from assistant.register.searching import LEAST_COSINE, about, counts, fits, ordered, search
from corpus.records import AgendaItem, Commitment, Part, PartKind
from indexes.records import Scope

QUOTE = "The DCC undertook to clear the backlog of firearms certificates."
PART = Part(PartKind.MINUTES, "Minutes", 0, 500, "Ashcombe Panel", date(2031, 5, 2))
PLACE = Quoted(
    "d1", "guns.txt", "Guns", PART, AgendaItem("12", "Licensing", 0, 90), 0, len(QUOTE), QUOTE, ("Safety",)
)
ENTRY = Entry(Commitment("c1", 0, len(QUOTE), QUOTE, "agreed", 0, owner="DCC", due_date="2031-06"), PLACE)


def test_a_topic_is_met_in_either_words() -> None:
    assert about(ENTRY, "firearms certificates") == 1.0
    assert 0 < about(ENTRY, "licensing safety") < 1.0
    assert about(ENTRY, "gun licences") > 0
    assert about(ENTRY, "tractors") == about(ENTRY, "firearms tractors") == 0.0


def test_likeness_in_meaning_counts_where_it_is_great() -> None:
    assert about(ENTRY, "weapons", [(0, 10, LEAST_COSINE)]) == LEAST_COSINE
    assert about(ENTRY, "weapons", [(0, 10, LEAST_COSINE - 0.01)]) == 0.0
    assert about(ENTRY, "weapons", [(400, 410, 0.9)]) == 0.0
    found = search([ENTRY], Wanted(topic="weapons"), lambda topic, scope: {"d1": ((0, 9, 0.8),)}, Scope.PUBLIC)
    assert found == (ENTRY,)


def test_the_police_are_their_officers_and_the_pcc_is_not_the_opcc() -> None:
    assert fits(ENTRY, Wanted(owner="the police"))
    assert fits(ENTRY, Wanted(owner="Deputy Chief Constable"))
    assert not fits(ENTRY, Wanted(owner="PCC"))
    assert not fits(ENTRY, Wanted(owner="CC"))


def test_without_a_date_comes_last_and_everything_is_counted() -> None:
    undated = Entry(Commitment("c2", 0, 5, "x", "agreed", 0), PLACE)
    assert [entry.id for entry in ordered([undated, ENTRY], "due")] == ["c1", "c2"]
    assert counts([ENTRY, undated])["owner"] == [("DCC", 1), ("nobody named", 1)]
