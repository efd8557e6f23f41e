"""Any file gives a result: never an exception, always the same, with every finding inside the file."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from postmortem.model.report import Audience
from postmortem.model.site import Settings
from postmortem.parse.report import ParsedReport, parse_report
from postmortem.parse.settings import parse_settings

_QUICK = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
_SITES = (Settings(), Settings(language="de", timezone="Europe/Berlin", date_order="day-first"))

_FIELDS = st.sampled_from([
    "title", "id", "description", "lang", "timezone", "status", "published", "audience", "embargo_until",
    "severity", "kind", "services", "started", "detected", "mitigated", "resolved", "detected_by", "impact",
    "actions", "related", "tags", "aliases", "revisions", "internal", "extra", "titel", "<<", "", "ä b",
    "? x",
])  # fmt: skip
_VALUES = st.sampled_from([
    "", "x", "no", "10:47", "1.10", "true", "2023-02-09", "2023-02-09 09:47", "2024-03-31 02:30",
    "2023-10-29 02:30", "0001-01-01 00:00", "9999-12-31 23:59", "unknown", "published", "public",
    "internal", "Europe/Berlin", "CST", "de", "[a, b]", "[[[]]]", "{a: {b: c}}", "{count: -1}", "&a [*a]",
    "*a", "!!str x", "!x", "|\n  text\n  more", ">-\n  x", '"[words]{.internal}"', '"[a [b]{.internal} c"',
    '"x]{.internal}"', '"{.intern}"', "'it''s'", '"', "'", "[", "{",
    "\n  - title: x\n    audience: internal\n    due: 2023-13-01",
    "\n  - {title: '[x]{.internal}', id: 1.10}",
    "\n  windows:\n    - {from: 2023-02-09 09:47, to: 2023-02-09 09:40}", "- x", ": x", "# x", "\t", "@x",
    "`x`", "9" * 40, "-0", "1e5", "..", "--- ", "\u200b", "é̂",
])  # fmt: skip
_LINES = st.sampled_from([
    "", "text", "# One", "## Summary", "## Timeline", "## Zeitablauf {#timeline}", "### 9. Februar 2023",
    "###### x", "Impact\n===", "- 09:47 Reset", "- 09:53 UTC [seen]{.internal} {detected}", "  - nested",
    "1. one", "10) ten", "| Time | What |\n|---|:-:|\n| 09:47 | x |", "| 25:10 | \\| |", "> quote",
    ">> deeper", "> - list\n>   > more", "```", "```python\nx = 1", "~~~", "    code", "::: internal",
    ":::", ":::: internal", "::: intern", ":: internal", "  ::: internal", "> ::: internal",
    "- ::: internal", "[words]{.internal}", "[open{.internal}", "words]{.internal}", "*[a*b]{.internal}",
    "[x]{.intern}", "{.internal}", "![alt [x]{.internal}](a.png)", "[l](<a b> 'c'){.internal}",
    "`code`{.internal}", "<!-- comment -->", "<!-- open", "-->", "a <!-- b\n\nc --> d", "<b onclick=x>",
    "</b>", "[^1]", "[^1]: note [^2]", "[^2]: note [^1]", "^[inline [^1]]", "^[[x]{.internal}]",
    "[a]: b.md 'c'", "[a]", "[a][]", "[a](b.md#c)", "[a](../../x)", "[a](/x)", "[a](javascript:x)",
    "![](x.png)", "![a](https://x/y.png)", "<https://a.b>", "Term\n: definition", "- [ ] task",
    "- [x] [x]{.internal}", "---", "***", "* * *", "TODO ??", "{{ x }}", "‹x›", "&amp; &#0; &#x110000;",
    "\\", "\\[a\\]", "a  ", "a\\", "\t- x", "x\u00a0y", "e\u0301", "🚨", "שלום", "T+15m x",
    "2023-02-29 09:47 x", "20202-01-16 12:00 x", "24:00 x", "12:26-12:?? x", "02:30 x", "[[[[[", "*****",
    "_a_b_", "||||",
])  # fmt: skip


def parsed(data: bytes, site: Settings, audience: Audience) -> ParsedReport:
    result = parse_report(data, "2023-02-09-x/index.md", "digest", site, audience)
    assert parse_report(data, "2023-02-09-x/index.md", "digest", site, audience) == result
    check_places(result)
    return result


def check_places(result: ParsedReport) -> None:
    for finding in result.diagnostics:
        span = finding.span
        assert span.path == "2023-02-09-x/index.md"
        assert 1 <= span.line <= max(1, len(result.lines)), finding
        length = len(result.lines[span.line - 1]) if result.lines else 0
        assert 1 <= span.column <= length + 1, finding
        assert (span.end_line, span.end_column) >= (span.line, span.column), finding
        assert span.end_line > span.line or span.end_column <= max(length, span.column) + 1, finding
        assert finding.message, finding
        assert finding.help, finding
        assert "\n" not in finding.message + finding.help, finding


def front_matter(fields: list[tuple[str, str]]) -> str:
    return "---\n" + "".join(f"{name}: {value}\n" for name, value in fields) + "---\n"


@_QUICK
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode), st.sampled_from(list(Audience)))
def test_any_bytes_give_a_result(data: bytes, audience: Audience) -> None:
    parsed(data, _SITES[0], audience)
    parsed(b"---\n" + data + b"\n---\n" + data, _SITES[1], audience)


@_QUICK
@given(st.lists(st.tuples(_FIELDS, _VALUES), max_size=12), st.sampled_from(_SITES))
def test_any_front_matter_gives_a_result(fields: list[tuple[str, str]], site: Settings) -> None:
    for audience in Audience:
        parsed(front_matter(fields).encode(), site, audience)


@_QUICK
@given(
    st.lists(_LINES | st.text(max_size=20), max_size=25),
    st.sampled_from(["\n", "\n\n", "\r\n", "\n  ", "\n> "]),
    st.booleans(),
)
def test_any_markdown_gives_a_report(lines: list[str], joint: str, dated: bool) -> None:
    started = "2023-02-09 09:47" if dated else "unknown"
    text = front_matter([("title", "x"), ("started", started)]) + joint.join(lines)
    for audience in Audience:
        result = parsed(text.encode("utf-8", "replace"), _SITES[1], audience)
        assert result.report is not None or result.diagnostics


@_QUICK
@given(st.lists(st.tuples(st.sampled_from([
    "title", "base_url", "language", "languages", "timezone", "audience", "defaults", "theme", "severities",
    "services", "sections", "dates", "rules", "feed", "safety", "navigation", "logo", "extra", "titel",
]), _VALUES), max_size=8))  # fmt: skip
def test_any_settings_give_a_result(fields: list[tuple[str, str]]) -> None:
    data = "".join(f"{name}: {value}\n" for name, value in fields).encode()
    read, found, _ = parse_settings(data, "site.yml")
    assert read is not None or found
    lines = data.decode().split("\n")
    for finding in found:
        assert 1 <= finding.span.line <= len(lines)
        assert 1 <= finding.span.column <= len(lines[finding.span.line - 1]) + 1
