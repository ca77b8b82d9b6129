"""What the tabs share of Gradio: a piece of our own markup, and how a handler is run."""

from typing import Literal, TypedDict

import gradio as gr

_AT_ONCE = 8


class Handling(TypedDict):
    """How Gradio runs a handler."""

    show_progress: Literal["hidden"]
    concurrency_limit: int
    concurrency_id: str
    api_visibility: Literal["private"]


class Queueing(Handling):
    """What is asked while its like is being answered comes after it, and is not lost."""

    trigger_mode: Literal["always_last"]


ASKING = Queueing(
    show_progress="hidden",
    concurrency_limit=_AT_ONCE,
    concurrency_id="ask",
    api_visibility="private",
    trigger_mode="always_last",
)
"""Questions: so many are answered at once, and the others wait."""

SHOWING = Handling(
    show_progress="hidden", concurrency_limit=_AT_ONCE, concurrency_id="show", api_visibility="private"
)
"""Everything else, which must not wait for questions."""

LISTING = Queueing(**SHOWING, trigger_mode="always_last")
"""Lists and what is opened from them: what is chosen while one is fetched is shown after it, and not lost."""


WIDE = "wide"
"""Class of what stands in the page's one column, not at its edges."""

FORM = "tab-form"
"""Class of what holds boxes and buttons to fill in."""


def html(value: str, elem_id: str, elem_class: str | None = None) -> gr.HTML:
    """Return a place for markup of ours, without Gradio's own styles and scripts."""
    return gr.HTML(value, elem_id=elem_id, elem_classes=elem_class, apply_default_css=False, js_on_load=None)
