"""Fingerprints: a digest of everything that a file depends on."""

from hashlib import sha256
from typing import Any
from unittest.mock import Mock

import msgspec
import pytest

from postmortem.render.fingerprints import Fingerprints
from postmortem.render.parts import Link

ITEM = Link("Database reset", "reports/x/", "de")


@pytest.fixture
def fingerprints() -> Fingerprints:
    return Fingerprints("theme", Mock())


@pytest.mark.parametrize("context", [(), [[]], (ITEM, [ITEM, "ü"], ()), {"a": [1, None]}, "text"])
def test_a_context_is_digested_as_it_is_written_down_whole(fingerprints: Fingerprints, context: Any) -> None:
    assert fingerprints.plain(context) == sha256(msgspec.json.encode(context)).hexdigest()


def test_what_cannot_be_written_as_json_counts_too(fingerprints: Fingerprints) -> None:
    one, other = ((ITEM, {("a", "b"): value}) for value in (1, 2))
    assert fingerprints.plain(one) != fingerprints.plain(other)
    assert fingerprints.plain("\ud800") != fingerprints.plain("\ud801")
