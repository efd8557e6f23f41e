"""The JSON Schemas say what reading says."""

from pathlib import Path
from typing import Any

import jsonschema
import pytest

from postmortem.parse.field_reading import read_fields
from postmortem.parse.field_schema import json_schema
from postmortem.parse.fields import Fields
from postmortem.parse.report_schema import FrontMatter
from postmortem.parse.site_schema import SiteFields
from postmortem.parse.source import decode_source
from postmortem.parse.strict_yaml import read_yaml

EXAMPLES = sorted((Path(__file__).parents[2] / "postmortems").rglob("*.md"))


def fits(definition: type[Fields], data: Any) -> bool:
    return jsonschema.Draft202012Validator(json_schema(definition)).is_valid(data)


@pytest.mark.parametrize("definition", [FrontMatter, SiteFields])
def test_a_schema_is_one_by_its_own_dialect(definition: type[Fields]) -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema(definition))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_front_matter_of_every_example_fits(path: Path) -> None:
    lines, _ = decode_source(path.read_bytes(), path.name)
    assert lines is not None
    document, _ = read_yaml("\n".join(lines[1 : lines.index("---", 1)]), path.name)
    assert document is not None
    assert fits(FrontMatter, document.data)


@pytest.mark.parametrize(
    "data",
    [
        {"title": ""},
        {"titel": "x"},
        {"title": "x", "lang": "Deutsch"},
        {"title": "x", "published": 5},
        {"title": "x", "tags": "db"},
        {"title": "x", "started": "gestern"},
        {"title": "x", "impact": {"users": {"percent": 101}}},
        {"title": "x", "impact": {"windows": [{"fraction": 0.5}]}},
        {"title": "x", "actions": [{"title": "y", "status": "doone"}]},
    ],
)
def test_what_does_not_fit_when_read_does_not_fit_the_schema(data: Any) -> None:
    assert read_fields(FrontMatter, data)[0] is None
    assert not fits(FrontMatter, data)


@pytest.mark.parametrize(
    "data",
    [
        {"title": "x", "impact": {"users": 1200, "requests_failed": {"count": 3, "estimate": True}}},
        {"title": "x", "resolved": "unknown", "lang": None, "extra": {"a": [1, {"b": None}]}},
        {"title": "x", "impact": {"data_loss": {"from": "2023-02-09 09:47", "to": None}}},
    ],
)
def test_what_fits_when_read_fits_the_schema(data: Any) -> None:
    assert read_fields(FrontMatter, data)[0] is not None
    assert fits(FrontMatter, data)


def test_numbers_that_are_read_as_text_fit() -> None:
    document, _ = read_yaml("title: 404\ntags: [1.10]\ndescription: 5\n", "x.md")
    assert document is not None
    assert read_fields(FrontMatter, document.data)[0] is not None
    assert fits(FrontMatter, document.data)


def test_only_kinds_of_reports_may_have_sections_of_their_own() -> None:
    assert fits(SiteFields, {"sections": {"incident": {"required": ["summary"]}}})
    assert not fits(SiteFields, {"sections": {"incidents": {"required": ["summary"]}}})
