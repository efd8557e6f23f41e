"""The reference pages are what the definitions say."""

from collections.abc import Callable
from pathlib import Path

import pytest

from postmortem.app.schema import reference

DOCS = Path(__file__).parent.parent.parent / "docs" / "reference"


@pytest.mark.parametrize(("what", "page"), [("report", "front-matter.md"), ("site", "site-settings.md")])
def test_the_reference_page_is_up_to_date(what: str, page: str, golden: Callable[[Path, str], None]) -> None:
    golden(DOCS / page, reference(what))
