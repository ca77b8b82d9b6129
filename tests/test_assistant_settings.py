"""Settings: the order of sources, the sentences of failures."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from assistant import settings
from assistant.settings import Settings, load
from corpus.errors import MinutebookError


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without a configuration file, and an environment without settings."""
    for name in Settings.model_fields:
        monkeypatch.delenv(settings.PREFIX + name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(settings, "home", lambda: tmp_path / "checkout")
    return tmp_path


def test_defaults_work_without_any_file(alone: Path) -> None:
    chosen = load()
    assert chosen.data == alone / "checkout" / "var"
    assert chosen.log_file == chosen.data / settings.LOG_NAME
    assert (chosen.host, chosen.port, chosen.model, chosen.offline) == ("127.0.0.1", 7860, None, True)


def test_a_later_source_wins(alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (alone / settings.FILE_NAME).write_text('port = 1000\nhost = "file"\nmodel = "file"\n', encoding="utf-8")
    assert load().port == 1000
    monkeypatch.setenv("MINUTEBOOK_PORT", "2000")
    monkeypatch.setenv("MINUTEBOOK_HOST", "environment")
    chosen = load(port=3000, host=None)
    assert (chosen.port, chosen.host, chosen.model) == (3000, "environment", "file")


def test_an_empty_variable_is_not_a_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINUTEBOOK_CHROMA_URL", "")
    assert load().chroma_url is None


def test_a_folder_in_the_file_counts_from_the_file(alone: Path) -> None:
    checkout = alone / "checkout"
    checkout.mkdir()
    (checkout / settings.FILE_NAME).write_text('data = "papers/index"\n', encoding="utf-8")
    assert load().data == checkout / "papers" / "index"
    assert load(data=Path("here")).data == alone / "here"


def test_the_current_folder_comes_before_the_checkout(alone: Path) -> None:
    (alone / "checkout").mkdir()
    (alone / "checkout" / settings.FILE_NAME).write_text("port = 1\n", encoding="utf-8")
    (alone / settings.FILE_NAME).write_text("port = 2\n", encoding="utf-8")
    assert load().port == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("port = ", "cannot be read"),
        ("prot = 7860", "no setting called prot"),
        ('port = "door"', "The setting port is wrong"),
        ("port = 70000", "MINUTEBOOK_PORT"),
        ("batch_size = 0", "batch_size"),
    ],
)
def test_a_wrong_file_is_said_in_one_sentence(alone: Path, text: str, said: str) -> None:
    (alone / settings.FILE_NAME).write_text(text, encoding="utf-8")
    with pytest.raises(MinutebookError, match=said) as caught:
        load()
    assert "\n" not in str(caught.value)


def test_bytes_that_are_no_text_are_said(alone: Path) -> None:
    (alone / settings.FILE_NAME).write_bytes(b"\xff\xfe")
    with pytest.raises(MinutebookError, match="cannot be read"):
        load()


def test_nothing_changes_under_a_running_assistant() -> None:
    chosen = load()
    with pytest.raises(ValidationError, match="frozen"):
        chosen.port = 1  # type: ignore[misc]


def test_a_key_is_not_shown() -> None:
    assert "secret-word" not in repr(load(llm_key="secret-word"))


def test_every_setting_says_what_it_is() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_home_is_the_checkout(monkeypatch: pytest.MonkeyPatch, alone: Path) -> None:
    monkeypatch.undo()
    monkeypatch.chdir(alone)
    assert (settings.home() / "pyproject.toml").is_file()
    monkeypatch.setattr(settings, "__file__", str(alone / "site" / "assistant" / "settings.py"))
    assert settings.home() == alone


@pytest.mark.parametrize("name", ["data", "llm_file"])
def test_the_home_of_nobody_is_said(name, monkeypatch):
    monkeypatch.setenv(f"MINUTEBOOK_{name.upper()}", "~nobody-at-all/papers")
    with pytest.raises(MinutebookError, match=rf"The setting {name} begins with somebody's home folder"):
        load()
