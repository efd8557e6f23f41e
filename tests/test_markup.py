"""The HTML of every kind of page: parsed without an error, and held against rules that a parser has not."""

from collections import Counter
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import html5lib
import pytest

from postmortem.app.assemble import assemble
from postmortem.app.planning import plan_assembly
from postmortem.app.wishes import Wishes
from postmortem.edge.clock import now
from postmortem.model.plan import PlannedFile

SOURCE = Path(__file__).parent.parent / "postmortems"
REFERENCES = ("aria-labelledby", "aria-describedby", "for", "headers")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    assembly = assemble(SOURCE, Wishes(jobs=1, cache=False), now(), tell=lambda *_: None)
    planned: tuple[PlannedFile, ...] = plan_assembly(assembly, SOURCE).files
    return {file.path: file.render().decode() for file in planned if file.path.endswith(".html")}


@pytest.fixture(scope="module")
def trees(pages: dict[str, str]) -> dict[str, ET.Element]:
    return {path: html5lib.parse(html, namespaceHTMLElements=False) for path, html in pages.items()}


def test_every_page_is_parsed_without_an_error(pages: dict[str, str]) -> None:
    assert len(pages) > 60
    for path, html in pages.items():
        parser = html5lib.HTMLParser()
        parser.parse(html)
        assert [(place, code) for place, code, _ in parser.errors] == [], path


def test_ids_are_unique_and_whatever_is_referred_to_exists(trees: dict[str, ET.Element]) -> None:
    for path, tree in trees.items():
        ids = Counter(element.get("id") for element in tree.iter() if element.get("id"))
        assert [name for name, count in ids.items() if count > 1] == [], path
        for element in tree.iter():
            for name in REFERENCES:
                for target in (element.get(name) or "").split():
                    assert target in ids, (path, name, target)
            href = element.get("href") or ""
            if href.startswith("#"):
                assert href[1:] in ids, (path, href)


def test_headings_leave_no_level_out(trees: dict[str, ET.Element]) -> None:
    for path, tree in trees.items():
        for template in list(tree.iter("template")):
            template.clear()
        levels = [int(element.tag[1]) for element in tree.iter() if element.tag in HEADINGS]
        if path != "404.html" and not levels:
            continue  # a page that sends readers on
        assert levels.count(1) == 1, path
        assert levels[0] == 1, path
        assert all(after <= before + 1 for before, after in pairwise(levels)), path


def test_images_have_alternatives_and_controls_have_labels(trees: dict[str, ET.Element]) -> None:
    for path, tree in trees.items():
        labelled = {label.get("for") for label in tree.iter("label")}
        for element in tree.iter():
            if element.tag == "img":
                assert element.get("alt") is not None, path
            elif element.tag in ("input", "select"):
                assert element.get("id") in labelled, path


def test_no_page_says_how_it_looks_or_acts_by_itself(trees: dict[str, ET.Element]) -> None:
    for path, tree in trees.items():
        for element in tree.iter():
            if not isinstance(element.tag, str):
                continue
            assert element.tag != "style", path
            assert element.tag != "script" or (element.get("src") and not element.text), path
            names = {str(name) for name in element.attrib}
            assert not {name for name in names if name == "style" or name.startswith("on")}, path
