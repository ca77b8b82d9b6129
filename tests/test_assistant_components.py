"""The parts for LlamaIndex, over one index of the sample papers, as the README shows them."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from llama_index.core import Document
from llama_index.core.schema import MetadataMode

from assistant.building import Assistant, build
from assistant.components import AgendaItemNodeParser, GroundedQueryEngine, HybridRetriever
from assistant.settings import load
from corpus.chunking import chunk
from corpus.parsing import parse
from corpus.reading.files import read
from corpus.sample import __file__ as sample
from indexes.encoding.embedding import Embedder
from indexes.keeping.mending import embedded_text
from indexes.records import Filters

pytestmark = pytest.mark.model

ROOT = Path(__file__).parents[1]
BLOCKS = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), flags=re.DOTALL)
PAPERS = Path(sample).parent / "papers"
NAMES = ("northmoor-transcript-2025-03-11.txt", "severn-vale-minutes-2025-01-30.docx")
QUESTION = "What is the fallback date of the new telephone system?"
TEXT = (PAPERS / NAMES[0]).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("components")


@pytest.fixture(scope="module")
def assistant(data: Path) -> Iterator[Assistant]:
    made = build(load(data=data))
    list(made.ingest([PAPERS / name for name in NAMES]))
    yield made
    made.close()


def run(block: str) -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(block, names)
    if "assistant" in names:
        names["assistant"].close()
    return names


@pytest.fixture(autouse=True)
def from_the_checkout(monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("MINUTEBOOK_DATA", str(data))


def test_every_block_of_the_readme_is_short() -> None:
    assert len(BLOCKS) == 4
    assert all(len(block.strip().splitlines()) <= 12 for block in BLOCKS)


@pytest.mark.usefixtures("assistant")
def test_what_the_readme_shows_runs() -> None:
    asked, parsed, retrieved, engine = (run(block) for block in BLOCKS)
    assert any("3 June 2025" in quote for quote, *_ in asked["quotes"])
    assert asked["later"].query.carried
    assert len(asked["passages"]) == 5
    assert parsed["places"] == [(n.metadata.get("item"), n.start_char_idx, n.end_char_idx) for n in nodes()]
    assert {node.metadata["source"] for node in retrieved["found"]} == {NAMES[1]}
    assert engine["quotes"][0][0] == 1
    assert any("3 June 2025" in quote for _, quote, _ in engine["quotes"])


def nodes() -> list[Any]:
    document = Document(text=TEXT, metadata={"file_name": NAMES[0], "file_size": 7})
    return AgendaItemNodeParser().get_nodes_from_documents([document])


def test_nodes_are_the_chunks_of_the_index_with_ids_that_stay() -> None:
    embedder = Embedder()
    cut = chunk(parse(read(PAPERS / NAMES[0], NAMES[0])), embedder.count, embedder.window)
    made = nodes()
    assert [node.id_ for node in made] == [node.id_ for node in nodes()]
    assert [node.text for node in made] == [one.text for one in cut]
    assert [(node.start_char_idx, node.end_char_idx) for node in made] == [(one.start, one.end) for one in cut]
    for mode in (MetadataMode.EMBED, MetadataMode.LLM):
        assert [node.get_content(metadata_mode=mode) for node in made] == [
            embedded_text(one.breadcrumb, one.text) for one in cut
        ]


def test_equal_words_at_two_places_are_two_nodes_of_their_own_places() -> None:
    line = "The report was noted and the officers were thanked."
    text = f"Harbour Committee\nMinutes of 4 March 2031\n\n7. Sea wall\n\n{line}\n\n8. Moorings\n\n{line}\n"
    made = AgendaItemNodeParser().get_nodes_from_documents([Document(text=text, id_="harbour")])
    same = [node for node in made if line in node.text]
    assert len(same) == 2
    assert len({node.node_id for node in made}) == len(made)
    assert all(line in text[node.start_char_idx : node.end_char_idx] for node in same)
    assert [node.metadata["item"] for node in same] == ["7", "8"]


def test_the_retriever_gives_what_search_gives_and_narrows(assistant: Assistant) -> None:
    found = HybridRetriever(assistant, limit=6).retrieve("telephone system")
    hits = assistant.search("telephone system", limit=6)
    assert [(one.node.node_id, one.score, one.text) for one in found] == [
        (hit.stored.chunk.id, hit.score, hit.stored.chunk.text) for hit in hits
    ]
    assert "None" not in str(found[0].metadata)
    assert HybridRetriever(assistant, filters=Filters(body="Nowhere")).retrieve("telephone") == []


async def _asked(engine: GroundedQueryEngine, question: str) -> Any:
    return await engine.aquery(question)


def test_the_engine_answers_as_the_assistant_does(assistant: Assistant) -> None:
    import asyncio

    engine, answer = GroundedQueryEngine(assistant), assistant.ask((), QUESTION)
    response = asyncio.run(_asked(engine, QUESTION))
    assert str(response) == answer.text
    assert [(one.text, one.metadata["start"]) for one in response.source_nodes] == [
        (one.quote, one.start) for one in answer.citations
    ]
    assert engine.retrieve(QUESTION)[0].score == 1.0


def test_the_engine_refuses_as_the_assistant_does(assistant: Assistant) -> None:
    response = GroundedQueryEngine(assistant).query("How many zebras did Colonel Blimp ride in Quillmouth?")
    assert response.metadata["status"] == "not_found"
    assert response.source_nodes == []
