"""The doctor: what it looks at, that it finds what is broken, and that all works with the network off."""

import shutil
import socket
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest
from fake_assistant import FakeAssistant
from index_fakes import FakeEmbedder, ingest, open_store, write

from assistant import cli, doctor, log, offline, settings
from assistant.access.accounts import FILE, Accounts
from assistant.access.people import Role
from assistant.doctor import Check, examine
from assistant.settings import Settings
from corpus.errors import MinutebookError
from indexes.encoding import embedding


@pytest.fixture
def chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings of a folder of its own."""
    monkeypatch.chdir(tmp_path)
    offline.prepare()
    return settings.load(data=tmp_path / "var")


@pytest.fixture
def light(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A doctor that loads no model and reads no paper."""
    for name in ("_model", "_read_and_answer", "_window"):
        monkeypatch.setattr(doctor, name, lambda *_: "not looked at")
    return monkeypatch


def by_name(checks: object) -> dict[str, Check]:
    return {check.name: check for check in checks}


@pytest.mark.model
def test_everything_works_with_the_network_off(chosen: Settings) -> None:
    checks = by_name(examine(chosen, offline=True))
    assert [check for check in checks.values() if not check.ok] == []
    assert checks["network off"].detail == "nothing tried to use it"
    assert "384 dimensions" in checks["model"].detail
    assert "as pinned" in checks["model files"].detail
    assert "of its sentences" in checks["read and answer"].detail
    assert not chosen.data.exists()


def test_without_offline_the_network_is_left_alone(chosen: Settings, light: pytest.MonkeyPatch) -> None:
    before = socket.socket.connect
    light.setattr(doctor, "_tiktoken", lambda: str(socket.socket.connect is before))
    checks = by_name(examine(chosen))
    assert "network off" not in checks
    assert checks["vocabulary"].detail == "True"


def test_whoever_calls_home_is_found_out(chosen: Settings, light: pytest.MonkeyPatch) -> None:
    def call_home() -> str:
        socket.create_connection(("192.0.2.9", 443))
        return "reached"

    light.setattr(doctor, "_tiktoken", call_home)
    checks = by_name(examine(chosen, offline=True))
    assert not checks["vocabulary"].ok
    assert checks["network off"] == Check("network off", False, "something tried to reach 192.0.2.9")


def test_a_package_that_is_missing_is_named(chosen: Settings, light: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    light.setattr(doctor, "version", missing)
    checks = by_name(examine(chosen))
    assert [name for name in doctor.PACKAGES if checks[name].ok] == []
    assert "pip install" in checks["torch"].detail


def test_other_weights_than_the_pinned_ones_are_found_out(chosen: Settings, light: pytest.MonkeyPatch) -> None:
    light.setattr(embedding, "DEFAULT_SHA256", "0" * 64)
    check = by_name(examine(chosen))["model files"]
    assert not check.ok
    assert "not the pinned ones" in check.detail


def test_a_model_of_the_users_own_is_named(chosen: Settings, light: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "my-model").mkdir()
    own = chosen.model_copy(update={"model": str(tmp_path / "my-model")})
    check = by_name(examine(own))["model files"]
    assert check.ok
    assert "my-model, not the pinned default" in check.detail
    missing = by_name(examine(chosen.model_copy(update={"model": str(tmp_path / "none")})))["model files"]
    assert not missing.ok


def test_a_data_folder_that_cannot_be_made_is_said(
    chosen: Settings, light: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert "can be made" in by_name(examine(chosen))["data folder"].detail
    (tmp_path / "var").write_text("a file", encoding="utf-8")
    assert not by_name(examine(chosen))["data folder"].ok


def test_an_answer_from_elsewhere_is_no_answer(chosen: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.building.build", lambda settings: FakeAssistant())
    with pytest.raises(MinutebookError, match="the answer was answered: The Panel agreed"):
        doctor._read_and_answer(chosen)


def test_the_command_prints_a_line_a_check_and_fails_where_one_does(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    checks = [Check("one", True, "good"), Check("two", False, "bad\x1b[2J")]
    asked = []
    monkeypatch.setattr(doctor, "examine", lambda chosen, *, offline: asked.append(offline) or checks)
    assert cli.run(["doctor", "--offline", "--data", str(tmp_path)]) == 1
    log.close_log()
    out, err = capsys.readouterr()
    assert out == "ok     one: good\nFAILED two: bad[2J\n"
    assert err.startswith("1 of the checks failed")
    assert asked == [True]
    checks.pop()
    assert cli.run(["doctor", "--data", str(tmp_path)]) == 0
    log.close_log()


def test_the_language_model_is_told_of_in_words(chosen: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    from assistant.writing import llm

    def said(**named: object) -> str:
        return doctor._language_model(chosen.model_copy(update=named))

    monkeypatch.setattr(llm, "ollama_models", lambda: ())
    assert said() == "none is configured and none is used: answers are extracts"
    monkeypatch.setattr(llm, "ollama_models", lambda: ("small:1b", "large:70b"))
    assert "Ollama offers small:1b, large:70b: set llm_url to http://127.0.0.1:11434/v1" in said()
    with pytest.raises(MinutebookError, match="cannot be reached"):
        said(llm_url="http://127.0.0.1:9/v1", llm_model="small")
    with pytest.raises(MinutebookError, match="cannot be read"):
        said(llm_file=chosen.data / "nothing.gguf")
    monkeypatch.setattr(llm.LanguageModel, "reply", lambda *_: "yes")
    assert "small at 127.0.0.1:9" in said(llm_url="http://127.0.0.1:9/v1", llm_model="small")
    chosen.data.mkdir()
    (chosen.data / "m.gguf").write_bytes(b"GGUF....")
    assert "m.gguf on this computer" in said(llm_file=chosen.data / "m.gguf")


def lose_vectors(data: Path, place: Path) -> None:
    shutil.rmtree(place / "chroma")


def garble_vectors(data: Path, place: Path) -> None:
    (place / "chroma" / "chroma.sqlite3").write_bytes(b"no database" * 300)


def garble_catalogue(data: Path, place: Path) -> None:
    (place / "catalogue.sqlite3").write_bytes(b"no database" * 300)


def garble_desk(data: Path, place: Path) -> None:
    (data / "desk.sqlite3").write_bytes(b"no database" * 300)


def lose_keywords(data: Path, place: Path) -> None:
    with closing(sqlite3.connect(place / "catalogue.sqlite3")) as connection, connection:
        connection.execute("DELETE FROM segments")


def interrupt_an_ingest(data: Path, place: Path) -> None:
    with closing(sqlite3.connect(place / "catalogue.sqlite3")) as connection, connection:
        connection.execute("INSERT INTO pending (kind, source, ids) VALUES ('adding', 'x', '[]')")
        connection.execute("UPDATE pending SET ids = '[\"a\"]'")


def interrupt_a_restore(data: Path, place: Path) -> None:
    (data / "RESTORING").write_text(place.name)


def lose_the_index(data: Path, place: Path) -> None:
    shutil.rmtree(place)


@pytest.mark.parametrize(
    ("damage", "remedy"),
    [
        (lose_vectors, "run `minutebook mend`"),
        (garble_vectors, "run `minutebook mend`"),
        (
            garble_catalogue,
            "`minutebook ingest --rebuild PATHS...`, or bring back a backup with `minutebook restore",
        ),
        (garble_desk, "`minutebook restore FILE --force`"),
        (lose_keywords, "run `minutebook mend`"),
        (interrupt_an_ingest, "run `minutebook mend`"),
        (interrupt_a_restore, "`minutebook status` ends it"),
        (lose_the_index, "`minutebook ingest --rebuild PATHS...`"),
    ],
)
def test_each_damage_is_said_with_what_mends_it(
    chosen: Settings, light: pytest.MonkeyPatch, tmp_path: Path, damage: Callable[..., None], remedy: str
) -> None:
    light.setattr("assistant.opening.make_embedder", lambda _: FakeEmbedder())
    light.setattr(
        "indexes.keeping.checking.probe", lambda name, folder: None
    )  # a second for a process, tried elsewhere
    with open_store(chosen.data) as store:
        ingest([write(tmp_path / "papers", notes="@ notes\nThe pump was repaired.\n")], store)
        place = chosen.data / store.name
    assert "1 chunks, their vectors and keywords agree" in doctor._index(chosen)
    damage(chosen.data, place)
    check = doctor._check("index", partial(doctor._index, chosen))
    assert not check.ok
    assert remedy in check.detail


def test_a_disk_that_is_nearly_full_is_said(
    chosen: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert "GB are free" in doctor._disk(chosen.data)
    usage = shutil.disk_usage(tmp_path)._replace(free=10_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(MinutebookError, match=r"only 0\.0 GB are free for .*: free some space"):
        doctor._disk(chosen.data)


@pytest.mark.parametrize(
    ("set_up", "said"),
    [
        ({}, None),
        ({"host": "0.0.0.0"}, "nobody would have to sign in there: add a user"),
        ({"proxy_header": "X-User"}, "set proxy_addresses too"),
        ({"proxy_header": "X-User", "proxy_addresses": "here"}, "names 'here', no address"),
    ],
)
def test_a_window_that_would_not_be_opened_is_said(
    chosen: Settings, set_up: dict[str, str], said: str | None
) -> None:
    check = doctor._check("people", partial(doctor._people, chosen.model_copy(update=set_up)))
    assert check.ok == (said is None)
    assert (said or "nobody signs in, since the window listens on 127.0.0.1 alone") in check.detail


def test_who_may_come_in_is_counted_and_a_list_that_others_can_read_is_said(chosen: Settings) -> None:
    accounts = Accounts(chosen.data)
    accounts.add("Ada", Role.READER, None)
    proxied = chosen.model_copy(update={"proxy_header": "X-User", "proxy_addresses": "10.0.0.5"})
    assert doctor._people(chosen) == "1 users may come in at 127.0.0.1"
    assert doctor._people(proxied) == "1 users and whom 10.0.0.5 names in X-User may come in at 127.0.0.1"
    (chosen.data / FILE).chmod(0o644)
    with pytest.raises(MinutebookError, match="run chmod 600"):
        doctor._people(chosen)


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ({"catalogue_url": "postgresql://m:secret@127.0.0.1:9/m"}, "cannot be reached"),
        ({"chroma_url": "http://127.0.0.1:9"}, "Could not connect to a Chroma server"),
    ],
)
def test_a_server_that_is_away_is_said(
    chosen: Settings, light: pytest.MonkeyPatch, named: dict[str, str], said: str
) -> None:
    if "catalogue_url" in named:
        pytest.importorskip("psycopg")
    light.setattr("assistant.opening.make_embedder", lambda _: FakeEmbedder())
    check = doctor._check("index", partial(doctor._index, chosen.model_copy(update=named)))
    assert not check.ok
    assert said in check.detail
    assert "secret" not in check.detail
