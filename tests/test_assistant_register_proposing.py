"""A model's words for a commitment, and what of them is kept."""

import pytest
from scripted import Scripted

from assistant.register.proposing import Proposal, propose
from assistant.register.records import Entry, Quoted
from assistant.writing.llm import ModelFailedError
from corpus.records import AgendaItem, Commitment, Part, PartKind

QUOTE = "The Chief Constable agreed to send the list of schools to the Panel by 4 April 2025."


def entry() -> Entry:
    part = Part(PartKind.MINUTES, "Minutes", 0, 200)
    item = AgendaItem("13", "Road safety", 0, 200)
    place = Quoted("d1", "minutes.txt", "Minutes", part, item, 0, len(QUOTE), QUOTE, around=QUOTE)
    return Entry(Commitment("c1", 0, len(QUOTE), QUOTE, "agreed", 0, owner="Chief Constable"), place)


def test_what_the_quote_bears_out_is_proposed():
    model = Scripted("Owner: Chief Constable\nAction: Send the list of schools to the Panel\nDue: by 4 April 2025")
    found = propose(entry(), model)
    assert found == Proposal("Chief Constable", "Send the list of schools to the Panel", "by 4 April 2025")
    assert QUOTE in model.told[-1].text


@pytest.mark.parametrize(
    ("reply", "dropped"),
    [
        ("Owner: Mrs Grant\nAction: Send the list of schools to the Panel\nDue: none", ("owner",)),
        ("Owner: Chief Constable\nAction: Send 14 lists of schools\nDue: by May", ("action", "due")),
        ("Owner: none\nAction: none\nDue: Road safety", ("due",)),
        (f"Owner: Chief Constable\nAction: {'send ' * 50}\nDue: none", ("action",)),
    ],
)
def test_what_it_does_not_bear_out_is_dropped_and_named(reply: str, dropped: tuple[str, ...]):
    found = propose(entry(), Scripted(reply))
    assert found.dropped == dropped
    assert all(getattr(found, name) is None for name in dropped)


def test_a_reply_of_another_shape_proposes_nothing():
    assert propose(entry(), Scripted("I cannot help with that.")) == Proposal()


def test_a_model_that_fails_is_said():
    with pytest.raises(ModelFailedError):
        propose(entry(), Scripted(None))
