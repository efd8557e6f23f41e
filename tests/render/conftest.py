"""Reports and themes made by hand, so that rendering is tested without the parsers."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from postmortem.diagnostics import Span
from postmortem.edge.themes import load_theme
from postmortem.model.content import content_digest
from postmortem.model.impact import Impact
from postmortem.model.plan import AssetFile, PlannedFile
from postmortem.model.report import Audience, Kind, Report, Section, Status, Times
from postmortem.model.site import Service, Settings, Severity, Site
from postmortem.model.theme import Theme
from postmortem.model.timeline import Entry, Precision, Timeline
from postmortem.render.plan import plan_site

CET = timezone(timedelta(hours=1))
HERE = Span("a.md")


def at(hour: int, minute: int = 0, *, day: int = 9) -> datetime:
    return datetime(2023, 2, day, hour, minute, tzinfo=CET)


def entry(moment: datetime | None, text: str, anchor: str, **changes: Any) -> Entry:
    values: dict[str, Any] = {
        "label": moment.strftime("%H:%M") if moment else "some time",
        "at": moment,
        "until": None,
        "precision": Precision.MINUTE,
        "kind": None,
        "html": f"<p>{text}</p>",
        "text": text,
        "anchor": anchor,
        "span": HERE,
    }
    return Entry(**(values | changes))


def section(key: str | None, title: str, html: str, *, level: int = 2) -> Section:
    anchor = title.lower().replace(" ", "-")
    return Section(key, title, title, level, anchor, html, html, HERE)


TIMES = Times(started=at(9, 47), detected=at(9, 53), mitigated=at(11, 53), resolved=at(20))
TIMELINE = Timeline(
    (
        entry(at(9, 47), "Database reset", "t-0947"),
        entry(at(9, 53), "Incident noticed", "t-0953"),
        entry(at(11, 53), "Temporary API and database activated", "t-1153"),
        entry(at(20), "All services restored", "t-2000"),
        entry(at(0, 0, day=10), "Internal review finished", "t-0000"),
    )
)


def report(**changes: Any) -> Report:
    id_ = changes.get("id", "2023-02-09-reset")
    values: dict[str, Any] = {
        "id": id_,
        "path": f"{id_}.md",
        "digest": "00",
        "title": "Database reset",
        "description": "The production database was reset.",
        "lang": "en",
        "timezone": "Europe/Berlin",
        "status": Status.PUBLISHED,
        "published": date(2023, 2, 10),
        "audience": Audience.PUBLIC,
        "embargo_until": None,
        "severity": "sev1",
        "kind": Kind.INCIDENT,
        "services": ("api",),
        "unaffected": (),
        "times": TIMES,
        "detected_by": "employee",
        "impact": Impact(),
        "triggers": (),
        "authors": ("Platform team",),
        "tags": ("database",),
        "actions": (),
        "related": (),
        "aliases": (),
        "revisions": (),
        "extra": {},
        "sections": (
            section("summary", "Summary", "<p>The database was reset.</p>"),
            section("timeline", "Timeline", ""),
        ),
        "timeline": TIMELINE,
        "footnotes_html": "",
        "word_count": 5,
    }
    made = Report(**(values | changes))
    return replace(made, content=content_digest(made))


SETTINGS = {
    "title": "Incidents",
    "base_url": "https://status.example.org/pm",
    "severities": (Severity("sev1", "SEV1"), Severity("sev2", "SEV2")),
    "services": (Service("api", "API", "What programs talk to."),),
}


def site(*reports: Report, edition: Audience = Audience.PUBLIC, **settings: Any) -> Site:
    now = datetime(2023, 6, 1, tzinfo=UTC)
    return Site(Settings(**(SETTINGS | settings)), edition, reports, now)


@pytest.fixture(name="make_report", scope="session")
def _make_report() -> Callable[..., Report]:
    return report


@pytest.fixture(name="make_site", scope="session")
def _make_site() -> Callable[..., Site]:
    return site


@pytest.fixture(scope="session")
def theme(tmp_path_factory: pytest.TempPathFactory) -> Theme:
    return load_theme("default", Path(tmp_path_factory.mktemp("none")))


@pytest.fixture(scope="session")
def plan(theme: Theme) -> Callable[..., dict[str, PlannedFile]]:
    """Plan a site of these reports: path to planned file."""

    def plan_of(
        *reports: Report, assets: dict[str, AssetFile] | None = None, **options: Any
    ) -> dict[str, PlannedFile]:
        planned = plan_site(site(*reports, **options), theme, assets or {}).files
        assert len({file.path for file in planned}) == len(planned)
        return {file.path: file for file in planned}

    return plan_of


@pytest.fixture(scope="session")
def page(plan: Callable[..., dict[str, PlannedFile]]) -> Callable[..., str]:
    """The HTML of one file of a site: its path, then what `plan` takes."""

    def page_of(path: str, *reports: Report, **options: Any) -> str:
        return plan(*reports, **options)[path].render().decode()

    return page_of
