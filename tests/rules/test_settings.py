"""Rules on `site.yml`."""

import pytest

from postmortem.diagnostics import Span
from postmortem.model.site import Service, Settings, Translation, Words
from postmortem.rules.settings import check_settings

HERE = "https://example.org"


def found(settings: Settings) -> list[tuple[str, str]]:
    return [(d.code, d.message) for d in check_settings(settings, {}, frozenset())]


def test_codes_and_families_that_exist_may_have_a_level() -> None:
    assert found(Settings(base_url=HERE, rules={"PM205": "off", "PM3xx": "warning"})) == []


@pytest.mark.parametrize("name", ["PM999", "PM9xx", "pm205", "section-twice", "PM20x", ""])
def test_a_rule_that_does_not_exist_is_named(name: str) -> None:
    assert found(Settings(base_url=HERE, rules={name: "off"})) == [("PM122", f"there is no rule `{name}`")]


@pytest.mark.parametrize("name", ["PM103", "PM210"])
def test_a_level_that_cannot_be_changed_is_named(name: str) -> None:
    assert found(Settings(base_url=HERE, rules={name: "off"})) == [
        ("PM122", f"the level of `{name}` cannot be changed")
    ]


def test_words_for_what_the_site_does_not_have_are_named() -> None:
    words = {"api": Words("Schnittstelle"), "lgin": Words("Anmeldung"), "x": Words("X")}
    settings = Settings(
        base_url=HERE,
        services=(Service("api", "API"), Service("login", "Sign-in")),
        translations={
            "de": Translation(services=words, severities={"sev1": Words("Kritisch")}),
            "fr": Translation(title="Incidents"),
        },
    )
    told = [(d.code, d.message, d.help) for d in check_settings(settings, {}, frozenset())]
    assert told == [
        ("PM107", "unknown key `lgin`", "did you mean `login`?"),
        ("PM107", "unknown key `x`", "it is not declared under `services`"),
        ("PM107", "unknown key `fr`", "pages of this site are in `de` or `en`"),
    ]


def test_a_finding_stands_at_its_key() -> None:
    span = Span("site.yml", 4, 3)
    (finding,) = check_settings(
        Settings(base_url=HERE, rules={"PM999": "off"}), {("rules", "PM999"): span}, frozenset()
    )
    assert finding.span == span


def test_a_site_without_an_address_is_told_what_it_lacks() -> None:
    assert [code for code, _ in found(Settings())] == ["PM123"]


def test_a_logo_that_is_not_there_is_told_with_the_one_that_may_be_meant() -> None:
    settings, span = Settings(base_url=HERE, logo="lgo.svg"), Span("site.yml", 2, 1)
    (finding,) = check_settings(settings, {("logo",): span}, frozenset({"logo.svg"}))
    assert (finding.code, finding.span, finding.help) == ("PM209", span, "did you mean `logo.svg`?")
    assert list(check_settings(settings, {}, frozenset({"lgo.svg"}))) == []
