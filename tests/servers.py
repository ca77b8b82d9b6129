"""Real servers for tests, each in a folder of its own, gone afterwards: Chroma, and PostgreSQL if installed."""

import os
import random
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

USER = "minutebook"


def postgres_programs() -> Path | None:
    """The folder of the newest PostgreSQL that is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda one: int(one.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("pg_ctl")
    return Path(on_path).parent if on_path else None


def free_port() -> int:
    """Return a port that nobody listens at, and that the system gives to no connection before it is taken."""
    while True:
        port = random.randrange(20_000, 30_000)
        with socket.socket() as free, suppress(OSError):
            free.bind(("127.0.0.1", port))
            return port


@contextmanager
def chroma(folder: Path) -> Iterator[str]:
    """Run a Chroma server and yield its address."""
    port = free_port()
    program = Path(sys.executable).with_name("chroma")
    command = [str(program), "run", "--path", str(folder), "--port", str(port), "--host", "127.0.0.1"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 240
        while not listening(port):
            assert time.monotonic() < deadline
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def postgres() -> Iterator[str]:
    """Run a PostgreSQL server and yield the address of its database."""
    here = postgres_programs()
    assert here is not None
    port = free_port()
    # Not below pytest's own folder, which only its user may enter: the server refuses to run as root.
    with TemporaryDirectory() as folder:
        data, other = Path(folder), []
        if os.getuid() == 0:
            shutil.chown(data, "nobody", "nogroup")
            other = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]

        def run(*command: str) -> None:
            subprocess.run([*other, *command], check=True, stdout=subprocess.DEVNULL, cwd="/")

        # Sorted by a language's rules, as servers often are, and without the care that tests can spare.
        sorting = ("--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-GB")
        run(str(here / "initdb"), "-D", folder, "-U", USER, "-E", "UTF8", "--auth=trust", "--no-sync", *sorting)
        settings = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
        control = (str(here / "pg_ctl"), "-D", folder, "-w")
        run(*control, "-o", settings, "-l", str(data / "log"), "start")
        try:
            yield f"postgresql://{USER}@127.0.0.1:{port}/postgres"
        finally:
            run(*control, "-m", "immediate", "stop")
