"""Pagefind as it is run: on the pages of reports alone, within bounds, and told plainly when it fails."""

import gzip
import json
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from postmortem.diagnostics import PostmortemError
from postmortem.edge import full_text
from postmortem.edge.full_text import full_text_index
from postmortem.model.plan import PlannedFile

PAGE = (
    "<!doctype html><html lang={lang}><title>{title}</title><body><nav>Menu</nav><main><h1>{title}</h1>{body}"
)


def planned(path: str, body: str, *, lang: str = "en", shows: str = "a.md") -> PlannedFile:
    html = PAGE.format(lang=lang, title=path, body=body).encode()
    return PlannedFile(path, path, lambda: html, shows=(shows,) if shows else ())


PLAN = [
    planned("reports/a/index.html", "<p>The amber lamp.<nav>Next report</nav>"),
    planned("de/reports/a/index.html", "<p>Die gelbe Lampe.", lang="de"),
    planned("reports/a/report.json", "{}"),
    planned("index.html", "<p>A list of lamps.", shows=""),
]


def indexed(plan: list[PlannedFile], lang: str = "en") -> dict[str, bytes]:
    with full_text_index("pagefind") as index:
        return {file.path: file.render() for file in index(plan, lang)}


def fragments(files: Mapping[str, bytes]) -> dict[str, str]:
    found = (gzip.decompress(data) for path, data in files.items() if "/fragment/" in path)
    pages = [json.loads(data.removeprefix(b"pagefind_dcd")) for data in found]
    return {page["url"]: page["content"] for page in pages}


def test_the_pages_of_reports_are_indexed_and_nothing_else() -> None:
    files = indexed(PLAN)
    found = fragments(files)
    assert found.keys() == {"/reports/a/", "/de/reports/a/"}
    assert "amber lamp" in found["/reports/a/"]
    assert "Menu" not in found["/reports/a/"]
    assert "Next report" not in found["/reports/a/"]
    assert {
        "pagefind/pagefind.js",
        "pagefind/pagefind-entry.json",
        "pagefind/wasm.en.pagefind",
    } <= files.keys()
    assert not [path for path in files if "ui" in path.split("/")[-1]]


def test_the_same_pages_give_the_same_bytes() -> None:
    assert indexed(PLAN) == indexed(PLAN)


def test_a_region_of_a_language_is_that_language() -> None:
    assert "pagefind/wasm.de.pagefind" in indexed(PLAN, "de-AT")


def test_without_reports_there_is_nothing_to_search() -> None:
    assert indexed([PLAN[-1]]) == {}


def test_settings_of_pagefind_around_us_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    before = indexed(PLAN)
    monkeypatch.setenv("PAGEFIND_GLOB", "nothing/*.html")
    assert indexed(PLAN) == before


def test_pages_that_pagefind_cannot_use_are_told_with_its_words() -> None:
    html = b"<!doctype html><html lang=en><body><p>no main"
    with pytest.raises(PostmortemError, match=r"Pagefind failed(.|\n)*Indexed 0 pages"):
        indexed([PlannedFile("reports/a/index.html", "", lambda: html, shows=("a.md",))])


def test_a_missing_package_is_told_with_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(full_text, "find_spec", lambda _: None)
    with pytest.raises(PostmortemError, match=r"pip install 'pagefind\[bin\]'"):
        indexed(PLAN)


def broken(monkeypatch: pytest.MonkeyPatch, folder: Path, code: str) -> None:
    """Let another program stand where Pagefind would be."""
    (folder / "pagefind").mkdir()
    (folder / "pagefind" / "__main__.py").write_text(code)
    (folder / "pagefind" / "__init__.py").write_text("")
    monkeypatch.setenv("PYTHONPATH", os.fspath(folder))


def test_what_pagefind_says_when_it_fails_is_shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken(monkeypatch, tmp_path, "raise SystemExit('no room left')")
    with pytest.raises(
        PostmortemError, match=r"Pagefind failed \(1\), and nothing was published(.|\n)*no room left"
    ):
        indexed(PLAN)


def test_pagefind_is_not_waited_for_without_end(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken(monkeypatch, tmp_path, "import time; time.sleep(60)")
    with (
        pytest.raises(PostmortemError, match="not finished its index within 1 s"),
        full_text_index("pagefind", seconds=1) as index,
    ):
        index(PLAN, "en")
