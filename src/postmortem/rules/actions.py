"""Rules on actions: each has somebody who answers for it, a day, a deed; and each promise is one."""

from collections.abc import Iterator
from functools import lru_cache

from postmortem.diagnostics import Diagnostic
from postmortem.locales.wording import ActionWording, action_wording, compiled
from postmortem.model.report import Report, Section
from postmortem.rules.context import RuleContext
from postmortem.rules.literals import Literals

_OPEN = ("open", "in-progress")


def check_action_fields(report: Report, context: RuleContext) -> Iterator[Diagnostic]:
    """PM701, PM702, PM703, PM708: an open action without owner, day or ticket, or after its day."""
    for i, action in enumerate(report.actions):
        if action.status not in _OPEN:
            continue
        name = f"the action `{action.id}`"
        if _nobody(action.owner, report.lang):
            help_ = "add `owner: Platform team`: a team is welcome"
            said = f": `{_short(action.owner)}` names nobody" if action.owner.strip() else ""
            yield Diagnostic("PM701", f"{name} has no owner{said}", action.span, help_)
        if action.due is None and ("actions", i, "due") not in report.where:
            help_ = "add `due: 2026-12-01` with the day it is promised for"
            yield Diagnostic("PM702", f"{name} has no due date", action.span, help_)
        elif action.due is not None and action.due < context.now.date():
            message = f"{name} was due on `{action.due}`"
            help_ = "set `status: done`, or move `due` and say why in `note`"
            yield Diagnostic("PM703", message, report.span("actions", i, "due"), help_)
        if not action.link.strip() and ("actions", i, "link") not in report.where:
            help_ = "add `link: https://…` to the ticket in which it is tracked"
            yield Diagnostic("PM708", f"{name} has no link", action.span, help_)


def _nobody(owner: str, lang: str) -> bool:
    """Whether an owner is empty or, in English or the report's language, a word for nobody in particular."""
    said = owner.strip().strip("().").casefold()
    known = (data for data in (action_wording("en"), action_wording(lang)) if data is not None)
    return not said or any(said in data.no_owners for data in known)


def check_action_titles(report: Report, context: RuleContext) -> Iterator[Diagnostic]:
    """PM704, PM705: a title that says no deed, or one of which nobody can tell whether it was done."""
    data = action_wording(report.lang)
    if data is None:
        return
    for i, action in enumerate(report.actions):
        vague = vague_words(action.title, data)
        span = report.span("actions", i, "title")
        if vague is not None:
            words, suggestion = vague
            message = f"nobody can tell when `{words}` is done"
            yield Diagnostic("PM705", message, span, suggestion)
        elif any(phrase.pattern.search(action.title) for phrase in data.phrases["no_verb"]):
            message = f"`{_short(action.title)}` does not say what will be done"
            yield Diagnostic("PM704", message, span, data.suggestions["verb"])


def vague_words(title: str, data: ActionWording) -> tuple[str, str] | None:
    """The vague words of a title that says nothing measurable, and what to write."""
    if compiled(data.measured).search(title) or any(c.isdigit() for c in title):
        return None
    for phrase in data.phrases["vague"]:
        if found := phrase.pattern.search(title):
            return found[0].strip(), phrase.suggestion
    return None


def action_sections(report: Report) -> Iterator[Section]:
    """The section of actions, and those under its heading: “Short term”."""
    level = 0
    for section in report.sections:
        if section.key == "actions":
            level = section.level
        elif section.key is not None or section.level <= level:
            level = 0
        if level:
            yield section


def check_promises(report: Report, context: RuleContext) -> Iterator[Diagnostic]:
    """PM706: a promise in a report that has no action; the first one is told.

    What people meant to do next, as the timeline tells, was done or dropped long ago.
    """
    data = action_wording(report.lang)
    listed = any(section.text.strip() for section in action_sections(report))
    if data is None or report.actions or listed:
        return
    prose = context.prose(report)
    found_promises = prose.find(data.phrases["promise"], _near_promises(report.lang).among(prose.words))
    places = [
        (passage.line, found.start(), passage, found)
        for _, passage, found in found_promises
        if passage.section != "timeline"
    ]
    if places:
        _, _, passage, found = min(places, key=lambda place: place[:2])
        words = " ".join(found[0].split())
        message = f"`{_short(words)}` is a promise, and the report has no action"
        yield Diagnostic("PM706", message, passage.locate(*found.span()), data.suggestions["promise"])


@lru_cache(maxsize=16)
def _near_promises(lang: str) -> Literals:
    data = action_wording(lang)
    return Literals(near for phrase in (data.phrases["promise"] if data else ()) for near in phrase.near)


def check_detection(report: Report, context: RuleContext) -> Iterator[Diagnostic]:
    """PM707: a customer noticed it first, and nothing will change that."""
    if report.detected_by != "customer":
        return
    if not any(a.type == "detect" and a.status != "wont-do" for a in report.actions):
        data = action_wording(report.lang)
        help_ = data.suggestions["detect"] if data else "add an action of `type: detect`"
        message = "a customer noticed it first, and no action is to detect it sooner"
        yield Diagnostic("PM707", message, report.span("detected_by"), help_)


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59].rstrip() + "…"
