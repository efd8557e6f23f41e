"""The preview server: shows a browser the planned site, and tells it when there is a new one.

It serves the plan and never the disk, only to GET and HEAD, and only under its own names: a foreign name
that points at this machine (DNS rebinding) is refused. Each page is tied to one stream of reloads.
"""

import socket
import sys
import threading
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import Literal

from postmortem.diagnostics import PostmortemError
from postmortem.edge import reload
from postmortem.edge.answer import JSON, TEXT, Answer, answer_asset, answer_path, decode_target
from postmortem.edge.hosts import OwnNames
from postmortem.edge.preview import Preview

__all__ = ["Preview", "PreviewServer"]

_PING_SECONDS = 15.0
_IDLE_SECONDS = 30.0
_STOP_SECONDS = 0.1
# What a published site allows itself, so that nothing fails here alone, or there alone.
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
_EVERY_ANSWER = (
    ("Cache-Control", "no-cache"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Content-Security-Policy", _POLICY),
)


class PreviewServer:
    """Serves a preview over HTTP. Its port is its own from the start; it answers once `start` is called.

    `port` 0 takes any free one. `edition_note` is shown in a corner of every page. `0.0.0.0` and `::`
    listen on all addresses. Beyond loopback it answers to any IP address, to the machine's name and to
    `host`, at whatever port the browser sees; on loopback only to loopback's names at its own port.
    Raises PostmortemError if it cannot listen there.
    """

    def __init__(
        self, preview: Preview, host: str = "127.0.0.1", port: int = 8000, edition_note: str = ""
    ) -> None:
        try:
            socket.htons(port)  # the name service would take a port that is too large for another one
            family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
            bound = (str(address[0]), int(address[1]))
            self._listener = _Listener(preview, host, family, bound, edition_note)
        except (OSError, OverflowError, UnicodeError) as error:
            raise PostmortemError(
                f"cannot serve at `{host}`, port {port}: {getattr(error, 'strerror', None) or error}; "
                "choose another port with `--port` (0 takes any free one) or another address with `--host`"
            ) from error
        self.url = self._listener.names.url
        self._thread = threading.Thread(
            target=self._listener.serve_forever, args=(_STOP_SECONDS,), name="preview-server", daemon=True
        )

    def start(self) -> None:
        """Answer from now on, on a thread of its own."""
        self._thread.start()

    def stop(self) -> None:
        """Stop answering, end the streams and close all connections."""
        self._listener.ended.set()
        self._listener.preview.wake()
        if self._thread.is_alive():
            self._listener.shutdown()
            self._thread.join()
        self._listener.server_close()
        self._listener.hang_up()


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    allow_reuse_address = sys.platform != "win32"  # there it would let two servers share a port

    def __init__(
        self, preview: Preview, host: str, family: socket.AddressFamily, address: tuple[str, int], note: str
    ) -> None:
        self.preview = preview
        self.note = note
        self.assets = reload.read_assets()
        self.ended = threading.Event()
        self.address_family = family
        self._connections: set[socket.socket] = set()
        self._counting = threading.Lock()
        super().__init__(address, _Handler)
        self.names = OwnNames(host, address[0], self.server_port)

    def server_bind(self) -> None:
        # HTTPServer's own asks the name service for the host's full name, which can take seconds.
        TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    def opened(self, connection: socket.socket) -> None:
        with self._counting:
            self._connections.add(connection)
        if self.ended.is_set():
            self.hang_up()

    def closed(self, connection: socket.socket) -> None:
        with self._counting:
            self._connections.discard(connection)

    def hang_up(self) -> None:
        """Shut every connection, so that no idle or slow one outlives the server."""
        with self._counting:
            for connection in self._connections:
                with suppress(OSError):  # the other side may have been faster
                    connection.shutdown(socket.SHUT_RDWR)


class _Handler(BaseHTTPRequestHandler):
    server: _Listener
    protocol_version = "HTTP/1.1"
    timeout = _IDLE_SECONDS
    disable_nagle_algorithm = True
    error_content_type = TEXT
    error_message_format = "%(code)d %(message)s\n"

    def handle(self) -> None:
        self.server.opened(self.connection)
        try:
            with suppress(ConnectionError):  # a browser that goes away in the middle is nothing to tell
                super().handle()
        finally:
            self.server.closed(self.connection)

    def parse_request(self) -> bool:
        """Read a request; answer it here if it is one that nobody here may make."""
        if not super().parse_request():
            return False
        hosts = self.headers.get_all("Host", [])
        if len(hosts) != 1 or not self.server.names.include(hosts[0]):
            return self._refuse(HTTPStatus.MISDIRECTED_REQUEST, "this server does not go by that name")
        if self.command not in ("GET", "HEAD"):
            return self._refuse(HTTPStatus.METHOD_NOT_ALLOWED, "only GET and HEAD are answered")
        if self.headers.get("Content-Length", "0") != "0" or "Transfer-Encoding" in self.headers:
            self.close_connection = True  # a body is not read, so it must not be taken for a request
        return True

    def do_GET(self) -> None:
        path = decode_target(self.path)
        if path in (reload.EVENTS, reload.PROBLEMS) and self._is_foreign():
            self._refuse(HTTPStatus.FORBIDDEN, "only pages of this server may ask")
        elif path == reload.EVENTS:
            self._stream()
        else:
            self._send(self._answer(path))

    def do_HEAD(self) -> None:
        self.do_GET()

    def _answer(self, path: str | None) -> Answer:
        known = self.headers.get("If-None-Match", "")
        if path == reload.PROBLEMS:
            return Answer(HTTPStatus.OK, JSON, reload.encode_state(self.server.preview.now))
        if path in self.server.assets:
            return answer_asset(self.server.assets[path], path, known)
        return answer_path(self.server.preview, path, self.server.note, known)

    def _is_foreign(self) -> bool:
        return self.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none")

    def _stream(self) -> None:
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command == "HEAD":
            return
        preview, ended = self.server.preview, self.server.ended
        count = -1
        message = b"retry: 1000\n\n"
        while not ended.is_set():
            self.wfile.write(message)
            shown = preview.wait(count, ended.is_set, _PING_SECONDS)
            news = shown.count != count
            message = b"data: " + reload.encode_state(shown) + b"\n\n" if news else b": ping\n\n"
            count = shown.count

    def _refuse(self, status: HTTPStatus, reason: str) -> Literal[False]:
        self.close_connection = True
        self._send(Answer(status, TEXT, f"{status.value} {status.phrase}: {reason}\n".encode()))
        return False

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        if answer.status is HTTPStatus.METHOD_NOT_ALLOWED:
            self.send_header("Allow", "GET, HEAD")
        if answer.etag:
            self.send_header("ETag", f'"{answer.etag}"')
        if answer.location:
            self.send_header("Location", answer.location)
        if answer.status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(answer.body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def end_headers(self) -> None:
        for name, value in _EVERY_ANSWER:
            self.send_header(name, value)
        super().end_headers()

    def version_string(self) -> str:
        return "postmortem"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's own name
        """Nothing: the terminal is for what the writer did, not for what the browser asked."""
