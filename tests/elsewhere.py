"""A window in a process of its own: `python elsewhere.py PORT DATA CATALOGUE_URL CHROMA_URL`."""

import sys
from pathlib import Path

import uvicorn
from shelves import opened

from assistant.access.keeper import keeper
from assistant.chat import web_app


def main(port: str, data: str, catalogue_url: str, chroma_url: str) -> None:
    with opened(Path(data), catalogue_url=catalogue_url, chroma_url=chroma_url) as assistant:
        app = web_app(assistant, guard=keeper(assistant.settings))
        uvicorn.run(app, host="127.0.0.1", port=int(port), log_level="warning")


if __name__ == "__main__":
    main(*sys.argv[1:])
