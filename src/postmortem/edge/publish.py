"""Publishing a plan: the output is the complete old site or the complete new one, whatever happens.

The next site is prepared in a hidden folder beside the output, `.<name>.postmortem-next`: what has changed
is written there, the rest shared with the published site by hard links, each file only after its bytes
were compared on the disk. Then the two folders are exchanged in one step, and the former site is brought
level with the new one, so that nothing withdrawn lingers and the next publish writes only what changes.
"""

import errno
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from postmortem.diagnostics import OutputError
from postmortem.edge.exchange import exchange_folders, recover_exchange, sync_file_system, sync_names
from postmortem.edge.generation import NOTHING_KNOWN, check_room, read_generation
from postmortem.edge.in_place import publish_in_place
from postmortem.edge.lock import only_build
from postmortem.edge.manifest import INCOMING, MANIFEST, Manifest, check_plan
from postmortem.edge.output import check_output, output_errors, resolve_output
from postmortem.edge.revise import NOWHERE, Left, how_it_lies, level_again
from postmortem.edge.staging import Stage, complete_stage, level_stage, open_stage, stage_files
from postmortem.edge.tree import remove_tree
from postmortem.model.plan import PlannedFile

# A mount point or another file system in the output; on Windows, a folder that some program has open.
_NOT_EXCHANGEABLE = frozenset({errno.EXDEV, errno.EBUSY, *([errno.EACCES] if os.name == "nt" else [])})


class Published(Struct, frozen=True):
    """Counts of files: in the site, written anew, removed, and kept though the tool did not write them.

    `left` is how the site lies then.
    """

    files: int
    written: int
    removed: int
    kept: int
    left: Left = NOWHERE


def publish(
    plan: Sequence[PlannedFile],
    output: Path,
    source: Path,
    *,
    edition: str = "",
    progress: Callable[[int, int], None] | None = None,
    signatures: Mapping[str, str] = NOTHING_KNOWN,
    jobs: int | None = None,
    again: bool = False,
) -> Published:
    """Render the plan and make it the site in `output`; `progress` is told files done and files in all.

    `signatures` are those that the last publication gave back: files with these, and with the fingerprint
    that is planned, are not rendered again. `jobs` is how many processes render; None decides by the files.
    A folder that holds another `edition` is refused: an internal site must not take a public one's place.

    PostmortemError if two planned files clash; OutputError if the output cannot be used or written. Then,
    and with whatever a planned file raises when rendered, the site is left as it was.
    """
    check_plan(plan)
    check_output(output, source)
    target = resolve_output(output)
    with output_errors(target):
        target.parent.mkdir(parents=True, exist_ok=True)
    with only_build(target):
        check_output(output, source)  # the build that we may have waited for may have changed it
        with output_errors(target):
            stage = _prepare(target, frozenset(file.path for file in plan), edition, signatures)
        try:
            fresh, manifest = stage_files(stage, plan, progress, edition, jobs)
            with output_errors(target):
                _put_up(stage, fresh, manifest, again=again)
        except BaseException:
            with suppress(OSError):
                remove_tree(stage.root)
            raise
        return _published(stage, fresh, manifest)


def _published(stage: Stage, fresh: Sequence[str], manifest: Manifest) -> Published:
    folders = stage.own_folders | stage.old.kept_folders
    left = how_it_lies(stage.old.root, (*manifest.files, MANIFEST), folders)
    return Published(
        files=len(manifest.files),
        written=len(fresh) - (MANIFEST in fresh),
        removed=len(stage.old.withdrawn(stage.planned)),
        kept=len(stage.old.foreign.keys() - stage.planned),
        left=level_again(stage.old.root, left, left.folders),
    )


def _prepare(target: Path, planned: frozenset[str], edition: str, signatures: Mapping[str, str]) -> Stage:
    """Clear away what a killed build left, and see that there is room for what is planned."""
    recover_exchange(target)
    remove_tree(target / INCOMING)
    old = read_generation(target, signatures)
    if edition and old.manifest.edition not in ("", edition):
        raise OutputError(
            f"`{target}` holds the {old.manifest.edition} edition; name another folder for the {edition} one"
            " with --output, or delete this one first"
        )
    check_room(old, planned)
    return open_stage(old, planned)


def _put_up(stage: Stage, fresh: Sequence[str], manifest: Manifest, *, again: bool) -> None:
    old = stage.old
    if not fresh and not old.withdrawn(stage.planned) and not old.has_closed_folder(stage.planned):
        if stage.root.exists():
            complete_stage(stage, fresh)  # a killed build may have left it behind
        return
    try:
        complete_stage(stage, fresh)
        first = not old.root.exists()
        _swap(stage.root, old.root, first=first)
    except OSError as error:
        if error.errno not in _NOT_EXCHANGEABLE:
            raise
        publish_in_place(old, stage.root, fresh, manifest)
        remove_tree(stage.root)
        return
    if not first:
        level_stage(stage, fresh)
    elif again:  # a site built just once needs no second copy
        _copy(stage.old.root, stage.planned)


def _copy(site: Path, planned: frozenset[str]) -> None:
    """Lay a copy of the site beside it, for the next publication to begin from."""
    stage = open_stage(read_generation(site), planned)
    complete_stage(stage, ())


def _swap(stage: Path, site: Path, *, first: bool) -> None:
    sync_file_system(stage)
    if first:
        stage.rename(site)
    else:
        exchange_folders(stage, site)
    # What is removed next must not be gone from the disk before the exchange has got there.
    sync_names(site.parent)
