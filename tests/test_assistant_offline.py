"""Offline: what is set for the libraries, and what is refused while the network is blocked."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from assistant import offline


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment that is given back as it was."""
    for name in (*offline.SILENCE, *offline.OFFLINE, "TIKTOKEN_CACHE_DIR"):
        monkeypatch.setenv(name, "before")
        monkeypatch.delenv(name)
    return monkeypatch


def test_everything_is_set(environment: pytest.MonkeyPatch) -> None:
    del environment
    offline.prepare()
    assert {name: os.environ[name] for name in offline.SILENCE} == offline.SILENCE
    assert {name: os.environ[name] for name in offline.OFFLINE} == offline.OFFLINE
    assert any(Path(os.environ["TIKTOKEN_CACHE_DIR"]).iterdir())


def test_a_model_may_be_fetched_where_it_is_allowed(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("ANONYMIZED_TELEMETRY", "True")
    offline.prepare(offline=False)
    assert not set(offline.OFFLINE) & set(os.environ)
    assert os.environ["ANONYMIZED_TELEMETRY"] == "False"


def test_a_vocabulary_of_the_users_own_stays(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("TIKTOKEN_CACHE_DIR", "mine")
    offline.prepare()
    assert os.environ["TIKTOKEN_CACHE_DIR"] == "mine"


def test_without_llama_index_there_is_no_vocabulary(environment: pytest.MonkeyPatch) -> None:
    environment.setattr(offline.importlib.util, "find_spec", lambda name: None)
    assert offline.vocabulary_folder() is None
    offline.prepare()
    assert "TIKTOKEN_CACHE_DIR" not in os.environ


def test_the_vocabulary_serves_tiktoken_in_a_fresh_process(tmp_path: Path) -> None:
    code = (
        "from assistant import offline; offline.prepare()\n"
        "with offline.network_blocked() as tried:\n"
        "    import tiktoken; print(len(tiktoken.get_encoding('cl100k_base').encode('the minutes')), tried)"
    )
    bare = {name: value for name, value in os.environ.items() if name != "TIKTOKEN_CACHE_DIR"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path, env=bare
    )
    assert done.stdout.split() == ["2", "[]"]


@pytest.mark.parametrize("host", ["127.0.0.1", "127.4.5.6", "::1", "localhost", "", None, b"127.0.0.1"])
def test_this_machine_is_here(host: object) -> None:
    assert offline.is_here(host)


@pytest.mark.parametrize("host", ["192.0.2.1", "papers.example", "2001:db8::1", b"papers.example", "0.0.0.1"])
def test_another_machine_is_not(host: object) -> None:
    assert not offline.is_here(host)


def test_connections_to_this_machine_go_on() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, offline.network_blocked() as tried:
        socket.create_connection(server.getsockname()).close()
        with socket.socket() as other:
            assert other.connect_ex(server.getsockname()) == 0
    assert tried == []


def test_every_way_out_is_refused_and_remembered() -> None:
    with offline.network_blocked() as tried:
        with pytest.raises(offline.NetworkUsedError, match=r"192\.0\.2\.1"):
            socket.create_connection(("192.0.2.1", 80))
        with pytest.raises(offline.NetworkUsedError), socket.socket() as one:
            one.connect_ex(("192.0.2.2", 80))
        with pytest.raises(offline.NetworkUsedError):
            socket.getaddrinfo("papers.example", 443)
    assert tried == ["192.0.2.1", "192.0.2.2", "papers.example"]


def test_the_block_ends() -> None:
    before = (socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo)
    with pytest.raises(KeyError), offline.network_blocked():
        raise KeyError
    assert (socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo) == before
