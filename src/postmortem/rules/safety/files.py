"""PM608 and PM609: image files that tell a place or a person, and drawings that can act."""

from collections.abc import Iterator
from posixpath import basename

from postmortem.diagnostics import Diagnostic
from postmortem.model.report import Link, Metadata
from postmortem.rules.context import RuleContext
from postmortem.rules.safety.allowed import harm
from postmortem.rules.safety.drawings import find_activity
from postmortem.rules.safety.exif import PLACE

_PICTURES = (".svg", ".jpg", ".jpeg", ".png", ".webp", ".gif", ".tif", ".tiff", ".avif", ".heic", ".heif")
_DOCUMENTS = (".pdf",)
_OFFICE = (
    *(".docx", ".xlsx", ".pptx", ".docm", ".xlsm", ".pptm", ".dotx", ".xltx", ".potx", ".ppsx", ".vsdx"),
    *(".odt", ".ods", ".odp", ".odg", ".ott", ".fodt", ".fods", ".fodp", ".epub"),
    *(".zip", ".tar", ".tgz", ".gz", ".bz2", ".xz"),
)
# What programs write where they know no name.
_NOBODY = frozenset(
    {
        *("anonymous", "(anonymous)", "unspecified", "(unspecified)", "unknown", "user", "author"),
        *("openpyxl", "python-docx", "microsoft office user", "unknown author"),
    }
)


def check_pictures(report: Metadata, context: RuleContext) -> Iterator[Diagnostic]:
    """PM608: a photograph that says where it was taken, or by whom; a document as well."""
    allowed = {entry.casefold() for entry in context.settings.safety_allow}
    for link, path in _files(report, (*_PICTURES, *_DOCUMENTS, *_OFFICE)):
        if path in context.assets:
            told = dict.fromkeys(_told(path, context.assets[path].read()))
            persons = [name for name in told if name != PLACE and name.casefold() not in allowed | _NOBODY]
            parts = ["where it was taken"] if PLACE in told else []
            parts += [f"who made it: `{persons[0][:60]}`"] if persons else []
            if parts:
                message = f"the file `{basename(path)}` says {' and '.join(parts)}"
                yield Diagnostic("PM608", message, link.span, _how_to_save(path), harm(report, context))


def _told(path: str, data: bytes) -> Iterator[str]:
    """What a file tells of places and persons; what reads it is loaded with the first one."""
    if path.lower().endswith(_OFFICE):
        from postmortem.rules.safety.office import read_document  # noqa: PLC0415 - see above

        return read_document(data)
    from postmortem.rules.safety.metadata import read_metadata  # noqa: PLC0415 - see above

    return read_metadata(data)


def _how_to_save(path: str) -> str:
    """How to save a file without what it tells of persons and places."""
    if path.lower().endswith(_OFFICE):
        return "take it out of the document’s properties and of its pictures, or attach it as plain text"
    help_ = f"save it without metadata, for example with `exiftool -all= {basename(path)}`"
    if path.lower().endswith(_DOCUMENTS):  # of which that would only hide it
        help_ += f", then `qpdf --linearize {basename(path)} new.pdf`"
    return help_


def check_drawings(report: Metadata, context: RuleContext) -> Iterator[Diagnostic]:
    """PM609: an SVG file with a script, or with anything else that acts or loads."""
    for link, path in _files(report, (".svg",)):
        if path in context.assets:
            what = find_activity(context.assets[path].read())
            if what is not None:
                message = f"the drawing `{basename(path)}` holds {what}"
                help_ = "export it as plain SVG, without scripts, links to files and HTML labels, or as PNG"
                yield Diagnostic("PM609", message, link.span, help_, harm(report, context))


def _files(report: Metadata, endings: tuple[str, ...]) -> Iterator[tuple[Link, str]]:
    """The local files of these kinds that the report shows or links to, each once."""
    seen: set[str] = set()
    for link in report.links:
        path = link.target.partition("#")[0]
        if path.lower().endswith(endings) and path not in seen:
            seen.add(path)
            yield link, path
