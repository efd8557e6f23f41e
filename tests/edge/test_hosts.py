"""The names that the preview server goes by."""

import socket

import pytest

from postmortem.edge.hosts import OwnNames


@pytest.mark.parametrize(
    "header", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000", "LOCALHOST:8000", "dev.test:8000"]
)
def test_loopback_goes_by_its_own_names_at_its_own_port(header: str) -> None:
    assert OwnNames("dev.test", "127.0.0.1", 8000).include(header)


@pytest.mark.parametrize(
    "header",
    [
        "",
        "evil.example:8000",
        "localhost",
        "localhost:8001",
        "localhost.evil.example:8000",
        "127.0.0.1.evil.example:8000",
        "192.168.1.5:8000",
        "user@localhost:8000",
        "localhost:8000:8000",
        "localhost:",
        "localhost:8000 evil",
        "::1:8000",
        "[::1:8000",
        "[localhost]:8000",
        "localhost:80000000",
    ],
)
def test_loopback_goes_by_no_other_name(header: str) -> None:
    assert not OwnNames("127.0.0.1", "127.0.0.1", 8000).include(header)


def test_a_name_without_a_port_means_port_80() -> None:
    assert OwnNames("127.0.0.1", "127.0.0.1", 80).include("localhost")


@pytest.mark.parametrize(
    "header", ["192.168.1.5:8000", "[fd00::5]:8000", "localhost:49152", "172.17.0.2", "127.0.0.1:8080"]
)
def test_a_server_for_all_addresses_goes_by_any_address_at_any_port(header: str) -> None:
    assert OwnNames("0.0.0.0", "0.0.0.0", 8000).include(header)


def test_a_server_beyond_loopback_goes_by_the_machines_name_and_the_one_it_was_asked_for() -> None:
    names = OwnNames("docs.internal", "192.168.1.5", 8000)
    assert names.include(f"{socket.gethostname()}:8000")
    assert names.include("docs.internal:8000")


@pytest.mark.parametrize(
    "header", ["evil.example:8000", "192.168.1.5.evil.example", "1.2.3:8000", "[1]:8000"]
)
def test_a_server_beyond_loopback_goes_by_no_foreign_name(header: str) -> None:
    assert not OwnNames("0.0.0.0", "0.0.0.0", 8000).include(header)


@pytest.mark.parametrize(
    ("host", "address", "url"),
    [
        ("127.0.0.1", "127.0.0.1", "http://127.0.0.1:8000/"),
        ("localhost", "127.0.0.1", "http://localhost:8000/"),
        ("::1", "::1", "http://[::1]:8000/"),
        ("0.0.0.0", "0.0.0.0", "http://127.0.0.1:8000/"),
        ("::", "::", "http://[::1]:8000/"),
    ],
)
def test_the_url_is_one_that_a_browser_can_open(host: str, address: str, url: str) -> None:
    assert OwnNames(host, address, 8000).url == url
