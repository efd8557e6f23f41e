"""The page of all promises."""

import re
from collections.abc import Callable
from datetime import date

import pytest

from postmortem.diagnostics import Span
from postmortem.model.plan import PlannedFile
from postmortem.model.report import Action, Audience, Report, Status

Plan = Callable[..., dict[str, PlannedFile]]
Page = Callable[..., str]
Make = Callable[..., Report]


def action(title: str = "Add a test", **changes: object) -> Action:
    values: dict[str, object] = {
        "id": "a1", "title": title, "type": "prevent", "status": "open", "owner": "Team",
        "due": date(2023, 7, 1), "link": "", "note": "", "audience": Audience.PUBLIC, "span": Span("a.md"),
    }  # fmt: skip
    return Action(**(values | changes))  # type: ignore[arg-type]  # by name


def test_overdue_promises_come_first_then_open_ones_by_day(page: Page, make_report: Make) -> None:
    actions = (
        action("later", due=date(2023, 9, 1)), action("sooner", due=date(2023, 8, 1)),
        action("without", due=None), action("late", due=date(2023, 5, 31)),
        action("begun", status="in-progress"),
    )  # fmt: skip
    html = page("actions/index.html", make_report(actions=actions))
    assert re.findall(r'"promise-title">(\w+)', html) == ["late", "sooner", "later", "without", "begun"]
    assert re.findall(r'<h2 id="_([\w-]+)"', html) == ["overdue", "open", "in-progress"]


def test_a_promise_leads_to_its_place_in_the_report(page: Page, make_report: Make) -> None:
    html = page("actions/index.html", make_report(actions=(action(),)))
    assert '<a href="../reports/2023-02-09-reset/#_a1">Database reset</a>' in html


def test_what_is_finished_has_a_page_of_its_own(plan: Plan, make_report: Make) -> None:
    files = plan(make_report(actions=(action("done", status="done"), action("open"))))
    waiting = files["actions/index.html"].render().decode()
    finished = files["actions/finished/index.html"].render().decode()
    assert re.findall(r'"promise-title">(\w+)', waiting) == ["open"]
    assert re.findall(r'"promise-title">(\w+)', finished) == ["done"]
    assert 'href="../actions/finished/"' in waiting
    assert 'href="../../actions/"' in finished


def test_owners_are_counted_with_the_latest_first(page: Page, make_report: Make) -> None:
    actions = (
        action(owner=""), action(owner="A"), action(owner="B", due=date(2023, 1, 1)),
        action(owner="B", status="done"),
    )  # fmt: skip
    html = page("actions/index.html", make_report(actions=actions))
    rows = re.findall(r'<tr><th scope="row">(.*?)</th><td>(\d)</td><td>(\d)</td><td>(\d)</td></tr>', html)
    assert rows == [("B", "1", "0", "1"), ("A", "0", "1", "0"), ("no owner named", "0", "1", "0")]


def test_a_retracted_report_promises_nothing(page: Page, make_report: Make) -> None:
    gone = make_report(id="gone", actions=(action(),), status=Status.RETRACTED)
    html = page("actions/index.html", gone, make_report(actions=(action("Keep it", status="done"),)))
    assert "Add a test" not in html
    assert "Everything that was promised is finished." in html


def test_many_promises_have_pages(plan: Plan, make_report: Make) -> None:
    files = plan(make_report(actions=tuple(action(id=f"a{n}") for n in range(101))))
    assert 'rel="next" href="../actions/page/2/"' in files["actions/index.html"].render().decode()
    second = files["actions/page/2/index.html"].render().decode()
    assert second.count('class="promise-title"') == 1
    assert "By owner" not in second


def test_a_site_without_promises_has_no_page_for_them(plan: Plan, make_report: Make) -> None:
    files = plan(make_report())
    assert not [path for path in files if path.startswith("actions")]
    assert "actions/" not in files["index.html"].render().decode()


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "//example.org"])
def test_a_link_of_another_kind_is_none(page: Page, make_report: Make, link: str) -> None:
    assert link not in page("actions/index.html", make_report(actions=(action(link=link),)))
