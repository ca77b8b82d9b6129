"""What Minutebook does and does not, in plain English, for whoever has to decide whether to rely on it."""

import inspect
from collections.abc import Callable, Iterable

from assistant.window import wording
from assistant.window.lists import evaluation
from assistant.window.markup import Html, element, joined


def about(writer: str, functions: Iterable[Callable[..., object]], logged_days: int = 0) -> Html:
    """Return the page.

    ``writer`` says who writes the answers, ``functions`` are those that programs may call, ``logged_days`` is how
    long the log of questions is kept.
    """
    return element(
        "div",
        _does,
        _not,
        evaluation.accuracy(),
        element("h3", "Who writes"),
        element("p", writer),
        _privacy(logged_days),
        _programs(functions),
        class_="plain-page",
    )


_does = joined(
    [
        element("h2", "About Minutebook"),
        element(
            "p",
            "Minutebook looks through the meeting papers on this computer and answers with their own sentences. "
            "Each sentence is checked against the paper, letter by letter, before it is shown, and says which "
            "paper, meeting, item and page it is from.",
        ),
        element(
            "p",
            "It also lists what was agreed and promised in the papers, and what later papers say became of it.",
        ),
    ]
)

_not = joined(
    [
        element("h3", "What it does not do"),
        element(
            "ul",
            element(
                "li", "It is not the official record. Read the published papers before you rely on an answer."
            ),
            element("li", "It knows only the papers that have been indexed, as they were on the day of indexing."),
            element("li", "It may miss a passage that says the same in other words, or choose the one beside it."),
            element("li", "“Not found” means that these papers were searched, not that something did not happen."),
            element(
                "li", "It gives no advice and no opinion, and it does not know what was said outside the papers."
            ),
        ),
    ]
)


def _privacy(logged_days: int) -> Html:
    stay = (
        "Questions and papers stay on the computer that runs Minutebook, unless a language model elsewhere is "
        "named above. Nothing is fetched from elsewhere, and nothing is reported to anybody. Your conversations "
        "are kept on that computer, where you can delete them."
    )
    logged = (
        f"Who asked what, and when, is kept in a log on that computer for {wording.count(logged_days, 'day')}. "
        "Its admin can read the log, take a person's questions out of it, or turn it off."
        if logged_days
        else "No log of who asked what is kept."
    )
    return joined([element("h3", "Privacy"), element("p", stay), element("p", logged)])


def _programs(functions: Iterable[Callable[..., object]]) -> Html:
    told = [
        pair
        for function in functions
        for pair in (element("dt", element("code", function.__name__)), element("dd", _first_sentence(function)))
    ]
    where = (
        "Other programs can ask too: through this window's API, described at gradio_api/info, as tools of its MCP "
        "server at gradio_api/mcp, or with “minutebook mcp”."
    )
    return joined([element("h3", "For other programs"), element("p", where), element("dl", *told)])


def _first_sentence(function: Callable[..., object]) -> str:
    return inspect.cleandoc(function.__doc__ or "").partition("\n")[0]
