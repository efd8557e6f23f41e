"""Seals: a checksum before what is kept, which ties it to its place and tells when it was damaged."""

import hashlib

_CHECK = 16


class DamagedError(ValueError):
    """Bytes that are not what was written."""


def sealed(key: str, data: bytes) -> bytes:
    """The bytes with a checksum that ties them to their place."""
    return _check(key, data) + data


def unsealed(key: str, data: object) -> bytes:
    """The bytes without the checksum; DamagedError if they are not those that were sealed."""
    if not isinstance(data, bytes) or data[:_CHECK] != _check(key, data[_CHECK:]):
        raise DamagedError
    return data[_CHECK:]


def _check(key: str, data: bytes) -> bytes:
    return hashlib.blake2b(key.encode("utf-8", "replace") + b"\0" + data, digest_size=_CHECK).digest()
