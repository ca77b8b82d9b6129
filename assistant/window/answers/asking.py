"""Asking in a window: what was ordered, the conversation as it changes, and where it is kept."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from assistant.access.people import Person
from assistant.log import note_failure
from assistant.window import exempt, wording
from assistant.window.answers import conversation
from assistant.window.answers.conversation import Exchange, Talk
from assistant.window.answers.limits import Offered, offered_by
from assistant.window.answers.written import writing
from assistant.window.markup import Html
from assistant.window.saved import saving
from corpus.errors import MinutebookError
from indexes.records import Filters, Scope

if TYPE_CHECKING:
    from assistant.building import Assistant

PUBLIC = Scope.PUBLIC
"""What everybody who can reach the window is shown, unless an officer asks for more, each time anew."""

_FAULT = "Something went wrong that should not: ask again, and if it comes again, report it with minutebook.log."
_STOPPED = "Stopped before the answer was ready."

# Of what was retrieved, enough for the cards; a conversation holds them for as long as its window is open.
_KEPT = 20


@dataclass(frozen=True, slots=True)
class Order:
    """What the page asks for: a question, or a saved conversation to ``open``.

    ``place`` is the number of the exchange that the question takes the place of, None where it comes last;
    ``alone`` asks without the conversation so far; ``limits`` are filters that are to hold as they are, and
    ``periods`` the times whose papers are to come first, each None where it is read from the question; ``exempt``
    puts it to the exempt papers too, if whoever asks may see them.
    """

    question: str = ""
    place: int | None = None
    alone: bool = False
    limits: Filters | None = None
    periods: tuple[tuple[date, date], ...] | None = None
    open: str | None = None
    exempt: bool = False


def ordered(text: str) -> Order:
    """Read an order from the page's JSON.

    Raises:
        MinutebookError: it is none, such as one whose date is no date.
    """
    try:
        return _orders().validate_json(text)
    except ValidationError as error:
        raise MinutebookError("This cannot be asked as it is: check the dates, then ask again.") from error


@lru_cache(maxsize=1)
def _orders() -> TypeAdapter[Order]:
    return TypeAdapter(Order)


class Asking:
    """Carries out the orders of windows over one assistant; a conversation is remembered in its ``Talk`` alone."""

    def __init__(self, assistant: "Assistant") -> None:
        self._assistant = assistant
        self._stopped: set[str] = set()  # when each question was asked whose reader would not wait
        # Kept as long as the catalogue stays as it is.
        self._offers = lru_cache(maxsize=1)(self._offered)
        self._stage = lru_cache(maxsize=4)(self._searching)

    def show(self, talk: Talk, fresh: int | None = None) -> Html:
        """Return a conversation as the page shows it; see ``conversation.render``."""
        return conversation.render(talk, self._offers(self._generation()), fresh)

    def opened(self, person: Person, saved: str) -> Talk:
        """Return a saved conversation; answers whose quotes the papers do not hold any more are left out.

        So are answers from exempt papers, where the person may not see such papers, or may not any more.

        Raises:
            MinutebookError: this person has no such conversation.
        """
        content = self._assistant.conversations.content(person.name, saved)
        text = self._assistant.store.catalogue.text
        public, officers = (lru_cache(maxsize=None)(partial(text, scope=one)) for one in Scope)
        sees = exempt.may_choose(person, self._assistant.settings)
        return Talk(saving.read(content, public, officers if sees else None), saved)

    def answering(self, order: Order, talk: Talk, person: Person) -> Iterator[tuple[Html, Talk]]:
        """Yield the conversation as it changes: the question with what is being done, then its answer."""
        asked = order.question.strip()
        if not asked:
            yield self.show(talk), talk
            return
        place = order.place if order.place and order.place <= len(talk.exchanges) else len(talk.exchanges) + 1
        before, behind = talk.exchanges[: place - 1], talk.exchanges[place:]
        scope = exempt.scope_of(person, self._assistant.settings, exempt=order.exempt)
        now = Exchange(
            asked,
            stage=self._stage(self._generation(), scope),
            alone=order.alone,
            limits=order.limits,
            periods=order.periods,
            asked_at=_now(),
            exempt=scope is Scope.OFFICER,
        )

        def grown(exchange: Exchange) -> Talk:
            return replace(talk, exchanges=(*before, exchange, *behind))

        kept = grown(now)
        yield self.show(kept, place), kept
        try:
            exempt.require(scope, exempt=order.exempt)
            for answer in self._assistant.asking(
                conversation.turns((*before, now), exempt=now.exempt),
                asked,
                order.limits,
                scope=scope,
                exactly=order.limits is not None,
                periods=order.periods,
            ):
                if now.asked_at in self._stopped:
                    self._stopped.discard(now.asked_at)
                    return  # what the reader was told then stays
                now = replace(now, answer=replace(answer, hits=answer.hits[:_KEPT]))
                if answer.writer:
                    now = replace(now, stage=writing(answer))
                    kept = grown(now)
                    yield self.show(kept, place), kept
            now = replace(now, stage="")
        except MinutebookError as error:
            now = replace(now, stage="", answer=None, problem=str(error))
        except Exception as error:
            note_failure(error)  # Gradio shows ``failed`` for it
            raise
        finally:  # also of a question whose reader would not wait
            asked_of = Scope.OFFICER if order.exempt else scope
            outcome = str(now.answer.status) if now.answer else "failed"
            self._assistant.note(person, "ask", asked, outcome, asked_of)
        kept = self._save(grown(now), person)
        yield self.show(kept, place), kept

    def stopped(self, talk: Talk) -> tuple[Html, Talk]:
        """Return a conversation whose reader would not wait any longer; the answer, when it comes, is dropped."""
        self._stopped.update(one.asked_at for one in talk.exchanges if one.stage)
        return self._ended(talk, _STOPPED)

    def failed(self, talk: Talk) -> tuple[Html, Talk]:
        """Return a conversation after a fault of ours: the question that was left without an answer is told so."""
        return self._ended(talk, _FAULT)

    def refused(self, talk: Talk, error: MinutebookError) -> tuple[Html, Talk]:
        """Return a conversation with an order that could not be carried out, and why."""
        refused = Exchange("This could not be done", problem=str(error), asked_at=_now())
        kept = replace(talk, exchanges=(*talk.exchanges, refused))
        return self.show(kept, len(kept.exchanges)), kept

    def _ended(self, talk: Talk, why: str) -> tuple[Html, Talk]:
        waiting = next((n for n, one in enumerate(talk.exchanges, start=1) if one.stage), None)
        ended = tuple(
            replace(one, stage="", answer=None, problem=why) if one.stage else one for one in talk.exchanges
        )
        kept = replace(talk, exchanges=ended)
        return self.show(kept, waiting), kept

    def _generation(self) -> int:
        return self._assistant.store.catalogue.generation()

    def _searching(self, generation: int, scope: Scope) -> str:
        del generation
        catalogue = self._assistant.store.catalogue
        meetings = sum(1 for meeting in catalogue.meetings(scope) if meeting.date)
        passages = wording.count(catalogue.counts(scope).passages, "passage")
        of = f" of {wording.count(meetings, 'meeting')}" if meetings else ""
        return f"Searching {passages}{of} …"

    def _save(self, talk: Talk, person: Person) -> Talk:
        """Keep a conversation under its person's name; whoever has none has nothing kept."""
        answered = tuple(one for one in talk.exchanges if one.answer is not None and not one.stage)
        if not person.name or not answered:
            return talk
        # What exempt papers say is not searched for: whoever loses the role would learn of it by what is found.
        texts = [(one.question, one.answer.text if one.answer and not one.exempt else "") for one in answered]
        marks = [exempt.FOUND_BY for one in answered if one.exempt]
        words = " ".join([*marks, *(word for pair in texts for word in pair)])
        try:
            saved = self._assistant.conversations.save(
                person.name,
                saving.written(talk.exchanges),
                title=answered[0].question,
                words=words,
                known=talk.saved,
            )
        except MinutebookError as error:
            note_failure(error)  # an answer that cannot be kept is still an answer
            return talk
        return replace(talk, saved=saved)

    def _offered(self, generation: int) -> Offered:
        del generation
        catalogue = self._assistant.store.catalogue
        return offered_by(catalogue.meetings(PUBLIC), catalogue.documents(PUBLIC), catalogue.speakers(PUBLIC))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
