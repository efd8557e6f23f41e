"""Where everything is published: names made safe for addresses, each one unique.

Paths are relative to the site's root; a page's path ends in a slash (`reports/x/`), its file is the
`index.html` below it. Paths are plain text; `quoted` makes them fit for an address.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from urllib.parse import quote, urlsplit

_SPELT_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l"}
)
_TAKEN_NAMES = frozenset({"index.html", "feed.xml", "atom.xml", "feed.json"})
_FILE_NAME_REFUSED = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|]")
_PLAIN = re.compile(r"[A-Za-z0-9/._-]*")
_REPORT_FILES = frozenset({"index.html", "report.json", "report.md"})
_SAFE_SCHEMES = frozenset({"", "http", "https", "mailto"})


def short_hash(text: str | bytes, length: int = 8) -> str:
    """The first hex digits of a text's hash."""
    content = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    return hashlib.sha256(content).hexdigest()[:length]


def slug_of(name: str) -> str:
    """A name in lower-case ASCII letters, digits, dots and hyphens; may be empty for other scripts."""
    spelt = unicodedata.normalize("NFC", name).casefold().translate(_SPELT_OUT)
    ascii_only = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9.]+", "-", ascii_only).strip("-.")[:80].strip("-.")


def unique_slugs(names: Iterable[str]) -> Mapping[str, str]:
    """A slug for each name; names that would share one get a part of their own hash, whatever the order.

    A name that is its own slug keeps it.
    """
    wanted: dict[str, list[str]] = {}
    for name in sorted(set(names)):
        wanted.setdefault(slug_of(name), []).append(name)
    slugs = {}
    for slug, sharing in wanted.items():
        for name in sharing:
            alone = len(sharing) == 1 or name == slug
            plain = alone and slug and slug not in _TAKEN_NAMES
            slugs[name] = slug if plain else f"{slug}-{short_hash(name, 6)}".strip("-")
    return slugs


def published_names(sources: Iterable[str]) -> Mapping[str, str]:
    """A file name for each source path that is published in one folder, in the order of the paths."""
    names: dict[str, str] = {}
    taken: set[str] = set(_REPORT_FILES)
    for source in sorted(set(sources)):
        name = _FILE_NAME_REFUSED.sub("-", source.rsplit("/", 1)[-1])
        if name.casefold() in taken or name.strip(".") == "":
            name = f"{short_hash(source)}-{name}"
        taken.add(name.casefold())
        names[source] = name
    return names


def quoted(path: str) -> str:
    """A path as it stands in an address."""
    return path if _PLAIN.fullmatch(path) else quote(path, safe="/#:@!$&'()*+,;=~-._")


def root_of(path: str) -> str:
    """The way from a page at this path to the site's root, with a slash at its end."""
    return "../" * path.count("/") or "./"


def base_path(base_url: str) -> str:
    """The path of the site on its host, with a slash at both ends."""
    path = urlsplit(base_url).path.strip("/")
    return f"/{path}/" if path else "/"


def host_of(base_url: str) -> str:
    """The host's name in lower case, without port."""
    return urlsplit(base_url).hostname or ""


def site_link(url: str) -> tuple[str, bool]:
    """A link of the settings, and whether it counts from the site's root, as `/about/` and `about/` do.

    Empty for an address with a scheme that a page should not link to.
    """
    url = url.strip()
    parts = urlsplit(url)
    if parts.scheme.lower() not in _SAFE_SCHEMES:
        return "", False
    return (url, False) if parts.scheme or parts.netloc else (url.lstrip("/"), True)


def safe_alias(alias: str) -> str:
    """The file that answers for an old address, or an empty text if the alias is no path below the root."""
    parts = [part for part in alias.strip().split("/") if part]
    if not parts or any(part in (".", "..") or _FILE_NAME_REFUSED.search(part) for part in parts):
        return ""
    path = "/".join(parts)
    return path if path.lower().endswith((".html", ".htm")) else f"{path}/index.html"
