"""Rules across reports."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from postmortem.diagnostics import Diagnostic
from postmortem.model.report import Report
from postmortem.model.site import Settings
from postmortem.rules.across import check_addresses
from postmortem.rules.context import RuleContext

Read = Callable[..., Report]


def clashes(*reports: Report) -> list[Diagnostic]:
    context = RuleContext(Settings(), datetime(2026, 11, 1, tzinfo=UTC), {}, frozenset())
    return list(check_addresses(reports, context))


def places(found: list[Diagnostic]) -> list[tuple[str, int]]:
    return [(d.span.path, d.span.line) for d in found]


def test_an_id_belongs_to_one_report_and_the_later_path_is_told(read: Read) -> None:
    found = clashes(
        read("id: a\n", path="x.md"), read("id: b\n", path="y.md"), read("tags: [t]\nid: a\n", path="z.md")
    )
    assert [d.code for d in found] == ["PM118"]
    assert places(found) == [("z.md", 4)]
    assert found[0].message == "the id `a` is taken by `x.md`"


def test_the_file_name_is_the_id_where_none_is_given(read: Read) -> None:
    assert places(clashes(read(path="2023/a/index.md"), read(path="a.md"))) == [("a.md", 2)]


def test_a_translation_shares_its_originals_id(read: Read) -> None:
    assert clashes(read(path="a.md"), read(path="a.de.md")) == []
    assert (
        len(clashes(read(path="a.md"), read("lang: de\n", path="a.en.md"), read("id: a\n", path="b.de.md")))
        == 1
    )


def test_an_alias_belongs_to_one_report_however_it_is_written(read: Read) -> None:
    first = read("aliases: [old/One]\n", path="a.md")
    for alias in ("old/one", "/old/one/", "old/one/index.html", "OLD/ONE"):
        assert places(clashes(first, read(f"aliases: [x, {alias}]\n", path="b.md"))) == [("b.md", 3)]
    assert clashes(first, read("aliases: [old/one/more]\n", path="b.md")) == []


def test_translations_may_share_their_aliases(read: Read) -> None:
    one = read("aliases: [old]\n", path="a.md")
    assert clashes(one, read("aliases: [old]\n", path="a.de.md")) == []


@pytest.mark.parametrize("alias", ["reports/b", "/reports/B/", "reports/b/index.html"])
def test_an_alias_does_not_stand_where_a_report_is(alias: str, read: Read) -> None:
    found = clashes(read(f"aliases: [{alias}]\n", path="a.md"), read(path="b.md"))
    assert [d.message for d in found] == [f"the alias `{alias}` is the address of `b.md`"]
