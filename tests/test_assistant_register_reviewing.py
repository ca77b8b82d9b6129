"""Officers' decisions find their commitments again, whatever became of the papers."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.register.records import Decision, Entry, Quoted, Standing
from assistant.register.reviewing import anchor_of, apply, conclude, lost_words
from corpus.records import Commitment, Part, PartKind
from indexes.desk.desk import Anchor, Review

PART = Part(PartKind.MINUTES, "Minutes", 0, 500, "Ashcombe Panel", date(2031, 5, 2))
WORDS = "The Panel agreed to mend nine lamp posts in Mill Lane by the end of June."


def entry(key: str, quote: str = WORDS, source: str = "lamps.txt", start: int = 10) -> Entry:
    end = start + len(quote)
    return Entry(
        Commitment(key, start, end, quote, "agreed", 0, owner="Panel"),
        Quoted("d1", source, "Lamps", PART, None, start, end, quote),
    )


def decided(number: int, decision: str, about: Entry, **more: object) -> Review:
    return Review(number, "2031-06-01T10:00:00+00:00", "Ada Clerk", decision, anchor_of(about), **more)


def never(_: Anchor) -> None:
    return None


@pytest.mark.parametrize(
    "now",
    [
        entry("c1"),
        entry("new id", start=400),
        entry("new id", quote=WORDS.replace(" in Mill", "\nin Mill")),
        entry("new id", quote=WORDS.replace("nine", "ten")),
        entry("new id", source="renamed.txt"),
    ],
)
def test_a_rejected_one_stays_rejected_when_its_paper_is_read_anew_or_changed(now: Entry) -> None:
    others = [entry("other", "The Clerk will write to the parish about benches.", start=90)]
    found, lost = apply([*others, now], [decided(1, "reject", entry("c1"))], never)
    assert lost == ()
    assert [conclude(one).standing for one in found] == [Standing.OPEN, Standing.REJECTED]


def test_one_that_is_gone_loses_nothing() -> None:
    others = [entry("other", "The Clerk will write to the parish about benches.", start=90)]
    review = decided(3, "confirm", entry("c1"))
    found, lost = apply(others, [review], never)
    assert [one.review for one in found] == [None]
    assert [one.review for one in lost] == [review]
    assert lost_words(lost) == [
        f"Decision 3 (confirm, Ada Clerk, 2031-06-01) is kept, but its commitment is no longer in the papers: "
        f"“{WORDS}” (lamps.txt)."
    ]


def test_decisions_add_up_in_order_and_undone_ones_count_for_nothing() -> None:
    one = entry("c1")
    reviews = [
        decided(1, "edit", one, changes={"owner": "Highways", "due": None}, note="As minuted."),
        decided(2, "reject", one, undone_at="2031-06-02", undone_by="Bo"),
        decided(3, "close", one, note="Mended."),
        decided(4, "edit", one, changes={"due_date": "2031-06", "strength": None}),
    ]
    (found,), _ = apply([one], reviews, never)
    assert (found.commitment.owner, found.commitment.due_date, found.commitment.strength) == (
        "Highways",
        "2031-06",
        "agreed",
    )
    assert found.review is not None
    assert found.review.notes == ("As minuted.", "Mended.")
    assert found.review.edited == ("owner", "due", "due_date", "strength")
    concluded = conclude(found)
    assert (concluded.standing, concluded.reason) == (Standing.CLOSED, "Closed by Ada Clerk: Mended.")
    (reopened,), _ = apply([one], [*reviews, decided(5, "confirm", one)], never)
    assert conclude(reopened).standing is Standing.OPEN


def test_merged_ones_are_one_with_both_places() -> None:
    one, other, third = entry("c1"), entry("c2", "Nine lamp posts", start=200), entry("c3", "Lamps", start=300)
    reviews = [
        decided(1, "merge", other, target=anchor_of(one)),
        decided(2, "merge", third, target=anchor_of(other)),
        decided(3, "confirm", other),
    ]
    (found,), lost = apply([one, other, third], reviews, never)
    assert lost == ()
    assert (found.id, found.also) == ("c1", (other.place, third.place))
    assert found.review is not None
    assert found.review.verdict is Decision.CONFIRM


def test_one_added_by_hand_is_found_by_its_words() -> None:
    one = entry("h1")
    review = decided(1, "add", one, changes={"owner": "Clerk", "due_date": "2031-07-01"})
    (found,), lost = apply([], [review], lambda anchor: replace(one.place, start=anchor.start + 5))
    assert lost == ()
    assert (found.id, found.commitment.owner, found.place.start) == ("h1", "Clerk", 15)
    none, (gone,) = apply([], [review], never)
    assert none == ()
    assert "the words it was added from" in gone.reason
