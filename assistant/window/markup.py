"""HTML in which text cannot become markup.

Every plain string that goes into an element is escaped; only what this module made itself is passed through. So a
paper, a question or a file name that holds HTML, script or template code is shown as the text it is.
"""

import html
import re
from collections.abc import Iterable

# Characters that reorder or hide the text around them. Browsers obey them, so a file name could be made to read
# backwards; they are shown by name instead (Unicode Standard Annex 9, and the zero-width and tag characters).
_CONTROLS = {
    "\u200e": "LRM", "\u200f": "RLM", "\u061c": "ALM",
    "\u202a": "LRE", "\u202b": "RLE", "\u202c": "PDF", "\u202d": "LRO", "\u202e": "RLO",
    "\u2066": "LRI", "\u2067": "RLI", "\u2068": "FSI", "\u2069": "PDI",
}  # fmt: skip
_UNSAFE = re.compile("[" + "".join(_CONTROLS) + r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Gradio's HTML component is a template: these begin one of its placeholders.
_TEMPLATE = str.maketrans({"$": "&#36;", "{": "&#123;", "}": "&#125;", "`": "&#96;"})
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})


class Html(str):
    """Markup that is safe to show: made by ``element``, ``escape`` or ``joined``, never from a paper's words."""

    __slots__ = ()


def escape(text: str) -> Html:
    """Return ``text`` as markup that shows exactly its characters; an ``Html`` is returned as it stands."""
    if isinstance(text, Html):
        return text
    return Html(html.escape(visible(text), quote=True).translate(_TEMPLATE))


def visible(text: str) -> str:
    """Return text in which characters that reorder or hide what is around them are named instead."""
    return _UNSAFE.sub(lambda match: f"[{_CONTROLS.get(match[0], 'control')}]", text)


def joined(children: Iterable[str | None], between: str = "") -> Html:
    """Join children, escaping the plain ones and leaving out None."""
    return Html(escape(between).join(escape(child) for child in children if child is not None))


def element(name: str, /, *children: str | None, **attributes: str | int | bool | None) -> Html:
    """Return one element: ``element("p", "a < b", class_="note")`` is ``<p class="note">a &lt; b</p>``.

    A trailing underscore is dropped from an attribute's name and the others become hyphens; True gives the bare
    attribute, None and False leave it out.
    """
    opening = [name]
    for key, value in attributes.items():
        attribute = key.rstrip("_").replace("_", "-")
        if value is True:
            opening.append(attribute)
        elif value is not None and value is not False:
            opening.append(f'{attribute}="{escape(str(value))}"')
    start = f"<{' '.join(opening)}>"
    return Html(start) if name in _VOID else Html(f"{start}{joined(children)}</{name}>")
