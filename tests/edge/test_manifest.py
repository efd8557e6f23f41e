import json
import os

import pytest

from postmortem.diagnostics import OutputError, PostmortemError
from postmortem.edge.manifest import (
    MANIFEST,
    Entry,
    Manifest,
    check_plan,
    entry_of,
    folders_of,
    path_problem,
    read_manifest,
    render_manifest,
)
from postmortem.model.plan import PlannedFile

ENTRY = {"fingerprint": "f", "sha256": "0" * 64, "size": 1}


def files(*paths):
    return [PlannedFile(path, "f", bytes) for path in paths]


def write(folder, data):
    (folder / MANIFEST).write_bytes(data if isinstance(data, bytes) else json.dumps(data).encode())


def test_a_manifest_is_read_as_it_was_written(tmp_path):
    entry = entry_of(b"bytes", "what it was made from")
    manifest = Manifest(files={"b": entry, "a/ö.html": entry}, earlier={"c": entry})
    write(tmp_path, render_manifest(manifest))
    assert read_manifest(tmp_path) == manifest


def test_the_order_of_the_plan_does_not_change_the_bytes():
    one, two = Entry("0" * 64, 1, "x"), Entry("1" * 64, 2, "y")
    assert render_manifest(Manifest({"a": one, "b": two})) == render_manifest(Manifest({"b": two, "a": one}))


def test_a_manifest_holds_digest_size_and_fingerprint_of_every_file():
    data = json.loads(render_manifest(Manifest({"a": entry_of(b"abc", "f")})))
    digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert data == {"files": {"a": {"fingerprint": "f", "sha256": digest, "size": 3}}, "schema": 1}


def test_an_empty_site_has_a_manifest_too(tmp_path):
    write(tmp_path, render_manifest(Manifest()))
    assert read_manifest(tmp_path) == Manifest()


def test_a_folder_without_a_manifest_has_none(tmp_path):
    assert read_manifest(tmp_path) is None


def test_a_file_is_recognised_from_either_generation():
    manifest = Manifest(files={"a": entry_of(b"new", "f")}, earlier={"a": entry_of(b"old", "f")})
    assert manifest.describes("a", b"new")
    assert manifest.describes("a", b"old")
    assert not manifest.describes("a", b"altered")
    assert not manifest.describes("b", b"new")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"{",
        b"null",
        b"[" * 100_000,
        b'{"schema": 1, "files": {"a": {"size": ' + b"9" * 10_000 + b"}}}",
        [],
        {},
        {"schema": 2, "files": {}},
        {"schema": 1},
        {"schema": 1, "files": []},
        {"schema": 1, "files": {}, "earlier": None},
        {"schema": 1, "files": {"a": None}},
        {"schema": 1, "files": {"a": {}}},
        {"schema": 1, "files": {"a": {**ENTRY, "sha256": "0" * 63}}},
        {"schema": 1, "files": {"a": {**ENTRY, "sha256": "0" * 64 + "\n"}}},
        {"schema": 1, "files": {"a": {**ENTRY, "size": -1}}},
        {"schema": 1, "files": {"a": {**ENTRY, "size": True}}},
        {"schema": 1, "files": {"a": {**ENTRY, "size": 1.5}}},
        {"schema": 1, "files": {"a": {**ENTRY, "fingerprint": 1}}},
        {"schema": 1, "files": {"../a": ENTRY}},
        {"schema": 1, "files": {"\ud800": ENTRY}},
        {"schema": 1, "files": {}, "earlier": {"/etc/passwd": ENTRY}},
    ],
    ids=str,
)
def test_a_damaged_manifest_is_refused_with_what_to_do(tmp_path, data):
    write(tmp_path, data)
    with pytest.raises(OutputError, match=r"is damaged \(.+\).*delete the folder"):
        read_manifest(tmp_path)


def test_a_huge_manifest_is_refused_without_reading_it_all(tmp_path):
    with (tmp_path / MANIFEST).open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(OutputError, match="larger than any manifest"):
        read_manifest(tmp_path)


def test_a_manifest_that_is_a_link_is_not_followed(tmp_path):
    (tmp_path / "elsewhere").write_bytes(render_manifest(Manifest()))
    (tmp_path / MANIFEST).symlink_to("elsewhere")
    with pytest.raises(OutputError, match="not a regular file"):
        read_manifest(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name")
def test_a_manifest_that_is_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / MANIFEST)
    with pytest.raises(OutputError, match="not a regular file"):
        read_manifest(tmp_path)


@pytest.mark.parametrize(
    "path", ["index.html", "a/b/c.html", "ö/ü.html", ".well-known/x", "...", "a b", "_headers"]
)
def test_a_relative_path_is_a_place_in_the_site(path):
    assert path_problem(path) is None


@pytest.mark.parametrize(
    "path",
    [
        "", "/", "/a", "//a", "a/", "a//b", "..", "../a", "a/../b", "a/..", ".", "./a", "a/.", "a\0b",
        "a\nb", "a\x7f", "a\\b", "..\\a", "\ud800", MANIFEST, MANIFEST.upper(), f"{MANIFEST}/a",
        ".postmortem-incoming/a",
    ],
)  # fmt: skip
def test_other_paths_are_refused(path):
    assert path_problem(path)
    with pytest.raises(PostmortemError, match="the site cannot have a file"):
        check_plan(files(path))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a", "a"),
        ("Page.html", "page.html"),
        ("straße", "STRASSE"),
        ("caf\u00e9", "cafe\u0301"),
        ("a", "a/b"),
        ("a/b/c", "a/b"),
        ("A", "a/b/c"),
        ("tags/API/index.html", "tags/api/feed.xml"),
    ],
)
def test_files_that_want_the_same_place_are_both_named(one, other):
    for paths in ((one, other), (other, one)):
        with pytest.raises(PostmortemError) as caught:
            check_plan(files("index.html", *paths))
        assert f"`{one}`" in str(caught.value)
        assert f"`{other}`" in str(caught.value)


def test_files_beside_each_other_do_not_clash():
    check_plan(files("a", "b", "ab/c", "ab/d", "a.b/c", "a-b"))


def test_the_folders_of_paths_are_all_above_them():
    assert folders_of(["a/b/c", "a/d", "e", "f/g"]) == {"a", "a/b", "f"}
