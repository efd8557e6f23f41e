"""Themes from disk: found, layered, and kept inside their folders."""

import gzip
import re
from pathlib import Path

import pytest

from postmortem.diagnostics import ThemeError
from postmortem.edge.themes import load_theme


def write(root: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def test_the_shipped_theme_is_found_without_a_folder_of_themes(tmp_path: Path) -> None:
    theme = load_theme("default", tmp_path / "absent")
    assert {"base.html", "report.html", "list.html"} <= theme.templates.keys()
    assert {"style.css", "feed.css", "icon.svg"} <= theme.assets.keys()
    assert theme.files["report.html"] == "themes/default/templates/report.html"


def test_a_theme_of_the_site_lies_over_the_shipped_one(tmp_path: Path) -> None:
    write(tmp_path, {"acme/templates/report.html": "mine", "acme/assets/acme.css": "a{}"})
    theme, shipped = load_theme("acme", tmp_path), load_theme("default", tmp_path)
    assert theme.templates["report.html"] == "mine"
    assert theme.files["report.html"] == "themes/acme/templates/report.html"
    assert theme.templates["list.html"] == shipped.templates["list.html"]
    assert theme.assets["acme.css"] == b"a{}"
    assert theme.assets["style.css"] == shipped.assets["style.css"]
    assert theme.digest != shipped.digest


def test_a_sites_own_default_lies_over_the_shipped_default(tmp_path: Path) -> None:
    write(tmp_path, {"default/assets/style.css": "mine"})
    theme = load_theme("default", tmp_path)
    assert theme.assets["style.css"] == b"mine"
    assert "report.html" in theme.templates


def test_the_digest_follows_the_content(tmp_path: Path) -> None:
    write(tmp_path, {"acme/templates/a.html": "1"})
    first = load_theme("acme", tmp_path)
    assert load_theme("acme", tmp_path).digest == first.digest
    write(tmp_path, {"acme/templates/a.html": "2"})
    assert load_theme("acme", tmp_path).digest != first.digest


def test_an_unknown_theme_is_answered_with_those_that_exist(tmp_path: Path) -> None:
    write(tmp_path, {"acme/templates/a.html": ""})
    with pytest.raises(ThemeError, match="did you mean `acme`") as caught:
        load_theme("acmee", tmp_path)
    assert "`default`" in str(caught.value)


@pytest.mark.parametrize("name", ["../acme", "acme/templates", "..", ".", "", "a\\b", "a\0b", "C:"])
def test_a_name_is_no_path(tmp_path: Path, name: str) -> None:
    write(tmp_path, {"themes/x/templates/a.html": "", "acme/templates/a.html": ""})
    with pytest.raises(ThemeError, match="there is no theme"):
        load_theme(name, tmp_path / "themes")


def test_a_folder_that_leads_elsewhere_is_no_theme(tmp_path: Path) -> None:
    write(tmp_path, {"outside/templates/a.html": ""})
    (tmp_path / "themes").mkdir()
    (tmp_path / "themes" / "acme").symlink_to(tmp_path / "outside")
    with pytest.raises(ThemeError, match="there is no theme"):
        load_theme("acme", tmp_path / "themes")


@pytest.mark.parametrize("target", ["secret.txt", "folder"])
def test_a_link_out_of_the_theme_is_refused(tmp_path: Path, target: str) -> None:
    write(tmp_path, {"secret.txt": "s", "folder/a.css": "s", "themes/acme/assets/a.css": ""})
    (tmp_path / "themes" / "acme" / "assets" / "stolen").symlink_to(tmp_path / target)
    with pytest.raises(ThemeError, match=r"themes/acme/assets/stolen: leads out of the theme's folder"):
        load_theme("acme", tmp_path / "themes")


def test_a_template_has_to_be_utf_8(tmp_path: Path) -> None:
    write(tmp_path, {"acme/templates/report.html": b"ok\nK\xf6ln"})
    with pytest.raises(ThemeError, match=r"themes/acme/templates/report\.html:2: is not UTF-8"):
        load_theme("acme", tmp_path)


def test_hidden_files_are_left_alone(tmp_path: Path) -> None:
    write(tmp_path, {"acme/assets/.DS_Store": b"\xff", "acme/templates/.git/x": b"\xff"})
    theme = load_theme("acme", tmp_path)
    assert ".DS_Store" not in theme.assets


def test_a_template_can_extend_the_one_it_stands_in_for(tmp_path: Path) -> None:
    write(tmp_path, {"acme/templates/base.html": "{% extends 'default/base.html' %}"})
    theme = load_theme("acme", tmp_path)
    assert theme.templates["base.html"] == "{% extends 'default/base.html' %}"
    assert "<!doctype html>" in theme.templates["default/base.html"]
    assert theme.files["default/base.html"] == "themes/default/templates/base.html"


def _luminance(colour: str) -> float:
    shares = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_stylesheet_leaves_room_for_the_page_within_14_kilobytes(tmp_path: Path) -> None:
    assert len(gzip.compress(load_theme("default", tmp_path).assets["style.css"])) < 7_000


def test_the_stylesheet_asks_no_other_host(tmp_path: Path) -> None:
    for name, content in load_theme("default", tmp_path).assets.items():
        used = re.findall(rb"(?:url\(|@import|src=|href=)[^;>]*", content)
        assert all(b"namespace" in line or b"w3.org" in line or b"purl.org" in line for line in used), name


def test_colours_have_the_contrast_that_is_written_beside_them(tmp_path: Path) -> None:
    style = load_theme("default", tmp_path).assets["style.css"].decode()
    tokens = style[style.index("@layer tokens {") : style.index("@media (prefers-contrast")]
    for scheme in tokens.split("@media (prefers-color-scheme: dark)"):
        colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", scheme))
        written = dict(re.findall(r"--([\w-]+): #[0-9a-f]{6}; /\* ([\d.]+) \*/", scheme))
        for name in ("ink", "muted", "accent", "sev-1", "sev-2", "sev-3", "sev-4", "rule-strong"):
            measured = _contrast(colours[name], colours["ground"])
            assert f"{measured:.1f}" == written[name], name
            assert measured >= (3 if name == "rule-strong" else 4.5)
            assert _contrast(colours["ink"], colours["tint"]) >= 4.5
            assert _contrast(colours["muted"], colours["tint"]) >= 4.5
