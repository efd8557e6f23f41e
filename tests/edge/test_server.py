"""The preview server over real connections."""

import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urlsplit

import pytest

from postmortem.diagnostics import PostmortemError, ThemeError
from postmortem.edge.server import Preview, PreviewServer
from postmortem.model.plan import PlannedFile

SECONDS = 20
"""How long to wait for what must come; only a failing test waits that long."""


def page(text: str) -> PlannedFile:
    html = f"<!doctype html><html><head></head><body>{text}</body></html>".encode()
    return PlannedFile("index.html", text, lambda: html)


@pytest.fixture
def preview() -> Preview:
    site = Preview()
    site.show([page("first"), PlannedFile("a/index.html", "a", lambda: b"a")])
    return site


@pytest.fixture
def server(preview: Preview) -> Iterator[PreviewServer]:
    server = PreviewServer(preview, port=0)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def connection(server: PreviewServer) -> Iterator[http.client.HTTPConnection]:
    with closing(connect(server)) as connection:
        yield connection


def address(server: PreviewServer) -> tuple[str, int]:
    parts = urlsplit(server.url)
    assert parts.hostname
    assert parts.port
    return parts.hostname, parts.port


def connect(server: PreviewServer) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(*address(server), timeout=SECONDS)


def ask(
    connection: http.client.HTTPConnection, path: str, method: str = "GET", **headers: str
) -> http.client.HTTPResponse:
    connection.request(method, path, headers={name.replace("_", "-"): v for name, v in headers.items()})
    return connection.getresponse()


def send_raw(server: PreviewServer, request: bytes) -> bytes:
    """Everything that comes back until the server hangs up."""
    with socket.create_connection(address(server), SECONDS) as raw:
        raw.sendall(request)
        return b"".join(iter(lambda: raw.recv(65536), b""))


class Stream:
    """A tab's stream of events."""

    def __init__(self, server: PreviewServer) -> None:
        self.connection = connect(server)
        self.response = ask(self.connection, "/_postmortem/events")

    def next_state(self) -> dict[str, object]:
        while True:
            line = self.response.readline()
            assert line, "the stream ended"
            if line.startswith(b"data: "):
                state: dict[str, object] = json.loads(line.removeprefix(b"data: "))
                return state


def test_a_page_comes_with_the_headers_that_keep_it_safe(connection: http.client.HTTPConnection) -> None:
    answer = ask(connection, "/?service=api")
    assert answer.status == 200
    body = answer.read()
    assert b"first" in body
    assert b'<script src="/_postmortem/reload.js"' in body
    assert answer.headers["Content-Length"] == str(len(body))
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; ")
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert not [name for name in answer.headers if name.startswith("Access-Control")]


def test_one_connection_serves_many_requests(connection: http.client.HTTPConnection) -> None:
    ask(connection, "/").read()
    first = connection.sock
    for path, status in [("/a", 301), ("/a/", 200), ("/nowhere", 404), ("/_postmortem/overlay.css", 200)]:
        answer = ask(connection, path)
        answer.read()
        assert answer.status == status
    assert connection.sock is first


def test_head_is_get_without_the_body(connection: http.client.HTTPConnection) -> None:
    got = ask(connection, "/")
    length = len(got.read())
    head = ask(connection, "/", "HEAD")
    assert head.read() == b""
    assert (head.status, head.headers["Content-Length"]) == (200, str(length))
    assert head.headers["ETag"] == got.headers["ETag"]
    stream = ask(connection, "/_postmortem/events", "HEAD")
    assert (stream.status, stream.read()) == (200, b"")


def test_what_has_not_changed_is_not_sent_again(connection: http.client.HTTPConnection) -> None:
    first = ask(connection, "/")
    first.read()
    again = ask(connection, "/", If_None_Match=first.headers["ETag"])
    assert (again.status, again.read()) == (304, b"")
    assert ask(connection, "/").read()


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
def test_other_methods_are_refused(server: PreviewServer, method: str) -> None:
    with closing(connect(server)) as connection:
        answer = ask(connection, "/", method)
        assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    "hosts",
    [b"Host: evil.example\r\n", b"", b"Host: 127.0.0.1:1\r\n", b"Host: localhost\r\nHost: evil.example\r\n"],
)
def test_a_request_by_another_name_is_refused(server: PreviewServer, hosts: bytes) -> None:
    answer = send_raw(server, b"GET / HTTP/1.1\r\n" + hosts + b"\r\n")
    assert answer.startswith(b"HTTP/1.1 421 ")
    assert b"first" not in answer


def test_a_body_is_never_taken_for_a_request(server: PreviewServer) -> None:
    name = f"Host: 127.0.0.1:{address(server)[1]}\r\n".encode()
    inner = b"GET /a/ HTTP/1.1\r\n" + name + b"\r\n"
    length = f"Content-Length: {len(inner)}\r\n".encode()
    answer = send_raw(server, b"GET / HTTP/1.1\r\n" + name + length + b"\r\n" + inner)
    assert answer.count(b"HTTP/1.1 ") == 1


@pytest.mark.parametrize(
    "request_line", [b"GET /" + b"a" * 70000 + b" HTTP/1.1", b"GET / HTTP/9.9", b"\x16\x03\x01 \xff", b"GET"]
)
def test_what_is_no_request_gets_a_plain_refusal(server: PreviewServer, request_line: bytes) -> None:
    answer = send_raw(server, request_line + b"\r\n\r\n")
    assert b"text/html" not in answer
    assert b"Traceback" not in answer
    with closing(connect(server)) as connection:
        assert ask(connection, "/").status == 200


@pytest.mark.parametrize("path", ["/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/a%00", "/..%5c..%5cx"])
def test_nothing_outside_of_the_plan_is_served(connection: http.client.HTTPConnection, path: str) -> None:
    assert ask(connection, path).status == 404


@pytest.mark.parametrize("path", ["/_postmortem/events", "/_postmortem/problems"])
@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_foreign_page_may_not_listen(server: PreviewServer, path: str, site: str) -> None:
    with closing(connect(server)) as connection:
        answer = ask(connection, path, Sec_Fetch_Site=site)
        assert answer.status == 403
        assert b"version" not in answer.read()


def test_the_stream_tells_the_state_at_once_and_each_change(server: PreviewServer, preview: Preview) -> None:
    stream = Stream(server)
    with closing(stream.connection):
        assert stream.response.headers["Content-Type"] == "text/event-stream; charset=utf-8"
        first = stream.next_state()
        assert first["problems"] is None
        preview.show_problems("1 error", "a.md:1:1")
        broken = stream.next_state()
        assert broken["problems"] == {"title": "1 error", "text": "a.md:1:1"}
        assert broken["version"] == first["version"]
        preview.show([page("second")])
        good = stream.next_state()
        assert good["problems"] is None
        assert good["version"] != first["version"]


def test_a_quiet_stream_is_kept_alive(server: PreviewServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("postmortem.edge.server._PING_SECONDS", 0.01)
    stream = Stream(server)
    with closing(stream.connection):
        assert any(stream.response.readline() == b": ping\n" for _ in range(10))


def test_a_tab_that_is_opened_while_there_are_problems_can_ask_for_them(
    connection: http.client.HTTPConnection, preview: Preview
) -> None:
    preview.show_problems("1 error", "a.md:1:1")
    answer = ask(connection, "/_postmortem/problems")
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    assert json.loads(answer.read())["problems"] == {"title": "1 error", "text": "a.md:1:1"}


def test_a_page_that_cannot_be_rendered_does_not_take_the_connection_with_it(
    connection: http.client.HTTPConnection, preview: Preview
) -> None:
    def render() -> bytes:
        raise ThemeError("base.html, line 7: unknown name")

    preview.show([PlannedFile("index.html", "b", render), PlannedFile("a.txt", "c", lambda: b"fine")])
    broken = ask(connection, "/")
    assert broken.status == 500
    assert b"base.html, line 7: unknown name" in broken.read()
    assert ask(connection, "/a.txt").read() == b"fine"


def test_a_slow_client_holds_up_nobody(server: PreviewServer) -> None:
    slow = [socket.create_connection(address(server), SECONDS) for _ in range(10)]
    try:
        for connection in slow:
            connection.sendall(b"GET / HT")
        with closing(connect(server)) as connection:
            assert ask(connection, "/").status == 200
    finally:
        for connection in slow:
            connection.close()


def test_a_client_that_goes_away_is_nothing_to_tell(
    server: PreviewServer, preview: Preview, capfd: pytest.CaptureFixture[str]
) -> None:
    big = PlannedFile("big.txt", "b", lambda: b"x" * 30_000_000)
    preview.show([page("first"), big])
    before = threading.active_count()
    stream = Stream(server)
    stream.next_state()
    raw = socket.create_connection(address(server), SECONDS)
    raw.sendall(f"GET /big.txt HTTP/1.1\r\nHost: 127.0.0.1:{address(server)[1]}\r\n\r\n".encode())
    assert raw.recv(16) == b"HTTP/1.1 200 OK\r"
    raw.close()
    stream.response.close()
    stream.connection.close()
    for number in range(int(SECONDS / 0.02)):
        if threading.active_count() <= before:
            break
        preview.show([page(f"{number}"), big])
        time.sleep(0.02)
    assert threading.active_count() <= before
    assert capfd.readouterr() == ("", "")


def test_nothing_is_logged(server: PreviewServer, capfd: pytest.CaptureFixture[str]) -> None:
    with closing(connect(server)) as connection:
        ask(connection, "/").read()
        ask(connection, "/nowhere").read()
    send_raw(server, b"nonsense\r\n\r\n")
    assert capfd.readouterr() == ("", "")


def test_stopping_ends_streams_and_idle_connections(preview: Preview) -> None:
    before = threading.active_count()
    server = PreviewServer(preview, port=0)
    server.start()
    stream = Stream(server)
    stream.next_state()
    with closing(connect(server)) as idle, closing(stream.connection):
        ask(idle, "/").read()
        server.stop()
        assert stream.response.read() == b"\n"
        assert idle.sock.recv(1) == b""
    for _ in range(int(SECONDS / 0.01)):
        if threading.active_count() == before:
            break
        time.sleep(0.01)
    assert threading.active_count() == before


def test_a_server_that_never_started_can_be_stopped(preview: Preview) -> None:
    server = PreviewServer(preview, port=0)
    server.stop()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(address(server), SECONDS)


def test_a_port_that_is_taken_says_what_to_do(server: PreviewServer, preview: Preview) -> None:
    port = address(server)[1]
    with pytest.raises(PostmortemError, match=rf"port {port}: .*in use.*--port"):
        PreviewServer(preview, port=port)


@pytest.mark.parametrize(
    ("host", "port"), [("127.0.0.1", 70000), ("no-such-host.invalid", 0), ("a" * 300, 0)]
)
def test_an_address_that_cannot_be_had_says_what_to_do(preview: Preview, host: str, port: int) -> None:
    with pytest.raises(PostmortemError, match="--port"):
        PreviewServer(preview, host, port)


def test_it_serves_at_an_ipv6_address(preview: Preview) -> None:
    try:
        server = PreviewServer(preview, "::1", 0)
    except PostmortemError:
        pytest.skip("no IPv6 here")
    server.start()
    try:
        assert server.url.startswith("http://[::1]:")
        with closing(connect(server)) as connection:
            assert ask(connection, "/").status == 200
    finally:
        server.stop()


def test_the_note_stands_on_every_page(preview: Preview) -> None:
    server = PreviewServer(preview, port=0, edition_note="internal edition")
    server.start()
    try:
        with closing(connect(server)) as connection:
            assert b'data-note="internal edition"' in ask(connection, "/").read()
    finally:
        server.stop()
