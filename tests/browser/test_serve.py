"""`postmortem serve` as a writer uses it: save, see; break it, be told; mend it, go on."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

REPORT = """---
title: Outage
status: draft
audience: public
started: 2026-03-01 10:00
detected: 2026-03-01 10:05
resolved: 2026-03-01 11:00
---

## Summary

It was down.

## Timeline

- 10:00 Change rolled out
- 10:05 Alert fires
- 11:00 All requests succeed
"""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A report's file and the address at which its page is shown."""
    folder = tmp_path / "postmortems"
    folder.mkdir()
    report = folder / "2026-03-01-outage.md"
    report.write_text(REPORT)
    command = [sys.executable, "-m", "postmortem", "serve", str(folder), "--port", "0", "--drafts"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            address = None
            for _ in range(20):
                address = re.search(r"http://\S+", process.stderr.readline())
                if address:
                    break
            assert address
            yield report, f"{address[0].rstrip('/')}/reports/2026-03-01-outage/"
        finally:
            process.terminate()
            process.wait(10)


def test_a_save_shows_without_a_reload_and_a_mistake_shows_over_the_last_good_page(
    page: Page, served: tuple[Path, str]
) -> None:
    report, address = served
    page.goto(address)
    expect(page.get_by_text("It was down.").first).to_be_visible()

    report.write_text(REPORT.replace("It was down.", "It was down for an hour."))
    expect(page.get_by_text("It was down for an hour.").first).to_be_visible(timeout=20_000)

    report.write_text(REPORT.replace("resolved:", "resolvd:"))
    expect(page.get_by_text("did you mean `resolved`?")).to_be_visible(timeout=20_000)
    expect(page.get_by_text("It was down for an hour.").first).to_be_attached()

    report.write_text(REPORT.replace("It was down.", "It is mended."))
    expect(page.get_by_text("It is mended.").first).to_be_visible(timeout=20_000)
    expect(page.get_by_text("did you mean `resolved`?")).to_have_count(0)
