"""The published schema fits what is published, and nothing else."""

import json
from collections.abc import Callable

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from postmortem.model.plan import PlannedFile
from postmortem.model.report import Kind, Report, Status, Times
from postmortem.render.data_schema import reports_schema

Plan = Callable[..., dict[str, PlannedFile]]
Make = Callable[..., Report]


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(reports_schema())


def test_it_is_published_and_what_is_published_fits(plan: Plan, make_report: Make) -> None:
    reports = (
        make_report(),
        make_report(id="near", kind=Kind.NEAR_MISS, times=Times(), severity=None, detected_by=None),
        make_report(id="gone", status=Status.RETRACTED),
        make_report(id="other", lang="de", path="other.de.md"),
    )
    files = plan(*reports)
    schema = json.loads(files["reports.schema.json"].render())
    assert schema == reports_schema()
    data = json.loads(files["reports.json"].render())
    Draft202012Validator(schema).validate(data)
    described = schema["properties"]["reports"]["items"]["properties"]
    assert described.keys() == data["reports"][0].keys()
    assert all(
        described[name]["properties"].keys() == data["reports"][0][name].keys()
        for name in ("times", "durations")
    )


@pytest.mark.parametrize("changed", [{"schema": 2}, {"reports": [{}]}, {"title": None}])
def test_other_data_does_not_fit(plan: Plan, make_report: Make, changed: dict[str, object]) -> None:
    data = json.loads(plan(make_report())["reports.json"].render())
    with pytest.raises(ValidationError):
        Draft202012Validator(reports_schema()).validate(data | changed)
