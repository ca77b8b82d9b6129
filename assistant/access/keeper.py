"""The doorkeeper: whose a request is, by the proxy, a token or a session, and who may come in without any."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from itsdangerous import BadData, URLSafeTimedSerializer

from assistant.access.accounts import LONGEST_NAME, Account, Accounts
from assistant.access.attempts import Attempts
from assistant.access.audit import Audit
from assistant.access.passwords import matches
from assistant.access.people import LOCAL, Person, Role
from assistant.access.visits import LOOPBACK, Networks, Visit, networks
from corpus.errors import MinutebookError

if TYPE_CHECKING:
    from assistant.settings import Settings

COOKIE = "minutebook_session"
"""The cookie that holds a session, signed; it holds nothing but the name and when it was given."""

_SALT = "session"


@dataclass(frozen=True, slots=True)
class Keeper:
    """Knows people. ``header``, ``trusted`` and ``path`` are the proxy's; ``seconds`` is how long a session lasts.

    ``home`` says that the window listens on this machine alone: there, without users and without a proxy, whoever
    comes is the machine's ``owner``. ``came`` holds the day on which each was last let in by the proxy.
    """

    accounts: Accounts
    home: bool = True
    owner: Person = LOCAL
    header: str | None = None
    trusted: Networks = ()
    path: str = "/"
    seconds: int = 12 * 60 * 60
    attempts: Attempts = field(default_factory=Attempts)
    note: Callable[[str, str, str, str], None] = lambda *_: None
    today: Callable[[], date] = lambda: datetime.now(UTC).date()
    came: dict[str, date] = field(default_factory=dict)

    def person(self, visit: Visit, bearer: str | None, session: str | None) -> Person | None:
        """Return whose a request is, or None for somebody who has to sign in first."""
        if visit.user is not None:
            known = self.accounts.find(visit.user)
            # Whom the proxy lets in and nobody has given a role reads.
            return known.person if known else Person(visit.user, Role.READER)
        if self.is_open:
            return self.owner if visit.at_home else None
        account = self.accounts.by_token(bearer) if bearer else self._of_session(session)
        return account.person if account else None

    def is_news(self, visit: Visit, person: Person) -> bool:
        """Say whether this is the day's first request of somebody whom the proxy has signed in."""
        today = self.today()
        if visit.user is None or self.came.get(person.name) == today:
            return False
        if today not in self.came.values():
            self.came.clear()
        self.came[person.name] = today
        return True

    @property
    def is_open(self) -> bool:
        """Whether nobody has to sign in: on one's own machine, as long as there are no users and no proxy."""
        return self.home and self.header is None and not self.accounts.all()

    def sign_in(self, name: str, password: str, visit: Visit) -> str:
        """Return a session for who gives the right name and password.

        Raises:
            MinutebookError: they are wrong, or there were too many attempts; which of the two, and nothing more.
        """
        wait = self.attempts.wait(name, visit.address)
        if wait:
            minutes = int(wait // 60) + 1
            raise MinutebookError(
                f"There were too many attempts: wait {minutes} minute{'' if minutes == 1 else 's'} and try again."
            )
        account = self.accounts.find(name)
        if not matches(password, account.password if account else None) or account is None:
            self.attempts.failed(name, visit.address)
            # What is tried while one has to wait is not noted: a flood of attempts must not be one of lines.
            waits = self.attempts.wait(name, visit.address)
            self.note(name[:LONGEST_NAME], "sign in", visit.address, "refused, must wait" if waits else "refused")
            raise MinutebookError("Name or password is wrong: try again, or ask an admin for a new password.")
        self.attempts.succeeded(name, visit.address)
        self.note(account.name, "sign in", visit.address, "done")
        return self._sessions().dumps([account.name, account.since])

    def sign_out(self, person: Person) -> None:
        """End a person's sessions, on every device: a session that was copied must not outlive this."""
        if self.accounts.find(person.name) is not None:
            self.accounts.end_sessions(person.name)
            self.note(person.name, "sign out", "", "done")

    def _of_session(self, session: str | None) -> Account | None:
        if not session:
            return None
        try:
            name, since = self._sessions().loads(session, max_age=self.seconds)
        except (BadData, ValueError, TypeError):
            return None
        account = self.accounts.find(str(name))
        return account if account and account.password and account.since == since else None

    def _sessions(self) -> URLSafeTimedSerializer:
        key = self.accounts.key()
        if not key:
            raise MinutebookError("There are no users yet: add one with `minutebook users add NAME --role admin`.")
        return URLSafeTimedSerializer(key, salt=_SALT)


def keeper(settings: "Settings") -> Keeper:
    """Return the doorkeeper of these settings.

    Raises:
        MinutebookError: a proxy's header is named and not the proxy, or what names it is no address.
    """
    trusted = networks(settings.proxy_addresses)
    if settings.proxy_header and not trusted:
        raise MinutebookError(
            "Anybody could send the header that proxy_header names: set proxy_addresses too, from which alone it "
            "is believed."
        )
    return Keeper(
        Accounts(settings.data),
        home=settings.host in LOOPBACK,
        header=settings.proxy_header,
        trusted=trusted,
        path=settings.proxy_path or "/",
        seconds=round(settings.session_hours * 3600),
        note=Audit(settings.data, settings.audit_days).note,
    )


def require_guarded(settings: "Settings") -> Keeper:
    """Return the doorkeeper of a window that may be opened.

    Raises:
        MinutebookError: it would be open to others with nobody having to sign in.
    """
    chosen = keeper(settings)
    if not chosen.home and chosen.header is None and not chosen.accounts.all():
        raise MinutebookError(
            f"The window is not opened at {settings.host}, since nobody would have to sign in there: add a user "
            "with `minutebook users add NAME --role admin`, or name a reverse proxy in the settings proxy_header "
            "and proxy_addresses."
        )
    return chosen
