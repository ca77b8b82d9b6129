"""What finding hands on: an undertaking in a sentence, and how the sentence is to be read."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Undertaking:
    """What a sentence undertakes: ``clause`` is where the words of what is to be done begin.

    ``owner`` is who is named as the one to do it, None where only the context tells; ``body`` says that the
    meeting itself undertakes it, ``spoken`` that it is said in the first person.
    """

    strength: str
    kind: str
    clause: int
    owner: str | None = None
    body: bool = False
    spoken: bool = False


@dataclass(frozen=True, slots=True)
class Manner:
    """How a sentence is to be read.

    ``reported`` in minutes and notes, where "would" is a promise in reported speech and the past tense is the
    meeting's present; ``listed`` for an item under "RESOLVED:", "It was agreed that:" or "Actions:";
    ``own_plan`` where a body tells of its own progress; ``spoken`` in a transcript; ``plan`` in a plan or
    strategy, whose "we will" lasts. ``meanings`` are the short forms that the paper explains.
    """

    reported: bool = False
    listed: bool = False
    own_plan: bool = False
    spoken: bool = False
    plan: bool = False
    meanings: Mapping[str, str] = field(default_factory=dict)
