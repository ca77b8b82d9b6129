"""A real PostgreSQL, of the machine's own packages, for tests: in a folder of its own, gone afterwards."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USER = "minutebook"


def programs() -> Path | None:
    """The folder of the newest server that is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda one: int(one.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("pg_ctl")
    return Path(on_path).parent if on_path else None


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Run a server on a free port of this machine and yield the address of its database."""
    here = programs()
    assert here is not None
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = folder / "cluster"
    data.mkdir()
    # The server refuses to run as root.
    other = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.getuid() == 0 else []
    if other:
        for each in (data, *data.parents):
            if each.owner() == "root" and each.stat().st_mode & 0o005 != 0o005:
                each.chmod(each.stat().st_mode | 0o055)
        shutil.chown(data, "nobody", "nogroup")

    def run(*command: str) -> None:
        subprocess.run([*other, *command], check=True, stdout=subprocess.DEVNULL, cwd="/")

    # Sorted by a language's rules, as servers often are, and without the care for power cuts that tests can spare.
    run(
        str(here / "initdb"),
        "-D",
        str(data),
        "-U",
        USER,
        "-E",
        "UTF8",
        "--no-sync",
        "--locale=C.UTF-8",
        "--locale-provider=icu",
        "--icu-locale=en-GB",
    )
    settings = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
    run(str(here / "pg_ctl"), "-D", str(data), "-w", "-o", settings, "-l", str(data / "log"), "start")
    try:
        yield f"postgresql://{USER}@127.0.0.1:{port}/postgres"
    finally:
        run(str(here / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop")
