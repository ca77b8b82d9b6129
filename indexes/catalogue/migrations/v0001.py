"""Version 0001: the first catalogue."""

import sqlalchemy as sa
from alembic.operations import Operations


def upgrade(op: Operations) -> None:
    """Create the tables of the first version."""
    op.create_table(
        "documents",
        sa.Column("key", sa.Integer(), primary_key=True),
        sa.Column("id", sa.Text(), nullable=False, unique=True),
        sa.Column("source", sa.Text(), nullable=False, unique=True),
        sa.Column("path", sa.Text(), nullable=False, unique=True),
        sa.Column("root", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("warnings", sa.JSON(), nullable=False),
        sa.Column("ingested_at", sa.Text(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "meta",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("value", sa.Text(), nullable=False),
    )
    op.create_table(
        "pending",
        sa.Column("key", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("ids", sa.JSON(), nullable=False),
    )
    op.create_table(
        "segments",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("first_key", sa.Integer(), nullable=False),
        sa.Column("last_key", sa.Integer(), nullable=False),
        sa.Column("members", sa.LargeBinary(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "vectors",
        sa.Column("document", sa.Integer(), sa.ForeignKey("documents.key", ondelete="CASCADE"), primary_key=True),
        sa.Column("numbers", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "acronyms",
        sa.Column("document", sa.Integer(), sa.ForeignKey("documents.key", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("short", sa.Text(), nullable=False),
        sa.Column("long", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
    )
    op.create_table(
        "chunks",
        sa.Column("key", sa.Integer(), primary_key=True),
        sa.Column("id", sa.Text(), nullable=False, unique=True),
        sa.Column("document", sa.Integer(), sa.ForeignKey("documents.key", ondelete="CASCADE"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("item", sa.Integer()),
        sa.Column("page", sa.Integer()),
        sa.Column("printed_page", sa.Text()),
        sa.Column("exempt", sa.Boolean(), nullable=False),
        sa.Column("passages", sa.JSON(), nullable=False),
        sa.Column("spans", sa.JSON(), nullable=False),
        sa.Column("headings", sa.JSON(), nullable=False),
        sa.Column("breadcrumb", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("chunks_part", "chunks", ["document", "part", "exempt", "id"])
    op.create_index("chunks_place", "chunks", ["document", "position"], unique=True)
    op.create_table(
        "commitments",
        sa.Column("document", sa.Integer(), sa.ForeignKey("documents.key", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("strength", sa.Text(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("item", sa.Integer()),
        sa.Column("owner", sa.Text()),
        sa.Column("recipient", sa.Text()),
        sa.Column("action", sa.Text()),
        sa.Column("due", sa.Text()),
        sa.Column("due_date", sa.Text()),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("context", sa.JSON()),
        sa.Column("headings", sa.JSON(), nullable=False),
        sa.Column("around", sa.Text(), nullable=False),
        sa.Column("row", sa.Boolean(), nullable=False),
        sa.Column("page", sa.Integer()),
        sa.Column("printed_page", sa.Text()),
    )
    op.create_index("ix_commitments_id", "commitments", ["id"])
    op.create_table(
        "mentions",
        sa.Column("document", sa.Integer(), sa.ForeignKey("documents.key", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("item", sa.Integer()),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("headings", sa.JSON(), nullable=False),
        sa.Column("around", sa.Text(), nullable=False),
        sa.Column("row", sa.Boolean(), nullable=False),
        sa.Column("page", sa.Integer()),
        sa.Column("printed_page", sa.Text()),
    )
    op.create_table(
        "corrections",
        sa.Column("document", sa.Integer(), sa.ForeignKey("documents.key", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("item", sa.Integer()),
        sa.Column("minutes_date", sa.Date()),
        sa.Column("minute", sa.Text()),
        sa.Column("old", sa.Text()),
        sa.Column("new", sa.Text()),
    )
    op.create_table(
        "sketches",
        sa.Column("document", sa.Integer(), sa.ForeignKey("documents.key", ondelete="CASCADE"), primary_key=True),
        sa.Column("part", sa.Integer(), primary_key=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("least", sa.LargeBinary(), nullable=False),
        sa.Column("figures", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "sketch_keys",
        sa.Column("key", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("document", sa.Integer(), sa.ForeignKey("documents.key", ondelete="CASCADE"), primary_key=True),
        sa.Column("part", sa.Integer(), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("sketch_keys_document", "sketch_keys", ["document"])
    op.create_table(
        "twins",
        sa.Column("document", sa.Integer(), sa.ForeignKey("documents.key", ondelete="CASCADE"), primary_key=True),
        sa.Column("part", sa.Integer(), primary_key=True),
        sa.Column("other", sa.Integer(), sa.ForeignKey("documents.key", ondelete="CASCADE"), primary_key=True),
        sa.Column("other_part", sa.Integer(), primary_key=True),
        sa.Column("superseded", sa.Boolean(), nullable=False),
    )
    op.create_index("twins_other", "twins", ["other"])
    op.create_table(
        "items",
        sa.Column("document", sa.Integer(), sa.ForeignKey("documents.key", ondelete="CASCADE"), primary_key=True),
        sa.Column("part", sa.Integer(), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("label", sa.Text()),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
    )
    op.create_table(
        "originals",
        sa.Column("document", sa.Integer(), sa.ForeignKey("documents.key", ondelete="CASCADE"), primary_key=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("rest", sa.JSON(), nullable=False),
    )
    op.create_table(
        "parts",
        sa.Column("document", sa.Integer(), sa.ForeignKey("documents.key", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text()),
        sa.Column("body_folded", sa.Text()),
        sa.Column("meeting_date", sa.Date()),
        sa.Column("status", sa.Text()),
        sa.Column("exempt", sa.Boolean(), nullable=False),
        sa.Column("agenda_item", sa.Text()),
    )
    op.create_index("parts_meeting", "parts", ["meeting_date", "body"])
    op.create_table(
        "passages",
        sa.Column("document", sa.Integer(), sa.ForeignKey("documents.key", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("item", sa.Integer()),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer()),
        sa.Column("printed_page", sa.Text()),
        sa.Column("speaker", sa.Text()),
        sa.Column("act", sa.Text()),
        sa.Column("rest", sa.JSON(), nullable=False),
    )
    op.create_table(
        "postings",
        sa.Column("segment", sa.Integer(), sa.ForeignKey("segments.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("term", sa.Text(), primary_key=True),
        sa.Column("members", sa.LargeBinary(), nullable=False),
        sa.Column("counts", sa.LargeBinary(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "removals",
        sa.Column("segment", sa.Integer(), sa.ForeignKey("segments.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("gone", sa.LargeBinary(), nullable=False),
    )
    op.bulk_insert(
        sa.table("meta", sa.column("name"), sa.column("value")),
        [{"name": "schema", "value": "0001"}, {"name": "generation", "value": "0"}],
    )
