"""What somebody asked for on the command line."""

from pathlib import Path

from msgspec import Struct

from postmortem.model.report import Audience


class Wishes(Struct, frozen=True):
    """For which edition, from what, and how; None is "as the site says".

    `history`: git is asked as well what was changed after publication.
    """

    audience: Audience | None = None
    base_url: str | None = None
    drafts: bool = False
    jobs: int | None = None
    baseline: Path | None = None
    ignore_baseline: bool = False
    cache: bool = True
    history: bool = False


class BuildWishes(Struct, frozen=True):
    """How a build is to treat findings."""

    strict: bool = False
    keep_going: bool = False
