"""The tab of papers: what is indexed."""

from typing import TYPE_CHECKING

import gradio as gr

from assistant.window import coverage
from assistant.window.tabs.pieces import SHOWING, html
from indexes.records import Scope

if TYPE_CHECKING:
    from assistant.building import Assistant


def build(assistant: "Assistant", scope: Scope) -> None:
    """Lay out the tab over the papers that the scope may see."""
    catalogue = assistant.store.catalogue

    def papers() -> str:
        return coverage.papers(catalogue.documents(scope))

    with gr.Tab("Papers") as tab:
        listed = html(papers(), "papers")
        tab.select(papers, None, listed, **SHOWING)
