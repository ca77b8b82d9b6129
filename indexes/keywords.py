"""The keyword index: BM25 over the stems of chunks, in the catalogue's own database and transactions.

It is SQLite's FTS5, so that a document and its words appear and vanish together. What it is given are stems as
``corpus.words.stems`` makes them, from the breadcrumb and the text.
"""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from corpus.words import stems
from indexes import schema
from indexes.conditions import narrowed
from indexes.records import Filters, Scope

# One column, and `detail=column` keeps no positions: nothing asks for phrases, and the index is half the size.
_TOKENIZER = "unicode61 remove_diacritics 0 tokenchars '.'"
_TABLE = f'CREATE VIRTUAL TABLE keywords USING fts5(stems, detail=column, tokenize="{_TOKENIZER}")'
_VOCABULARY = "CREATE VIRTUAL TABLE keyword_counts USING fts5vocab(keywords, row)"

_words = sa.table("keywords", sa.column("rowid", sa.Integer), sa.column("stems", sa.Text))
_counts = sa.table("keyword_counts", sa.column("term", sa.Text), sa.column("doc", sa.Integer))


class Keywords:
    """The keyword index's reads. Safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def search(self, terms: Sequence[str], limit: int, filters: Filters, scope: Scope) -> list[tuple[str, float]]:
        """Return the chunks that hold any of the terms, with their BM25 score: best first, ties by id.

        Args:
            terms: stems, as ``corpus.words.stems`` gives them; any text is safe.
            limit: how many at most.
            filters: which papers; what they leave out is never returned.
            scope: who asks.
        """
        match = _match(terms)
        if not match:
            return []
        chunk = schema.chunks.c
        score: sa.Label[float] = sa.literal_column("bm25(keywords)", sa.Float).label("score")
        query = (
            sa.select(chunk.id, score)
            .select_from(_words.join(schema.chunks, chunk.key == _words.c.rowid))
            .where(sa.text("keywords MATCH :match").bindparams(match=match))
            .order_by(score, chunk.id)
            .limit(limit)
        )
        with self._engine.connect() as connection:
            # FTS5's bm25 is lower for better matches.
            return [(one, -value) for one, value in connection.execute(narrowed(query, filters, scope))]

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """Return in how many chunks each term stands; 0 where it stands in none."""
        wanted = dict.fromkeys(terms, 0)
        query = sa.select(_counts.c.term, _counts.c.doc).where(_counts.c.term.in_(wanted))
        with self._engine.connect() as connection:
            return wanted | dict(connection.execute(query).all())

    def count(self) -> int:
        """Return how many chunks are indexed."""
        with self._engine.connect() as connection:
            return connection.scalar(sa.text("SELECT count(*) FROM keywords_docsize")) or 0


def create(connection: Connection) -> None:
    """Create the keyword index in an empty database."""
    connection.execute(sa.text(_TABLE))
    connection.execute(sa.text(_VOCABULARY))


def add(connection: Connection, chunks: Sequence[tuple[int, str, str]]) -> None:
    """Index chunks, given as key, breadcrumb and text."""
    values = [
        {"rowid": key, "stems": " ".join(stems(f"{breadcrumb}\n{text}"))} for key, breadcrumb, text in chunks
    ]
    if values:
        connection.execute(sa.insert(_words), values)


def remove(connection: Connection, document: int) -> None:
    """Take a document's chunks out, before their rows go."""
    keys = sa.select(schema.chunks.c.key).where(schema.chunks.c.document == document)
    connection.execute(sa.delete(_words).where(_words.c.rowid.in_(keys)))


def rebuild(connection: Connection) -> None:
    """Make the whole index anew from the catalogue's chunks."""
    connection.execute(sa.text("DELETE FROM keywords"))
    chunk = schema.chunks.c
    for some in connection.execute(sa.select(chunk.key, chunk.breadcrumb, chunk.text)).partitions(1_000):
        add(connection, [(key, breadcrumb, text) for key, breadcrumb, text in some])


def _match(terms: Sequence[str]) -> str:
    """Write the terms as an FTS5 expression: each quoted, so that nothing in it is an operator."""
    quoted = dict.fromkeys(
        '"{}"'.format(term.replace('"', '""').replace("\0", "")) for term in terms if term.strip("\0 ")
    )
    return " OR ".join(quoted)
