import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.offline import prepare
from prompts import library
from prompts.counting import count, fitting
from prompts.library import Message, PromptError, load, names, read

GOOD = "variables: place, time\n\n# system\n\nBe {{place}}.\n\n# user\n\nAt {{ time }} in {{place}}.\n"
prepare()


def test_every_prompt_of_the_package_is_sound() -> None:
    assert names() == ("answer", "commitment", "condense", "judge")
    for name in names():
        prompt = load(name)
        said = prompt.fill({variable: f"<{variable}>" for variable in prompt.variables})
        assert [one.role for one in said] == ["system", "user"]
        assert all(f"<{variable}>" in "".join(one.text for one in said) for variable in prompt.variables)
        assert "{{" not in "".join(one.text for one in said)


@given(st.text(max_size=30), st.sampled_from(["{{time}}", "{{place}}", r"\1", r"\g<0>"]))
def test_values_stay_what_they_are(words: str, brace: str) -> None:
    value = words + brace
    assert read("good", GOOD).fill({"place": value, "time": "noon"}) == (
        Message("system", f"Be {value}."),
        Message("user", f"At noon in {value}."),
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("# user\n\nHello.\n", "first line"),
        ("variables: \n\nHello.\n", "sections"),
        ("variables: \n\nHello.\n# user\nHello.\n", "sections"),
        ("variables: \n\n# narrator\n\nHello.\n", "sections"),
        ("variables: name\n\n# user\n\nHello.\n", "look at name"),
        ("variables: \n\n# user\n\nHello {{name}}.\n", "look at name"),
    ],
)
def test_a_prompt_that_is_not_sound_says_why(text: str, why: str) -> None:
    with pytest.raises(PromptError, match=why):
        read("bad", text)


def test_what_is_filled_in_is_what_is_declared() -> None:
    with pytest.raises(PromptError, match="look at time"):
        read("good", GOOD).fill({"place": "here"})
    with pytest.raises(PromptError, match="look at weather"):
        read("good", GOOD).fill({"place": "here", "time": "noon", "weather": "rain"})
    with pytest.raises(PromptError, match=r"choose one of answer, commitment, condense, judge"):
        load("nothing")
    assert library.load is load


@settings(deadline=None)  # the first count reads the vocabulary
@given(st.lists(st.text(max_size=40), max_size=6), st.integers(0, 60))
def test_so_many_fit_and_one_more_would_not(texts: list[str], room: int) -> None:
    fit = fitting(texts, room)
    assert fit <= len(texts)
    assert (fit >= 1) == bool(texts)
    assert fit <= 1 or sum(map(count, texts[:fit])) <= room
    assert fit == len(texts) or sum(map(count, texts[: fit + 1])) > room


def test_names_of_special_tokens_are_text() -> None:
    assert count("<|endoftext|>") > 1
