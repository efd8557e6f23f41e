"""Themes of a site's own, from the example of the guide: built, overridden, and told what is wrong."""

import re
from pathlib import Path

import pytest

from postmortem.app.assemble import assemble
from postmortem.app.planning import plan_assembly
from postmortem.app.wishes import Wishes
from postmortem.diagnostics import ThemeError
from postmortem.edge.clock import now

GUIDE = Path(__file__).parent.parent.parent / "docs" / "how-to" / "themes.md"
NAMED = re.compile(r"```\w+\n(?:#|/\*|\{#) (\S+)(?: \*/| #\})?\n(.*?)```", re.DOTALL)


def example(root: Path, **changes: str) -> Path:
    """Write the guide's files below a folder, some of them changed; give the folder of reports."""
    for name, content in {**dict(NAMED.findall(GUIDE.read_text("utf-8"))), **changes}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    return root / "postmortems"


def build(source: Path) -> dict[str, str]:
    planned = plan_assembly(assemble(source, Wishes(jobs=1), now(), tell=lambda *_: None), source).files
    return {file.path: file.render().decode() for file in planned}


def test_the_example_of_the_guide_is_built(tmp_path: Path) -> None:
    files = build(example(tmp_path))
    html = files["index.html"]
    assert '<p><a href="https://status.example.com">Status</a></p>' in html
    (style,) = [path for path in files if path.startswith("assets/site.") and path.endswith(".css")]
    assert "--accent: #7a1fa2" in files[style]
    assert html.index("assets/style.") < html.index(style)
    assert "Skip to content" in html


def test_an_option_that_is_not_set_has_its_default(tmp_path: Path) -> None:
    source = example(tmp_path, **{"postmortems/site.yml": "theme: acme\n"})
    assert "Status</a>" not in build(source)["index.html"]


def test_a_theme_on_the_plain_one_has_its_single_stylesheet(tmp_path: Path) -> None:
    files = build(example(tmp_path, **{"postmortems/site.yml": "theme: bare\n"}))
    assert [path.split(".")[0] for path in files if path.endswith(".css")] == ["assets/feed", "assets/style"]
    assert "The plain theme" in next(content for path, content in files.items() if "assets/style." in path)
    assert files["statistics/index.html"].count('rel="stylesheet"') == 1


@pytest.mark.parametrize(
    ("path", "content", "message"),
    [
        (
            "postmortems/site.yml",
            "theme: acme\ntheme_options:\n  status_pag: x\n",
            "site.yml:3: the theme `acme` has no option `status_pag`; did you mean `status_page`?",
        ),
        (
            "postmortems/site.yml",
            "theme: acme\ntheme_options: {status_page: yes, calendar: 4}\n",
            "site.yml:2: `calendar` takes `true` or `false`, not `4`",
        ),
        ("themes/acme/theme.yml", "name: Acme\nextend: default\n", "themes/acme/theme.yml:2: "),
        ("themes/acme/theme.yml", "name: [\n", "themes/acme/theme.yml:"),
        (
            "themes/acme/theme.yml",
            "options:\n  status_page: {type: text, default: 4}\n",
            "themes/acme/theme.yml:2: the default of `status_page` is not a text",
        ),
        ("themes/acme/theme.yml", "extends: defalt\n", "there is no theme `defalt`: did you mean `default`?"),
        ("themes/acme/theme.yml", "extends: acme\n", "themes/acme/theme.yml: the theme extends itself"),
        (
            "themes/acme/templates/base.html",
            '{% extends "default/base.html" %}\n{% block footer %}\n{{ page.nothing }}{% endblock %}\n',
            "themes/acme/templates/base.html:3: ",
        ),
    ],
)
def test_a_mistake_names_its_file_and_line(tmp_path: Path, path: str, content: str, message: str) -> None:
    source = example(tmp_path, **{path: content})
    with pytest.raises(ThemeError) as caught:
        build(source)
    assert message in str(caught.value)


def test_themes_that_extend_each_other_are_refused(tmp_path: Path) -> None:
    source = example(
        tmp_path, **{"themes/acme/theme.yml": "extends: bare\n", "themes/bare/theme.yml": "extends: acme\n"}
    )
    with pytest.raises(ThemeError, match="extends itself, through `acme`"):
        build(source)
