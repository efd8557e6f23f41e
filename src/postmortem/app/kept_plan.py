"""What is kept of a plan, so that the next build can revise a report without planning the site again.

It is kept only of a site that leaves nothing out: no part of it is then hidden from whom the site is for.
What is read back is not taken on trust: the files made from it must be those that the manifest tells of.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from postmortem.app.assemble import Assembly
from postmortem.app.discretion import is_all_public
from postmortem.app.revising import ACROSS, Former, former_of, led_to
from postmortem.app.standing import Look
from postmortem.diagnostics import Diagnostic, Level
from postmortem.edge.cache.form import unpacked
from postmortem.edge.cache.store import Store
from postmortem.edge.revise import Left
from postmortem.model.report import Audience, Metadata, Relation
from postmortem.render.contexts import SiteFrame
from postmortem.render.feeds import FeedChannel
from postmortem.render.plan import SitePlan
from postmortem.render.surroundings import Place, Surroundings
from postmortem.render.writer import FEEDS

_SITE = "site"
_encoded = msgspec.json.Encoder().encode
_NO_FRAME = SiteFrame(
    *("", "", "", ""),
    trees=(),
    menu=(),
    social=(),
    footer="",
    logo="",
    assets={},
    policy="",
    full_text="",
    internal=False,
    has_services=False,
    has_tags=False,
    has_actions=False,
    options={},
    extra={},
)


class KeptSite(msgspec.Struct, frozen=True, kw_only=True):
    """What concerns more than one report.

    `token` is that of the other parts. `around` and `sources` tell what the site was made from: a digest of
    everything but the source files, and their signatures by path. `folders` and `copy` are those of `Left`.
    `tallies` are how many warnings and remarks there are in a file; `spare` are the warnings after those that
    were shown. `fixed` are reports that a change of their text alone may not revise; `led_to` those to whose
    places others lead.
    """

    token: str
    around: str
    sources: dict[str, str]
    frame: SiteFrame
    folders: dict[str, str]
    copy: dict[str, str]
    tallies: dict[str, tuple[int, int]]
    spare: tuple[Diagnostic, ...]
    fixed: frozenset[str]
    led_to: frozenset[str]


class _KeptPlace(msgspec.Struct, array_like=True, frozen=True):
    """A report and its place, the frame without the site's; `feeds` are the folders of the feeds it is in."""

    report: Former
    on_page: Surroundings
    related: tuple[Relation, ...]
    feeds: tuple[str, ...]


class KeptEntry(msgspec.Struct, array_like=True, frozen=True):
    """An entry of a feed: the path of its report, its guid, its day, and the digest of what it says."""

    path: str
    guid: str
    published: date
    content: str


class KeptChannel(msgspec.Struct, array_like=True, frozen=True):
    """A channel without its entries, these, and by name the `frame` of the file in each format."""

    channel: FeedChannel
    entries: tuple[KeptEntry, ...]
    frames: dict[str, str]


class KeptPlan(Struct, frozen=True, dict=True):
    """The plan that was kept of the run that came from `basis`. Every part may raise DamagedError."""

    store: Store
    basis: str
    _places: dict[str, tuple[Place, tuple[str, ...]]] = field(default_factory=dict)

    @cached_property
    def site(self) -> KeptSite:
        """What concerns more than one report."""
        return unpacked(KeptSite, self.store.part(self.basis, _SITE))

    def report(self, path: str) -> Former:
        """A report as it was."""
        return self._place(path).report

    def place(self, path: str) -> tuple[Place, tuple[str, ...]]:
        """The place of a report, and the folders of the feeds that it is in; read once."""
        if path not in self._places:
            kept = self._place(path)
            frame = kept.on_page.frame
            frame = replace(frame, site=self.site.frame.said(frame.lang))
            self._places[path] = Place(replace(kept.on_page, frame=frame), kept.related), kept.feeds
        return self._places[path]

    def place_of(self, report: Metadata) -> Place:
        """The place of a report."""
        return self.place(report.path)[0]

    def _place(self, path: str) -> _KeptPlace:
        return unpacked(_KeptPlace, self.store.part(self.site.token, f"place/{path}"))

    def channel(self, folder: str) -> KeptChannel:
        """The channel in a folder."""
        return unpacked(KeptChannel, self.store.part(self.site.token, f"feed/{folder}"))

    def keep_texts(self, contents: Mapping[str, str]) -> None:
        """Keep that reports have other texts by now, of these digests."""
        feeds: dict[str, None] = {}
        parts = []
        for path, content in contents.items():
            place = self._place(path)
            report = replace(place.report, content=content)
            parts.append((f"place/{path}", _encoded(replace(place, report=report))))
            feeds |= dict.fromkeys(place.feeds)
        for folder in feeds:
            kept = self.channel(folder)
            entries = tuple(
                replace(entry, content=contents.get(entry.path, entry.content)) for entry in kept.entries
            )
            parts.append((f"feed/{folder}", _encoded(replace(kept, entries=entries))))
        self.store.keep_parts(self.site.token, parts)


def keep_site(store: Store, basis: str, site: KeptSite) -> None:
    """Keep what concerns more than one report for the run after the one that came from `basis`."""
    store.keep_parts(basis, [(_SITE, _encoded(site))])


class KeptFindings(Struct, frozen=True):
    """What the next build has to know of findings; see KeptSite."""

    tallies: dict[str, tuple[int, int]]
    spare: tuple[Diagnostic, ...]
    fixed: frozenset[str]


def kept_findings(assembly: Assembly, spare: tuple[Diagnostic, ...]) -> KeptFindings | None:
    """What is to be kept of an assembly's findings; None if no report of it may be revised by itself.

    `spare` are the first warnings that were not shown.
    """
    if not _may_be_revised(assembly):
        return None
    found = assembly.diagnostics
    fixed = frozenset(d.span.path for d in found if d.code.startswith(ACROSS))
    return KeptFindings(tallies(found), spare, fixed)


def keep_plan(assembly: Assembly, plan: SitePlan, left: Left, seen: Look, found: KeptFindings) -> None:
    """Keep the plan of an assembly, if its site has a copy beside it."""
    store = assembly.library.store
    if not left.copy:
        return
    site = KeptSite(
        token=seen.basis,
        around=seen.around,
        sources=dict(seen.tree.signatures),
        frame=plan.frame,
        folders=dict(left.folders),
        copy=dict(left.copy),
        tallies=found.tallies,
        spare=found.spare,
        fixed=found.fixed,
        led_to=frozenset(led_to(assembly.readings)),
    )
    store.keep_parts(seen.basis, _parts(assembly, plan, site.led_to))
    keep_site(store, seen.basis, site)
    store.commit()


def tallies(found: Iterable[Diagnostic]) -> dict[str, tuple[int, int]]:
    """How many warnings and remarks there are, by path."""
    counts = Counter((d.span.path, d.level) for d in found)
    return {
        path: (counts[path, Level.WARNING], counts[path, Level.INFO])
        for path in dict.fromkeys(path for path, _ in counts)
    }


def _may_be_revised(assembly: Assembly) -> bool:
    """Whether nothing is left out of the site, and nobody has said that findings are known."""
    readings = assembly.readings.values()
    whole = all(reading.visible and not reading.secrets for reading in readings)
    whole = whole and (assembly.site.edition is Audience.INTERNAL or is_all_public(assembly))
    plain = not assembly.site.settings.full_text and not assembly.has_baseline
    return whole and plain and not any(d.secret or d.level is Level.ERROR for d in assembly.diagnostics)


def _parts(assembly: Assembly, plan: SitePlan, led_to: Container[str]) -> Iterator[tuple[str, bytes]]:
    frames = {file.path: file.frame for file in plan.files if file.frame}
    feeds: Mapping[str, list[str]] = defaultdict(list)
    for folder, channel in plan.channels.items():
        entries = tuple(
            KeptEntry(entry.report.path, entry.guid, entry.published, entry.report.content)
            for entry in channel.entries
        )
        for entry in entries:
            feeds[entry.path].append(folder)
        of_files = {name: frames[folder + name] for name in FEEDS}
        yield f"feed/{folder}", _encoded(KeptChannel(replace(channel, entries=()), entries, of_files))
    for path, place in plan.places.all():
        text = assembly.library.document(path) if path in led_to else None
        report = former_of(assembly.readings[path], text)
        around = place.on_page
        around = replace(around, frame=replace(around.frame, site=_NO_FRAME))
        yield f"place/{path}", _encoded(_KeptPlace(report, around, place.related, tuple(feeds.get(path, ()))))
