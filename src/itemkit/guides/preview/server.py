"""The server of a preview: for this machine alone, read-only, from one folder.

It listens on a loopback address and answers only who calls it by such a name: else a page on the web could have its own
name lead here (DNS rebinding) and read what is not published yet.
"""

import sys
import threading
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import AF_INET, AF_INET6
from socketserver import TCPServer
from typing import Any, Self

from itemkit.guides.preview.files import content_type, file_at, folder_at, parts_of
from itemkit.guides.preview.reloading import EVENTS, SCRIPT, Newest, script, with_reload

LOOPBACK = {"127.0.0.1": AF_INET, "localhost": AF_INET, "::1": AF_INET6}
"""The names by which a machine calls itself; nothing else can be listened on."""

_HTML = content_type("index.html")
_NOT_FOUND = "404.html"
_NOTHING_THERE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<title>没有这一页</title>
</head>
<body><main><h1>没有这一页</h1><p>网页发布好以后会自动打开；发布不成的原因在终端里。</p></main></body>
</html>
"""
_STILL_THERE = 15.0
"""After how many seconds without news a waiting page is told that all is well, which shows whether it still waits."""
_IDLE = 60.0
"""After how many seconds of silence a connection is given up."""


class PreviewServer:
    """Serves a folder until it is closed. Use it in a ``with``; it works in threads of its own."""

    def __init__(self, root: Path, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen.

        Args:
            root: the site; it need not be there yet, and may be replaced by another folder at any time.
            host: one of `LOOPBACK`.
            port: 0: any that is free.

        Raises:
            ValueError: others could reach this host.
            OSError: the port is taken, or there is no such address.
        """
        if host not in LOOPBACK:
            raise ValueError(f"not a loopback address: {host!r}")
        self.newest = Newest()
        """To be advanced when the site has changed."""
        self._server = _Server(host, port, root, self.newest)
        self.port: int = self._server.server_address[1]
        self.address = f"http://{f'[{host}]' if ':' in host else host}:{self.port}/"
        """Where the site begins."""

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.newest.close()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = sys.platform != "win32"  # there it would let two servers listen on one port

    def __init__(self, host: str, port: int, root: Path, newest: Newest) -> None:
        self.address_family = LOOPBACK[host]
        super().__init__((host, port), partial(_Handler, root, newest))
        names = [f"[{one}]" if ":" in one else one for one in LOOPBACK]
        self.names = frozenset([f"{one}:{self.server_port}" for one in names])
        """What the ``Host`` of a request may be."""

    def server_bind(self) -> None:
        """As `HTTPServer` does, but without asking the network for this machine's name."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[:2]  # type: ignore[assignment]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away in the middle of an answer is nothing to speak of."""
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = _IDLE
    server: _Server

    def __init__(self, root: Path, newest: Newest, *arguments: Any) -> None:
        self._root = root
        self._newest = newest
        super().__init__(*arguments)  # which answers all requests of the connection

    def do_GET(self) -> None:
        """Answer a request."""
        hosts = self.headers.get_all("Host", [])
        if len(hosts) != 1 or hosts[0].lower() not in self.server.names:
            self._send(HTTPStatus.FORBIDDEN, b"", _HTML)
            return
        path = self.path.partition("?")[0]
        if path == EVENTS:
            self._tell_of_changes()
        elif path == SCRIPT:
            self._send(HTTPStatus.OK, script(), content_type(SCRIPT))
        else:
            self._send_file(parts_of(path))

    do_HEAD = do_GET  # noqa: N815

    def _send_file(self, parts: tuple[str, ...] | None) -> None:
        number = self._newest.number  # before the file is read: too old a number only loads the page once more
        file = file_at(self._root, parts) if parts else None
        if parts and not file and (folder := folder_at(self._root, parts)):
            self._send(HTTPStatus.FOUND, b"", _HTML, Location=folder)
            return
        status = HTTPStatus.OK if file else HTTPStatus.NOT_FOUND
        file = file or file_at(self._root, (_NOT_FOUND,))
        try:
            content = file.read_bytes() if file else _NOTHING_THERE.encode()
        except OSError:  # it was replaced at this moment
            status, content, file = HTTPStatus.NOT_FOUND, _NOTHING_THERE.encode(), None
        kind = content_type(file.name) if file else _HTML
        self._send(status, with_reload(content, number) if kind == _HTML else content, kind)

    def _send(self, status: HTTPStatus, content: bytes, kind: str, **headers: str) -> None:
        self._begin(status, kind, **headers, **{"Content-Length": str(len(content))})
        if self.command != "HEAD":
            self.wfile.write(content)

    def _begin(self, status: HTTPStatus, kind: str, **headers: str) -> None:
        self.send_response(status)
        always = {
            "Content-Type": kind,
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
        }
        for name, value in (always | headers).items():
            self.send_header(name, value)
        self.end_headers()

    def _tell_of_changes(self) -> None:
        """Server-sent events: the number of the newest state, now and whenever it is another one."""
        self.close_connection = True
        self._begin(HTTPStatus.OK, "text/event-stream", Connection="close")
        known = ""
        while self.command != "HEAD":
            number = self._newest.wait(known, _STILL_THERE)
            if self._newest.is_closed:
                return
            self.wfile.write(b":\n\n" if number == known else f"data: {number}\n\n".encode())
            known = number

    def version_string(self) -> str:
        """What the server calls itself."""
        return "itemkit"

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing: the terminal is for what is wrong with the catalog."""
