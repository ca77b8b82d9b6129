"""What Gradio remembers of each open window.

Gradio works out every component's settings anew for each window that opens, in the one thread that serves all
windows: 80 milliseconds of processor time for this page. Only links that hold a window's state read them, and this
page makes none.
"""

from collections.abc import Iterable
from types import SimpleNamespace
from typing import cast

from gradio import Blocks
from gradio.routes import App
from gradio.state_holder import SessionState, StateHolder


class Sessions(StateHolder):
    """Remembers of a window only what changes in it."""

    def __getitem__(self, session_id: str) -> SessionState:
        """Return what is remembered of a window, a new one included."""
        if session_id not in self.session_data:
            # Settings are worked out for the blocks that are named here, and later for what changes.
            bare = SimpleNamespace(default_config=self.blocks.default_config, blocks=())
            self.session_data[session_id] = SessionState(cast("Blocks", bare))
        return super().__getitem__(session_id)


def lighten(routes: Iterable[object], blocks: Blocks) -> None:
    """Let the Gradio app that is mounted among these routes remember windows in this way."""
    apps = (getattr(route, "app", None) for route in routes)
    gradio = next(one for one in apps if isinstance(one, App))
    gradio.state_holder = Sessions()  # type: ignore[no-untyped-call]
    gradio.state_holder.set_blocks(blocks)
