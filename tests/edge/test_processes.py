"""Work on several processes, copied or fresh."""

import operator

import pytest

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


@pytest.mark.parametrize(
    ("jobs", "items", "useful"), [(1, 50, 1), (8, 3, 3), (0, 5, 1), (None, 3, 1), (4, 0, 1)]
)
def test_there_are_no_more_processes_than_work(jobs: int | None, items: int, useful: int) -> None:
    assert useful_jobs(jobs, items, least=100) == useful
