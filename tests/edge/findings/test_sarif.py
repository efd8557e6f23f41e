"""SARIF 2.1.0: the properties that its schema asks for and no others, read back as they were meant."""

import json
import re
from typing import Any
from urllib.parse import unquote

from postmortem.codes import TABLE
from postmortem.diagnostics import Diagnostic, Level, Span
from postmortem.edge.findings.sarif import format_sarif

FOUND = [
    Diagnostic("PM203", "comes twice", Span("r/ä b.md", 4, 3, 4, 9), "join them", Level.WARNING),
    Diagnostic("PM205", "left", Span("r/a.md", 1, 1, 2, 5), level=Level.ERROR),
    Diagnostic("PM203", "comes twice", Span("r/ä b.md", 9, 1), level=Level.INFO),
]
LINES = {"r/ä b.md": ("",) * 9, "r/a.md": ("x", "y")}
# What an object of the schema may hold, of that which is used here; the schema allows no other names.
ALLOWED = {
    "log": {"$schema", "version", "runs"},
    "run": {"tool", "results", "columnKind", "artifacts", "originalUriBaseIds"},
    "driver": {"name", "version", "rules", "informationUri", "semanticVersion"},
    "rule": {"id", "name", "shortDescription", "fullDescription", "help", "helpUri", "defaultConfiguration"},
    "result": {"ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints", "fingerprints"},
    "region": {"startLine", "startColumn", "endLine", "endColumn", "snippet"},
}


def log(found: list[Diagnostic] = FOUND) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(format_sarif(found, LINES))
    return document


def test_every_object_has_what_the_schema_requires_and_nothing_else() -> None:
    document = log()
    assert document.keys() <= ALLOWED["log"]
    assert document["version"] == "2.1.0"
    assert document["$schema"].endswith("/sarif-schema-2.1.0.json")
    (run,) = document["runs"]
    assert run.keys() <= ALLOWED["run"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["tool"]["driver"].keys() <= ALLOWED["driver"]
    for rule in run["tool"]["driver"]["rules"]:
        assert {"id"} <= rule.keys() <= ALLOWED["rule"]
        assert rule["shortDescription"]["text"]
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
    for result in run["results"]:
        assert {"message"} <= result.keys() <= ALLOWED["result"]
        assert result["message"]["text"]
        assert result["level"] in ("error", "warning", "note")
        assert all(isinstance(value, str) for value in result["partialFingerprints"].values())


def test_a_result_points_at_its_rule() -> None:
    (run,) = log()["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == ["PM203", "PM205", "PM203"]
    assert [rule["id"] for rule in rules] == ["PM203", "PM205"]


def test_a_place_is_an_address_and_a_region_from_one() -> None:
    first, second, third = (r["locations"][0]["physicalLocation"] for r in log()["runs"][0]["results"])
    assert re.fullmatch(r"[A-Za-z0-9/._~%-]+", first["artifactLocation"]["uri"])
    assert unquote(first["artifactLocation"]["uri"]) == "r/ä b.md"
    assert first["region"] == {"startLine": 4, "startColumn": 3, "endLine": 4, "endColumn": 9}
    assert second["region"] == {"startLine": 1, "startColumn": 1, "endLine": 2, "endColumn": 5}
    assert third["region"]["endColumn"] >= third["region"]["startColumn"] >= 1


def test_a_path_from_the_root_names_its_scheme() -> None:
    found = [Diagnostic("PM203", "x", Span("/home/r/ä.md", 1, 1))]
    result = log(found)["runs"][0]["results"][0]
    address = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert address == "file:///home/r/%C3%A4.md"


def test_findings_have_stable_and_different_fingerprints() -> None:
    names = [next(iter(r["partialFingerprints"].values())) for r in log()["runs"][0]["results"]]
    assert len(set(names)) == 3
    moved = [Diagnostic("PM205", "left", Span("r/a.md", 2))]
    text = format_sarif(moved, {"r/a.md": ("new", "x")})
    assert next(iter(json.loads(text)["runs"][0]["results"][0]["partialFingerprints"].values())) == names[1]


def test_any_code_can_be_told() -> None:
    document = log([Diagnostic(code.code, "x", Span("r/a.md")) for code in TABLE])
    assert len(document["runs"][0]["results"]) == len(TABLE)


def test_no_findings_are_a_run_without_results() -> None:
    (run,) = log([])["runs"]
    assert run["results"] == []
    assert run["tool"]["driver"]["rules"] == []
