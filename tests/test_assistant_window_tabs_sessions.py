"""What Gradio remembers of each window: no settings that nobody reads, and nothing of another window."""

import gradio as gr
from fakes import FakeAssistant
from gradio.routes import App

from assistant.chat import web_app


def test_a_window_that_opens_costs_no_settings_and_knows_nothing_of_others() -> None:
    app = web_app(FakeAssistant())
    gradio = next(route.app for route in app.routes if isinstance(getattr(route, "app", None), App))
    sessions, blocks = gradio.state_holder, gradio.get_blocks()
    assert blocks.state_holder is sessions
    mine, yours = sessions["mine"], sessions["yours"]
    assert mine is sessions["mine"]
    assert mine.config_values == yours.config_values == {}
    assert set(mine.blocks_config.blocks) == set(blocks.blocks)
    box, state = (
        next(one._id for one in blocks.blocks.values() if isinstance(one, kind)) for kind in (gr.Textbox, gr.State)
    )
    mine._update_value_in_config(box, "What was agreed?")
    mine[state] = "mine"
    assert mine.config_values[box]["props"]["value"] == "What was agreed?"
    assert box not in yours.config_values
    assert yours[state] != "mine"
