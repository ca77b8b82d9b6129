"""Source files of the sample papers into blocks that any layout can set.

A source is plain text that a clerk could edit: a few settings between two lines of ``+++``, then paragraphs
separated by blank lines. ``README.md`` in this folder lists the marks.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

NUMBERED = re.compile(r"^(?P<number>\(?[0-9]+(?:\.[0-9]+)*[.)]?|\([a-z]+\)) +(?=\S)")
OPTION = re.compile(r'(?P<name>[a-z_]+)=(?:"(?P<quoted>[^"]*)"|(?P<bare>\S+))')
SPAN_UP, SPAN_LEFT = "^^", "<<"


@dataclass(frozen=True, slots=True)
class Block:
    """One thing to set: a heading, paragraph, bullet, numbered paragraph, table, note or layout command.

    ``kind`` is "heading", "para", "bullet", "auto" (numbered by the word processor), "numbered", "note",
    "footnote" (its number is the level), "table" or the name of a command written as ``@name``; ``level`` counts
    from 1; ``rows`` are a table's cells as written.
    """

    kind: str
    text: str = ""
    level: int = 1
    rows: tuple[tuple[str, ...], ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """A source file: its settings as strings, and its blocks (none where ``layout`` is "plain") or body."""

    settings: Mapping[str, str]
    body: str
    blocks: tuple[Block, ...]


def load(path: Path) -> Source:
    """Reads one source file, with the files it includes (``@include name``) put in place."""
    settings, body = _split(path)
    for line in re.findall(r"^@include .*$", body, flags=re.MULTILINE):
        included = _split(path.parent / line.split()[1])[1]
        body = body.replace(line, included)
    for old, new in sorted(settings.get("replace", {}).items()):
        if old not in body:
            message = f"{path.name}: the words to replace are not there: {old}"
            raise ValueError(message)
        body = body.replace(old, new)
    plain = {key: str(value) for key, value in settings.items() if key != "replace"}
    return Source(plain, body, () if plain.get("layout") == "plain" else tuple(parse(body)))


def _split(path: Path) -> tuple[dict[str, dict[str, str]], str]:
    text = path.read_text(encoding="utf-8")
    if not text.startswith("+++\n"):
        return {}, text
    head, _, body = text.removeprefix("+++\n").partition("\n+++\n")
    return tomllib.loads(head), body


def parse(body: str) -> list[Block]:
    """Cuts a source's body into blocks, in order."""
    blocks: list[Block] = []
    pending: dict[str, str] = {}
    for stanza in re.split(r"\n\s*\n", body.strip("\n")):
        lines = stanza.split("\n")
        while lines and lines[0].startswith("@"):
            command = _command(lines.pop(0))
            if command.kind == "table":
                pending = dict(command.options)
            else:
                blocks.append(command)
        if lines and lines[0].startswith("|"):
            blocks.append(Block("table", rows=tuple(_cells(line) for line in lines), options=pending))
            pending = {}
        else:
            blocks.extend(_prose(lines))
    return blocks


def _command(line: str) -> Block:
    name, _, rest = line[1:].partition(" ")
    options = {m["name"]: m["quoted"] if m["quoted"] is not None else m["bare"] for m in OPTION.finditer(rest)}
    return Block(name, text=rest.strip(), options=options)


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))


def _prose(lines: list[str]) -> list[Block]:
    """Headings and list items stand on lines of their own; other lines run on into the one above."""
    blocks: list[Block] = []
    for line in lines:
        bare = line.strip()
        indent = (len(line) - len(line.lstrip())) // 2
        if match := re.match(r"(#+) +(.*)", bare):
            blocks.append(Block("heading", match[2], len(match[1])))
        elif bare.startswith("- "):
            blocks.append(Block("bullet", bare[2:], indent + 1))
        elif bare.startswith("+ "):
            blocks.append(Block("auto", bare[2:], indent + 1))
        elif match := re.match(r"\[\^([0-9]+)\]: +(.*)", bare):
            blocks.append(Block("footnote", match[2], int(match[1])))
        elif re.match(r"\^[0-9a-z*]+\^ ", bare):
            blocks.append(Block("note", bare))
        elif NUMBERED.match(bare) and (not blocks or blocks[-1].kind != "para"):
            blocks.append(Block("numbered", bare, indent + 1))
        elif blocks and blocks[-1].kind != "heading":
            last = blocks.pop()
            blocks.append(Block(last.kind, f"{last.text} {bare}", last.level))
        else:
            blocks.append(Block("para", bare))
    return blocks
