"""The catalogues: every message that code or a template uses exists in every language."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent.parent
KEYWORDS = {"N_": None, "_": None, "gettext": None, "ngettext": (1, 2)}


def used_messages() -> Iterator[str | tuple[str, ...]]:
    options = {"**.html": {"newstyle_gettext": "true", "trimmed": "true"}}
    for folder, method in (
        (ROOT / "src" / "postmortem" / "render", [("**.py", "python")]),
        (ROOT / "src" / "postmortem" / "locales", [("**.py", "python")]),
        (ROOT / "themes" / "default" / "templates", [("**.html", "jinja2")]),
    ):
        for _file, _line, message, _comments, _context in extract_from_dir(
            folder, method, options, keywords=KEYWORDS
        ):
            yield message


USED = {message if isinstance(message, str) else message[0]: message for message in used_messages()}


def catalogue(lang: str) -> dict[str, Message]:
    with files("postmortem.locales").joinpath(lang, "messages.po").open("rb") as source:
        return {m.id if isinstance(m.id, str) else m.id[0]: m for m in read_po(source, locale=lang) if m.id}


def test_messages_are_found_at_all() -> None:
    assert {"Skip to content", "To resolve", "Retracted: %(title)s", "%(num)s report"} <= USED.keys()


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_catalogue_has_every_message_and_no_other(lang: str) -> None:
    assert catalogue(lang).keys() == USED.keys()


def test_every_message_has_german_words() -> None:
    for message in catalogue("de").values():
        words = [message.string] if isinstance(message.string, str) else list(message.string)
        assert all(words), message.id
        assert not message.fuzzy, message.id


def test_translations_fill_in_the_same_values() -> None:
    for message in catalogue("de").values():
        assert not list(message.check()), message.id
