"""What the preview adds to pages, and what it tells them."""

import json

import pytest

from postmortem.edge.preview import Preview
from postmortem.edge.reload import add_tags, encode_state, notice_page, read_assets, reload_tags


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (b"<head><title>x</title></head><body></body>", b"<head><title>x</title>#</head><body></body>"),
        (b"<HEAD></HEAD ><body></body>", b"<HEAD>#</HEAD ><body></body>"),
        (b"<h1>x</h1></body></html>", b"<h1>x</h1>#</body></html>"),
        (b"<h1>no end</h1>", b"<h1>no end</h1>#"),
        (b"", b"#"),
    ],
)
def test_the_tags_stand_at_the_end_of_the_head_or_of_what_there_is(page: bytes, expected: bytes) -> None:
    assert add_tags(page, b"#") == expected


def test_the_tags_carry_version_and_note_as_text() -> None:
    tags = reload_tags("abc", '"internal" <edition>').decode()
    assert 'data-version="abc"' in tags
    assert 'data-note="&quot;internal&quot; &lt;edition&gt;"' in tags
    assert '<script src="/_postmortem/reload.js"' in tags
    assert '<link rel="stylesheet" href="/_postmortem/overlay.css">' in tags


def test_the_state_says_what_is_wrong_on_one_line_of_json() -> None:
    preview = Preview()
    assert json.loads(encode_state(preview.now))["problems"] is None
    preview.show_problems("1 error", "a.md:3:1\n\n </script>\u2028 \udc80")
    state = encode_state(preview.now)
    assert b"\n" not in state
    assert json.loads(state) == {
        "moment": preview.now.name,
        "version": preview.now.version,
        "problems": {"title": "1 error", "text": "a.md:3:1\n\n </script>\u2028 \udc80"},
    }


def test_a_notice_is_text_whatever_it_holds() -> None:
    page = notice_page("<title>", "<script>x</script> \udc80").decode()
    assert "<script>" not in page
    assert "&lt;script&gt;x&lt;/script&gt; ?" in page


def test_the_previews_own_files_are_found_and_need_nothing_that_its_policy_forbids() -> None:
    assets = read_assets()
    assert set(assets) == {"_postmortem/reload.js", "_postmortem/overlay.css"}
    for forbidden in (b"innerHTML", b"eval", b".style", b"http:", b"https:"):
        assert forbidden not in assets["_postmortem/reload.js"].content
    for forbidden in (b"@import", b"url("):
        assert forbidden not in assets["_postmortem/overlay.css"].content
