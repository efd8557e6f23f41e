"""The lists of a site in one language: which version of each report they show, and where they stand.

A further language has its lists in a folder of its own (`de/`); what is not translated is listed there in
its main language, so that no list is shorter than another.
"""

from collections.abc import Mapping

from msgspec import Struct

from postmortem.model.report import Metadata
from postmortem.render.contexts import Frame, SiteFrame
from postmortem.render.directory import Directory
from postmortem.render.frames import page_frame, site_feeds, topic_feeds
from postmortem.render.parts import Link, Row


class Tree(Struct, frozen=True):
    """One language's lists; `home` is their folder, with a slash at its end, or empty. `rows` are by id."""

    site: SiteFrame
    directory: Directory
    lang: str
    home: str
    rows: Mapping[str, Row]

    def frame(
        self,
        path: str,
        *,
        title: str = "",
        description: str = "",
        feeds: tuple[Link, ...] = (),
    ) -> Frame:
        """The frame of a list at that path below the tree."""
        trees = self.site.trees
        alternates = tuple(Link(title, tree.path + path, tree.lang) for tree in trees)
        return page_frame(
            self.site,
            self.home + path,
            lang=self.lang,
            title=title,
            description=description,
            alternates=alternates if len(trees) > 1 else (),
            feeds=feeds or self.feeds(),
        )

    def feeds(self, title: str = "", path: str = "") -> tuple[Link, ...]:
        """The feed of a topic, if one is given, and that of all reports, in this language."""
        path = self.home + path
        return topic_feeds(self.site, title, path, self.home) if title else site_feeds(self.site, self.home)

    def report(self, report: Metadata) -> Metadata:
        """The version of a report that these lists show; the site's own lists show the main one."""
        return self.directory.version(report, self.lang) if self.home else report


def build_trees(site: SiteFrame, directory: Directory) -> tuple[Tree, ...]:
    """The lists of every language of the site."""
    return tuple(_tree(site, directory, tree) for tree in site.trees)


def _tree(site: SiteFrame, directory: Directory, tree: Link) -> Tree:
    rows: dict[str, Row] = {}
    made = Tree(site.said(tree.lang), directory, tree.lang, tree.path, rows)
    rows.update({main.id: directory.row(made.report(main), tree.lang) for main in directory.main})
    return made
