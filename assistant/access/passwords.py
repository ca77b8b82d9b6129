"""Passwords and tokens: kept so that who reads the file of users still cannot sign in."""

import hashlib
import secrets
from base64 import b64decode, b64encode
from binascii import Error as NoBase64
from threading import BoundedSemaphore

from corpus.errors import MinutebookError

SHORTEST = 12
"""Characters a password has at least; three words that do not belong together make a good one."""

LONGEST = 1_000
"""Characters it has at most, so that nobody keeps the machine busy with a book."""

PREFIX = "mb_"
"""How every token begins, by which one that got out is recognised as ours."""

# scrypt with 32 MiB and three passes, as the OWASP cheat sheet on storing passwords has it for that much memory;
# 0.25 s on a laptop.
_COST, _BLOCK, _PASSES = 2**15, 8, 3
_MEMORY = 128 * _BLOCK * (_COST + _PASSES + 2)
_SALT, _KEY = 16, 32
_AT_ONCE = BoundedSemaphore(2)  # or a flood of sign-ins would take as much memory as it likes


def checked(password: str, name: str) -> str:
    """Return a password that may be used.

    Raises:
        MinutebookError: it is too short, too long, or the name itself.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise MinutebookError(
            f"A password has {SHORTEST} characters or more: three unrelated words make a good one."
        )
    if password.strip().casefold() == name.strip().casefold():
        raise MinutebookError("The password is the name: choose another.")
    return password


def hashed(password: str) -> str:
    """Return what is kept of a password: the method, its costs, a salt of its own, and the key."""
    salt = secrets.token_bytes(_SALT)
    key = _scrypt(password, salt, _COST, _BLOCK, _PASSES)
    return f"scrypt${_COST}${_BLOCK}${_PASSES}${b64encode(salt).decode()}${b64encode(key).decode()}"


def matches(password: str, kept: str | None) -> bool:
    """Say whether a password is the one that was kept; takes as long where none was, so time tells no names."""
    try:
        method, cost, block, passes, salt, key = (kept or _nobodys()).split("$")
        if method != "scrypt":
            return False
        made = _scrypt(password[:LONGEST], b64decode(salt), int(cost), int(block), int(passes))
        return secrets.compare_digest(made, b64decode(key)) and kept is not None
    except (ValueError, NoBase64):
        return False


def new_token() -> str:
    """Return a token for a program: 256 random bits, which nobody has to remember."""
    return PREFIX + secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """Return what is kept of a token; nothing slow is needed where nothing can be guessed."""
    return hashlib.sha256(token.encode()).hexdigest()


def _scrypt(password: str, salt: bytes, cost: int, block: int, passes: int) -> bytes:
    with _AT_ONCE:
        return hashlib.scrypt(
            password.encode(), salt=salt, n=cost, r=block, p=passes, maxmem=2 * _MEMORY, dklen=_KEY
        )


def _nobodys() -> str:
    return (
        f"scrypt${_COST}${_BLOCK}${_PASSES}${b64encode(bytes(_SALT)).decode()}${b64encode(bytes(_KEY)).decode()}"
    )
