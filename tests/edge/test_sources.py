"""The source folder as it is on disk: what is taken, what is reported, and that nothing hangs."""

import os
import socket
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from postmortem.app.assemble import Assembly, assemble
from postmortem.app.wishes import Wishes
from postmortem.diagnostics import SourceError
from postmortem.edge.sources import digest_of, read_source, scan_source

Files = Callable[[Mapping[str, str | bytes]], Path]

REPORT = "---\ntitle: x\nkind: near-miss\n---\n"
SITE = "base_url: https://example.org\nsections: {near-miss: {required: []}}\n"


def look(root: Path) -> Assembly:
    return assemble(root, Wishes(), datetime(2026, 11, 1, tzinfo=UTC), tell=lambda *_: None)


def found(root: Path) -> list[tuple[str, str, str]]:
    return [(d.span.path, d.code, d.message) for d in look(root).diagnostics]


def test_reports_are_the_markdown_files_in_the_order_of_their_paths(source: Files) -> None:
    root = source(
        {"b.md": "", "a/index.md": "", "a/x.png": b"", "B.MD": "", "a.md": "", "site.yml": "", "c.txt": ""}
    )
    tree = scan_source(root)
    assert tree.reports == ("B.MD", "a.md", "a/index.md", "b.md")
    assert tree.files == {*tree.reports, "a/x.png", "site.yml", "c.txt"}
    assert tree.problems == ()


def test_hidden_and_set_aside_files_and_readmes_are_no_reports(source: Files) -> None:
    names = (".x.md", "_x.md", ".git/x.md", "_drafts/x.md", "a/.b/x.md", "README.md", "a/readme.md")
    assert scan_source(source({**dict.fromkeys(names, ""), "a.md": ""})).reports == ("a.md",)


def test_a_folder_that_is_not_there_or_is_a_file_is_named(source: Files) -> None:
    root = source({"a.md": ""})
    with pytest.raises(SourceError, match="does not exist"):
        scan_source(root / "nowhere")
    with pytest.raises(SourceError, match="is not a folder"):
        scan_source(root / "a.md")


def test_a_link_out_of_the_folder_is_not_followed(source: Files, tmp_path: Path) -> None:
    root = source({"site.yml": SITE, "a.md": REPORT})
    (tmp_path / "secret.md").write_text(REPORT)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "more.md").write_text(REPORT)
    (root / "out.md").symlink_to(tmp_path / "secret.md")
    (root / "up.md").symlink_to("../secret.md")
    (root / "passwords.md").symlink_to("/etc/passwd")
    (root / "folder").symlink_to(tmp_path / "elsewhere")
    (root / "self").symlink_to(root)
    (root / "nowhere.md").symlink_to("gone.md")
    (root / "circle.md").symlink_to("circle.md")
    tree = scan_source(root)
    assert tree.files == {"site.yml", "a.md"}
    assert [path for path, code, _ in found(root) if code == "PM101"] == [
        "circle.md", "folder", "nowhere.md", "out.md", "passwords.md", "self", "up.md",
    ]  # fmt: skip


def test_a_link_within_the_folder_is_an_ordinary_file(source: Files) -> None:
    root = source({"site.yml": SITE, "a/picture.png": b"x"})
    (root / "same.png").symlink_to("a/picture.png")
    tree = scan_source(root)
    assert read_source(tree, "same.png") == (b"x", None)
    assert found(root) == []


@pytest.mark.parametrize("kind", ["fifo", "socket", "folder"])
def test_what_is_no_file_is_reported_and_never_read(
    kind: str, source: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = source({"site.yml": SITE})
    monkeypatch.chdir(root)  # a socket's path must be short
    if kind == "fifo":
        os.mkfifo("x.md")
    elif kind == "socket":
        listener = socket.socket(socket.AF_UNIX)
        listener.bind("x.md")
        listener.close()
    else:
        Path("x.md").mkdir()
    expected = [] if kind == "folder" else [("x.md", "PM101", "this is not a plain file")]
    assert found(root) == expected


def test_a_settings_file_that_is_no_file_is_reported(source: Files) -> None:
    root = source({"a.md": REPORT})
    os.mkfifo(root / "site.yml")
    assert ("site.yml", "PM101", "this is not a plain file") in found(root)


def test_a_name_that_is_not_utf8_is_reported_readably(source: Files) -> None:
    root = source({"site.yml": SITE})
    try:
        (root / os.fsdecode(b"st\xf6rung.md")).write_text(REPORT)
    except OSError:
        pytest.skip("the file system takes no such name")
    assert found(root) == [("st\\udcf6rung.md", "PM101", "the file's name is not UTF-8")]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_reported(source: Files) -> None:
    root = source({"site.yml": SITE, "a.md": REPORT, "b/c.md": REPORT})
    (root / "a.md").chmod(0)
    (root / "b").chmod(0)
    try:
        messages = [(path, message) for path, _, message in found(root)]
    finally:
        (root / "b").chmod(0o700)
    assert messages == [
        ("a.md", "the file cannot be read: permission denied"),
        ("b/", "the folder cannot be read: permission denied"),
    ]


def test_a_file_that_vanishes_between_looking_and_reading_is_reported(source: Files) -> None:
    root = source({"a.md": REPORT})
    tree = scan_source(root)
    (root / "a.md").unlink()
    data, problem = read_source(tree, "a.md")
    assert data == b""
    assert problem is not None
    assert (problem.code, problem.message) == ("PM101", "the file cannot be read: no such file or directory")


def test_a_file_that_became_a_pipe_between_looking_and_reading_does_not_hang(source: Files) -> None:
    root = source({"a.md": REPORT})
    tree = scan_source(root)
    (root / "a.md").unlink()
    os.mkfifo(root / "a.md")
    data, problem = read_source(tree, "a.md")
    assert data == b""
    assert problem is not None
    assert problem.code == "PM101"


def test_a_large_file_is_reported_and_the_others_are_read(source: Files) -> None:
    root = source({"site.yml": SITE, "a.md": REPORT + "x\n" * 1_500_000, "b.md": REPORT})
    assert [(path, code) for path, code, _ in found(root)] == [("a.md", "PM105")]


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (b"", ["PM102"]),
        (b"---", ["PM102"]),
        (b"---\nkind: near-miss\n---", ["PM108"]),
        (b"\xef\xbb\xbf", ["PM102"]),
        (b"\xff\xfe", ["PM101"]),
        (b"---\ntitle: a\0b\n---\n", ["PM101"]),
        (b"---\ntitle: " + b"[" * 100_000 + b"\n---\n", ["PM105"]),
        (b"---\r\ntitle: x\r\nkind: near-miss\r\n---\r\n", []),
        (b"---\rtitle: x\rkind: near-miss\r---\r", []),
        (b"\xef\xbb\xbf---\ntitle: x\nkind: near-miss\n---\n", []),
        (b"---\ntitle: x\nkind: near-miss\nextra: {a: &a [*a]}\n---\n", ["PM104"]),
    ],
)  # fmt: skip
def test_any_file_ends_in_findings_and_never_in_an_exception(
    data: bytes, codes: list[str], source: Files
) -> None:
    assert [code for _, code, _ in found(source({"site.yml": SITE, "x.md": data}))] == codes


def test_equal_bytes_have_equal_digests() -> None:
    assert digest_of(b"x") == digest_of(b"x") != digest_of(b"y")
