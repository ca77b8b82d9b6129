"""The catalogue's tables."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, Index, MetaData, Table

# Sorted character by character, whatever language a server sorts by: what is shown first must not depend on that.
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

metadata = MetaData()

meta = Table("meta", metadata, Column("name", TEXT, primary_key=True), Column("value", TEXT, nullable=False))

GENERATION = sa.select(meta.c.value).where(meta.c.name == "generation")
"""Reads the number, as text, that grows with every committed change."""

# One row is one version of a file; a changed file gets a new key, and keys are never used again, so that what is
# cached by key stays true. ``root`` is the file or folder that the ingest was given.
documents = Table(
    "documents",
    metadata,
    Column("key", sa.Integer, primary_key=True),
    Column("id", TEXT, nullable=False, unique=True),
    Column("source", TEXT, nullable=False, unique=True),
    Column("path", TEXT, nullable=False, unique=True),
    Column("root", TEXT, nullable=False),
    Column("sha256", TEXT, nullable=False),
    Column("fingerprint", TEXT, nullable=False),
    Column("format", TEXT, nullable=False),
    Column("title", TEXT, nullable=False),
    Column("pages", sa.Integer, nullable=False),
    Column("warnings", sa.JSON, nullable=False),
    Column("ingested_at", TEXT, nullable=False),
    sqlite_autoincrement=True,
)


def _of_document() -> Column[int]:
    return Column("document", ForeignKey("documents.key", ondelete="CASCADE"), primary_key=True)


def _of_place() -> tuple[Column[Any], ...]:
    """What the register shows of a quote's surroundings, so that it need not open every paper."""
    return (
        Column("headings", sa.JSON, nullable=False),
        Column("around", TEXT, nullable=False),
        Column("row", sa.Boolean, nullable=False),
        Column("page", sa.Integer),
        Column("printed_page", TEXT),
    )


# The text and what is needed only to give the document back whole; apart, so that lists of documents stay quick.
originals = Table(
    "originals",
    metadata,
    _of_document(),
    Column("text", TEXT, nullable=False),
    Column("rest", sa.JSON, nullable=False),
)

parts = Table(
    "parts",
    metadata,
    _of_document(),
    Column("number", sa.Integer, primary_key=True),
    Column("kind", TEXT, nullable=False),
    Column("title", TEXT, nullable=False),
    Column("start", sa.Integer, nullable=False),
    Column("end", sa.Integer, nullable=False),
    Column("body", TEXT),
    Column("body_folded", TEXT),
    Column("meeting_date", sa.Date),
    Column("status", TEXT),
    Column("exempt", sa.Boolean, nullable=False),
    Column("agenda_item", TEXT),
    Index("parts_meeting", "meeting_date", "body"),
)

items = Table(
    "items",
    metadata,
    _of_document(),
    Column("part", sa.Integer, primary_key=True),
    Column("number", sa.Integer, primary_key=True),
    Column("label", TEXT),
    Column("title", TEXT, nullable=False),
    Column("start", sa.Integer, nullable=False),
    Column("end", sa.Integer, nullable=False),
)

passages = Table(
    "passages",
    metadata,
    _of_document(),
    Column("number", sa.Integer, primary_key=True),
    Column("kind", TEXT, nullable=False),
    Column("part", sa.Integer, nullable=False),
    Column("item", sa.Integer),
    Column("start", sa.Integer, nullable=False),
    Column("end", sa.Integer, nullable=False),
    Column("page", sa.Integer),
    Column("printed_page", TEXT),
    Column("speaker", TEXT),
    Column("act", TEXT),
    Column("rest", sa.JSON, nullable=False),
)

chunks = Table(
    "chunks",
    metadata,
    Column("key", sa.Integer, primary_key=True),
    Column("id", TEXT, nullable=False, unique=True),
    Column("document", ForeignKey("documents.key", ondelete="CASCADE"), nullable=False),
    Column("position", sa.Integer, nullable=False),
    Column("part", sa.Integer, nullable=False),
    Column("item", sa.Integer),
    Column("page", sa.Integer),
    Column("printed_page", TEXT),
    Column("exempt", sa.Boolean, nullable=False),
    Column("passages", sa.JSON, nullable=False),
    Column("spans", sa.JSON, nullable=False),
    Column("headings", sa.JSON, nullable=False),
    Column("breadcrumb", TEXT, nullable=False),
    Column("text", TEXT, nullable=False),
    Index("chunks_place", "document", "position", unique=True),
    # Holds all that filters ask for, so that they need not read the rows with their text.
    Index("chunks_part", "document", "part", "exempt", "id"),
    sqlite_autoincrement=True,
)

# The keyword index (``indexes.searching.segments``): a segment is a set of chunks with the postings of their
# words.
segments = Table(
    "segments",
    metadata,
    Column("id", sa.Integer, primary_key=True),
    Column("size", sa.Integer, nullable=False),
    Column("first_key", sa.Integer, nullable=False),
    Column("last_key", sa.Integer, nullable=False),
    Column("members", sa.LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)

# Which members of a segment have been removed; apart from the members, since a row is rewritten whole.
removals = Table(
    "removals",
    metadata,
    Column("segment", ForeignKey("segments.id", ondelete="CASCADE"), primary_key=True),
    Column("gone", sa.LargeBinary, nullable=False),
)

postings = Table(
    "postings",
    metadata,
    Column("segment", ForeignKey("segments.id", ondelete="CASCADE"), primary_key=True),
    Column("term", TEXT, primary_key=True),
    Column("members", sa.LargeBinary, nullable=False),
    Column("counts", sa.LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# The vectors of a document's chunks, in their order, as Chroma has them; here they are compared exactly.
vectors = Table("vectors", metadata, _of_document(), Column("numbers", sa.LargeBinary, nullable=False))

acronyms = Table(
    "acronyms",
    metadata,
    _of_document(),
    Column("number", sa.Integer, primary_key=True),
    Column("short", TEXT, nullable=False),
    Column("long", TEXT, nullable=False),
    Column("start", sa.Integer, nullable=False),
    Column("part", sa.Integer, nullable=False),
)

commitments = Table(
    "commitments",
    metadata,
    _of_document(),
    Column("number", sa.Integer, primary_key=True),
    Column("id", TEXT, nullable=False, index=True),
    Column("start", sa.Integer, nullable=False),
    Column("end", sa.Integer, nullable=False),
    Column("quote", TEXT, nullable=False),
    Column("strength", TEXT, nullable=False),
    Column("part", sa.Integer, nullable=False),
    Column("item", sa.Integer),
    Column("owner", TEXT),
    Column("recipient", TEXT),
    Column("action", TEXT),
    Column("due", TEXT),
    Column("due_date", TEXT),
    Column("topics", sa.JSON, nullable=False),
    Column("status", TEXT, nullable=False),
    Column("kind", TEXT, nullable=False),
    Column("context", sa.JSON),
    *_of_place(),
)

# What papers tell of earlier business; which commitments are meant is found when the register is drawn.
mentions = Table(
    "mentions",
    metadata,
    _of_document(),
    Column("number", sa.Integer, primary_key=True),
    Column("start", sa.Integer, nullable=False),
    Column("end", sa.Integer, nullable=False),
    Column("quote", TEXT, nullable=False),
    Column("part", sa.Integer, nullable=False),
    Column("item", sa.Integer),
    Column("told", sa.JSON, nullable=False),
    *_of_place(),
)

# What later minutes put right in earlier ones; which minutes are meant is found when they are read.
corrections = Table(
    "corrections",
    metadata,
    _of_document(),
    Column("number", sa.Integer, primary_key=True),
    Column("start", sa.Integer, nullable=False),
    Column("end", sa.Integer, nullable=False),
    Column("quote", TEXT, nullable=False),
    Column("part", sa.Integer, nullable=False),
    Column("item", sa.Integer),
    Column("minutes_date", sa.Date),
    Column("minute", TEXT),
    Column("old", TEXT),
    Column("new", TEXT),
)

# What tells papers that say the same (``indexes.ingesting.likeness``): a sketch of each part's words and figures,
# and some of its hashes as keys, by which parts that may be alike are found.
sketches = Table(
    "sketches",
    metadata,
    _of_document(),
    Column("part", sa.Integer, primary_key=True),
    Column("size", sa.Integer, nullable=False),
    Column("least", sa.LargeBinary, nullable=False),
    Column("figures", sa.LargeBinary, nullable=False),
)

sketch_keys = Table(
    "sketch_keys",
    metadata,
    Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
    _of_document(),
    Column("part", sa.Integer, primary_key=True),
    Index("sketch_keys_document", "document"),
    sqlite_with_rowid=False,
)

# Parts of two documents that are the same paper, each pair both ways. ``superseded`` says that the part is a draft
# of the other, which has been approved.
twins = Table(
    "twins",
    metadata,
    _of_document(),
    Column("part", sa.Integer, primary_key=True),
    Column("other", ForeignKey("documents.key", ondelete="CASCADE"), primary_key=True),
    Column("other_part", sa.Integer, primary_key=True),
    Column("superseded", sa.Boolean, nullable=False),
    Index("twins_other", "other"),
)

# What an ingest is about to put into Chroma ("adding") and what it must still take out ("removing"): chunk ids as
# a JSON list, so that the next ingest can mend what a crash left.
pending = Table(
    "pending",
    metadata,
    Column("key", sa.Integer, primary_key=True),
    Column("kind", TEXT, nullable=False),
    Column("source", TEXT, nullable=False),
    Column("ids", sa.JSON, nullable=False),
)
