"""What the README shows is what the commands print: each is run over the sample papers and compared.

``pytest tests/test_readme.py --rewrite-golden`` writes what they print into the README, to be read as a diff.
"""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import cli, log

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
BLOCK = re.compile(
    r"(?:<!-- first (\d+) lines -->\n)?```console\n\$ (minutebook [^\n]*)\n(.*?)```", flags=re.DOTALL
)
MORE = "..."

pytestmark = [pytest.mark.model, pytest.mark.slow, pytest.mark.no_cover]


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The checkout with an empty data folder and a window of a hundred columns."""
    data = tmp_path / "var"
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("MINUTEBOOK_DATA", str(data))
    yield data
    log.close_log()


def test_the_readme_shows_what_the_commands_print(
    alone: Path, capsys: pytest.CaptureFixture[str], *, rewrite_golden: bool
) -> None:
    def run(block: re.Match[str]) -> str:
        capsys.readouterr()
        assert cli.run(shlex.split(block[2])[1:]) == 0, block[2]
        lines = capsys.readouterr().out.replace(str(alone), "var").rstrip().splitlines()
        mark = ""
        if block[1]:
            mark = f"<!-- first {block[1]} lines -->\n"
            lines = [*lines[: int(block[1])], MORE] if len(lines) > int(block[1]) else lines
        printed = "".join(f"{line.rstrip()}\n" for line in lines)
        return f"{mark}```console\n$ {block[2]}\n{printed}```"

    before = README.read_text(encoding="utf-8")
    assert len(BLOCK.findall(before)) == before.count("```console")
    after = BLOCK.sub(run, before)
    if rewrite_golden:
        README.write_text(after, encoding="utf-8")
    assert rewrite_golden or after == before
