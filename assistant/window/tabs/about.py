"""The tab that says what Minutebook does and does not."""

from typing import TYPE_CHECKING

import gradio as gr

from assistant.llm import writer_in_words
from assistant.window import coverage
from assistant.window.tabs.pieces import html

if TYPE_CHECKING:
    from assistant.building import Assistant


def build(assistant: "Assistant") -> None:
    """Lay out the tab."""
    with gr.Tab("About"):
        html(coverage.about(writer_in_words(assistant.settings)), "about")
