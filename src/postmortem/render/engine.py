"""The template engine with what pages are made of most often taken the short way: text, and words.

Jinja wraps every value that is written into an object of its own before it joins them, and looks up every
word through four calls. A page of a report has some hundred of both. What is escaped stays the same.

Compiled templates are the same in every language: nothing that a filter gives is computed while compiling.
"""

from collections.abc import Mapping
from gettext import NullTranslations
from types import CodeType
from typing import Any, cast

from jinja2 import BytecodeCache, Environment, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

try:  # what `escape` calls before it wraps the text
    from markupsafe import _escape_inner as _escaped  # type: ignore[attr-defined]
except ImportError:
    _escaped = escape

_WORDS = ("_", "gettext")


class Compiled(BytecodeCache):
    """The compiled templates of one theme, kept in memory for the next language; `codes` are known before."""

    def __init__(self, codes: Mapping[str, CodeType]) -> None:
        self.codes = dict(codes)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was compiled before, if it was."""
        bucket.code = self.codes.get(bucket.key)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what has been compiled."""
        if bucket.code is not None:
            self.codes[bucket.key] = bucket.code


class _Generator(CodeGenerator):
    """Templates compiled to Python: `Engine.written` around what is written, `Engine.word` for words."""

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        if isinstance(node, nodes.Filter) or node.find(nodes.Filter):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write("environment.written(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """A call; words without values are looked up directly."""
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        plain = not (node.kwargs or node.dyn_args or node.dyn_kwargs) and len(node.args) == 1
        if name in _WORDS and plain and isinstance(node.args[0], nodes.Const):
            self.write(f"environment.word({node.args[0].value!r})")
        else:
            super().visit_Call(node, frame, forward_caller=forward_caller)


class Engine(Environment):
    """An environment in one language, which `speak` gives it."""

    code_generator_class = _Generator

    def speak(self, translations: NullTranslations) -> None:
        """Take the words of a catalogue: `_("due %(day)s", day=…)` and `trans` blocks."""
        self._translations = translations
        self._words: dict[str, Markup] = {}
        self.newstyle_gettext = True  # the extension compiles `trans` blocks to calls with values
        self.globals.update(_=self.word, gettext=self.word, ngettext=self.number_word)

    def word(self, msgid: str, **values: object) -> Markup:
        """The message, with `%(name)s` filled in with what is escaped first."""
        if values:
            return _filled(self._translations.gettext(msgid), values)
        if msgid not in self._words:
            self._words[msgid] = _filled(self._translations.gettext(msgid), {})
        return self._words[msgid]

    def number_word(self, one: str, many: str, number: int, **values: object) -> Markup:
        """The message in the form that the number asks for; `%(num)s` is the number, if not given."""
        return _filled(self._translations.ngettext(one, many, number), {"num": number, **values})

    @staticmethod
    def written(value: object) -> str:
        """A value as it is written to the page, escaped unless it is Markup."""
        kind = type(value)
        if kind is str:
            return _escaped(cast("str", value))
        if kind is Markup:
            return cast("Markup", value)
        return str(value) if kind is int or kind is float else escape(value)


def _filled(message: str, values: dict[str, object]) -> Markup:
    return Markup(message % {name: escape(value) for name, value in values.items()})  # noqa: S704 - see above
