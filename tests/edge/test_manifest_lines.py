"""A few entries of a manifest are exchanged as if all of it were written anew."""

import json

import pytest

from postmortem.edge.manifest import Entry, Manifest, entry_of, render_manifest
from postmortem.edge.manifest_lines import ManifestLines

PATHS = (
    "404.html", "_headers", "a/b.html", "a.html", "index.html", 'odd "name", {}.html', "reports/é/index.html",
    "reports/z/index.html", "reports/🐘/index.html", "reports/\uffee.html", "zz", ': {"fingerprint".md',
)  # fmt: skip


def entries(**changed: str) -> dict[str, Entry]:
    return {path: entry_of(changed.get(path, path).encode(), f"f {path}") for path in PATHS}


@pytest.mark.parametrize("edition", ["public", ""])
@pytest.mark.parametrize("path", PATHS)
def test_an_exchanged_entry_gives_the_manifest_that_is_written_anew(path: str, edition: str) -> None:
    lines = ManifestLines(render_manifest(Manifest(entries(), edition=edition)))
    assert lines.entry(path) == entries()[path]
    changed = entries(**{path: "other bytes"})
    lines.put(path, changed[path])
    assert lines.entry(path) == changed[path]
    assert lines.joined() == render_manifest(Manifest(changed, edition=edition))


@pytest.mark.parametrize("path", ["", "0", "a", "index.htm", "zzz", "files", "schema"])
def test_a_file_that_is_not_in_it_has_no_entry(path: str) -> None:
    assert ManifestLines(render_manifest(Manifest(entries()))).entry(path) is None
    assert ManifestLines(render_manifest(Manifest())).entry(path) is None


def test_of_a_mixed_generation_no_entry_is_known() -> None:
    data = render_manifest(Manifest(entries(), earlier=entries(), edition="public"))
    assert not any(ManifestLines(data).entry(path) for path in PATHS)


def test_of_other_bytes_no_entry_is_known() -> None:
    whole = render_manifest(Manifest(entries()))
    compact = json.dumps(json.loads(whole)).encode()
    for data in (b"", b"\n", b"\n\n\n\n\n\n", b"\xff" * 20, compact, whole.replace(b'"', b"'"), whole[:40]):
        assert not any(ManifestLines(data).entry(path) for path in PATHS)
