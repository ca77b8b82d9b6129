"""The commands about users: who may sign in to the window, and in which role."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.access.people import Role
from assistant.commands import options

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.access.accounts import Accounts
    from assistant.settings import Settings

app = typer.Typer(
    help="Who may sign in to the window: readers ask, officers also review and add papers, admins all."
)

Name = Annotated[str, typer.Argument(metavar="NAME", help="The name to sign in with, such as an e-mail address.")]
AsRole = Annotated[Role, typer.Option("--role", help="What the user may do.")]


@app.command()
def add(
    name: Name,
    role: AsRole = Role.READER,
    proxy: Annotated[
        bool, typer.Option("--proxy", help="Without a password: signs in at the reverse proxy, or by a token.")
    ] = False,
    data: options.Data = None,
    verbose: options.Verbose = False,
) -> None:
    """Add a user; the password is asked for and never shown."""
    with _changing(data, "add user", name, role, verbose=verbose) as accounts:
        account = accounts.add(name, role, None if proxy else _asked())
    typer.echo(f"{account.name} may sign in as {account.role}.")


@app.command("list")
def list_users(as_json: options.Json = False, data: options.Data = None, verbose: options.Verbose = False) -> None:
    """List the users with their roles, and how each signs in."""
    found = [
        {
            "name": one.name,
            "role": str(one.role),
            "password": one.password is not None,
            "token": one.token is not None,
        }
        for one in _accounts(options.start(data, verbose=verbose)).all()
    ]
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
        return
    for one in found:
        ways = [way for way in ("password", "token") if one[way]] or ["proxy"]
        typer.echo(f"{one['name']}  {one['role']}  ({' and '.join(ways)})")
    if not found:
        typer.echo("There are no users: the window opens on this machine only, and nobody signs in.")


@app.command()
def remove(name: Name, data: options.Data = None, verbose: options.Verbose = False) -> None:
    """Remove a user, who is signed out at once."""
    with _changing(data, "remove user", name, verbose=verbose) as accounts:
        accounts.remove(name)
    typer.echo(f"{name} is removed and signed out.")


@app.command("role")
def give_role(
    name: Name,
    role: Annotated[Role, typer.Argument(help="What the user may do from now on.")],
    data: options.Data = None,
    verbose: options.Verbose = False,
) -> None:
    """Give a user another role; whoever is signed in signs in again."""
    with _changing(data, "give role", name, role, verbose=verbose) as accounts:
        accounts.set_role(name, role)
    typer.echo(f"{name} is {role} now.")


@app.command()
def password(name: Name, data: options.Data = None, verbose: options.Verbose = False) -> None:
    """Give a user a new password, which is asked for; whoever is signed in signs in again."""
    with _changing(data, "give password", name, verbose=verbose) as accounts:
        accounts.set_password(name, _asked())
    typer.echo(f"{name} has a new password.")


@app.command()
def token(
    name: Name,
    end: Annotated[bool, typer.Option("--end", help="Take the token away instead.")] = False,
    data: options.Data = None,
    verbose: options.Verbose = False,
) -> None:
    """Make a token with which a user's programs come in, and show it once; the one before it ends."""
    with _changing(data, "end token" if end else "give token", name, verbose=verbose) as accounts:
        shown = None if end else accounts.new_token(name)
        if end:
            accounts.end_token(name)
    typer.echo(shown or f"{name} has no token now.")


@contextmanager
def _changing(data: "Path | None", what: str, name: str, role: str = "", *, verbose: bool) -> Iterator["Accounts"]:
    """Open the list of users for a change, which the audit log keeps where it was made."""
    settings = options.start(data, verbose=verbose)
    options.require_writable(settings.data)
    yield _accounts(settings)
    options.note(settings, what, role, about=name)


def _accounts(settings: "Settings") -> "Accounts":
    from assistant.access.accounts import Accounts

    return Accounts(settings.data)


def _asked() -> str:
    # Asked for, never an argument: everybody on the machine can see those of a command, and histories keep them.
    said: str = typer.prompt("Password", hide_input=True, confirmation_prompt="The same again")
    return said
