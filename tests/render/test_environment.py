"""Templates: strict, escaped, and told apart from our own faults."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from postmortem.diagnostics import ThemeError
from postmortem.model.report import Report
from postmortem.model.site import Site
from postmortem.model.theme import Theme
from postmortem.render.environment import Templates
from postmortem.render.plan import plan_site


def theme_of(theme: Theme, **templates: str) -> Theme:
    changed = {name.replace("_", "-") + ".html": text for name, text in templates.items()}
    return replace(theme, templates={**theme.templates, **changed})


@pytest.mark.parametrize(
    ("template", "line", "words"),
    [
        ("ok\n{{ page.titel }}", 2, "html:2: what it is asked of has no `titel`"),
        ("a\nb\n{% if %}", 3, "Expected an expression"),
        ("{{ page.frame.title + 1 }}", 1, "str"),
        ("\n{{ nothing }}", 2, "nothing"),
        ("\n\n{{ 1 | no_such_filter }}", 3, "no_such_filter"),
    ],
)
def test_a_fault_names_the_file_and_the_line(
    theme: Theme,
    make_report: Callable[..., Report],
    make_site: Callable[..., Site],
    template: str,
    line: int,
    words: str,
) -> None:
    broken = theme_of(theme, report=template)
    files = {file.path: file for file in plan_site(make_site(make_report()), broken, {}).files}
    with pytest.raises(ThemeError) as caught:
        files["reports/2023-02-09-reset/index.html"].render()
    assert str(caught.value).startswith(f"themes/default/templates/report.html:{line}: ")
    assert words in str(caught.value)


@pytest.mark.parametrize("tag", ["include 'gone.html'", "extends 'gone.html'", "import 'gone.html' as x"])
def test_a_template_that_is_missing_is_named_with_the_line_that_needs_it(theme: Theme, tag: str) -> None:
    broken = theme_with_file(theme, f"{{# a\n#}}{{% {tag} %}}")
    with pytest.raises(ThemeError, match=r"own/templates/page\.html:2: .*no template `gone\.html`"):
        Templates(broken).render("page.html", "en", None)


@pytest.mark.parametrize(
    "text",
    ["a\n{% include 'page.html' %}", "{# a #}\n{% extends 'page.html' %}", "\n{% import 'page.html' as p %}"],
)
def test_a_template_that_includes_itself_is_told_with_its_line(theme: Theme, text: str) -> None:
    with pytest.raises(ThemeError, match=r"templates/page\.html:2: templates include each other without end"):
        Templates(theme_with_file(theme, text)).render("page.html", "en", None)


def theme_with_file(theme: Theme, text: str) -> Theme:
    files = {**theme.files, "page.html": "themes/own/templates/page.html"}
    return replace(theme_of(theme, page=text), files=files)


def test_everything_is_escaped(theme: Theme) -> None:
    plain = theme_of(theme, page="{{ page }}{{ _('Tags') }}{{ _('due %(day)s', day=page) }}")
    assert Templates(plain).render("page.html", "en", "<b>") == "&lt;b&gt;Tagsdue &lt;b&gt;"


def test_nothing_random_is_at_hand(theme: Theme) -> None:
    for text in ("{{ lipsum() }}", "{{ [1, 2] | random }}"):
        with pytest.raises(ThemeError):
            Templates(theme_of(theme, page=text)).render("page.html", "en", None)


def test_words_follow_the_language(theme: Theme) -> None:
    words = theme_of(
        theme,
        page="{{ _('Tags') }} "
        "{% trans num=page %}{{ num }} report{% pluralize %}{{ num }} reports{% endtrans %}",
    )
    templates = Templates(words)
    assert templates.render("page.html", "de", 1) == "Schlagwörter 1 Bericht"
    assert templates.render("page.html", "en", 2) == "Tags 2 reports"


def test_templates_that_are_kept_compiled_were_looked_through(theme: Theme) -> None:
    broken = theme_of(theme, page='{% extends "base.html" %}{% block titel %}x{% endblock %}')
    with pytest.raises(ThemeError, match="no block `titel`"):
        Templates(broken).compiled()


def test_a_block_that_nothing_would_show_is_told_with_its_place(theme: Theme) -> None:
    text = '{% extends "base.html" %}\n\n{% block titel %}x{% endblock %}'
    with pytest.raises(ThemeError, match=r"page\.html:3: .* no block `titel`; did you mean `title`\?"):
        Templates(theme_of(theme, page=text)).render("page.html", "en", None)
    text = '{% extends "base.html" %}\n{% block content %}{% block own %}x{% endblock %}{% endblock %}'
    child = theme_of(theme, page=text, child='{% extends "page.html" %}{% block zzz %}{% endblock %}')
    with pytest.raises(ThemeError, match="no block `zzz`; there are canonical, content"):
        Templates(child).render("child.html", "en", None)
    inner = theme_of(theme, page=text, child='{% extends "page.html" %}{% block own %}{% endblock %}')
    with pytest.raises(ThemeError) as caught:  # for want of a page
        Templates(inner).render("child.html", "en", None)
    assert "no block" not in str(caught.value)
