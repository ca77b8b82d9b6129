"""The functions for programs as Gradio's documented API: arguments described, results with their fields."""

import inspect
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, get_type_hints

import gradio as gr
from gradio.components.api_component import Api
from gradio.events import api

from assistant.window.programs.tools import described
from corpus.errors import MinutebookError


def offer(function: Callable[..., object], blocks: gr.Blocks) -> None:
    """Add a function to the API of the blocks that are being laid out, under its own name."""
    made = api(_said(function), api_name=function.__name__, queue=False)
    event = blocks.fns[made["id"]]
    _, arguments = described(function)
    for component, (name, words) in zip(_parts(event.inputs), arguments.items(), strict=True):
        component.label = name
        # Gradio shows the one; whoever reads the schema finds the other.
        component._api_info |= {"description": words, "additional_description": words}
    (result,) = _parts(event.outputs)
    kind = get_type_hints(inspect.unwrap(function))["return"]
    result.label = "result"
    result._api_info = {**_required(result._api_info), "description": inspect.cleandoc(kind.__doc__ or "")}


def _parts(components: Iterable[object]) -> list[Api]:
    return [one for one in components if isinstance(one, Api)]


def _required(schema: Any) -> Any:
    """Return a schema without what only officers' results have, which Gradio takes for given in every one."""
    if isinstance(schema, list):
        return [_required(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {name: _required(value) for name, value in schema.items() if name != "exempt"}
    if "required" in kept:
        kept["required"] = [name for name in kept["required"] if name != "exempt"]
    return kept


def _said(function: Callable[..., object]) -> Callable[..., object]:
    """Let a program see our own errors, and only those."""

    @wraps(function)
    def called(*arguments: object, **named: object) -> object:
        try:
            return function(*arguments, **named)
        except MinutebookError as error:
            raise gr.Error(str(error), print_exception=False) from error

    return called
