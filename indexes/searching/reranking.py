"""A second look at the best hits: a cross-encoder reads each with the question, where one is configured.

Off by default, since no pretrained one comes with a package. What it costs is one pass of the model for each hit.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.errors import MinutebookError
from indexes.records import Hit

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

RERANKED = 30
"""How many of the best hits are read again: answers are made of the first dozen, and a hit costs a pass."""

Score = Callable[[str, Sequence[str]], Sequence[float]]
"""Scores for texts by how well each answers a question, higher is better."""


def rerank(question: str, hits: Sequence[Hit], score: Score, most: int = RERANKED) -> tuple[Hit, ...]:
    """Put the first ``most`` hits in the order of their new scores; the others follow as they were.

    The scores are scaled so that the best hit has 1 and the worst of those read again what the first of the others
    has, as hits are promised to fall from 1 to 0. Equal scores keep the order they had.

    Args:
        question: what was searched.
        hits: best first.
        score: the reranker.
        most: how many are read again.
    """
    head, tail = hits[:most], hits[most:]
    if not head:
        return ()
    texts = [f"{hit.stored.chunk.breadcrumb}\n{hit.stored.chunk.text}".strip() for hit in head]
    scored = sorted(zip(score(question, texts), head, strict=True), key=lambda pair: (-pair[0], pair[1].rank))
    best, worst = scored[0][0], scored[-1][0]
    floor = tail[0].score if tail else 0.0
    width = (best - worst) or 1.0
    return (
        *(
            replace(hit, rank=rank, score=max(floor, 1 - (1 - floor) * (best - value) / width))
            for rank, (value, hit) in enumerate(scored, start=1)
        ),
        *tail,
    )


class Reranker:
    """A sentence-transformers CrossEncoder, by id or folder, loaded on first use; one thread scores at a time."""

    def __init__(self, model: str, *, device: str | None = None, offline: bool = True) -> None:
        self._model = model
        self._device = device
        self._offline = offline
        self._network: CrossEncoder | None = None
        self._lock = threading.Lock()

    def score(self, question: str, texts: Sequence[str]) -> list[float]:
        """Return how well each text answers the question, higher is better.

        Raises:
            MinutebookError: the model cannot be loaded, or is not made for ranking.
        """
        with self._lock:
            network = self._load()
            scores = network.predict([(question, text) for text in texts], show_progress_bar=False)
        return [float(each) for each in scores]

    def _load(self) -> "CrossEncoder":
        if self._network is None:
            from sentence_transformers import CrossEncoder  # noqa: PLC0415 - five seconds to import
            from transformers.utils.logging import disable_progress_bar  # noqa: PLC0415

            disable_progress_bar()  # type: ignore[no-untyped-call]
            try:
                network = CrossEncoder(self._model, device=self._device, local_files_only=self._offline)
            except (OSError, ValueError, RuntimeError) as error:
                raise MinutebookError(
                    f"The reranker {self._model} cannot be loaded: name an installed cross-encoder or its folder "
                    "in the settings, or leave the setting `reranker` out."
                ) from error
            if network.num_labels != 1:
                raise MinutebookError(
                    f"The reranker {self._model} sorts texts into {network.num_labels} classes and gives no "
                    "single score: name a cross-encoder that was made for ranking."
                )
            self._network = network
        return self._network
