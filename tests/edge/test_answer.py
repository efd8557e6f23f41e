"""What is answered to a path: files, folders, what is missing, and pages that cannot be rendered."""

from http import HTTPStatus

import pytest

from postmortem.diagnostics import ThemeError
from postmortem.edge.answer import Answer, answer_asset, answer_path, decode_target
from postmortem.edge.preview import Preview
from postmortem.edge.reload import Asset
from postmortem.model.plan import PlannedFile

PAGE = b"<!doctype html><html><head></head><body>%s</body></html>"


def preview(*paths: str) -> Preview:
    site = Preview()
    site.show([PlannedFile(path, f"f-{path}", lambda path=path: PAGE % path.encode()) for path in paths])
    return site


def ask(site: Preview, path: str | None, known: str = "", note: str = "") -> Answer:
    return answer_path(site, path, note, known)


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("/", ""),
        ("/reports/a/", "reports/a/"),
        ("/reports/?service=api#x", "reports/"),
        ("/a%20b", "a b"),
        ("/%C3%BC", "ü"),
        ("/\xc3\xbc", "ü"),
        ("/%2525", "%25"),
        ("/a..b", "a..b"),
    ],
)
def test_a_target_is_decoded_once_and_without_its_query(target: str, path: str) -> None:
    assert decode_target(target) == path


@pytest.mark.parametrize(
    "target",
    [
        "/../etc/passwd",
        "/a/%2e%2e/b",
        "/a/..%2fb",
        "/%5cevil.example",
        "/a%00b",
        "/%ff",
        "http://evil.example/",
        "*",
        "",
    ],
)
def test_a_target_that_names_nothing_inside_the_site_is_none(target: str) -> None:
    assert decode_target(target) is None


@pytest.mark.parametrize(
    ("path", "file"), [("", "index.html"), ("a/", "a/index.html"), ("a/index.html", "a/index.html")]
)
def test_a_folder_is_answered_with_its_page(path: str, file: str) -> None:
    answer = ask(preview("index.html", "a/index.html"), path)
    assert answer.status is HTTPStatus.OK
    assert f"<body>{file}".encode() in answer.body


@pytest.mark.parametrize(("path", "location"), [("a", "/a/"), ("ü x", "/%C3%BC%20x/")])
def test_a_folder_without_its_slash_is_sent_to_it(path: str, location: str) -> None:
    answer = ask(preview(f"{path}/index.html"), path)
    assert (answer.status, answer.location) == (HTTPStatus.MOVED_PERMANENTLY, location)


@pytest.mark.parametrize("path", [None, "nowhere", "nowhere/", "a", "A/", "index.html/"])
def test_what_is_not_planned_is_answered_with_the_planned_page_for_it(path: str | None) -> None:
    answer = ask(preview("index.html", "404.html"), path)
    assert answer.status is HTTPStatus.NOT_FOUND
    assert b"<body>404.html" in answer.body
    assert not answer.etag


def test_a_site_without_a_page_for_what_is_missing_gets_a_plain_one_that_reloads() -> None:
    answer = ask(preview("index.html"), "nowhere")
    assert answer.status is HTTPStatus.NOT_FOUND
    assert b"no page at this address" in answer.body
    assert b"reload.js" in answer.body


def test_before_the_first_good_build_there_is_a_page_that_waits_for_it() -> None:
    answer = ask(Preview(), "")
    assert b"as soon as it can be built" in answer.body
    assert b"reload.js" in answer.body


@pytest.mark.parametrize(
    ("path", "content_type"),
    [
        ("a.html", "text/html; charset=utf-8"),
        ("a.css", "text/css; charset=utf-8"),
        ("a.js", "text/javascript; charset=utf-8"),
        ("a.svg", "image/svg+xml; charset=utf-8"),
        ("feed.xml", "application/xml; charset=utf-8"),
        ("feed.json", "application/json; charset=utf-8"),
        ("robots.txt", "text/plain; charset=utf-8"),
        ("reports.csv", "text/csv; charset=utf-8"),
        ("a.PNG", "image/png"),
        ("a.jpg", "image/jpeg"),
        ("a.webp", "image/webp"),
        ("a.gif", "image/gif"),
        ("favicon.ico", "image/x-icon"),
        ("a.unheard-of", "application/octet-stream"),
        ("_headers", "application/octet-stream"),
    ],
)
def test_a_file_is_sent_as_what_its_name_says(path: str, content_type: str) -> None:
    assert ask(preview(path), path).content_type == content_type


def test_only_pages_are_tied_to_the_reloads() -> None:
    site = preview("index.html", "reports.json")
    assert b"reload.js" in ask(site, "").body
    assert ask(site, "reports.json").body == PAGE % b"reports.json"


def test_a_browser_that_has_the_bytes_is_told_so_without_rendering_them() -> None:
    def render() -> bytes:
        raise AssertionError("rendered")

    site = Preview()
    site.show([PlannedFile("a.css", "abc", render)])
    for known in ('"abc"', 'W/"abc"', '"other", "abc"', "*"):
        answer = ask(site, "a.css", known)
        assert (answer.status, answer.body, answer.etag) == (HTTPStatus.NOT_MODIFIED, b"", "abc")


@pytest.mark.parametrize("known", ["", "abc", '"abcd"', '"ab'])
def test_another_tag_gets_the_bytes(known: str) -> None:
    site = Preview()
    site.show([PlannedFile("a.css", "abc", lambda: b"a{}")])
    assert ask(site, "a.css", known).body == b"a{}"


def test_an_unchanged_page_of_a_changed_site_is_sent_anew_so_that_it_knows_its_version() -> None:
    page = PlannedFile("index.html", "same", lambda: PAGE % b"x")
    site = Preview()
    site.show([page, PlannedFile("a.html", "a1", lambda: b"")])
    first = ask(site, "")
    assert ask(site, "", f'"{first.etag}"').status is HTTPStatus.NOT_MODIFIED
    site.show([page, PlannedFile("a.html", "a2", lambda: b"")])
    again = ask(site, "", f'"{first.etag}"')
    assert again.status is HTTPStatus.OK
    assert site.now.version.encode() in again.body


def test_a_page_whose_template_is_broken_says_so_and_still_reloads() -> None:
    def render() -> bytes:
        raise ThemeError("report.html, line 3: unknown filter <b>")

    site = Preview()
    site.show([PlannedFile("index.html", "a", render), PlannedFile("a.css", "b", render)])
    page = ask(site, "")
    assert page.status is HTTPStatus.INTERNAL_SERVER_ERROR
    assert b"report.html, line 3: unknown filter &lt;b&gt;" in page.body
    assert b"reload.js" in page.body
    assert not page.etag
    sheet = ask(site, "a.css")
    assert (sheet.status, sheet.content_type) == (page.status, "text/plain; charset=utf-8")
    assert sheet.body == b"report.html, line 3: unknown filter <b>"


def test_a_fault_of_ours_shows_what_it_was_but_no_traceback() -> None:
    def render() -> bytes:
        raise KeyError("title")

    site = Preview()
    site.show([PlannedFile("index.html", "a", render)])
    body = ask(site, "").body
    assert b"KeyError: &#x27;title&#x27;" in body
    assert b"Traceback" not in body


def test_a_page_for_what_is_missing_that_cannot_be_rendered_says_why() -> None:
    def render() -> bytes:
        raise ThemeError("404.html, line 1: what")

    site = Preview()
    site.show([PlannedFile("404.html", "a", render)])
    answer = ask(site, "nowhere")
    assert answer.status is HTTPStatus.INTERNAL_SERVER_ERROR
    assert b"404.html, line 1: what" in answer.body


def test_the_previews_own_files_have_a_type_and_a_tag() -> None:
    asset = Asset(b"(() => {})();", "d1")
    answer = answer_asset(asset, "_postmortem/reload.js", "")
    assert (answer.status, answer.body, answer.etag) == (HTTPStatus.OK, asset.content, "d1")
    assert answer.content_type == "text/javascript; charset=utf-8"
    assert answer_asset(asset, "_postmortem/reload.js", '"d1"').status is HTTPStatus.NOT_MODIFIED
