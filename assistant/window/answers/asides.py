"""What can be done with an answer: say whether it is right, and take it away as a note."""

from urllib.parse import urlencode

from assistant.window.markup import Html, element
from indexes.desk.feedback import LONGEST_NOTE

VERDICTS = {
    "right": "It is right",
    "wrong answer": "The answer is wrong",
    "wrong evidence": "It rests on the wrong passages",
}
FORMATS = {"docx": "Word (DOCX)", "md": "Markdown", "html": "Page for printing"}


def judging(turn: int) -> Html:
    """Return the form in which a reader judges an answer."""
    return element(
        "form",
        element(
            "fieldset",
            element("legend", "What do you say of this answer?", class_="visually-hidden"),
            *[
                element(
                    "label",
                    element("input", type="radio", name="verdict", value=verdict, required=True),
                    element("span", said),
                )
                for verdict, said in VERDICTS.items()
            ],
        ),
        element(
            "label",
            element("span", "Note (what would be right, or where it stands)"),
            element("textarea", name="note", rows=2, maxlength=LONGEST_NOTE),
            class_="field",
        ),
        element("button", "Keep this", type="submit"),
        element("p", "It is kept on this computer, for those who look after Minutebook.", class_="hint"),
        class_="judge",
        data_judge=turn,
    )


def notes(saved: str, turn: int) -> Html:
    """Return links to an answer, and to its whole conversation, as a note in each format."""
    return element(
        "ul",
        _formats("This answer", {"conversation": saved, "turn": turn}),
        _formats("The whole conversation", {"conversation": saved}),
        class_="notes",
    )


def _formats(what: str, of: dict[str, str | int]) -> Html:
    links = [
        element(
            "a",
            said,
            href=f"note?{urlencode({**of, 'format': suffix})}",
            target="_blank" if suffix == "html" else None,
            download=suffix != "html",
            aria_label=f"{what}: {said}",
        )
        for suffix, said in FORMATS.items()
    ]
    return element("li", f"{what}: ", *[part for link in links for part in (link, " ")])
