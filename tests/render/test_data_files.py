"""Files for programs: JSON, CSV, calendar, and the list for language models."""

import csv
import json
from collections.abc import Callable
from datetime import date
from io import StringIO

from postmortem.diagnostics import Span
from postmortem.model.plan import PlannedFile
from postmortem.model.report import Action, Audience, Report, Status

Plan = Callable[..., dict[str, PlannedFile]]
Make = Callable[..., Report]


def action(title: str, **changes: object) -> Action:
    values: dict[str, object] = {
        "id": "a1", "title": title, "type": "prevent", "status": "open", "owner": "Team",
        "due": date(2023, 7, 1), "link": "", "note": "", "audience": Audience.PUBLIC, "span": Span("a.md"),
    }  # fmt: skip
    return Action(**(values | changes))  # type: ignore[arg-type]  # by name


def table(files: dict[str, PlannedFile], path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(files[path].render().decode(), newline="")))


def test_reports_json_is_versioned_and_has_every_language(plan: Plan, make_report: Make) -> None:
    files = plan(make_report(), make_report(lang="de", path="a.de.md", title="Zurückgesetzt"))
    data = json.loads(files["reports.json"].render())
    assert data["schema"] == 1
    assert [report["lang"] for report in data["reports"]] == ["en", "de"]
    first = data["reports"][0]
    assert first["url"] == "https://status.example.org/pm/reports/2023-02-09-reset/"
    assert first["times"]["started"] == "2023-02-09T09:47:00+01:00"
    assert first["times"]["acknowledged"] is None
    assert first["durations"] == {"detect": 360, "acknowledge": None, "mitigate": 7560, "resolve": 36780}


def test_reports_csv_says_the_same(plan: Plan, make_report: Make) -> None:
    (row,) = table(plan(make_report(services=("api", "login"))), "reports.csv")
    assert row["schema"] == "1"
    assert row["services"] == "api; login"
    assert row["seconds_to_resolve"] == "36780"
    assert row["acknowledged"] == ""


def test_a_retracted_report_is_named_and_says_nothing(plan: Plan, make_report: Make) -> None:
    files = plan(make_report(status=Status.RETRACTED))
    (row,) = table(files, "reports.csv")
    assert row["status"] == "retracted"
    kept = {"schema", "id", "url", "title", "lang", "status", "published", "updated", "audience"}
    assert {name for name, cell in row.items() if cell} == kept
    (line,) = json.loads(files["reports.json"].render())["reports"]
    own = json.loads(files["reports/2023-02-09-reset/report.json"].render())
    assert {name: value for name, value in line.items() if name in own} == {
        name: own[name] for name in line if name in own
    }
    told = {name: value for name, value in line.items() if name not in own}
    assert not any(any(value.values()) if isinstance(value, dict) else value for value in told.values())
    assert "production" not in files["llms.txt"].render().decode()


def test_a_cell_is_no_formula(plan: Plan, make_report: Make) -> None:
    files = plan(make_report(title='=HYPERLINK("x")', actions=(action("@SUM(1)", owner="-1"),)))
    assert table(files, "reports.csv")[0]["title"] == '\'=HYPERLINK("x")'
    (row,) = table(files, "actions.csv")
    assert (row["title"], row["owner"]) == ("'@SUM(1)", "'-1")


def test_actions_csv_leads_to_the_report(plan: Plan, make_report: Make) -> None:
    (row,) = table(plan(make_report(actions=(action("Add a test"),))), "actions.csv")
    assert row["report"] == "https://status.example.org/pm/reports/2023-02-09-reset/#_a1"
    assert (row["state"], row["due"], row["severity"]) == ("open", "2023-07-01", "SEV1")


def test_the_calendar_has_the_day_of_each_promise_that_waits(plan: Plan, make_report: Make) -> None:
    actions = (action("Wait, then test; twice"), action("Done", status="done"), action("Some day", due=None))
    text = plan(make_report(actions=actions))["actions.ics"].render().decode()
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
    assert text.count("BEGIN:VEVENT") == 1
    assert "SUMMARY:Wait\\, then test\\; twice (Team)\r\n" in text
    assert "DTSTART;VALUE=DATE:20230701\r\nDTEND;VALUE=DATE:20230702\r\n" in text


def test_long_and_hostile_lines_of_a_calendar_are_folded(plan: Plan, make_report: Make) -> None:
    title = "ä" * 200 + "\r\nEND:VEVENT\r\nATTACH:x"
    content = plan(make_report(actions=(action(title),)))["actions.ics"].render()
    assert max(map(len, content.split(b"\r\n"))) <= 75
    assert content.replace(b"\r\n ", b"").count(b"\r\nEND:VEVENT") == 1
    assert b"\r\nATTACH" not in content


def test_language_models_find_every_report(plan: Plan, make_report: Make) -> None:
    text = plan(make_report(title="A [b] c"), description="About.")["llms.txt"].render().decode()
    assert text.startswith("# Incidents\n\n> About.\n")
    address = "https://status.example.org/pm/reports/2023-02-09-reset/"
    assert f"- [A (b) c]({address}): The production database was reset.\n" in text


def test_without_an_address_files_are_relative_to_the_root(plan: Plan, make_report: Make) -> None:
    data = json.loads(plan(make_report(), base_url="")["reports.json"].render())
    assert data["reports"][0]["url"] == "reports/2023-02-09-reset/"
