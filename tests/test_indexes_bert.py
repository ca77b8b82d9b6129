"""The reader of questions: the same vectors as sentence-transformers, without it."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from indexes.encoding import bert
from indexes.encoding.embedding import Embedder, default_model

QUESTIONS = ("Who led?", "What did the panel agree about the precept for 2024/25?", "crime " * 400)


@pytest.fixture(scope="module")
def embedder():
    return Embedder()


def changed_model(folder: Path, file: str, **changes: object) -> Path:
    """The default model with some values of one of its files changed."""
    source = Path(default_model())
    (folder / "1_Pooling").mkdir()
    for each in source.rglob("*.json"):
        (folder / each.relative_to(source)).write_bytes(each.read_bytes())
    (folder / bert.WEIGHTS).symlink_to(source / bert.WEIGHTS)
    values = json.loads((folder / file).read_text(encoding="utf-8"))
    (folder / file).write_text(json.dumps(values | changes), encoding="utf-8")
    return folder


def test_a_question_is_encoded_without_the_network():
    code = (
        "import sys; from indexes.encoding.embedding import Embedder; model = Embedder(); model.load()\n"
        "print(model.encode(['Who led the work?']).shape)\n"
        "print(sorted({'torch', 'sentence_transformers', 'transformers'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["(1, 384)", "[]"]


def test_a_vector_has_length_one_however_long_the_text(embedder):
    for question in QUESTIONS:
        assert np.linalg.norm(embedder.encode([question])[0]) == pytest.approx(1.0, abs=1e-6)


@pytest.mark.parametrize(
    ("file", "changes"),
    [
        ("config.json", {"model_type": "mpnet"}),
        ("config.json", {"hidden_act": "relu"}),
        ("1_Pooling/config.json", {"pooling_mode_max_tokens": True}),
        ("sentence_bert_config.json", {"do_lower_case": True}),
        ("config_sentence_transformers.json", {"default_prompt_name": "query"}),
    ],
)
def test_a_model_of_another_kind_is_left_to_its_package(tmp_path, file, changes):
    assert bert.load(changed_model(tmp_path, file, **changes)) is None


def test_weights_of_another_kind_are_left_to_its_package(tmp_path):
    model = changed_model(tmp_path, "config.json")
    header = json.dumps({"w": {"dtype": "F16", "shape": [1], "data_offsets": [0, 2]}}).encode()
    (model / bert.WEIGHTS).unlink()
    (model / bert.WEIGHTS).write_bytes(len(header).to_bytes(8, "little") + header + b"\0\0")
    assert bert.load(model) is None
    (model / bert.WEIGHTS).unlink()
    assert bert.load(model) is None


def test_a_chosen_device_is_used_for_questions_too():
    assert Embedder(device="cpu")._question_reader() is None


@pytest.mark.model
def test_its_vectors_are_those_of_sentence_transformers(embedder):
    theirs = embedder._load().encode(QUESTIONS, normalize_embeddings=True)  # 16 bits may do for papers
    mine = np.stack([embedder.encode([one])[0] for one in QUESTIONS])
    assert np.allclose(mine, theirs, atol=1e-5)
