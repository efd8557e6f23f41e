"""Templates of a theme in one language: strict, autoescaped, with the language's words and formats.

A template is given `page` and nothing else; filters turn dates, durations and values into words.
A fault of a template is a ThemeError that names its file and line.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from types import TracebackType
from typing import Any

from jinja2 import (
    BaseLoader,
    Environment,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from markupsafe import Markup, escape

from postmortem.diagnostics import ThemeError
from postmortem.model.theme import Theme
from postmortem.render.addresses import quoted
from postmortem.render.durations import duration_iso, duration_words, elapsed_words
from postmortem.render.language import Language, clock


class _ThemeLoader(BaseLoader):
    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def get_source(
        self,
        environment: Environment,  # noqa: ARG002 - the engine's signature
        template: str,
    ) -> tuple[str, str, Callable[[], bool]]:
        if template not in self._theme.templates:
            raise TemplateNotFound(template)
        shown = self._theme.files.get(template, template)
        return self._theme.templates[template], shown, lambda: True


class Templates:
    """The templates of a theme, compiled when first used, one environment for each language."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._environments: dict[str, Environment] = {}
        self._languages: dict[str, Language] = {}

    def language(self, lang: str) -> Language:
        """The language that serves a tag."""
        if lang not in self._languages:
            self._languages[lang] = Language(lang)
        return self._languages[lang]

    def render(self, name: str, lang: str, page: object) -> str:
        """The page as text. Raises ThemeError for a template that is missing or broken."""
        try:
            return self._environment(lang).get_template(name).render(page=page)
        except TemplateSyntaxError as error:
            raise ThemeError(f"{error.filename or error.name}:{error.lineno}: {error.message}") from error
        except TemplateNotFound as error:
            raise ThemeError(
                f"theme `{self._theme.name}` has no template `{error.name}`, which `{name}` needs"
            ) from error
        except Exception as error:
            place, innermost = self._place(error.__traceback__)
            if isinstance(error, TemplateError) or innermost:
                raise ThemeError(f"{place or self._shown(name)}: {error}") from error
            raise

    def _shown(self, name: str) -> str:
        return self._theme.files.get(name, name)

    def _place(self, traceback: TracebackType | None) -> tuple[str, bool]:
        """The last template line that the error went through, and whether the error arose right there."""
        shown = {self._shown(name) for name in self._theme.templates}
        place, innermost = "", False
        while traceback is not None:
            innermost = traceback.tb_frame.f_code.co_filename in shown
            if innermost:
                place = f"{traceback.tb_frame.f_code.co_filename}:{traceback.tb_lineno}"
            traceback = traceback.tb_next
        return place, innermost

    def _environment(self, lang: str) -> Environment:
        language = self.language(lang)
        if language.code not in self._environments:
            self._environments[language.code] = _environment(self._theme, language)
        return self._environments[language.code]


def _environment(theme: Theme, language: Language) -> Environment:
    environment = Environment(
        loader=_ThemeLoader(theme),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    for name in ("lipsum", "cycler", "joiner", "dict"):
        del environment.globals[name]
    del environment.filters["random"]  # a page is the same each time it is made
    environment.install_gettext_translations(language.translations, newstyle=True)  # type: ignore[attr-defined] # added by the extension
    environment.filters.update(_filters(language))
    return environment


def _filters(language: Language) -> Mapping[str, Callable[..., Any]]:
    def moment(instant: datetime) -> Markup:
        return _time(instant.isoformat(), language.moment(instant))

    def clock_time(instant: datetime) -> Markup:
        return _time(instant.isoformat(), clock(instant))

    def day(value: date, style: str = "date") -> Markup:
        return _time(value.isoformat()[:10], language.date(value, style))

    return {
        "clock": clock_time,
        "clock_text": clock,
        "clock_words": language.clock_words,
        "day": day,
        "day_text": language.date,
        "duration": _duration,
        "duration_text": duration_words,
        "elapsed": elapsed_words,
        "iso": _iso,
        "language_name": language.language_name,
        "moment": moment,
        "moment_text": language.moment,
        "month": language.month,
        "number": language.number,
        "percent": language.percent,
        "quantity": language.quantity,
        "short_zone": language.short_zone,
        "stretch": language.stretch,
        "url": quoted,
        "word": language.word,
        "zone": language.zone,
    }


def _time(machine: str, words: str) -> Markup:
    return Markup(f'<time datetime="{machine}">{escape(words)}</time>')  # noqa: S704 - machine: digits and signs


def _duration(length: timedelta) -> Markup:
    return _time(duration_iso(length), duration_words(length))


def _iso(value: date) -> str:
    return value.isoformat()
