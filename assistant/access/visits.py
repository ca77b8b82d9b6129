"""One request as the door sees it: from where, to which host, and what a trusted proxy says of it. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from corpus.errors import MinutebookError

Networks = tuple[IPv4Network | IPv6Network, ...]

# What proxies add; from anybody else such a header is made up.
_OF_PROXIES = re.compile(rb"(?:x-forwarded-.*|x-real-ip|x-original-.*|forwarded|via)")
# With it whoever asks could choose the address that Gradio gives for its own; proxies pass it on.
_OF_GRADIO = b"x-gradio-server"
_LOOPBACK_HOST = re.compile(r"(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?", re.IGNORECASE)
_LONGEST_NAME = 200

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
"""What a window listens on that only its own machine can reach."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What is known of a request before it is known whose it is.

    ``user`` is the name that a trusted proxy gives; ``proxied`` whether the request has come through any proxy,
    trusted or not; ``cross_site`` whether a page of another site wants it without anybody having followed a link.
    """

    address: str
    host: str
    https: bool
    origin: str | None
    cross_site: bool
    proxied: bool
    user: str | None

    @property
    def at_home(self) -> bool:
        """Whether it was asked for as this machine: a page elsewhere can send a browser here, by another name."""
        return not self.proxied and _LOOPBACK_HOST.fullmatch(self.host) is not None

    @property
    def foreign(self) -> bool:
        """Whether a page of another site sent it; programs name no origin, and browsers always do."""
        if self.origin is not None:
            return _place(self.origin) != _place(f"//{self.host}")
        return self.cross_site


def networks(written: str | None) -> Networks:
    """Return addresses and networks that a setting names, with commas between them.

    Raises:
        MinutebookError: naming what is no address.
    """
    found = []
    for one in filter(None, (each.strip() for each in (written or "").split(","))):
        try:
            found.append(ip_network(one, strict=False))
        except ValueError:
            raise MinutebookError(
                f"The setting proxy_addresses names {one!r}, no address: write them as 10.0.0.5, 10.1.0.0/24."
            ) from None
    return tuple(found)


def visit(
    headers: Iterable[tuple[bytes, bytes]], peer: str, scheme: str, trusted: Networks, header: str | None
) -> Visit:
    """Return a request as it is to be seen, whatever it claims.

    Args:
        headers: those of the request, names in lower case.
        peer: the address that the connection comes from.
        scheme: of the connection, http or https.
        trusted: the proxies whose headers are believed.
        header: the one in which they name the user.
    """
    values = {name: value.decode("latin-1").strip() for name, value in headers}
    from_proxy = _within(peer, trusted)

    def told(name: str) -> str | None:
        return values.get(name.lower().encode()) or None if from_proxy else None

    user = told(header) if header else None
    return Visit(
        address=_client(told("x-forwarded-for"), peer, trusted),
        host=told("x-forwarded-host") or values.get(b"host", ""),
        https=(told("x-forwarded-proto") or scheme) == "https",
        origin=values.get(b"origin"),
        # Whoever follows a link from elsewhere is welcome; a picture or script there that points here is not.
        cross_site=values.get(b"sec-fetch-site") == "cross-site" and values.get(b"sec-fetch-mode") != "navigate",
        proxied=any(_OF_PROXIES.fullmatch(name) for name in values),
        user=user if user and user.isprintable() and len(user) <= _LONGEST_NAME else None,
    )


def believed(
    headers: Iterable[tuple[bytes, bytes]], peer: str, trusted: Networks, header: str | None
) -> list[tuple[bytes, bytes]]:
    """Return the headers without those that only a trusted proxy may send, unless one has sent them."""
    kept = [one for one in headers if one[0] != _OF_GRADIO]
    if _within(peer, trusted):
        return kept
    named = (header or "").lower().encode()
    return [one for one in kept if not _OF_PROXIES.fullmatch(one[0]) and one[0] != named]


def _client(forwarded: str | None, peer: str, trusted: Networks) -> str:
    """Return the nearest address that is no trusted proxy: what stands further left, a client can write itself."""
    for one in reversed([each.strip() for each in (forwarded or "").split(",") if each.strip()]):
        if not _within(one, trusted):
            return one[:64]
    return peer


def _within(address: str, known: Networks) -> bool:
    try:
        where = ip_address(address.removeprefix("::ffff:"))
    except ValueError:
        return False
    return any(where in network for network in known)


def _place(url: str) -> tuple[str | None, int | None]:
    """Return host and port; the scheme is left out, since a proxy may have taken the https away."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None, -1
    return parts.hostname, None if port in (80, 443) else port
