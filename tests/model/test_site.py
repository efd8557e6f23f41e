"""Settings with their defaults."""

from postmortem.model.site import DEFAULT_REQUIRED, Service, Settings


def test_what_is_not_declared_is_called_by_its_id() -> None:
    settings = Settings(services=(Service("api", "Schnittstelle"),))
    assert [settings.service_name(name) for name in ("api", "login")] == ["Schnittstelle", "login"]
    assert [settings.severity_name(name) for name in ("sev1", "sev9")] == ["SEV1", "sev9"]


def test_another_address_has_no_slash_at_its_end() -> None:
    assert Settings().with_base_url("https://example.org/x/").base_url == "https://example.org/x"


def test_required_sections_are_those_of_the_kind_and_may_be_none() -> None:
    settings = Settings(required={"near-miss": ()})
    assert settings.required_sections("near-miss") == ()
    assert settings.required_sections("incident") == DEFAULT_REQUIRED
