"""Old addresses: a small page for each alias, and one file that tells hosts of all of them."""

from collections.abc import Sequence
from functools import partial

from postmortem.model.plan import PlannedFile
from postmortem.model.site import Site
from postmortem.render.addresses import quoted, root_of, safe_alias
from postmortem.render.contexts import RedirectPage
from postmortem.render.directory import Directory, page_language
from postmortem.render.frames import FrameMaker
from postmortem.render.hosting import redirects_file
from postmortem.render.writer import PageWriter


def redirect_files(
    files: Sequence[PlannedFile], site: Site, directory: Directory, frames: FrameMaker, writer: PageWriter
) -> tuple[PlannedFile, ...]:
    """A page for each alias that stands in the way of no planned file, and `_redirects`."""
    taken = {file.path for file in files}
    folders = {folder for path in taken for folder in _folders_above(path)}
    pages: list[PlannedFile] = []
    moves: list[tuple[str, str]] = []
    for report in sorted(site.reports, key=lambda report: report.path):
        target = directory.pages.get(report.path)
        for alias in report.aliases if target is not None else ():
            path = safe_alias(alias)
            above = _folders_above(path)
            if not path or target is None or path in taken or path in folders or not taken.isdisjoint(above):
                continue
            taken.add(path)
            folders |= above
            frame = frames.make(path, lang=page_language(report.lang), title=report.title)
            relative = root_of(path) + quoted(target)
            canonical = frame.base + quoted(target) if frame.base else relative
            pages.append(writer.page(RedirectPage(frame, relative, canonical)))
            moves.append((path.removesuffix("index.html"), target))
    if moves:
        context = (site.settings.base_url, tuple(sorted(moves)))
        pages.append(writer.text("_redirects", "redirects", context, partial(redirects_file, *context)))
    return tuple(pages)


def _folders_above(path: str) -> set[str]:
    return {path.rsplit("/", depth)[0] for depth in range(1, path.count("/") + 1)}
