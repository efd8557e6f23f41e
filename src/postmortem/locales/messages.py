"""Words and formats of the pages by language: a gettext catalogue and `formats.toml` for each.

Message ids are the English words; `messages.po` is read as it is, no compiled file is kept beside it.
"""

import gettext
import hashlib
import tomllib
from functools import lru_cache
from importlib.resources import files
from io import BytesIO

from msgspec import Struct

FALLBACK = "en"


class Formats(Struct, frozen=True):
    """How a language writes figures: `locale` is Babel's name of its conventions.

    `date`, `day` (with its weekday) and `short` (in a column, without the year) are Unicode date patterns;
    `moment` joins `{date}` and `{clock}`, `clock` is a clock time in running words.
    """

    locale: str
    date: str
    day: str
    short: str
    moment: str
    clock: str


@lru_cache(maxsize=64)
def available(lang: str) -> str:
    """The catalogue for a language tag (`de` for `de-AT`), the fallback's where there is none."""
    code = lang.replace("_", "-").split("-")[0].lower()
    if code.isalnum() and files("postmortem.locales").joinpath(code, "messages.po").is_file():
        return code
    return FALLBACK


@lru_cache(maxsize=1)
def catalogues() -> tuple[str, ...]:
    """The languages that pages can be in."""
    folders = files("postmortem.locales").iterdir()
    return tuple(sorted(folder.name for folder in folders if folder.joinpath("messages.po").is_file()))


@lru_cache(maxsize=16)
def formats(code: str) -> Formats:
    """The formats of an available catalogue."""
    source = files("postmortem.locales").joinpath(code, "formats.toml")
    return Formats(**tomllib.loads(source.read_text("utf-8")))


@lru_cache(maxsize=16)
def catalogue(code: str) -> gettext.NullTranslations:
    """The translations of an available catalogue; English words where it has none."""
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - only rendering needs Babel
    from babel.messages.pofile import read_po  # noqa: PLC0415

    compiled = BytesIO()
    with files("postmortem.locales").joinpath(code, "messages.po").open("rb") as source:
        write_mo(compiled, read_po(source, locale=code))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def source(code: str) -> str:
    """An available catalogue as it is written."""
    return files("postmortem.locales").joinpath(code, "messages.po").read_text("utf-8")


@lru_cache(maxsize=16)
def digest(code: str) -> str:
    """A hex digest of everything that an available catalogue says."""
    folder = files("postmortem.locales").joinpath(code)
    content = b"".join(folder.joinpath(name).read_bytes() for name in ("messages.po", "formats.toml"))
    return hashlib.sha256(content).hexdigest()
