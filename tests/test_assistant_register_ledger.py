"""The register over a real store: reviews outlive what happens to the papers, and scope holds everywhere."""

from dataclasses import replace
from pathlib import Path

import pytest
from index_fakes import BODY, extract, ingest, open_store, write

from assistant.register.deciding import Clerk
from assistant.register.ledger import Register
from assistant.register.records import Standing, Wanted
from corpus.errors import MinutebookError
from corpus.records import Commitment, Document
from indexes.desk.desk import Desk
from indexes.records import Scope
from indexes.store import Store

PROMISE = "It was agreed that the clerk would mend nine lamp posts in Mill Lane."
MINUTES = f"@ minutes | {BODY} | 2031-03-07\n# 12. Lamps\n{PROMISE}\nTheft of tractors fell.\n"
LATER = (
    f"@ minutes | {BODY} | 2031-06-07\n# 3. Matters arising\n"
    "The clerk reported that the nine lamp posts in Mill Lane had been mended.\n"
)
SECRET = f"@ report | {BODY} | 2031-03-07 | exempt\n# 9. Depot\nIt was agreed to sell the depot in Quay Street.\n"
HUSHED = (
    f"@ report | {BODY} | 2031-06-07 | exempt\n# 9. Lamps\n"
    "As requested at the last meeting, the nine lamp posts in Mill Lane had been scrapped.\n"
)


@pytest.fixture
def store(tmp_path: Path):
    with open_store(tmp_path / "var") as opened:
        yield opened


def opened(store: Store, tmp_path: Path) -> Register:
    return Register(store.catalogue, Desk(tmp_path), store.catalogue.document)


def numbered(document: Document) -> list[Commitment]:
    """Commitments whose ids change with their place, as a paper's do when it is changed."""
    name = document.source.source.removesuffix(".txt")
    return [replace(one, id=f"{name}-{one.start}") for one in extract(document)]


def read(store: Store, tmp_path: Path, **papers: str) -> None:
    ingest([write(tmp_path / "papers", **papers)], store, extract=numbered)


def the_one(register: Register, scope: Scope = Scope.PUBLIC):
    (entry,) = register.ledger(scope).entries
    return entry


def test_later_papers_are_followed_and_new_ones_are_noticed(store: Store, tmp_path: Path) -> None:
    register = opened(store, tmp_path)
    read(store, tmp_path, minutes=MINUTES)
    assert the_one(register).standing is Standing.OPEN
    read(store, tmp_path, later=LATER)
    entry = the_one(register)
    assert (entry.standing, entry.searched) == (Standing.DONE, 1)
    assert [step.place.source for step in entry.steps] == ["later.txt"]
    assert entry.place.headings == ("Heading",)


def test_a_decision_outlives_the_same_a_changed_and_a_lost_paper(store: Store, tmp_path: Path) -> None:
    register = opened(store, tmp_path)
    clerk = Clerk(register, "Ada Clerk", Scope.PUBLIC)
    read(store, tmp_path, minutes=MINUTES)
    clerk.decide("reject", the_one(register).id, note="Talk.")
    read(store, tmp_path, minutes=MINUTES)
    assert the_one(register).standing is Standing.REJECTED
    assert register.find(Wanted(), Scope.PUBLIC) == ()
    changed = MINUTES.replace("# 12", "An opening line.\n# 12").replace("nine", "all nine")
    read(store, tmp_path, minutes=changed)
    assert the_one(register).standing is Standing.REJECTED
    read(store, tmp_path, minutes=MINUTES.replace(PROMISE, "Nothing was promised."))
    assert register.ledger(Scope.PUBLIC).entries == ()
    assert "is kept, but its commitment is no longer in the papers" in clerk.lost()[0]
    read(store, tmp_path, minutes=MINUTES)
    assert the_one(register).standing is Standing.REJECTED
    clerk.decide("undo", "1")
    assert the_one(register).standing is Standing.OPEN


def test_after_a_decision_the_register_is_as_one_drawn_anew(store: Store, tmp_path: Path) -> None:
    register = opened(store, tmp_path)
    clerk = Clerk(register, "Ada Clerk", Scope.PUBLIC)
    other = MINUTES.replace("# 12. Lamps", "# 13. Gates").replace("nine lamp posts in Mill Lane", "five gates")
    read(store, tmp_path, minutes=MINUTES, other=other, later=LATER)
    lamps, gates = register.ledger(Scope.PUBLIC).entries
    assert (len(lamps.steps), len(gates.steps)) == (1, 0)
    action = {"action": "mend the nine lamp posts in Mill Lane"}
    for decide, steps in (
        (lambda: clerk.decide("reject", lamps.id), [1, 0]),
        (lambda: clerk.decide("edit", gates.id, action), [1, 1]),
        (lambda: clerk.decide("merge", lamps.id, into=gates.id), [1]),
        (lambda: clerk.decide("undo", "2"), [1]),
        (lambda: clerk.decide("undo", "3"), [1, 0]),
    ):
        decide()
        drawn = register.ledger(Scope.PUBLIC)
        assert drawn == opened(store, tmp_path).ledger(Scope.PUBLIC)
        assert [len(entry.steps) for entry in drawn.entries] == steps


def test_one_added_by_hand_moves_with_its_words(store: Store, tmp_path: Path) -> None:
    register = opened(store, tmp_path)
    clerk = Clerk(register, "Ada Clerk", Scope.PUBLIC)
    read(store, tmp_path, minutes=MINUTES.replace("agreed", "thought"))
    clerk.decide("add", "minutes.txt", {"owner": "Farmers"}, quote="Theft of tractors fell.")
    first = the_one(register)
    read(store, tmp_path, minutes=MINUTES.replace("agreed", "thought").replace("# 12", "A new line.\n# 12"))
    moved = the_one(register)
    assert moved.place.start == first.place.start + len("A new line.\n")
    assert (moved.commitment.owner, moved.place.item.number) == ("Farmers", "12")
    with pytest.raises(MinutebookError, match="are not in"):
        clerk.decide("add", "minutes.txt", quote="Not in the paper.")
    with pytest.raises(MinutebookError, match="are not in"):
        clerk.decide("add", "none.txt", quote="Theft of tractors fell.")


def test_exempt_papers_are_nowhere_in_the_public_register(store: Store, tmp_path: Path) -> None:
    register = opened(store, tmp_path)
    read(store, tmp_path, minutes=MINUTES, secret=SECRET, hushed=HUSHED)
    officers = register.ledger(Scope.OFFICER).entries
    assert {entry.place.source for entry in officers} == {"minutes.txt", "secret.txt"}
    (lamps,) = [entry for entry in officers if entry.place.source == "minutes.txt"]
    assert [step.place.source for step in lamps.steps] == ["hushed.txt"]
    public = the_one(register)
    assert public.place.source == "minutes.txt"
    assert public.steps == ()
    (depot,) = [entry for entry in officers if entry.place.source == "secret.txt"]
    Clerk(register, "Ada Clerk", Scope.OFFICER).decide("confirm", depot.id)
    assert register.desk.reviews(Scope.PUBLIC) == ()
    assert register.ledger(Scope.PUBLIC).lost == ()
    for what in (depot.id, "secret.txt"):
        with pytest.raises(MinutebookError):
            Clerk(register, "Eve", Scope.PUBLIC).decide("confirm", what)
    with pytest.raises(MinutebookError, match="are not in"):
        Clerk(register, "Eve", Scope.PUBLIC).decide("add", "secret.txt", quote="sell the depot")


def test_a_rebuild_leaves_the_desk_alone(store: Store, tmp_path: Path) -> None:
    register = opened(store, tmp_path)
    read(store, tmp_path, minutes=MINUTES)
    Clerk(register, "Ada Clerk", Scope.PUBLIC).decide("close", the_one(register).id, note="Mended.")
    ingest([tmp_path / "papers"], store, extract=numbered, rebuild=True)
    again = opened(store, tmp_path)
    assert the_one(again).standing is Standing.CLOSED


def test_an_id_may_be_shortened_but_not_too_far(store: Store, tmp_path: Path) -> None:
    register = opened(store, tmp_path)
    read(store, tmp_path, minutes=MINUTES, more=MINUTES.replace("Mill", "High").replace("2031-03", "2031-04"))
    ids = [entry.id for entry in register.ledger(Scope.PUBLIC).entries]
    assert [one.split("-")[0] for one in ids] == ["minutes", "more"]
    assert register.entry("min", Scope.PUBLIC).id == ids[0]
    with pytest.raises(MinutebookError, match="2 commitments have an id that begins"):
        register.entry("m", Scope.PUBLIC)
    with pytest.raises(MinutebookError, match="There is no commitment"):
        register.entry("x", Scope.PUBLIC)
    assert [day.isoformat() for day in register.days(Scope.PUBLIC)] == ["2031-03-07", "2031-04-07"]
