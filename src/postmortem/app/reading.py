"""Read every report: those that are known from the cache, the others from their files, on several processes.

The order of the results is always that of the tree.
"""

import sys
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import blake2b

from msgspec import Struct
from msgspec.structs import replace

from postmortem.app.examine import Examined, Situation, examine, unreadable
from postmortem.edge.cache.form import pack_document, pack_reading, unpack_reading
from postmortem.edge.cache.seal import DamagedError
from postmortem.edge.cache.store import Row, Store, pack_words
from postmortem.edge.processes import spread, useful_jobs
from postmortem.edge.sources import SourceTree, digest_of, read_source
from postmortem.edge.tool import identity
from postmortem.model.reading import Reading
from postmortem.model.report import Status

Tell = Callable[[str, int, int], None]

# Below this many reports one process is faster; where they cannot be copied, starting them costs more.
WORTH_PROCESSES = 24 if sys.platform == "linux" else 400
_AT_ONCE = 64  # reports that are put into the store together


class Readings(Struct, frozen=True):
    """All readings by path, in order; `spare` has the texts that are not in the store.

    `forgotten` says that the store had something of reports that may not be kept any more.
    """

    by_path: dict[str, Reading]
    spare: dict[str, Examined]
    forgotten: bool


class _Outcome(Struct, frozen=True):
    """What examining a file gave, ready for another process: `whole` where it cannot be packed."""

    reading: bytes | None
    document: bytes | None
    words: bytes
    whole: Examined | None


def read_reports(
    tree: SourceTree, situation: Situation, store: Store, *, jobs: int | None, tell: Tell
) -> Readings:
    """Give the reading of each report of the tree. `jobs` None decides by their number."""
    basis = basis_of(situation)
    known, todo = _known(tree, situation, store, basis)
    fresh: list[tuple[str, Row]] = []
    documents: list[tuple[str, bytes, bytes]] = []
    spare: dict[str, Examined] = {}
    for done, (path, outcome) in enumerate(zip(todo, _examine_all(tree, situation, todo, jobs), strict=True)):
        reading = outcome.whole.reading if outcome.whole else None
        if outcome.reading is not None:
            reading = reading or unpack_reading(path, outcome.reading)
            fresh.append((path, Row(tree.signatures[path], outcome.reading)))
        if outcome.document is not None:
            documents.append((path, outcome.document, outcome.words))
        elif outcome.whole is not None and outcome.whole.reading.visible and outcome.whole.document:
            spare[path] = outcome.whole
        if reading is not None:
            known[path] = reading
        tell("reading", done + 1, len(todo))
        if len(fresh) >= _AT_ONCE or done + 1 == len(todo):
            store.keep_documents(documents)
            store.keep_rows(basis, fresh)
            documents.clear()
            fresh.clear()
    readings = {path: known[path] for path in tree.reports}
    forgotten = store.keep_only(readings.keys() - spare.keys() - set(_private(readings)))
    store.commit()
    return Readings(readings, spare, forgotten)


def _private(readings: Mapping[str, Reading]) -> Iterator[str]:
    """The reports of which nothing may be kept: those taken back or outside the edition, or that name one."""
    for path, reading in readings.items():
        if reading.metadata is not None and reading.metadata.status is Status.RETRACTED:
            yield path
    hidden = {path: reading.metadata for path, reading in readings.items() if not reading.visible}
    ids = {metadata.id for metadata in hidden.values() if metadata is not None}
    folders = tuple(path.removesuffix("index.md") for path in hidden if path.endswith("/index.md"))
    yield from hidden
    for path, reading in readings.items() if hidden else ():
        report = reading.metadata
        if report is not None and (
            any(_leads_to(link.target, hidden, folders) for link in report.links)
            or any(relation.id in ids for relation in report.related)
        ):
            yield path


def _leads_to(target: str, reports: Container[str], folders: tuple[str, ...]) -> bool:
    """Whether a link leads to one of these reports, or into the folder of one."""
    return target.partition("#")[0] in reports or target.startswith(folders)


def basis_of(situation: Situation) -> str:
    """What a reading depends on besides its file, as a digest."""
    settings = replace(situation.settings, base_url="")
    words = f"{identity()}\0{settings!r}\0{situation.edition}\0{situation.drafts}"
    return blake2b(words.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _known(
    tree: SourceTree, situation: Situation, store: Store, basis: str
) -> tuple[dict[str, Reading], list[str]]:
    """The readings that the store has, and the paths of the other reports."""
    known: dict[str, Reading] = {}
    again: list[tuple[str, Row]] = []
    for path, row in store.rows(basis):
        if path not in tree.signatures:
            continue
        with suppress(DamagedError):
            reading = unpack_reading(path, row.data)
            if not reading.holds(situation.now):
                continue
            if row.signature != tree.signatures[path]:
                data, problem = read_source(tree, path)
                if problem is not None or digest_of(data) != reading.digest:
                    continue
                again.append((path, Row(tree.signatures[path], row.data)))
            known[path] = reading
    store.keep_rows(basis, again)
    return known, [path for path in tree.reports if path not in known]


def _examine_all(
    tree: SourceTree, situation: Situation, todo: Sequence[str], jobs: int | None
) -> Iterator[_Outcome]:
    jobs = useful_jobs(jobs, len(todo), WORTH_PROCESSES)
    lean = replace(tree, reports=(), files=frozenset(), problems=(), signatures={})
    if jobs == 1:
        return (_outcome(lean, situation, path, here=True) for path in todo)
    return spread(_examine_there, (lean, situation), todo, jobs)


def _examine_there(given: tuple[SourceTree, Situation], path: str) -> _Outcome:
    return _outcome(*given, path, here=False)


def _outcome(tree: SourceTree, situation: Situation, path: str, *, here: bool) -> _Outcome:
    examined = examine_file(tree, situation, path)
    visible = examined.reading.visible and examined.document is not None
    reading = pack_reading(examined.reading) if visible else None
    document = pack_document(examined.document) if reading and examined.document else None
    words = pack_words(examined.texts) if document is not None else b""
    whole = examined if here or document is None else None
    return _Outcome(reading if document else None, document, words, whole)


def examine_file(tree: SourceTree, situation: Situation, path: str) -> Examined:
    """Read a file and examine it, whatever is known of it."""
    data, problem = read_source(tree, path)
    digest = digest_of(data)
    if problem is not None:
        return Examined(unreadable(path, digest, problem), None, ())
    return examine(data, path, digest, situation)
