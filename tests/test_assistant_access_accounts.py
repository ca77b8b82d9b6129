"""The list of users, the passwords in it, and how often somebody may guess."""

import json
import re
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import cli, log
from assistant.access import passwords
from assistant.access.accounts import FILE, Accounts
from assistant.access.attempts import WINDOW, Attempts
from assistant.access.people import Person, Role
from corpus.errors import MinutebookError

GOOD = "kettle orbit walnut"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_COST", 2**4)


def test_a_user_is_found_by_name_and_token_and_kept(tmp_path: Path) -> None:
    made = Accounts(tmp_path).add("  Ada  Lovelace ", Role.OFFICER, GOOD)
    accounts = Accounts(tmp_path)
    assert accounts.find("ADA LOVELACE") == made
    assert made.person == Person("Ada Lovelace", Role.OFFICER)
    token = accounts.new_token("ada lovelace")
    assert token.startswith("mb_")
    assert accounts.by_token(token).name == "Ada Lovelace"
    assert accounts.by_token(token[:-1]) is accounts.by_token("") is None
    accounts.end_token("Ada Lovelace")
    assert accounts.by_token(token) is None


def test_the_file_holds_no_secret_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    accounts = Accounts(tmp_path)
    accounts.add("Ada", Role.ADMIN, GOOD)
    token = accounts.new_token("Ada")
    content = (tmp_path / FILE).read_text()
    assert GOOD not in content
    assert token not in content
    assert json.loads(content)["users"][0]["password"].startswith("scrypt$")
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


def test_another_process_sees_changes_at_once(tmp_path: Path) -> None:
    one, other = Accounts(tmp_path), Accounts(tmp_path)
    assert other.all() == ()
    one.add("Ada", Role.READER, GOOD)
    key = one.key()
    before = other.find("Ada")
    one.set_role("Ada", Role.ADMIN)
    after = other.find("Ada")
    assert (before.role, after.role) == (Role.READER, Role.ADMIN)
    assert before.since != after.since
    one.remove("ada")
    assert other.all() == ()
    assert other.key() == key


@pytest.mark.parametrize("name", ["", "  ", "local", "LOCAL", "x" * 101, "a\x00b", "a\u202eb"])
def test_what_cannot_be_a_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(MinutebookError, match="cannot be a user's name"):
        Accounts(tmp_path).add(name, Role.READER, GOOD)


def test_mistakes_are_said(tmp_path: Path) -> None:
    accounts = Accounts(tmp_path)
    with pytest.raises(MinutebookError, match="There is no user Bob"):
        accounts.remove("Bob")
    accounts.add("Bob", Role.READER, None)
    with pytest.raises(MinutebookError, match="already"):
        accounts.add("bob", Role.READER, None)
    for poor in ("short", "x" * 1001):
        with pytest.raises(MinutebookError, match="12 characters"):
            accounts.set_password("Bob", poor)
    accounts.add("bobby.tables@fenmere", Role.READER, None)
    with pytest.raises(MinutebookError, match="is the name"):
        accounts.set_password("bobby.tables@fenmere", "Bobby.Tables@Fenmere")


@pytest.mark.parametrize("content", ["", "{}", '{"key": "k", "users": [{"name": "a", "role": "king"}]}', "[1]"])
def test_a_damaged_list_lets_nobody_in(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE).write_text(content)
    with pytest.raises(MinutebookError, match="damaged"):
        Accounts(tmp_path).all()


def test_a_list_that_cannot_be_used_is_said(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    with pytest.raises(MinutebookError, match="cannot be read"):
        Accounts(tmp_path).all()
    (tmp_path / "data" / f"{FILE}.lock").mkdir(parents=True)
    with pytest.raises(MinutebookError, match="cannot be written"):
        Accounts(tmp_path / "data").add("Ada", Role.READER, None)


@given(st.text(min_size=1, max_size=40), st.text(min_size=1, max_size=40))
def test_only_the_password_itself_matches(one: str, other: str) -> None:
    kept = passwords.hashed(one)
    assert passwords.matches(one, kept)
    assert passwords.matches(other, kept) == (one == other)
    assert passwords.hashed(one) != kept


@pytest.mark.parametrize("kept", [None, "", "md5$1$2$3$4$5", "scrypt$x$8$3$AA==$AA==", "scrypt$16$8$3$A$A"])
def test_nothing_matches_what_is_no_hash(kept: str | None) -> None:
    assert not passwords.matches(GOOD, kept)


def test_attempts_are_counted_by_name_address_and_both() -> None:
    now = [0.0]
    attempts = Attempts(lambda: now[0])
    for second in range(5):
        assert attempts.wait("Ada", "10.0.0.1") == 0
        now[0] = second
        attempts.failed("Ada", "10.0.0.1")
    assert attempts.wait("ada ", "10.0.0.1") == WINDOW - 4
    assert attempts.wait("Ada", "10.0.0.2") == attempts.wait("Bob", "10.0.0.1") == 0
    now[0] = WINDOW + 0.5
    assert attempts.wait("Ada", "10.0.0.1") == 0
    attempts.succeeded("Ada", "10.0.0.1")
    for number in range(20):
        attempts.failed(f"user {number}", "10.0.0.9")
    assert attempts.wait("somebody", "10.0.0.9") > 0
    for number in range(100):
        attempts.failed("Ada", f"10.1.0.{number}")
    assert attempts.wait("Ada", "10.2.0.1") > 0


def test_old_failures_are_forgotten_when_there_are_too_many() -> None:
    now = [0.0]
    attempts = Attempts(lambda: now[0])
    for number in range(6_000):
        attempts.failed(f"user {number}", f"address {number}")
    now[0] = 2 * WINDOW
    attempts.failed("Ada", "10.0.0.1")
    assert len(attempts._failures) <= 10_000


def run(*arguments: str, monkeypatch: pytest.MonkeyPatch, said: str = GOOD) -> int:
    monkeypatch.setattr("typer.prompt", lambda *_, **__: said)
    try:
        return cli.run(["users", *arguments])
    finally:
        log.close_log()


def test_the_commands_about_users(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def call(*arguments: str, said: str = GOOD) -> tuple[int, str, str]:
        code = run(*arguments, "--data", str(tmp_path), monkeypatch=monkeypatch, said=said)
        out = capsys.readouterr()
        return code, out.out.strip(), out.err.strip()

    assert "nobody signs in" in call("list")[1]
    assert call("add", "Ada", "--role", "admin")[:2] == (0, "Ada may sign in as admin.")
    assert call("add", "Bob", "--proxy")[:2] == (0, "Bob may sign in as reader.")
    code, _, problem = call("add", "Cy", said="short")
    assert code == 1
    assert "12 characters" in problem
    assert call("role", "Bob", "officer")[1] == "Bob is officer now."
    assert re.fullmatch(r"mb_[\w-]{43}", call("token", "Bob")[1])
    assert call("list")[1].splitlines() == ["Ada  admin  (password)", "Bob  officer  (token)"]
    assert call("token", "Bob", "--end")[1] == "Bob has no token now."
    assert call("password", "Bob")[1] == "Bob has a new password."
    assert json.loads(call("list", "--json")[1])[1] == {
        "name": "Bob", "role": "officer", "password": True, "token": False,
    }  # fmt: skip
    assert call("remove", "Bob")[1] == "Bob is removed and signed out."
    assert call("remove", "Bob")[0] == 1
