"""Old addresses: a small page for each alias, and one file that tells hosts of all of them."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import partial

from postmortem.model.plan import PlannedFile
from postmortem.model.report import Metadata
from postmortem.render.addresses import quoted, safe_alias
from postmortem.render.contexts import RedirectPage, SiteFrame
from postmortem.render.directory import Directory, page_language
from postmortem.render.frames import page_frame
from postmortem.render.hosting import redirects_file
from postmortem.render.titles import without_ticks
from postmortem.render.writer import PageWriter


def redirect_files(
    taken: AbstractSet[str],
    reports: Iterable[Metadata],
    directory: Directory,
    site: SiteFrame,
    writer: PageWriter,
) -> tuple[PlannedFile, ...]:
    """A page for each alias that stands in the way of none of the paths already taken, and `_redirects`."""
    files, folders = set(taken), {folder for path in taken for folder in _folders_above(path)}
    pages: list[PlannedFile] = []
    moves: list[tuple[str, str]] = []
    for report, alias in _aliases(reports, directory):
        path = safe_alias(alias)
        above = _folders_above(path)
        if not path or path in files or path in folders or not files.isdisjoint(above):
            continue
        files.add(path)
        folders |= above
        target = directory.pages[report.path]
        pages.append(writer.page(_redirect(report, path, quoted(target), site)))
        moves.append((path.removesuffix("index.html"), target))
    if moves:
        context = (site.base, tuple(sorted(moves)))
        pages.append(writer.text("_redirects", "redirects", context, partial(redirects_file, *context)))
    return tuple(pages)


def _aliases(reports: Iterable[Metadata], directory: Directory) -> Iterator[tuple[Metadata, str]]:
    for report in sorted(reports, key=lambda report: report.path):
        if report.path in directory.pages:
            for alias in report.aliases:
                yield report, alias


def _redirect(report: Metadata, path: str, target: str, site: SiteFrame) -> RedirectPage:
    frame = page_frame(site, path, lang=page_language(report.lang), title=without_ticks(report.title))
    relative = frame.root + target
    return RedirectPage(frame, relative, site.base + target if site.base else relative)


def _folders_above(path: str) -> set[str]:
    return {path.rsplit("/", depth)[0] for depth in range(1, path.count("/") + 1)}
