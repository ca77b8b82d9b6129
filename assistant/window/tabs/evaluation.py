"""The tab that says how good the answers are, as last measured."""

from collections.abc import Sequence
from pathlib import Path

import gradio as gr

from assistant.window.lists import evaluation
from assistant.window.lists.commitments import problem
from assistant.window.tabs.pieces import SHOWING, WIDE, html
from corpus.errors import MinutebookError


def build(folders: Sequence[Path]) -> None:
    """Lay out the tab over the folders in which the suite may have left a run, the likeliest first."""

    def measured() -> str:
        try:
            return evaluation.shown(folders)
        except MinutebookError as error:
            return problem(error)

    with gr.Tab("Evaluation") as tab:
        shown = html("", "evaluation", WIDE)
        tab.select(measured, None, shown, **SHOWING)
