"""Markdown as reports use it: CommonMark with tables, footnotes, definition lists, task lists and attributes.

Raw HTML is text, comments are dropped, attributes are limited to id and class, and nothing carries inline
style: highlighted code has Pygments' class names, table cells have `align-right` and the like.
"""

import re
from collections.abc import MutableMapping, Sequence
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from postmortem.parse.comments import check_comments, drop_comments
from postmortem.parse.easy_lists import easy_lists
from postmortem.parse.easy_runs import easy_runs
from postmortem.parse.limits import limit_inline
from postmortem.parse.lost import note_lost
from postmortem.parse.redaction.blocks import internal_blocks
from postmortem.parse.redaction.checks import check_marks
from postmortem.parse.redaction.spaces import single_spaced
from postmortem.parse.redaction.spans import find_spans
from postmortem.parse.rule_choice import choose_rules

if TYPE_CHECKING:
    from pygments.formatters.html import HtmlFormatter
    from pygments.lexer import Lexer

# All that a rule within a line can begin or end at; at any other character they need not be asked.
_BEGINS_SOMETHING = re.compile(r"[\n\\`~*_\[\]!^<&{:]")


@lru_cache(maxsize=1)
def markdown() -> MarkdownIt:
    """Give the parser and renderer; all state of one document lives in the `env` that is handed to it."""
    md = grammar().use(easy_runs).use(easy_lists).use(check_marks).use(check_comments).use(note_lost)
    md.core.ruler.after("block", "limits", limit_inline)
    md.add_render_rule("footnote_block_open", _footnotes_open)
    md.add_render_rule("footnote_block_close", _footnotes_close)
    md.add_render_rule("footnote_caption", _footnote_caption)
    md.add_render_rule("footnote_anchor", _footnote_anchor)
    md.add_render_rule("table_open", _table_open)
    md.add_render_rule("table_close", _table_close)
    md.add_render_rule("th_open", _cell_open)
    md.add_render_rule("td_open", _cell_open)
    md.add_render_rule("code_block", _code_block)
    md.add_render_rule("image", _image)
    md.add_render_rule("text", _text)
    return md


@lru_cache(maxsize=1)
def span_finder() -> MarkdownIt:
    """Give a parser of the same grammar that notes internal spans in `env["spans"]`; it renders nothing."""
    return grammar().use(find_spans)


def grammar() -> MarkdownIt:
    """Give a new parser of what reports are written in, without checks and renderers."""
    md = MarkdownIt("js-default", {"html": False, "linkify": True, "highlight": _highlight})
    if md.linkify is not None:
        # A name with a dot in it is not yet an address: api.example.com/* in a timeline stays as written.
        md.linkify.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
        test = md.linkify.test
        md.linkify.pretest = _may_have_address  # its own asks for names, too
        md.linkify.test = lambda text: _may_have_address(text) and test(text)
    md.inline.terminator_re = _BEGINS_SOMETHING
    md.use(footnote_plugin).use(deflist_plugin).use(tasklists_plugin, label=True)
    md.use(attrs_plugin, spans=True, allowed=("id", "class"))
    return md.use(internal_blocks).use(drop_comments).use(choose_rules)


def _may_have_address(text: str) -> bool:
    """Whether an address with a scheme may stand in a text: all of them but that of mail have slashes."""
    return "//" in text or "mailto:" in text.lower()


def _highlight(code: str, language: str, _attributes: str) -> str:
    from pygments import highlight  # noqa: PLC0415  only for reports that hold such a block

    name = language.split(",")[0].strip().lower()
    lexer = _lexer(name) if name else None
    inside = highlight(code, lexer, _formatter()) if lexer else escape(code)
    label = f' class="language-{escape(name)}"' if lexer else ""
    return f'<pre class="highlight" tabindex="0"><code{label}>{inside}</code></pre>'


@lru_cache(maxsize=32)
def _lexer(name: str) -> "Lexer | None":
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415
    from pygments.util import ClassNotFound  # noqa: PLC0415

    try:
        return get_lexer_by_name(name, stripnl=False)
    except ClassNotFound:
        return None


@lru_cache(maxsize=1)
def _formatter() -> "HtmlFormatter[str]":
    from pygments.formatters.html import HtmlFormatter  # noqa: PLC0415

    return HtmlFormatter(nowrap=True)


def _footnotes_open(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]
) -> str:
    return '<div class="footnotes">\n<ol>\n'  # a section would want a heading


def _footnotes_close(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]
) -> str:
    return "</ol>\n</div>\n"


def _footnote_caption(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]
) -> str:
    return f"[{tokens[idx].meta['id'] + 1}]"  # the same where the note is referred to once more


def _footnote_anchor(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]
) -> str:
    number, again = tokens[idx].meta["id"] + 1, tokens[idx].meta["subId"]
    place, count = (f"{number}:{again}", f"<sup>{again + 1}</sup>") if again else (f"{number}", "")
    # The sign behind the arrow keeps it from being drawn as an emoji.
    return f' <a href="#fnref{place}" class="footnote-backref">\u21a9\ufe0e{count}</a>'


def _table_open(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]
) -> str:
    return '<div class="table-scroll" tabindex="0"><table>\n'


def _table_close(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]
) -> str:
    return "</table></div>\n"


def _cell_open(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]
) -> str:
    token = tokens[idx]
    side = str(token.attrGet("style") or "").removeprefix("text-align:")
    return f'<{token.tag} class="align-{side}">' if side else f"<{token.tag}>"


def _code_block(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]
) -> str:
    return f'<pre class="highlight" tabindex="0"><code>{escape(tokens[idx].content)}</code></pre>\n'


def _image(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]
) -> str:
    token = tokens[idx]
    token.attrSet("alt", self.renderInlineAsText(token.children or [], options, env))
    token.attrSet("decoding", "async")  # not lazy: what is out of sight would be missing in print
    return self.renderToken(tokens, idx, options, env)


def _text(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]
) -> str:
    return escapeHtml(single_spaced(tokens[idx].content))
