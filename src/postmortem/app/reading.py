"""Read and parse every report, on as many processes as asked for; the order of results is always the same."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from os import cpu_count

from postmortem.edge.sources import SourceTree, digest_of, read_source
from postmortem.model.report import Audience
from postmortem.model.site import Settings
from postmortem.parse.report import ParsedReport, parse_report

Tell = Callable[[str, int, int], None]

# A process costs about half a second to start; below this many reports one is faster.
WORTH_PROCESSES = 400
_CHUNK = 16

Job = tuple[bytes, str, str, Settings, Audience]


@dataclass(slots=True)
class Memory:
    """Parsed reports of the last reading, for a preview that reads often: `(path, digest)` to result.

    Valid for one setting of the site and one audience; forgotten when either changes.
    """

    basis: tuple[str, Audience] | None = None
    parsed: dict[tuple[str, str], ParsedReport] = field(default_factory=dict)

    def keep(
        self, basis: tuple[str, Audience], results: Iterable[tuple[tuple[str, str], ParsedReport]]
    ) -> None:
        """Remember exactly these results."""
        self.basis, self.parsed = basis, dict(results)

    def recall(self, basis: tuple[str, Audience]) -> dict[tuple[str, str], ParsedReport]:
        """What is known under the same settings and audience."""
        return self.parsed if self.basis == basis else {}


def read_reports(
    tree: SourceTree, settings: Settings, audience: Audience, *, jobs: int | None, tell: Tell, memory: Memory
) -> tuple[ParsedReport, ...]:
    """Give the result for each report of the tree, in its order. `jobs` None decides by their number."""
    basis = (repr(settings), audience)
    known = memory.recall(basis)
    keys: list[tuple[str, str]] = []
    results: dict[tuple[str, str], ParsedReport] = {}
    todo: list[Job] = []
    for path in tree.reports:
        data, problem = read_source(tree, path)
        key = (path, digest_of(data))
        keys.append(key)
        if problem is not None:
            results[key] = ParsedReport(None, (problem,), ())
        elif key in known:
            results[key] = known[key]
        else:
            todo.append((data, path, key[1], settings, audience))
    for done, (job, parsed) in enumerate(zip(todo, _parse_all(todo, jobs), strict=True), start=1):
        results[(job[1], job[2])] = parsed
        tell("reading", done, len(todo))
    memory.keep(basis, results.items())
    return tuple(results[key] for key in keys)


def _parse_all(todo: Sequence[Job], jobs: int | None) -> Iterator[ParsedReport]:
    if jobs is None:
        jobs = (cpu_count() or 1) if len(todo) >= WORTH_PROCESSES else 1
    if jobs <= 1 or len(todo) < 2:
        yield from map(_parse, todo)
        return
    # Fresh processes, not copies: the same on every system, and safe beside threads.
    with ProcessPoolExecutor(min(jobs, len(todo)), mp_context=get_context("spawn")) as pool:
        yield from pool.map(_parse, todo, chunksize=_CHUNK)


def _parse(job: Job) -> ParsedReport:
    return parse_report(*job)
