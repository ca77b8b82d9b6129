"""The best hits read again by a cross-encoder: their order changes, what is promised of scores holds."""

import pytest
from fakes import hit
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import MinutebookError
from indexes.searching.reranking import Reranker, rerank

HITS = tuple(hit(rank, passage) for rank, passage in enumerate((2, 3, 4, 7), start=1))


def by_length(question: str, texts: list[str]) -> list[int]:
    return [len(text) for text in texts]


def test_the_first_hits_are_put_in_the_order_of_their_new_scores() -> None:
    found = rerank("theft", HITS, by_length, most=3)
    lengths = [len(one.stored.chunk.text) for one in found[:3]]
    assert lengths == sorted(lengths, reverse=True)
    assert found[0].score == 1.0
    assert found[2].score == found[3].score == HITS[3].score
    assert found[3] == HITS[3]


def test_equal_scores_change_nothing_but_the_scores_and_no_hits_stay_none() -> None:
    assert [one.stored for one in rerank("theft", HITS, lambda _, texts: [0.5] * len(texts))] == [
        one.stored for one in HITS
    ]
    assert rerank("theft", (), by_length) == ()


@given(st.lists(st.floats(-9, 9), min_size=4, max_size=4), st.integers(1, 4))
def test_ranks_count_on_and_scores_fall(scores: list[float], most: int) -> None:
    found = rerank("theft", HITS, lambda _, texts: scores[: len(texts)], most)
    assert [one.rank for one in found] == [1, 2, 3, 4]
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert {one.stored.chunk.id for one in found} == {one.stored.chunk.id for one in HITS}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A cross-encoder of two tiny layers that has learnt nothing."""
    return str(tiny(tmp_path_factory.mktemp("cross-encoder"), labels=1))


def tiny(where, labels: int):
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast, set_seed

    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"rural theft tractor officers arson".split()]
    (where / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    set_seed(7)
    shape = {"hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 32}
    config = BertConfig(vocab_size=len(words), max_position_embeddings=64, num_labels=labels, **shape)
    BertForSequenceClassification(config).save_pretrained(where)
    BertTokenizerFast(str(where / "vocab.txt"), model_max_length=64).save_pretrained(where)
    return where


@pytest.mark.model
def test_a_cross_encoder_scores_pairs_the_same_way_twice(folder: str) -> None:
    reranker = Reranker(folder)
    found = rerank("rural theft", HITS, reranker.score)
    assert found == rerank("rural theft", HITS, Reranker(folder).score)
    assert sorted(one.stored.chunk.id for one in found) == sorted(one.stored.chunk.id for one in HITS)
    one, other = reranker.score("rural theft", ["tractor officers", "arson"])
    assert one != other


@pytest.mark.model
def test_what_is_no_reranker_is_said_in_a_sentence(tmp_path) -> None:
    with pytest.raises(MinutebookError, match="cannot be loaded"):
        Reranker(str(tmp_path / "nothing")).score("theft", ["arson"])
    with pytest.raises(MinutebookError, match="2 classes"):
        Reranker(str(tiny(tmp_path, labels=2))).score("theft", ["arson"])
