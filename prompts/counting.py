"""How long what goes to a language model is, counted in tokens by tiktoken, and cut to what is allowed.

tiktoken reads its vocabulary from the folder that TIKTOKEN_CACHE_DIR names; without one it would try to fetch it.
``assistant.offline.prepare`` names the folder that llama-index-core ships.
"""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tiktoken import Encoding

VOCABULARY = "cl100k_base"
"""The vocabulary on disk. Other models cut words otherwise, by a tenth or so."""


@cache
def _encoding() -> "Encoding":
    import tiktoken  # noqa: PLC0415 - reads its vocabulary; first use only

    return tiktoken.get_encoding(VOCABULARY)


def count(text: str) -> int:
    """Count the tokens of a text; names of special tokens count as the text that they are."""
    return len(_encoding().encode(text, disallowed_special=()))


def fitting(texts: Sequence[str], room: int) -> int:
    """Return how many of the texts, from the first on, fit in so many tokens together; one at least if any."""
    total = 0
    for number, text in enumerate(texts):
        total += count(text)
        if total > room:
            return max(1, number)
    return len(texts)
