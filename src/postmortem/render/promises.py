"""Every promise of every report in one place: by state, overdue ones first, then by day and owner."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from msgspec.structs import replace

from postmortem.locales.inside import marked
from postmortem.model.report import Action, Audience, Metadata
from postmortem.render.contexts import ActionsPage
from postmortem.render.lists import page_path
from postmortem.render.overall import Promise, PromiseGroup, Tally
from postmortem.render.trees import Tree

PAGE_SIZE = 100
PATH, KEPT_PATH = "actions/", "actions/finished/"
_STATES = ("overdue", "open", "in-progress", "done", "wont-do")
_FINISHED = ("done", "wont-do")


def state_of_action(action: Action, today: date) -> str:
    """The status of an action, or `overdue` if its day is over and it is not finished."""
    late = action.due is not None and action.due < today
    return "overdue" if late and action.status not in _FINISHED else action.status


def promises(tree: Tree, reports: Iterable[Metadata], today: date) -> tuple[Promise, ...]:
    """All promises of reports that stand, by state, owner and day."""
    made = (
        _promise(tree, report, action, today)
        for report in map(tree.report, reports)
        for action in report.actions
    )
    return tuple(sorted(made, key=_order))


def _promise(tree: Tree, report: Metadata, action: Action, today: date) -> Promise:
    internal = action.audience is Audience.INTERNAL
    return Promise(
        title=action.title,
        type=action.type,
        state=state_of_action(action, today),
        owner=action.owner,
        due=action.due,
        link=action.link if action.link.lower().startswith(("https://", "http://")) else "",
        lang="" if report.lang == tree.lang else report.lang,
        report=tree.rows[report.id],
        anchor=f"_{action.id}" if action.id else "",
        internal=internal,
        said=marked(action.title, report.lang) if internal else action.title,
    )


def _order(promise: Promise) -> tuple[int, date, str, str, str]:
    rank = _STATES.index(promise.state) if promise.state in _STATES else len(_STATES)
    return (rank, promise.due or date.max, promise.owner.casefold(), promise.report.path, promise.title)


def action_pages(tree: Tree, made: Sequence[Promise], today: date) -> Iterable[ActionsPage]:
    """The pages of what is to be done, as it stands on that day, and those of what is finished."""
    finished = [promise for promise in made if promise.state in _FINISHED]
    waiting = [promise for promise in made if promise.state not in _FINISHED]
    other = KEPT_PATH if finished else ""
    for page in _paged(tree, waiting, PATH, other, _tallies(made, tree.lang), kept=False):
        yield replace(page, today=today)
    if finished:
        yield from _paged(tree, finished, KEPT_PATH, PATH, (), kept=True)


def _paged(
    tree: Tree, listed: Sequence[Promise], path: str, other: str, owners: tuple[Tally, ...], *, kept: bool
) -> Iterable[ActionsPage]:
    pages = max(1, -(-len(listed) // PAGE_SIZE))
    counts = {state: sum(promise.state == state for promise in listed) for state in _STATES}
    for number in range(1, pages + 1):
        shown = listed[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        groups = (
            PromiseGroup(state, counts.get(state, 0), tuple(of_state))
            for state, of_state in groupby(shown, lambda promise: promise.state)
        )
        yield ActionsPage(
            frame=tree.frame(page_path(path, number)),
            kept=kept,
            owners=owners if number == 1 else (),
            groups=tuple(groups),
            total=len(listed),
            number=number,
            pages=pages,
            newer=tree.home + page_path(path, number - 1) if number > 1 else "",
            older=tree.home + page_path(path, number + 1) if number < pages else "",
            other=tree.home + other if other else "",
            files=PATH.rstrip("/"),
            today=None,
        )


def _tallies(made: Sequence[Promise], lang: str) -> tuple[Tally, ...]:
    """One line for each owner: who has most overdue comes first, nobody last.

    Who has internal actions alone is marked.
    """
    by_owner: dict[str, list[str]] = {}
    public = {promise.owner for promise in made if not promise.internal}
    for promise in made:
        by_owner.setdefault(promise.owner, []).append(promise.state)
    tallies = (
        Tally(
            owner=owner if owner in public or not owner else marked(owner, lang),
            overdue=states.count("overdue"),
            open=states.count("open") + states.count("in-progress"),
            finished=sum(states.count(state) for state in _FINISHED),
        )
        for owner, states in by_owner.items()
    )
    return tuple(sorted(tallies, key=lambda t: (not t.owner, -t.overdue, -t.open, t.owner.casefold())))
