"""What git knows of the checkout the suite runs from; nothing where it was installed without one."""

import shutil
import subprocess
from pathlib import Path

_TOP = Path(__file__).resolve().parents[1]


def commit(folder: Path = _TOP) -> str | None:
    """Return the checkout's commit, with ``+`` where files differ from it; None outside a checkout."""
    head = git(folder, "rev-parse", "--short=10", "HEAD")
    if head is None:
        return None
    changed = git(folder, "status", "--porcelain", "--untracked-files=no")
    return head.strip() + ("+" if changed else "")


def git(folder: Path, *arguments: str) -> str | None:
    """Return what git prints in a folder; None where there is no git, or it refuses."""
    program = shutil.which("git")
    if program is None:
        return None
    done = subprocess.run(
        [program, "-C", str(folder), *arguments], capture_output=True, text=True, check=False, timeout=30
    )
    return done.stdout if done.returncode == 0 else None
