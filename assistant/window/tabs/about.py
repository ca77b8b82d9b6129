"""The tab that says what Minutebook does and does not."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import gradio as gr

from assistant.window.lists.about import about
from assistant.window.tabs.pieces import html
from assistant.writing.llm import writer_in_words

if TYPE_CHECKING:
    from assistant.building import Assistant


def build(assistant: "Assistant", functions: Iterable[Callable[..., object]]) -> None:
    """Lay out the tab; ``functions`` are those that programs may call."""
    settings = assistant.settings
    with gr.Tab("About"):
        html(about(writer_in_words(settings), functions, settings.audit_days), "about")
