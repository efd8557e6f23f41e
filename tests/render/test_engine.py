"""The engine: as strict as Jinja in what it escapes, and the same code for every language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape
from msgspec.structs import replace

from postmortem.model.theme import Theme
from postmortem.render.engine import Engine
from postmortem.render.environment import Templates


@given(st.text() | st.integers() | st.floats() | st.none() | st.dates() | st.builds(Markup, st.text()))
def test_what_is_written_is_what_jinja_would_write(value: object) -> None:
    assert str(Engine.written(value)) == str(escape(value))


@given(st.text())
def test_a_template_escapes_every_value_as_jinja_does(value: str) -> None:
    ours = Engine(autoescape=True).from_string("<p>{{ value }}</p>{% set x %}{{ value }}{% endset %}{{ x }}")
    assert ours.render(value=value) == f"<p>{escape(value)}</p>{escape(value)}"


def page_of(theme: Theme, text: str) -> Templates:
    return Templates(replace(theme, templates={**theme.templates, "page.html": text}))


def test_a_template_is_compiled_once_for_all_languages_and_still_speaks_each(theme: Theme) -> None:
    folded = "{{ 'resolved' | word('mark') }} {{ 1 | month }} {{ 'a' ~ ('done' | word('action_state')) }}"
    text = "{{ _('Tags') }} " + folded
    templates = page_of(theme, text)
    assert templates.render("page.html", "en", None) == "Tags Resolved January aDone"
    assert templates.render("page.html", "de", None) == "Schlagwörter Behoben Januar aErledigt"


def test_values_within_words_are_escaped_and_a_percent_sign_stays(theme: Theme) -> None:
    text = "{{ _('due %(day)s', day='<b>') }} {{ _('50%%') }}"
    assert page_of(theme, text).render("page.html", "en", None) == "due &lt;b&gt; 50%"


@pytest.mark.parametrize(("count", "words"), [(1, "1 report"), (2, "2 reports")])
def test_numbers_within_words_choose_their_form(theme: Theme, count: int, words: str) -> None:
    text = "{% trans num=page %}{{ num }} report{% pluralize %}{{ num }} reports{% endtrans %}"
    assert page_of(theme, text).render("page.html", "en", count) == words
