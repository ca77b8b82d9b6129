"""The list of users: a file in the data folder that the window reads again whenever it changes."""

import json
import secrets
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import NamedTemporaryFile

from filelock import FileLock

from assistant.access.passwords import checked, digest, hashed, new_token
from assistant.access.people import LOCAL, Person, Role
from corpus.errors import MinutebookError

FILE = "users.json"
"""The list's name in the data folder; only its owner may read it."""

LONGEST_NAME = 100
"""Characters that a name has at most."""


@dataclass(frozen=True, slots=True)
class Account:
    """One user. ``since`` changes with whatever ends the user's sessions: a new password, signing out, a new role.

    ``password`` and ``token`` are what is kept of them, None where there is none: without a password somebody
    comes in by the reverse proxy, or by a token alone.
    """

    name: str
    role: Role
    password: str | None = None
    token: str | None = None
    since: str = ""

    @property
    def person(self) -> Person:
        """Whom the account is of."""
        return Person(self.name, self.role)


@dataclass(frozen=True, slots=True)
class _Register:
    """What the file holds: the key that signs sessions, and the accounts by folded name."""

    key: str
    accounts: Mapping[str, Account]


class Accounts:
    """The users of one data folder; every read sees the file as it is now, every change is written whole."""

    def __init__(self, data: Path) -> None:
        self._path = data / FILE
        self._seen: tuple[tuple[int, int, int], _Register] | None = None

    def all(self) -> tuple[Account, ...]:
        """Return the accounts by name."""
        return tuple(one for _, one in sorted(self._read().accounts.items()))

    def find(self, name: str) -> Account | None:
        """Return the account of a name, in whatever case it is written."""
        return self._read().accounts.get(_folded(name))

    def by_token(self, token: str) -> Account | None:
        """Return the account that a program's token is of."""
        kept = digest(token)
        found = [one for one in self.all() if one.token and secrets.compare_digest(one.token, kept)]
        return found[0] if found else None

    def key(self) -> str:
        """Return the key that signs sessions; empty where there are no users yet."""
        return self._read().key

    def add(self, name: str, role: Role, password: str | None) -> Account:
        """Add a user; one without a password comes in by the proxy or by a token.

        Raises:
            MinutebookError: the name is taken or cannot be one, or the password is too easily guessed.
        """
        name = _proper(name)
        if self.find(name) is not None:
            raise MinutebookError(f"There is a user {name} already: change the role or the password of that one.")
        kept = None if password is None else hashed(checked(password, name))
        account = Account(name, role, kept, None, _now())
        self._write(lambda accounts: {**accounts, _folded(name): account})
        return account

    def remove(self, name: str) -> None:
        """Remove a user, whose sessions and token end with that.

        Raises:
            MinutebookError: there is none of the name.
        """
        gone = _folded(self._known(name).name)
        self._write(lambda accounts: {key: one for key, one in accounts.items() if key != gone})

    def set_role(self, name: str, role: Role) -> None:
        """Give a user another role."""
        self._change(name, role=role, since=_now())

    def set_password(self, name: str, password: str) -> None:
        """Give a user another password, which ends the sessions there are."""
        self._change(name, password=hashed(checked(password, name)), since=_now())

    def new_token(self, name: str) -> str:
        """Give a user's programs a token and return it; the one before it ends. It cannot be shown again."""
        token = new_token()
        self._change(name, token=digest(token))
        return token

    def end_token(self, name: str) -> None:
        """Take away the token of a user's programs."""
        self._change(name, token=None)

    def end_sessions(self, name: str) -> None:
        """Sign a user out wherever they are signed in."""
        self._change(name, since=_now())

    def _change(self, name: str, **values: str | None) -> None:
        account = replace(self._known(name), **values)  # type: ignore[arg-type]
        self._write(lambda accounts: {**accounts, _folded(account.name): account})

    def _known(self, name: str) -> Account:
        account = self.find(name)
        if account is None:
            raise MinutebookError(f"There is no user {name}: `minutebook users list` names them.")
        return account

    def _read(self) -> _Register:
        try:
            stat = self._path.stat()
            # The inode too: two changes within one tick of the clock may leave a file of the same size.
            mark = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
            if self._seen is None or self._seen[0] != mark:
                self._seen = (mark, _parsed(self._path.read_bytes(), self._path))
            return self._seen[1]
        except FileNotFoundError:
            return _Register("", {})
        except OSError as error:
            raise MinutebookError(
                f"{self._path} cannot be read ({error.strerror}): check its permissions."
            ) from error

    def _write(self, change: Callable[[Mapping[str, Account]], Mapping[str, Account]]) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(f"{self._path}.lock"):
                register = self._read()
                accounts = change(register.accounts)
                values = [asdict(one) for _, one in sorted(accounts.items())]
                content = {"key": register.key or secrets.token_urlsafe(32), "users": values}
                # A temporary file is readable by its owner only, and stays so where it is moved to.
                with NamedTemporaryFile("w", dir=self._path.parent, prefix=".", delete=False) as file:
                    json.dump(content, file, indent=1)
                Path(file.name).replace(self._path)
        except OSError as error:
            raise MinutebookError(
                f"{self._path} cannot be written ({error.strerror}): check its folder."
            ) from error


def _parsed(content: bytes, path: Path) -> _Register:
    try:
        values = json.loads(content)
        accounts = [Account(**{**one, "role": Role(one["role"])}) for one in values["users"]]
        return _Register(str(values["key"]), {_folded(one.name): one for one in accounts})
    except (ValueError, KeyError, TypeError) as error:
        raise MinutebookError(
            f"{path} is damaged, so nobody is let in: restore it from a backup, or delete it and add users again."
        ) from error


def _proper(name: str) -> str:
    name = unicodedata.normalize("NFC", " ".join(name.split()))
    if not name or len(name) > LONGEST_NAME or not name.isprintable() or _folded(name) == LOCAL.name:
        raise MinutebookError(
            f"{name!r} cannot be a user's name: use 1 to {LONGEST_NAME} letters, as in an e-mail address."
        )
    return name


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", " ".join(name.split())).casefold()


def _now() -> str:
    return secrets.token_hex(8)
