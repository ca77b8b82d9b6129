"""The tab of commitments: filters, the table, one of them, and officers' decisions."""

from functools import partial

import gradio as gr

from assistant.register.ledger import Register
from assistant.window import commitments
from assistant.window.markup import element
from assistant.window.tabs.pieces import SHOWING, html

_FORM = "register-form"


def build(register: Register, *, reviews: bool) -> None:
    """Lay out the tab; with ``reviews`` officers may decide about commitments in it."""
    with gr.Tab("Commitments") as tab:
        html(commitments.welcome(), "register-welcome")
        with gr.Row(elem_id="register-filters", elem_classes=_FORM):
            topic = gr.Textbox(label="About (in plain words)", max_lines=1)
            owner = gr.Textbox(label="Owner (part of the name)", max_lines=1)
            body = gr.Textbox(label="Body (part of the name)", max_lines=1)
            due = gr.Textbox(label="Due before (such as 2025-03-31)", max_lines=1)
        with gr.Row(elem_id="register-choices", elem_classes=_FORM):
            status = gr.Radio(list(commitments.STATUSES), value="All", label="Status")
            order = gr.Radio(list(commitments.ORDERS), value=next(iter(commitments.ORDERS)), label="Order")
        with gr.Row(elem_id="register-show-row"):
            show = gr.Button("Show commitments", variant="primary", elem_id="register-show")
        listed = html("", "register-list")
        with gr.Row(elem_id="register-one", elem_classes=_FORM):
            reference = gr.Textbox(label="Reference of one commitment", max_lines=1, elem_id="register-reference")
            opened = gr.Button("Show what came of it", elem_id="register-open")
        one = html("", "register-detail")
        filters = [topic, owner, body, due, status, order]
        listing = partial(commitments.listing, register)
        typed = [box.submit for box in (topic, owner, body, due)]
        gr.on([show.click, tab.select, status.change, order.change, *typed], listing, filters, listed, **SHOWING)
        detail = partial(commitments.detail, register)
        gr.on([opened.click, reference.submit], detail, reference, one, **SHOWING)
        if not reviews:
            return
        with gr.Column(elem_id="register-review", elem_classes=_FORM):
            html(element("h3", "Decide about this commitment"), "register-review-title")
            choices = list(commitments.DECISIONS)
            choice = gr.Radio(choices, value=choices[0], label="Decision")
            with gr.Row():
                who = gr.Textbox(label="Your name", max_lines=1)
                note = gr.Textbox(label="Note", max_lines=3)
            with gr.Row():
                fields = [gr.Textbox(label=label, max_lines=1) for label in commitments.EDITS]
            keep = gr.Button("Keep this decision", elem_id="register-keep")
            outcome = html("", "register-outcome")
        decided = partial(commitments.decide, register)
        keep.click(decided, [reference, choice, who, note, *fields], [outcome, one], **SHOWING).then(
            listing, filters, listed, **SHOWING
        )
