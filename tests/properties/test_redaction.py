"""Whatever is internal: a public site equals the site of the same reports without it, byte for byte."""

import os
import re
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from postmortem.edge.themes import load_theme
from postmortem.model.markdown import resolve_markdown
from postmortem.model.plan import AssetFile
from postmortem.model.report import Audience, Report
from postmortem.model.site import Settings, Site
from postmortem.model.theme import Theme
from postmortem.parse.report import ParsedReport, parse_report
from postmortem.render import environment
from postmortem.render.environment import Templates
from postmortem.render.links import resolved
from postmortem.render.plan import plan_site

sys.path.insert(0, str(Path(__file__).parent))
from documents import reports

NOW = datetime(2026, 11, 1, tzinfo=UTC)
SETTINGS = Settings(title="Reports", base_url="https://status.example.org/pm")
ASSETS = {name: AssetFile(name, lambda: b"\x89PNG") for name in ("graph.png", "zebra.png")}
# By hand: REDACTION_EXAMPLES=10000 pytest tests/properties/test_redaction.py
EXAMPLES = int(os.environ.get("REDACTION_EXAMPLES", "60"))
PHASES = (Phase.explicit, Phase.generate) if EXAMPLES > 60 else tuple(Phase)


@cache
def theme() -> Theme:
    return load_theme("default", Path("no folder of the site's own"))


@cache
def compiled(of: str) -> Templates:
    return Templates(theme())


@pytest.fixture(autouse=True)
def templates_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "Templates", lambda used: compiled(used.digest))


def read(text: str, digest: str) -> ParsedReport:
    return parse_report(text.encode(), "outage.md", digest, SETTINGS, Audience.PUBLIC)


def site(parsed: ParsedReport) -> dict[str, bytes]:
    """Every file with its bytes."""
    assert parsed.report is not None
    plan = plan_site(Site(SETTINGS, Audience.PUBLIC, (parsed.report,), NOW), theme(), ASSETS).files
    return {file.path: file.render() for file in plan}


@settings(max_examples=EXAMPLES, deadline=None, phases=PHASES, suppress_health_check=list(HealthCheck))
@given(reports())
def test_a_public_site_is_that_of_the_reports_without_their_internal_parts(pair: tuple[str, str]) -> None:
    marked, plain = read(pair[0], "one"), read(pair[1], "other")
    assert [d for d in marked.diagnostics if d.code == "PM210"] == []
    assert "zebra" not in pair[1]
    published = site(marked)
    assert published == site(plain)
    assert not any("zebra" in repr(file) for file in published.items())


@settings(max_examples=EXAMPLES, deadline=None, phases=PHASES, suppress_health_check=list(HealthCheck))
@given(reports())
def test_the_source_as_it_is_published_says_what_the_page_says(pair: tuple[str, str]) -> None:
    parsed = read(pair[0], "one")
    report = parsed.report
    assert report is not None
    if any(finding.code == "PM215" for finding in parsed.diagnostics):
        assert report.markdown == ""  # a footnote twice: such a report is not published
        return
    body = resolve_markdown(report.markdown, address)
    assert "<!--" not in body.replace("<!-- -->", "")
    again = read(f"---\n{report.front}---\n{body}", "other").report
    assert again is not None
    assert (again.title, again.times) == (report.title, report.times)
    assert said(again, str) == said(report, lambda html: resolved(html, address, "", {}))


def said(report: Report, shown: Callable[[str], str]) -> str:
    """All HTML of a report; a heading that holds but a comment is no heading of the source's."""
    parts = (*report.sections, *report.timeline.entries)
    return squeezed("".join(shown(part.html) for part in parts))


def squeezed(html: str) -> str:
    """The words, links and images of HTML: a comment may part, or fill alone, whatever they stand in."""
    return re.sub(r"\s+", "", re.sub(r"<(?!/?a\b|img\b)[^>]*>", "", html))


def address(target: str) -> str:
    return f"https://published.example/{target}"
