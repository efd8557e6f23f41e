"""Templates of a theme in one language: strict, autoescaped, with the language's words and formats.

A template is given `page` and nothing else; filters turn dates, durations and values into words.
A fault of a template is a ThemeError that names its file and line.
"""

import re
from collections.abc import Callable, Mapping
from types import CodeType, TracebackType

from jinja2 import (
    BaseLoader,
    Environment,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)

from postmortem.diagnostics import ThemeError
from postmortem.model.theme import Theme
from postmortem.render.blocks import check_blocks
from postmortem.render.engine import Compiled, Engine
from postmortem.render.filters import filters_of
from postmortem.render.language import Language

_NO_ATTRIBUTE = re.compile(r"'postmortem\.[\w.]+ object' has no attribute '(\w+)'")


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
    """The templates of a theme, compiled when first used, an environment for each language."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._compiled = Compiled(theme.codes)
        self._checked: set[str] = set()
        self._environments: dict[str, Environment] = {}
        self._languages: dict[str, Language] = {}

    def language(self, lang: str) -> Language:
        """The language that serves a tag."""
        if lang not in self._languages:
            self._languages[lang] = Language(lang)
        return self._languages[lang]

    def compiled(self) -> Mapping[str, CodeType]:
        """Every template of the theme, checked and compiled. Raises ThemeError as `render`."""
        environment = self._environment("en")
        for name in self._theme.templates:
            check_blocks(name, self._theme, environment)
            environment.get_template(name)
        return self._compiled.codes

    def render(self, name: str, lang: str, page: object) -> str:
        """The page as text. Raises ThemeError for a template that is missing or broken."""
        try:
            environment = self._environment(lang)
            if name not in self._checked and not self._theme.codes:  # what is compiled was checked before
                check_blocks(name, self._theme, environment)
                self._checked.add(name)
            return environment.get_template(name).render(page=page)
        except TemplateSyntaxError as error:
            raise ThemeError(f"{error.filename or error.name}:{error.lineno}: {error.message}") from error
        except TemplateNotFound as error:
            place, _ = self._place(error.__traceback__)
            raise ThemeError(
                f"{place or self._shown(name)}: theme `{self._theme.name}` has no template `{error.name}`"
            ) from error
        except RecursionError as error:
            place, _ = self._place(error.__traceback__)
            raise ThemeError(
                f"{place or self._shown(name)}: templates include each other without end"
            ) from error
        except ThemeError:
            raise
        except Exception as error:
            place, innermost = self._place(error.__traceback__)
            if isinstance(error, TemplateError) or innermost:
                raise ThemeError(f"{place or self._shown(name)}: {_plainly(error)}") from error
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
            self._environments[language.code] = _environment(self._theme, language, self._compiled)
        return self._environments[language.code]


def _plainly(error: Exception) -> str:
    """What a template did wrong, without the name that a page's context has in here."""
    return _NO_ATTRIBUTE.sub(r"what it is asked of has no `\1`", str(error))


def _environment(theme: Theme, language: Language, compiled: Compiled) -> Environment:
    environment = Engine(
        loader=_ThemeLoader(theme),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        optimized=False,  # a filter of one language must not be computed for all of them
        bytecode_cache=compiled,
        cache_size=-1,
    )
    for name in ("lipsum", "cycler", "joiner", "dict"):
        del environment.globals[name]
    del environment.filters["random"]  # a page is the same each time it is made
    environment.speak(language.translations)
    environment.filters.update(filters_of(language))
    return environment
