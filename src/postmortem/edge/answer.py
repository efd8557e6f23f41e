"""What the preview answers to a request for a path: a file of the plan, or a page that says why not.

An `Answer` is a status, a body with its type, and where they apply an entity tag or a place to go to.
"""

import hashlib
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import PurePosixPath
from urllib.parse import quote, unquote_to_bytes

from msgspec import Struct

from postmortem.diagnostics import PostmortemError
from postmortem.edge.preview import Preview, Shown
from postmortem.edge.reload import Asset, add_tags, notice_page, reload_tags
from postmortem.model.plan import PlannedFile

HTML = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"
TEXT = "text/plain; charset=utf-8"

_TYPES = {
    ".html": HTML,
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": JSON,
    ".xml": "application/xml; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": TEXT,
    ".md": "text/markdown; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".pdf": "application/pdf",
}


class Answer(Struct, frozen=True):
    """What to send. `etag` and `location` are empty where they do not apply."""

    status: HTTPStatus
    content_type: str
    body: bytes
    etag: str = ""
    location: str = ""


def decode_target(target: str) -> str | None:
    """The path that a request's target names, without its first slash, decoded once; None if it names none.

    `target` is what stands in the request line, its bytes read as Latin-1.
    """
    path = target.partition("?")[0].partition("#")[0]
    if not path.startswith("/"):
        return None
    try:
        decoded = unquote_to_bytes(path[1:].encode("latin-1")).decode()
    except UnicodeError:
        return None
    hostile = "\0" in decoded or "\\" in decoded or ".." in decoded.split("/")
    return None if hostile else decoded


def answer_asset(asset: Asset, path: str, known: str) -> Answer:
    """One of the preview's own files."""
    if _is_known(asset.digest, known):
        return _not_modified(asset.digest)
    return Answer(HTTPStatus.OK, _content_type(path), asset.content, asset.digest)


def answer_path(preview: Preview, path: str | None, note: str, known: str) -> Answer:
    """What the plan has at a path: the file, the way to a folder's page, or the page for what is missing.

    `known` is the value of If-None-Match; `note` is shown on every page.
    """
    shown = preview.now
    tags = reload_tags(shown.version, note)
    file = _find(shown.files, path)
    if isinstance(file, str):
        return Answer(HTTPStatus.MOVED_PERMANENTLY, TEXT, b"", location=file)
    if file is None:
        return _missing(preview, shown, tags)
    page = file.path.endswith(".html")
    # A page carries the version that it belongs to, so its tag must change with the version as well.
    etag = hashlib.sha256(file.fingerprint.encode() + tags).hexdigest() if page else file.fingerprint
    if _is_known(etag, known):
        return _not_modified(etag)
    return _render(preview, file, tags, HTTPStatus.OK, etag)


def _find(files: Mapping[str, PlannedFile], path: str | None) -> PlannedFile | str | None:
    if path is None:
        return None
    if path == "" or path.endswith("/"):
        return files.get(path + "index.html")
    if path not in files and path + "/index.html" in files:
        return "/" + quote(path) + "/"
    return files.get(path)


def _missing(preview: Preview, shown: Shown, tags: bytes) -> Answer:
    planned = shown.files.get("404.html")
    if planned is not None:
        return _render(preview, planned, tags, HTTPStatus.NOT_FOUND, "")
    if shown.files:
        page = notice_page("Not found", "The site has no page at this address.")
    else:
        page = notice_page("No site yet", "This page shows the site as soon as it can be built.")
    return Answer(HTTPStatus.NOT_FOUND, HTML, add_tags(page, tags))


def _render(preview: Preview, file: PlannedFile, tags: bytes, status: HTTPStatus, etag: str) -> Answer:
    page = file.path.endswith(".html")
    try:
        body = preview.render(file)
    except Exception as error:  # noqa: BLE001 - a broken template must not take the connection with it
        said = str(error) if isinstance(error, PostmortemError) else f"{type(error).__name__}: {error}"
        failed = HTTPStatus.INTERNAL_SERVER_ERROR
        if not page:
            return Answer(failed, TEXT, said.encode(errors="replace"))
        return Answer(failed, HTML, add_tags(notice_page("This page cannot be rendered", said), tags))
    return Answer(status, _content_type(file.path), add_tags(body, tags) if page else body, etag)


def _content_type(path: str) -> str:
    return _TYPES.get(PurePosixPath(path).suffix.lower(), "application/octet-stream")


def _is_known(etag: str, known: str) -> bool:
    tags = [tag.strip().removeprefix("W/") for tag in known.split(",")]
    return f'"{etag}"' in tags or "*" in tags


def _not_modified(etag: str) -> Answer:
    return Answer(HTTPStatus.NOT_MODIFIED, "", b"", etag)
