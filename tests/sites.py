"""A folder of pages as people meet it: opened from the disk, or from a web server that knows nothing but files."""

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote

_TYPES = {
    "": "application/octet-stream",
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".jsonl": "application/x-ndjson",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".xml": "application/xml",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Site:
    """A folder that a browser may read, and nothing beside it."""

    base: str
    """The address of the folder, with a slash at the end."""

    @classmethod
    def on_disk(cls, folder: Path) -> "Site":
        """The folder itself, by ``file://``."""
        return cls(folder.resolve().as_uri() + "/")

    def address(self, name: str, more: str = "") -> str:
        """The address of a file.

        Args:
            name: relative to the folder, as it is on disk.
            more: a query and a fragment, already quoted.
        """
        return self.base + quote(name) + more


@dataclass(slots=True)
class Traffic:
    """What a server was asked for and what it sent."""

    requests: list[str] = field(default_factory=list)
    """``STATUS PATH`` of each, in the order of the answers."""
    sent: dict[str, int] = field(default_factory=dict)
    """Bytes of all bodies sent for a path."""

    @property
    def bytes(self) -> int:
        """Bytes of all bodies."""
        return sum(self.sent.values())

    def clear(self) -> None:
        """Begin to count anew."""
        self.requests.clear()
        self.sent.clear()


@contextlib.contextmanager
def served(folder: Path) -> Iterator[tuple[Site, Traffic]]:
    """Serve a folder on the loopback address: files with their content types, ``404.html`` for the rest, no listings."""
    traffic = Traffic()

    class Handler(SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        extensions_map = _TYPES

        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments, directory=str(folder))

        def log_message(self, format: str, *arguments: Any) -> None:
            """Keep quiet; `Traffic` has it."""

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            if self.path != "/favicon.ico":  # the browser's own wish
                traffic.requests.append(f"{int(code)} {self.path}")

        def list_directory(self, path: Any) -> None:
            self.send_error(HTTPStatus.NOT_FOUND)

        def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
            body = folder / "404.html"
            content = body.read_bytes() if code == HTTPStatus.NOT_FOUND and body.is_file() else b""
            self.send_response(code)
            self.send_header("Content-Type", _TYPES[".html"])
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def copyfile(self, source: Any, outputfile: Any) -> None:
            content = source.read()
            traffic.sent[self.path] = traffic.sent.get(self.path, 0) + len(content)
            outputfile.write(content)

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield Site(f"http://127.0.0.1:{server.server_address[1]}/"), traffic
        finally:
            server.shutdown()
            thread.join()
