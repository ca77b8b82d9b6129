"""Minutebook's parts for programs built on LlamaIndex: a node parser, a retriever and a query engine.

Each is a thin coat over the same functions that the command line uses, so that what they give is what it gives.
Nothing else in the project imports this module.
"""

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.response.schema import Response
from llama_index.core.bridge.pydantic import Field, PrivateAttr
from llama_index.core.node_parser import NodeParser
from llama_index.core.prompts.mixin import PromptMixinType
from llama_index.core.schema import (
    BaseNode,
    MetadataMode,
    NodeRelationship,
    NodeWithScore,
    QueryBundle,
    RelatedNodeInfo,
    TextNode,
)
from llama_index.core.schema import Document as LlamaDocument

from assistant.building import Assistant
from assistant.records import Citation
from corpus.chunking import chunk
from corpus.parsing import parse
from corpus.records import AgendaItem, Chunk, Part, SourceText
from indexes.encoding.embedding import Embedder
from indexes.records import Filters, Hit, Scope

CRUMB = "breadcrumb"
_NAMES = ("file_name", "file_path", "source")


class AgendaItemNodeParser(NodeParser):
    """Cuts council papers into nodes that never span two agenda items, each with where it stands.

    Ids are made of content and place, so that the same paper gives the same ids. A node's ``metadata`` says body,
    meeting date, item, and ``start`` and ``end`` in the document's text. Of all this only the breadcrumb is
    embedded and read by a language model with the node's words. ``model`` is the embedding model whose window the
    nodes fit; none means the one that is installed with Minutebook.
    """

    model: str | None = Field(default=None, description="Embedding model whose window the nodes fit.")
    _embedder: Embedder | None = PrivateAttr(default=None)

    @classmethod
    def class_name(cls) -> str:
        """Return the name that LlamaIndex saves a node parser under."""
        return "AgendaItemNodeParser"

    def _parse_nodes(
        self, nodes: Sequence[BaseNode], show_progress: bool = False, **kwargs: Any
    ) -> list[BaseNode]:
        del show_progress, kwargs
        self._embedder = self._embedder or Embedder(self.model)
        return [made for node in nodes for made in _cut(node, self._embedder)]

    def _postprocess_parsed_nodes(
        self, nodes: list[BaseNode], parent_doc_map: dict[str, LlamaDocument]
    ) -> list[BaseNode]:
        """Add what LlamaIndex adds, and put the offsets back that it guesses by looking for the words."""
        for node in super()._postprocess_parsed_nodes(nodes, parent_doc_map):
            if isinstance(node, TextNode):
                node.start_char_idx, node.end_char_idx = node.metadata["start"], node.metadata["end"]
                _show_crumb_alone(node)
        return nodes


class HybridRetriever(BaseRetriever):
    """Finds passages by meaning and by words in the papers that an assistant has read, best first."""

    def __init__(
        self,
        assistant: Assistant,
        limit: int = 10,
        filters: Filters | None = None,
        scope: Scope = Scope.PUBLIC,
    ) -> None:
        """Say where to look, how many passages to give at most, and to which papers to keep."""
        super().__init__()
        self._assistant, self._limit, self._filters, self._scope = assistant, limit, filters, scope

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        hits = self._assistant.search(query_bundle.query_str, (), self._filters, self._limit, self._scope)
        return [_found(hit) for hit in hits]


class GroundedQueryEngine(BaseQueryEngine):
    """Answers from the papers that an assistant has read, or says that they do not.

    The response's ``source_nodes`` are the quotes that the answer rests on, in the order of their labels; its
    ``metadata`` holds ``status`` (answered, not_found, clarify), ``question``, ``searched`` and ``choices``.
    """

    def __init__(self, assistant: Assistant, filters: Filters | None = None, scope: Scope = Scope.PUBLIC) -> None:
        """Say whom to ask, and to which papers to keep."""
        super().__init__(callback_manager=None)
        self._assistant, self._filters, self._scope = assistant, filters, scope

    def _get_prompt_modules(self) -> PromptMixinType:
        return {}

    def retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        """Return the passages that an answer would be sought in."""
        found = HybridRetriever(self._assistant, filters=self._filters, scope=self._scope)
        return found.retrieve(query_bundle)

    def _query(self, query_bundle: QueryBundle) -> Response:
        answer = self._assistant.ask((), query_bundle.query_str, self._filters, self._scope)
        return Response(
            answer.text,
            source_nodes=[_cited(one) for one in answer.citations],
            metadata={
                "status": answer.status.value,
                "question": answer.query.text,
                "searched": answer.searched,
                "choices": list(answer.choices),
            },
        )

    async def _aquery(self, query_bundle: QueryBundle) -> Response:
        return await asyncio.to_thread(self._query, query_bundle)


def _cut(node: BaseNode, embedder: Embedder) -> list[TextNode]:
    text = node.get_content(metadata_mode=MetadataMode.NONE)
    name = next((str(node.metadata[key]) for key in _NAMES if node.metadata.get(key)), node.node_id)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    document = parse(SourceText(name, text, digest, "txt"))
    made = []
    for one in chunk(document, embedder.count, embedder.window):
        part = document.parts[one.part]
        item = None if one.item is None else part.items[one.item]
        made.append(_node(one, part, item, name))
        made[-1].relationships[NodeRelationship.SOURCE] = node.as_related_node_info()
    return made


def _found(hit: Hit) -> NodeWithScore:
    stored = hit.stored
    node = _node(stored.chunk, stored.part, stored.item, stored.source)
    node.metadata["document"] = stored.title
    node.relationships[NodeRelationship.SOURCE] = RelatedNodeInfo(node_id=stored.document_id)
    _show_crumb_alone(node)
    return NodeWithScore(node=node, score=hit.score)


def _node(one: Chunk, part: Part, item: AgendaItem | None, source: str) -> TextNode:
    said = {
        CRUMB: one.breadcrumb,
        "source": source,
        "start": one.start,
        "end": one.end,
        "page": one.page,
        "body": part.body,
        "meeting_date": part.meeting_date,
        "part": part.kind.value,
        "item": item.number if item else None,
        "item_title": item.title if item else None,
    }
    return TextNode(
        id_=one.id, text=one.text, start_char_idx=one.start, end_char_idx=one.end, metadata=_known(said)
    )


def _known(said: Mapping[str, object]) -> dict[str, Any]:
    """Leave out what is not known, and write dates as ISO does: vector stores take no more than plain values."""
    written = {key: each.isoformat() if isinstance(each, date) else each for key, each in said.items()}
    return {key: each for key, each in written.items() if each is not None}


def _cited(citation: Citation) -> NodeWithScore:
    """A quote as a node; equal quotes of two places stay two nodes, as their ids are their places."""
    place = f"{citation.document_id}\0{citation.start}\0{citation.end}"
    node = TextNode(
        id_=hashlib.sha256(place.encode()).hexdigest()[:32],
        text=citation.quote,
        start_char_idx=citation.start,
        end_char_idx=citation.end,
        metadata=_known({key: value for key, value in asdict(citation).items() if key != "quote"}),
    )
    _show_crumb_alone(node)
    return NodeWithScore(node=node)


def _show_crumb_alone(node: TextNode) -> None:
    """Leave nothing of the metadata to be embedded or read but the breadcrumb, as the index itself does it."""
    left_out = [key for key in node.metadata if key != CRUMB]
    node.excluded_embed_metadata_keys, node.excluded_llm_metadata_keys = left_out, list(left_out)
    node.metadata_template, node.metadata_separator = "{value}", "\n"
    node.text_template = "{metadata_str}\n{content}"
