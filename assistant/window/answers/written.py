"""What a reader should know of an answer that a language model wrote, or could not write."""

from collections import Counter

from assistant.records import Answer, Sentence, Verdict
from assistant.window import wording
from assistant.window.markup import Html, element, joined


def written(answer: Answer) -> Html | None:
    """Return who wrote the answer, how its sentences were found, and what was left out; nothing for an extract."""
    if not (answer.writer or answer.notice):
        return None
    left_out = [one for one in answer.sentences if one.verdict is Verdict.UNSUPPORTED]
    return element(
        "div",
        element("p", _checked(answer)) if answer.writer else None,
        element("p", answer.notice, role="note") if answer.notice else None,
        _left_out(left_out) if left_out else None,
        class_="written",
    )


def writing(answer: Answer) -> str:
    """Return what a language model is doing: reading what was found, or writing the next sentence."""
    held = sum(one.verdict is not Verdict.UNSUPPORTED for one in answer.sentences)
    if not held:
        return f"Found {wording.count(len(answer.hits), 'passage')}. {answer.writer} is reading the best of them …"
    return f"{wording.count(held, 'sentence')} written and checked against the papers. Writing the next …"


def _checked(answer: Answer) -> str:
    counted = Counter(one.verdict for one in answer.sentences if one.verdict is not Verdict.UNSUPPORTED)
    found = wording.listed([f"{count} {verdict.value}" for verdict, count in sorted(counted.items())], 2)
    return f"Written by {answer.writer} from the passages shown. Each sentence was checked: {found}."


def _left_out(sentences: list[Sentence]) -> Html:
    lines = [
        element("li", element("span", one.verdict.value.capitalize(), class_="badge"), " ", one.text)
        for one in sentences
    ]
    return element("details", element("summary", "What was left out"), element("ul", joined(lines)))
