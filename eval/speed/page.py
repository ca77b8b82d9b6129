"""Measured figures as a page of their own: what they were measured on, and a table; or as JSON."""

import json
import os
import platform
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

from eval import checkout
from eval.speed.endurance import Outlasted

FEATURES = ("avx2", "avx512f", "avx512_vnni", "avx512_bf16", "amx_tile", "amx_bf16", "amx_int8")
"""What a processor may have that encoding is quicker with, as Linux names it."""
_PACKAGES = ("torch", "sentence-transformers", "chromadb", "numpy", "gradio")


@dataclass(frozen=True, slots=True)
class Measured:
    """One figure; ``bare`` is the baseline's in the same run and unit, ``wanted`` what it is to reach."""

    name: str
    value: float
    unit: str
    bare: float | None = None
    wanted: str = ""

    @property
    def ratio(self) -> float | None:
        """The figure as a multiple of the bare one."""
        return self.value / self.bare if self.bare else None


def as_markdown(found: Sequence[Measured]) -> str:
    """Return the figures as a table in Markdown."""
    lines = ["| what | value | bare | ratio | wanted |", "|---|---|---|---|---|"]
    for one in found:
        bare = "" if one.bare is None else f"{one.bare:.3g} {one.unit}"
        ratio = "" if one.ratio is None else f"{one.ratio:.2f}"
        lines.append(f"| {one.name} | {one.value:.3g} {one.unit} | {bare} | {ratio} | {one.wanted} |")
    return "\n".join(lines) + "\n"


def as_json(found: Sequence[Measured]) -> str:
    """Return the figures as JSON, with what they were measured on."""
    figures = [asdict(one) | {"ratio": one.ratio} for one in found]
    return json.dumps({"measured_on": measured_on(), "figures": figures}, indent=1) + "\n"


def outlasted_markdown(runs: Sequence[Outlasted]) -> str:
    """Return what long runs held, mark by mark, as a table in Markdown."""
    lines = ["| after | memory, MiB | open files | index, MiB |", "|---|---|---|---|"]
    for run in runs:
        for mark in run.marks:
            lines.append(f"| {mark.done:,} {run.what} | {mark.memory:.0f} | {mark.files} | {mark.index:.1f} |")
        lines.append(f"| {run.what}: {'; '.join(run.grown) or 'nothing grew beyond its bound'} | | | |")
    return "\n".join(lines) + "\n"


def outlasted_json(runs: Sequence[Outlasted]) -> str:
    """Return the same as JSON."""
    return json.dumps({"measured_on": measured_on(), "runs": [asdict(one) for one in runs]}, indent=1) + "\n"


def paged(title: str, table: str) -> str:
    """Return a table as a page that says what it was measured on, without a path of this machine."""
    said = "".join(f"- {name}: {value}\n" for name, value in measured_on().items())
    return f"# {title}\n\n{said}\n{table}"


def measured_on() -> dict[str, str]:
    """Return what figures depend on: the day, the commit, the machine and the libraries."""
    processor = _processor()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30 if hasattr(os, "sysconf") else 0
    cores = f"{os.cpu_count()} cores" + (f", {memory:.0f} GiB of memory" if memory else "")
    return {
        "date": f"{date.today():%d %B %Y}",
        "commit": checkout.commit() or "none",
        "machine": f"{processor[0]}, {cores}",
        "processor features": ", ".join(processor[1]) or "none that matter",
        "system": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        "libraries": ", ".join(f"{one} {version(one)}" for one in _PACKAGES),
    }


def _processor() -> tuple[str, list[str]]:
    file = Path("/proc/cpuinfo")
    about = file.read_text(encoding="utf-8") if file.exists() else ""
    name = re.search(r"^model name\s*:\s*(.+)$", about, re.MULTILINE)
    flags = re.search(r"^flags\s*:\s*(.+)$", about, re.MULTILINE)
    known = set(flags[1].split()) if flags else set()
    return name[1] if name else platform.processor() or "a processor", [one for one in FEATURES if one in known]
