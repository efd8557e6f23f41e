"""Work on several processes, copied or fresh."""

import operator
import os
import signal

import pytest

from postmortem.diagnostics import PostmortemError
from postmortem.edge.processes import spread, useful_jobs


@pytest.fixture(params=["copied", "fresh"])
def _processes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("postmortem.edge.processes.may_fork", lambda: request.param == "copied")


@pytest.mark.usefixtures("_processes")
def test_results_come_in_the_order_of_the_work() -> None:
    assert list(spread(operator.mul, 3, range(50), 2)) == [3 * number for number in range(50)]


@pytest.mark.usefixtures("_processes")
def test_what_the_work_raises_comes_through() -> None:
    with pytest.raises(ZeroDivisionError):
        list(spread(operator.truediv, 1, [1, 0], 2))


def _worker(_given: object, _item: int) -> int:
    return os.getpid()


@pytest.mark.usefixtures("_processes")
def test_this_process_does_its_part_of_the_work() -> None:
    workers = set(spread(_worker, None, range(100), 3))
    assert len(workers) == 3
    assert os.getpid() in workers


def _end_others(first: int, _item: int) -> None:
    if os.getpid() != first:
        os.kill(os.getpid(), signal.SIGTERM)


@pytest.mark.usefixtures("_processes")
def test_a_process_that_is_gone_is_told() -> None:
    with pytest.raises(PostmortemError, match="was ended"):
        list(spread(_end_others, os.getpid(), range(100), 2))


@pytest.mark.usefixtures("_processes")
def test_results_that_nobody_takes_end_the_work() -> None:
    results = spread(operator.mul, 3, range(1000), 2)
    assert next(results) == 0
    results.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("jobs", "items", "useful"), [(1, 50, 1), (8, 3, 3), (0, 5, 1), (None, 3, 1), (4, 0, 1)]
)
def test_there_are_no_more_processes_than_work(jobs: int | None, items: int, useful: int) -> None:
    assert useful_jobs(jobs, items, least=100) == useful
