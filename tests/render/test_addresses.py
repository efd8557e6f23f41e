"""Names made safe and unique for addresses."""

import pytest

from postmortem.render.addresses import (
    base_path,
    host_of,
    published_names,
    root_of,
    safe_alias,
    site_link,
    slug_of,
    unique_slugs,
)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("api", "api"),
        ("edudip.market", "edudip.market"),
        ("Überwachung & Größe", "ueberwachung-groesse"),
        ("Café/../etc", "cafe-..-etc"),
        ("..", ""),
        ("障害", ""),
    ],
)
def test_a_slug_is_lower_case_ascii(name: str, slug: str) -> None:
    assert slug_of(name) == slug


def test_names_that_would_share_a_slug_are_told_apart_in_any_order() -> None:
    slugs = unique_slugs(["C", "c", "C++", "障害", "復旧", "index.html"])
    assert len(set(slugs.values())) == 6
    assert slugs["c"] == "c"
    assert slugs == unique_slugs(["復旧", "C++", "障害", "index.html", "c", "C"])
    assert "index.html" not in slugs.values()
    assert all(slugs.values())


def test_files_of_one_name_are_published_under_two() -> None:
    names = published_names(["b/graph.png", "a/graph.png", "a/Graph.PNG", "a/index.html"])
    assert len({name.casefold() for name in names.values()}) == 4
    assert names["a/Graph.PNG"] == "Graph.PNG"
    assert names["a/index.html"] != "index.html"


@pytest.mark.parametrize(
    ("alias", "path"),
    [
        ("old/path", "old/path/index.html"),
        ("/2023/reset/", "2023/reset/index.html"),
        ("old.html", "old.html"),
        ("../outside", ""),
        ("a/./b", ""),
        ("", ""),
        ("a\\b", ""),
    ],
)
def test_an_alias_stays_below_the_root(alias: str, path: str) -> None:
    assert safe_alias(alias) == path


def test_the_way_to_the_root_is_relative() -> None:
    assert [root_of(path) for path in ("", "reports/x/", "404.html")] == ["./", "../../", "./"]


def test_a_base_url_gives_path_and_host() -> None:
    assert base_path("https://example.org") == "/"
    assert base_path("https://example.org/a/b") == "/a/b/"
    assert host_of("https://Example.org:8443/a") == "example.org"


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("/about/", ("about/", True)),
        ("impressum/", ("impressum/", True)),
        ("https://example.org", ("https://example.org", False)),
        ("mailto:ops@example.org", ("mailto:ops@example.org", False)),
        ("javascript:alert(1)", ("", False)),
        ("//example.org/x", ("//example.org/x", False)),
    ],
)
def test_a_link_of_the_settings_counts_from_the_sites_root(url: str, written: tuple[str, bool]) -> None:
    assert site_link(url) == written
