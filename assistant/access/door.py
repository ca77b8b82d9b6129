"""The door: everything the window serves lies behind it, and each request leaves it with the name of a person."""

from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.access.people import Person


class Door:
    """Says of every request whose it is; ``assistant.access.people.person_of`` reads it."""

    def __init__(self, app: ASGIApp, everybody: Person) -> None:
        self._app = app
        self._everybody = everybody

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its person."""
        if scope["type"] != "lifespan":
            scope.setdefault("state", {})["person"] = self._everybody
        await self._app(scope, receive, send)
