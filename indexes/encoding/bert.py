"""A small BERT read by numpy alone: the vector of one question, without the seconds that torch takes to import.

The weights are the installed ones, mapped from their file, so that there is no second set to keep true;
what is read costs memory once for all processes. Vectors are those of sentence-transformers to six decimals. Many
texts at once are encoded faster by torch.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

WEIGHTS = "model.safetensors"
Floats: TypeAlias = NDArray[np.float32]

# The error function as Abramowitz and Stegun give it (7.1.26), within 1.5e-7: numpy has none.
_ERF = tuple(map(np.float32, (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)))
_ERF_P, _HALF, _ROOT_HALF = np.float32(0.3275911), np.float32(0.5), np.float32(0.5**0.5)


@dataclass(frozen=True, slots=True)
class _Layer:
    """One layer's matrices, each (inputs, outputs) with its bias; those of query, key and value are one."""

    mix: tuple[Floats, Floats]
    out: tuple[Floats, Floats]
    out_norm: tuple[Floats, Floats]
    wide: tuple[Floats, Floats]
    narrow: tuple[Floats, Floats]
    narrow_norm: tuple[Floats, Floats]


class Bert:
    """A sentence encoder: BERT, the mean over its word pieces, unit length. Safe to share between threads."""

    def __init__(self, tensors: dict[str, Floats], heads: int, epsilon: float) -> None:
        """Take the weights by their published names, the number of attention heads and the norm's epsilon."""
        self._heads = heads
        self._epsilon = np.float32(epsilon)
        self._words = tensors["embeddings.word_embeddings.weight"]
        self._places = (
            tensors["embeddings.position_embeddings.weight"]
            + tensors["embeddings.token_type_embeddings.weight"][0]
        )
        self._norm = _pair(tensors, "embeddings.LayerNorm")
        count = len({name.split(".")[2] for name in tensors if name.startswith("encoder.layer.")})
        self._layers = [_layer(tensors, f"encoder.layer.{number}") for number in range(count)]

    def encode(self, pieces: list[int]) -> Floats:
        """Return the vector of one text, of unit length, given its word pieces with the special ones."""
        states = self._normed(self._words[pieces] + self._places[: len(pieces)], self._norm)
        for layer in self._layers:
            states = self._normed(states + _times(self._attend(states, layer), layer.out), layer.out_norm)
            widened = _gelu(_times(states, layer.wide))
            states = self._normed(states + _times(widened, layer.narrow), layer.narrow_norm)
        mean = states.mean(axis=0)
        return np.asarray(mean / np.linalg.norm(mean), np.float32)

    def _attend(self, states: Floats, layer: _Layer) -> Floats:
        count, width = states.shape
        mixed = _times(states, layer.mix).reshape(count, 3, self._heads, width // self._heads)
        query, key, value = mixed.transpose(1, 2, 0, 3)
        scores = query @ key.transpose(0, 2, 1) / np.float32((width // self._heads) ** 0.5)
        shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
        shares /= shares.sum(axis=-1, keepdims=True)
        return np.asarray((shares @ value).transpose(1, 0, 2).reshape(count, width), np.float32)

    def _normed(self, states: Floats, norm: tuple[Floats, Floats]) -> Floats:
        centred = states - states.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + self._epsilon)
        return np.asarray(centred / spread * norm[0] + norm[1], np.float32)


def load(folder: Path) -> Bert | None:
    """Open the model in a folder, or return None where it is of another kind than this module reads."""
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        if not _is_of_this_kind(folder, config):
            return None
        tensors = _mapped(folder / WEIGHTS)
        # Two threads gain nothing on so small a model, and wait for each other where the processor is busy.
        threadpool_limits(1, user_api="blas")
        return Bert(tensors, config["num_attention_heads"], config["layer_norm_eps"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _is_of_this_kind(folder: Path, config: dict[str, Any]) -> bool:
    def read(name: str) -> Any:
        return json.loads((folder / name).read_text(encoding="utf-8"))

    pooling = read("1_Pooling/config.json")
    pooled = [name for name, value in pooling.items() if name.startswith("pooling_mode") and value]
    return (
        [module["type"].rsplit(".", 1)[-1] for module in read("modules.json")]
        == ["Transformer", "Pooling", "Normalize"]
        and (config["model_type"], config["hidden_act"]) == ("bert", "gelu")
        and config.get("position_embedding_type", "absolute") == "absolute"
        and pooled == ["pooling_mode_mean_tokens"]
        and not read("sentence_bert_config.json").get("do_lower_case")
        and not read("config_sentence_transformers.json").get("default_prompt_name")
    )


def _mapped(file: Path) -> dict[str, Floats]:
    """Map a safetensors file: eight bytes say how long the JSON header is, which says where each tensor stands.

    Raises:
        ValueError: where a tensor is not of 32-bit floats or integers.
    """
    with file.open("rb") as opened:
        length = int.from_bytes(opened.read(8), "little")
        header = json.loads(opened.read(length))
    whole = np.memmap(file, np.uint8, "r", offset=8 + length)
    tensors: dict[str, Floats] = {}
    for name, about in header.items():
        if name != "__metadata__" and about["dtype"] != "I64":
            if about["dtype"] != "F32":
                raise ValueError(about["dtype"])
            start, end = about["data_offsets"]
            tensors[name] = np.asarray(whole[start:end]).view(np.float32).reshape(about["shape"])
    return tensors


def _layer(tensors: dict[str, Floats], name: str) -> _Layer:
    parts = [_matrix(tensors, f"{name}.attention.self.{one}") for one in ("query", "key", "value")]
    return _Layer(
        mix=(np.hstack([matrix for matrix, _ in parts]), np.hstack([bias for _, bias in parts])),
        out=_matrix(tensors, f"{name}.attention.output.dense"),
        out_norm=_pair(tensors, f"{name}.attention.output.LayerNorm"),
        wide=_matrix(tensors, f"{name}.intermediate.dense"),
        narrow=_matrix(tensors, f"{name}.output.dense"),
        narrow_norm=_pair(tensors, f"{name}.output.LayerNorm"),
    )


def _pair(tensors: dict[str, Floats], name: str) -> tuple[Floats, Floats]:
    return tensors[f"{name}.weight"], tensors[f"{name}.bias"]


def _matrix(tensors: dict[str, Floats], name: str) -> tuple[Floats, Floats]:
    weight, bias = _pair(tensors, name)
    return weight.T, bias


def _times(states: Floats, linear: tuple[Floats, Floats]) -> Floats:
    return np.asarray(states @ linear[0] + linear[1], np.float32)


def _gelu(states: Floats) -> Floats:
    """Half of x times (1 + erf(x / root of two)), as BERT was trained with."""
    scaled = np.abs(states) * _ROOT_HALF
    share = 1 / (1 + _ERF_P * scaled)
    series = np.zeros_like(share)
    for factor in _ERF:
        series = (series + factor) * share
    error = np.copysign(1 - series * np.exp(-scaled * scaled), states)
    return np.asarray(_HALF * states * (1 + error), np.float32)
