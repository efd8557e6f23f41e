"""What the preview says where it cannot show what was saved."""

from pathlib import Path

import pytest

from postmortem.app.serve import Session
from postmortem.app.wishes import Wishes
from postmortem.edge.preview import Preview, Problems
from postmortem.model.report import Audience

GOOD = """---
title: Outage
status: published
published: 2026-03-02
audience: public
severity: sev1
started: 2026-03-01 10:00
detected: 2026-03-01 10:05
resolved: 2026-03-01 11:00
---

## Summary

The service was down.

## Timeline

- 10:00 Change rolled out
- 10:05 Alert
- 11:00 Change taken back
"""
SITE = "title: Reports\nbase_url: https://e.org\nsections: {incident: {required: [summary]}}\n"
BROKEN = GOOD.replace("severity: sev1", "severity: [sev1 Zqcanary")


def problems(tmp_path: Path, saved: str, *, before: str = GOOD, audience: Audience | None = None) -> Problems:
    """What a preview of one report says once that is saved in place of what was there before."""
    (tmp_path / "site.yml").write_text(SITE, "utf-8")
    (tmp_path / "outage.md").write_text(before, "utf-8")
    (tmp_path / "fine.md").write_text(GOOD, "utf-8")
    preview = Preview()
    session = Session(tmp_path, Wishes(audience, "http://127.0.0.1:1", jobs=1, cache=False), preview)
    session.refresh()
    (tmp_path / "outage.md").write_text(saved, "utf-8")
    session.refresh({"outage.md"})
    told = preview.now.problems
    assert told is not None
    return told


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize(
    ("saved", "place"),
    [
        (BROKEN, "outage.md:6"),
        (GOOD.replace("severity: sev1", "severity: sev9"), "outage.md:6"),
        (GOOD.replace("The service", "[x](nowhere.md) The service"), "outage.md:14"),
    ],
)
def test_the_head_of_the_overlay_says_where_the_first_error_is(
    tmp_path: Path, audience: Audience, saved: str, place: str
) -> None:
    told = problems(tmp_path, saved, audience=audience)
    assert told.title == f"1 error: {place}"
    assert f"{place}:" in told.text


def test_a_report_that_cannot_be_read_any_more_is_told_without_its_words(tmp_path: Path) -> None:
    told = problems(tmp_path, BROKEN)
    assert "yaml syntax, in a report that cannot be read" in told.text
    assert "Zqcanary" not in told.text
    assert "Zqcanary" in problems(tmp_path, BROKEN, audience=Audience.INTERNAL).text


@pytest.mark.parametrize(
    "hidden", [GOOD.replace("e: public", "e: internal"), GOOD.replace("published\n", "draft\n")]
)
def test_a_report_that_was_hidden_after_it_was_shown_is_not_named(tmp_path: Path, hidden: str) -> None:
    (tmp_path / "site.yml").write_text(SITE, "utf-8")
    (tmp_path / "outage.md").write_text(GOOD, "utf-8")
    (tmp_path / "fine.md").write_text(GOOD, "utf-8")
    preview = Preview()
    session = Session(tmp_path, Wishes(Audience.PUBLIC, "http://127.0.0.1:1", jobs=1, cache=False), preview)
    for text in (GOOD, hidden, BROKEN):
        (tmp_path / "outage.md").write_text(text, "utf-8")
        session.follow(frozenset({tmp_path / "outage.md"}))
    told = preview.now.problems
    assert told is not None
    assert told.title == "1 error"
    assert "outage" not in told.text


@pytest.mark.parametrize("before", [BROKEN, GOOD.replace("audience: public", "audience: internal")])
def test_a_report_that_was_never_shown_is_not_named(tmp_path: Path, before: str) -> None:
    told = problems(tmp_path, BROKEN, before=before)
    assert told.title == "1 error"
    assert "outage" not in told.text
