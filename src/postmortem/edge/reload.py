"""What the preview adds to the site it shows: the script that reloads, the overlay, and pages of its own.

All of it lives under `/_postmortem/`; a published site has none of it.
"""

import hashlib
import json
import re
from html import escape
from importlib.resources import files

from msgspec import Struct

from postmortem.edge.preview import Shown

FOLDER = "_postmortem/"
EVENTS = FOLDER + "events"
PROBLEMS = FOLDER + "problems"

_ASSETS = ("reload.js", "overlay.css")
_END_OF_HEAD = re.compile(rb"</(?:head|body)\s*>", re.IGNORECASE)


class Asset(Struct, frozen=True):
    """A file of the preview's own, and a hex digest of it."""

    content: bytes
    digest: str


def read_assets() -> dict[str, Asset]:
    """The preview's own files, by the path they are served at."""
    assets = {}
    for name in _ASSETS:
        content = files("postmortem.edge").joinpath(name).read_bytes()
        assets[FOLDER + name] = Asset(content, hashlib.sha256(content).hexdigest())
    return assets


def reload_tags(version: str, note: str) -> bytes:
    """The tags that tie a page to the preview. They name its version, so that the page knows if it is old."""
    tags = (
        f'<link rel="stylesheet" href="/{FOLDER}overlay.css">'
        f'<script src="/{FOLDER}reload.js" data-version="{escape(version)}"'
        f' data-note="{escape(note)}" defer></script>'
    )
    return tags.encode()


def add_tags(html: bytes, tags: bytes) -> bytes:
    """The page with the tags at the end of its head; of its body or of the file where it has no head."""
    end = _END_OF_HEAD.search(html)
    position = end.start() if end else len(html)
    return html[:position] + tags + html[position:]


def encode_state(shown: Shown) -> bytes:
    """What a tab needs to know, as one line of JSON: {moment, version, problems: {title, text} or null}."""
    problems = shown.problems
    state = {
        "moment": shown.name,
        "version": shown.version,
        "problems": {"title": problems.title, "text": problems.text} if problems else None,
    }
    return json.dumps(state).encode()


def notice_page(title: str, text: str) -> bytes:
    """A page of the preview's own that says why there is no other."""
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark"></head>'
        f'<body><main class="postmortem-problems"><h1>{escape(title)}</h1>'
        f"<pre>{escape(text)}</pre></main></body></html>\n"
    ).encode(errors="replace")
