"""Scope and filters as conditions of a query: the only place where either becomes SQL."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement

from indexes.catalogue import schema
from indexes.records import Filters, Scope

Conditions = list[ColumnElement[bool]]


def visible_parts(scope: Scope) -> Conditions:
    """Return what a query over parts must add, so that the scope sees only what it may."""
    return [] if scope is Scope.OFFICER else [schema.parts.c.exempt.is_(False)]


def visible_chunks(scope: Scope) -> Conditions:
    """Return what a query over chunks must add, so that the scope sees only what it may."""
    return [] if scope is Scope.OFFICER else [schema.chunks.c.exempt.is_(False)]


def in_parts(table: sa.Table) -> sa.FromClause:
    """Join a table of things in parts with its parts."""
    part = schema.parts.c
    return table.join(schema.parts, sa.and_(part.document == table.c.document, part.number == table.c.part))


def count_in_parts(table: sa.Table, scope: Scope) -> sa.Select[int]:
    """Count the rows of such a table that the scope may see."""
    return sa.select(sa.func.count()).select_from(in_parts(table)).where(*visible_parts(scope))


def matching(filters: Filters) -> Conditions:
    """Return what a query over parts joined with documents must add, so that the filters hold.

    Whose words a chunk holds is not told by its part: ``indexes.searching.view`` looks for a speaker.
    """
    found: Conditions = []
    part = schema.parts.c
    if filters.body is not None:
        found.append(part.body_folded.contains(filters.body.casefold(), autoescape=True))
    if filters.date_from is not None:
        found.append(part.meeting_date >= filters.date_from)
    if filters.date_to is not None:
        found.append(part.meeting_date <= filters.date_to)
    if filters.kind is not None:
        found.append(part.kind == filters.kind)
    if filters.source is not None:
        found.append(schema.documents.c.source == filters.source)
    return found


def narrowed(query: sa.Select[Any], filters: Filters, scope: Scope) -> sa.Select[Any]:
    """Narrow a query over chunks to those that the filters leave and the scope may see."""
    chunk, part = schema.chunks.c, schema.parts.c
    query = query.where(*visible_chunks(scope))
    assert not filters.speaker, "ask the view"
    if filters.empty:
        return query
    if any(one is not None for one in (filters.body, filters.date_from, filters.date_to, filters.kind)):
        query = query.join(schema.parts, sa.and_(part.document == chunk.document, part.number == chunk.part))
    if filters.source is not None:
        query = query.join(schema.documents, schema.documents.c.key == chunk.document)
    return query.where(*matching(filters))
