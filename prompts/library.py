"""Loads, checks and fills prompts: Markdown files with declared variables and a section for each speaker.

A prompt begins with a line ``variables: a, b``; ``# system`` and ``# user`` open what each says, and ``{{a}}`` is
where a value goes. Values are put in at one go, so that braces in a value stay what they are.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from corpus.errors import MinutebookError

ROLES = ("system", "user", "assistant")
_HEAD = re.compile(r"\Avariables:[ \t]*([^\n]*)\n")
_SECTION = re.compile(r"^# (\w+)[ \t]*$", re.MULTILINE)
_PLACE = re.compile(r"\{\{\s*(\w+)\s*\}\}")


class PromptError(MinutebookError):
    """A prompt that cannot be used as it is written."""


@dataclass(frozen=True, slots=True)
class Message:
    """What one speaker says to a language model."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt with places for its variables."""

    name: str
    variables: frozenset[str]
    sections: tuple[Message, ...]

    def fill(self, values: Mapping[str, str]) -> tuple[Message, ...]:
        """Return what is said with the values in their places.

        Raises:
            PromptError: a value is missing, or is none of the declared ones.
        """
        if set(values) != self.variables:
            wrong = ", ".join(sorted(set(values) ^ self.variables))
            raise PromptError(f"The prompt {self.name} was not given what it declares: look at {wrong}.")
        return tuple(
            Message(one.role, _PLACE.sub(lambda match: values[match[1]], one.text)) for one in self.sections
        )


def read(name: str, text: str) -> Prompt:
    """Read a prompt from its text and check it.

    Raises:
        PromptError: it declares no variables, has no sections of known speakers, or uses a variable that it does
            not declare, or declares one that it does not use.
    """
    head = _HEAD.match(text)
    if head is None:
        raise PromptError(f"The prompt {name} does not begin with its variables: write them on its first line.")
    declared = frozenset(each.strip() for each in head[1].split(",") if each.strip())
    body = text[head.end() :]
    marks = list(_SECTION.finditer(body))
    ends = (*(mark.start() for mark in marks[1:]), len(body))
    sections = tuple(
        Message(mark[1], body[mark.end() : end].strip()) for mark, end in zip(marks, ends, strict=False)
    )
    if not sections or body[: marks[0].start()].strip() or any(one.role not in ROLES for one in sections):
        raise PromptError(f"The prompt {name} is not made of sections such as # system and # user: correct it.")
    used = frozenset(found for one in sections for found in _PLACE.findall(one.text))
    if used != declared:
        wrong = ", ".join(sorted(used ^ declared))
        raise PromptError(f"The prompt {name} declares other variables than it uses: look at {wrong}.")
    return Prompt(name, declared, sections)


@cache
def load(name: str) -> Prompt:
    """Load one of the prompts of this package by its name, without its suffix.

    Raises:
        PromptError: there is none of that name, or it is not sound.
    """
    file = resources.files("prompts").joinpath(f"{name}.md")
    if not file.is_file():
        raise PromptError(f"There is no prompt called {name}: choose one of {', '.join(names())}.")
    return read(name, file.read_text(encoding="utf-8"))


def names() -> tuple[str, ...]:
    """Return the names of all prompts, in order."""
    found = (each.name for each in resources.files("prompts").iterdir())
    return tuple(sorted(each.removesuffix(".md") for each in found if each.endswith(".md")))
