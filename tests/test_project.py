"""The project as a whole: its layout, and that what its pages say of commands and settings is true."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import typer

from assistant import cli
from assistant.settings import PREFIX, Settings

ROOT = Path(__file__).parents[1]
PACKAGES = ("assistant", "corpus", "eval", "indexes", "prompts")
TOP = {
    *PACKAGES,
    "tests",
    "pyproject.toml",
    "Makefile",
    "requirements.lock",
    "README.md",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "SECURITY.md",
    "LICENSE",
    ".ci",
    ".gitignore",
}
README = (ROOT / "README.md").read_text(encoding="utf-8")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
TEXTS = sorted(
    path
    for name in TOP
    for path in ([ROOT / name] if (ROOT / name).is_file() else (ROOT / name).rglob("*"))
    if path.suffix in {".py", ".md", ".toml", ".jsonl", ".txt", ".html", ".css", ".js", ".lock", ""}
    and path.is_file()
)
NOT_YET = "not used by this version"


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def options_of(command: object, path: str = "minutebook") -> dict[str, set[str]]:
    """Every command by its full name, with its long options."""
    found = {path: {option for each in command.params for option in each.opts if option.startswith("--")}}
    for part, inner in getattr(command, "commands", {}).items():
        found |= options_of(inner, f"{path} {part}")
    return found


COMMANDS = options_of(typer.main.get_command(cli.app))


def test_the_top_level_holds_what_it_should_and_no_more() -> None:
    assert {each for each in TOP if not (ROOT / each).exists()} == set()
    if (ROOT / ".git").exists():  # what else lies about in a working copy is its owner's business
        command = ["git", "ls-files", "-z"]
        tracked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
        assert {path.split("/")[0] for path in tracked if path} <= TOP


def test_a_package_begins_with_its_table_of_contents() -> None:
    for init in (path for path in MODULES if path.name == "__init__.py"):
        tree = ast.parse(init.read_text(encoding="utf-8"))
        assert [type(node) for node in tree.body] == [ast.Expr], f"{name(init)} should hold a docstring only"
        said = set(re.findall(r"\w+", ast.get_docstring(tree) or ""))
        modules = {path.stem for path in init.parent.glob("[!_]*.py")}
        assert modules <= said, f"{name(init)} does not name {sorted(modules - said)}"


def test_the_architecture_page_has_a_line_for_every_module() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    sections = {part.split("/\n", 1)[0]: part for part in page.split("\n### ")[1:]}
    for path in (path for path in MODULES if not path.name.startswith("__init__")):
        assert f"- `{path.name}`: " in sections[name(path.parent)], name(path)


def test_modules_stay_readable() -> None:
    long = {name(path): n for path in MODULES if (n := len(path.read_text(encoding="utf-8").splitlines())) > 300}
    assert long == {}


def test_nothing_of_the_machine_it_was_made_on_is_left() -> None:
    words = re.compile(r"/w[o]rk/|/h[o]me/|/r[o]ot/|/opt/(?:py|wh)|\.\./sh[a]red|DEVELOPERS\.md|@example\.c[o]m\b")
    found = [
        f"{name(path)}: {match.group()}"
        for path in TEXTS
        for match in words.finditer(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert found == []


def test_every_command_of_the_readme_exists() -> None:
    lines = re.findall(r"^\s*(?:\$ )?(?:\.venv\S+?/)?(minutebook .*)$", README, flags=re.MULTILINE)
    lines += re.findall(r"`(minutebook [^`]*)`", README)
    assert lines
    for line in lines:
        words = line.split()
        known = [command for command in COMMANDS if words[: len(command.split())] == command.split()]
        command = max(known, key=len)
        following = words[len(command.split()) :][:1]
        assert command != "minutebook" or not following or following[0].startswith("-"), f"no such command: {line}"
        unknown = set(re.findall(r"(?<!\S)--[a-z-]+", line)) - COMMANDS[command] - {"--help"}
        assert not unknown, f"{line}: there is no {sorted(unknown)}"


def test_the_readme_shows_every_command() -> None:
    leaves = [command for command in COMMANDS if not any(other.startswith(f"{command} ") for other in COMMANDS)]
    assert [command for command in leaves if command not in README] == []


def test_the_readme_lists_every_setting_with_its_default() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \| (.*?) \|$", README, flags=re.MULTILINE)
    table = {setting: (default, what) for setting, default, what in rows}
    expected = {
        setting: "none" if field.default is None else f"`{str(field.default).lower()}`"
        for setting, field in Settings.model_fields.items()
        if setting != "data"
    }
    assert {setting: default for setting, (default, _) in table.items() if setting != "data"} == expected
    assert table["data"][0].startswith("`var/`")
    mentioned = re.findall(rf"{PREFIX}([A-Z_]+)", README)
    assert {word.lower() for word in mentioned} <= set(Settings.model_fields)


def test_a_setting_is_used_or_says_that_it_is_not() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in MODULES if path.name != "settings.py")
    for setting, field in Settings.model_fields.items():
        used = re.search(rf"\bsettings\.{setting}\b", code) or re.search(rf"\bchosen\.{setting}\b", code)
        assert bool(used) != (NOT_YET in field.description), setting


def test_make_targets_of_the_readme_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    named = set(re.findall(r"(?:^\s*|`)make ([a-z]+)", README, flags=re.MULTILINE))
    assert {"chat", "test"} <= named <= targets


def test_the_changelog_tells_of_this_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"## [{project['version']}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def canonical(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()


def test_the_lock_is_exact_and_holds_what_is_asked_for() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert [pin for pin in pins if not re.fullmatch(r"[\w.-]+==[\w.]+(?: ; sys_platform != 'win32')?", pin)] == []
    assert "torch==2.13.0" in pins
    locked = {canonical(pin.partition("==")[0]) for pin in pins}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    asked = {canonical(re.match(r"[\w.-]+", line).group()) for line in lines}
    assert asked <= locked


@pytest.mark.parametrize("page", ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "SECURITY.md"])
def test_links_between_pages_hold(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", text)
    assert [link for link in links if not (ROOT / link).exists()] == []
