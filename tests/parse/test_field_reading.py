"""Reading by a definition: values as they are wanted, and everything wrong at once."""

from typing import Annotated, Any, Literal

import pytest
from msgspec import Meta, field

from postmortem.parse.field_reading import read_fields
from postmortem.parse.fields import Before, Fields, Parsed, UnfitError


def refuse_all(value: Any) -> str:
    raise UnfitError("PM110", f"`{value}` is refused", "write another")


class Inner(Fields, frozen=True, kw_only=True):
    first: int
    from_: str = field(name="from", default="")


class Outer(Fields, frozen=True, kw_only=True):
    text: Annotated[str, Meta(min_length=1, max_length=3)] = "abc"
    code: Annotated[str, Meta(pattern="^[a-z]{2}$")] = "de"
    whole: Annotated[int, Meta(ge=0, le=9)] = 0
    number: Annotated[float, Meta(ge=0, le=1)] = 0.0
    switch: bool = False
    choice: Literal["a", "b"] | None = None
    parsed: Annotated[str, Parsed(refuse_all)] = ""
    doubled: Annotated[str, Before(lambda value: value * 2)] = ""
    items: list[Inner] = field(default_factory=list)
    named: dict[Literal["x", "y"], Inner] = field(default_factory=dict)
    anything: dict[str, Any] = field(default_factory=dict)


def faults(data: Any) -> list[tuple[tuple[str | int, ...], str]]:
    fields, found = read_fields(Outer, data)
    assert (fields is None) == bool(found)
    return [(fault.at, fault.wanted) for fault in found]


def test_what_is_absent_has_its_default() -> None:
    assert read_fields(Outer, {}) == (Outer(), [])


def test_values_become_what_the_definition_says() -> None:
    given = {
        "whole": 3.0, "number": 1, "doubled": "ab", "choice": "b",
        "items": [{"first": 1, "from": "x"}], "named": {"x": {"first": 2}},
        "anything": {"k": [1, {"l": None}]},
    }  # fmt: skip
    fields, _ = read_fields(Outer, given)
    assert fields is not None
    assert (fields.whole, fields.number, fields.doubled, fields.choice) == (3, 1.0, "abab", "b")
    assert (type(fields.whole), type(fields.number)) == (int, float)
    assert fields.items == [Inner(first=1, from_="x")]
    assert fields.named == {"x": Inner(first=2)}
    assert fields.anything == {"k": [1, {"l": None}]}


@pytest.mark.parametrize(
    ("key", "value", "wanted"),
    [
        ("text", 1, "text"), ("text", None, "text"), ("text", "", "longer"), ("text", "abcd", "shorter"),
        ("code", "deu", "code"), ("code", "de\n", "code"), ("whole", 1.5, "whole"), ("whole", True, "whole"),
        ("whole", -1, "more"), ("whole", 10**400, "less"), ("whole", float("inf"), "whole"),
        ("number", True, "number"), ("number", "1", "number"), ("number", float("nan"), "more"),
        ("number", 10**400, "less"), ("switch", 1, "switch"), ("switch", None, "switch"),
        ("choice", "c", "choice"), ("choice", ["a"], "choice"), ("parsed", "x", "fitting"),
        ("items", {"first": 1}, "list"), ("items", None, "list"), ("named", [], "fields"),
        ("anything", "x", "fields"),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_a_fault_at_its_place(key: str, value: Any, wanted: str) -> None:
    assert faults({key: value}) == [((key,), wanted)]


def test_all_faults_are_found_at_once_in_the_order_of_the_definition() -> None:
    given = {
        "textt": 1, "switch": "x", "items": [1, {}, {"first": 1, "from_": "x"}], "text": 1,
        "named": {"z": {"first": 1}, "x": {"first": "1"}},
    }  # fmt: skip
    assert faults(given) == [
        (("text",), "text"), (("switch",), "switch"), (("items", 0), "fields"),
        (("items", 1, "first"), "missing"), (("items", 2, "from_"), "unknown"), (("named", "z"), "key"),
        (("named", "x", "first"), "whole"), (("textt",), "unknown"),
    ]  # fmt: skip


def test_a_document_that_is_no_mapping_is_told_its_first_keys() -> None:
    _, (fault,) = read_fields(Inner, [1])
    assert (fault.at, fault.wanted, fault.known) == ((), "fields", ("first", "from"))


def test_a_refusal_carries_its_reason() -> None:
    _, (fault,) = read_fields(Outer, {"parsed": "x"})
    assert fault.reason is not None
    assert (fault.reason.code, fault.reason.message, fault.reason.help) == (
        "PM110", "`x` is refused", "write another",
    )  # fmt: skip
