"""What residents say, said in the papers' words."""

import pytest

from assistant.understanding.thesaurus import papers_words, read_entries

LIST = """# a remark = not an entry
bobby, bobbies on the beat = officer, neighbourhood policing

pot, pots = fund
"""


@pytest.mark.parametrize(
    ("question", "written"),
    [
        ("Where is the pot of money?", ("fund",)),
        ("Are there POTS for bobbies on the beat?", ("fund", "officer", "neighbourhood policing")),
        ("Is there a remark about the beat?", ()),
        ("", ()),
    ],
)
def test_everyday_words_and_phrases_are_found_by_their_stems(question: str, written: tuple[str, ...]):
    assert papers_words(question, read_entries(LIST)) == written


def test_words_that_mean_the_same_are_given_once():
    assert papers_words("pot or pots", read_entries(LIST)) == ("fund",)


def test_the_shipped_list_knows_a_residents_words():
    assert "burglary" in papers_words("How many homes were broken into?")
    assert "body worn video" in papers_words("who has bodycams")
    assert papers_words("When does the panel meet?") == ()
