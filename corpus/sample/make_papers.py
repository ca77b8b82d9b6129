"""Lays out the sample papers from their sources: ``python -m corpus.sample.make_papers``.

The same sources give the same files byte for byte, so that a difference in ``papers`` is a difference in words or
layout and never the clock.
"""

from pathlib import Path

from corpus.sample.markup import Source, load

HERE = Path(__file__).parent
SOURCES = HERE / "sources"
PAPERS = HERE / "papers"
TOKENS = {"{nbsp}": "\N{NO-BREAK SPACE}", "{page break}": "\f"}


def render(source: Source) -> bytes:
    """One finished paper, in the format that its ``layout`` names: pdf, word, item, meeting or plain."""
    layout = source.settings["layout"]
    if layout == "pdf":
        from corpus.sample import pdf_layout  # noqa: PLC0415 - a format's library only where it is set

        return pdf_layout.render(source.blocks, source.settings)
    if layout == "word":
        from corpus.sample import word_layout  # noqa: PLC0415

        return word_layout.render(source.blocks, source.settings)
    if layout in {"item", "meeting"}:
        from corpus.sample import web_layout  # noqa: PLC0415

        return web_layout.render(source.blocks, source.settings)
    return plain(source.body)


def plain(body: str) -> bytes:
    """A text paper as it stands, with the characters that an editor cannot show put in."""
    for token, character in TOKENS.items():
        body = body.replace(token, character)
    return body.strip("\n").encode() + b"\n"


def make(folder: Path = PAPERS) -> tuple[Path, ...]:
    """Writes all papers into a folder and returns their paths, sorted by name."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for path in sorted(SOURCES.glob("*.txt")):
        source = load(path)
        if "out" in source.settings:
            target = folder / source.settings["out"]
            target.write_bytes(render(source))
            written.append(target)
    return tuple(sorted(written))


if __name__ == "__main__":
    make()
