"""Which tool this is."""

from importlib.metadata import version

import pytest

from postmortem.edge.tool import version_of


@pytest.mark.parametrize("package", ["jinja2", "markupsafe", "babel"])
def test_the_version_of_a_package_is_the_one_that_is_installed(package: str) -> None:
    assert version_of(package) == version(package)


def test_a_package_without_a_folder_of_its_own_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("postmortem.edge.tool._packages", tuple)
    assert version_of("jinja2") == version("jinja2")
