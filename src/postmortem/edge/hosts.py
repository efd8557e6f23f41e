"""The names that a request may call the preview server by: no foreign name made to point at it will do.

A Host header is `name`, `name:port` or `[address]:port`.
"""

import ipaddress
import re
import socket

_HOST_HEADER = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\s:\[\]/@]+)(?::([0-9]{1,5}))?")
_ANY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - these are compared, not listened at


class OwnNames:
    """The own names of a server that was asked to serve at `host` and listens at `address` and `port`."""

    def __init__(self, host: str, address: str, port: int) -> None:
        self._port = port
        self._beyond_loopback = not _is_loopback(address)
        self._names = {"localhost", "127.0.0.1", "[::1]", _bracketed(host).lower()}
        if self._beyond_loopback:
            self._names.add(socket.gethostname().lower())
        self.url = f"http://{_bracketed(_ANY_ADDRESS.get(host, host))}:{port}/"

    def include(self, header: str) -> bool:
        """Whether a Host header names this server."""
        found = _HOST_HEADER.fullmatch(header)
        if found is None:
            return False
        name = found[1].lower()
        if self._beyond_loopback:
            # A foreign page can borrow a name but no address; and a container may map the port to another.
            return name in self._names or _is_address(name.strip("[]"))
        return name in self._names and int(found[2] or 80) == self._port


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _is_loopback(address: str) -> bool:
    return ipaddress.ip_address(address.partition("%")[0]).is_loopback


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
