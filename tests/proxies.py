"""nginx before a window, as the README tells to set it up, and what stands for oauth2-proxy beside it."""

import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from fastapi import FastAPI, Request, Response
from servers import free_port, listening

README = Path(__file__).parents[1] / "README.md"
INSTALLED = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin")
SIGNED_IN = "_oauth2_proxy"
"""The cookie whose value is the address of who has signed in at the proxy."""

_AROUND = """
daemon off; pid {folder}/pid; error_log {folder}/error warn; worker_processes 1;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f;
    uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    {before}
    server {{ listen 127.0.0.1:{port}; server_name papers.fenmere.example; {inside} }}
}}
"""


def documented() -> str:
    """The lines that go into nginx's server, as the README has them."""
    (block,) = re.findall(r"    # nginx, inside server .*\n((?:    .*\n)+)", README.read_text(encoding="utf-8"))
    return str(block)


def signing_in() -> FastAPI:
    """What stands for oauth2-proxy: it says who has signed in, and has a page to do so."""
    app = FastAPI()

    @app.get("/oauth2/auth")
    def auth(request: Request) -> Response:
        name = request.cookies.get(SIGNED_IN)
        return Response(status_code=202, headers={"X-Auth-Request-Email": name}) if name else Response(None, 401)

    @app.get("/oauth2/sign_in")
    def page() -> Response:
        return Response("<h1>Sign in at Fenmere</h1>", media_type="text/html")

    return app


@contextmanager
def nginx(inside: str, before: str = "") -> Iterator[str]:
    """Run nginx with these lines inside its server and before it; gives its address, with a slash at the end."""
    port = free_port()
    with TemporaryDirectory() as folder:
        configuration = Path(folder) / "nginx.conf"
        configuration.write_text(_AROUND.format(folder=folder, port=port, inside=inside, before=before))
        Path(folder).chmod(0o755)
        server = subprocess.Popen(
            [str(INSTALLED), "-c", str(configuration), "-p", folder, "-e", f"{folder}/error"]
        )
        try:
            deadline = time.monotonic() + 120
            while not listening(port):
                assert server.poll() is None, (Path(folder) / "error").read_text()
                assert time.monotonic() < deadline
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()
            server.wait()
