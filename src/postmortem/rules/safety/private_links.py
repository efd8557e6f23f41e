"""Where links lead that only insiders can open: `(what it is, what every match holds, expression)`.

Pages that the same services publish for everybody (`/pub`, public dashboards) are not among them.
"""

import re
from functools import cache

_HOST = r"(?<![\w.-])(?:[\w-]+\.)*"
_REST = r"[^\s<>\"'`)\]]*"


def _link(what: str, near: str, address: str) -> tuple[str, str, str]:
    return what, near, address + _REST


@cache
def private_link(expression: str) -> re.Pattern[str]:
    """The expression of a link, compiled when a text may hold one."""
    return re.compile(expression, re.IGNORECASE)


PRIVATE_LINKS: tuple[tuple[str, str, str], ...] = (
    _link(
        "a chat archive",
        "slack.com/",
        _HOST + r"slack\.com/(?:archives|client|files|team|messages|canvas|docs)/",
    ),
    _link("a chat archive", "teams.", r"(?<![\w.-])teams\.(?:microsoft|live)\.com/"),
    _link("a chat archive", "discord.com/channels/", r"(?<![\w.-])(?:\w+\.)?discord\.com/channels/"),
    _link("a chat archive", "chat.google.com", r"(?<![\w.-])chat\.google\.com/"),
    _link(
        "an internal document",
        "docs.google.com/",
        r"(?<![\w.-])docs\.google\.com/(?:a/[\w.]+/)?\w+/(?:u/\d/)?d/(?!e/)",
    ),
    _link("an internal document", "drive.google.com/", r"(?<![\w.-])drive\.google\.com/"),
    _link(
        "an internal document",
        "notion.so/",
        r"(?<![\w.-])(?:www\.)?notion\.so/(?:[\w-]+/)?[\w-]*[0-9a-f]{32}",
    ),
    _link("an internal document", "sharepoint.com/", _HOST + r"sharepoint\.com/"),
    _link("an internal document", "dropbox.com/", r"(?<![\w.-])(?:www\.)?dropbox\.com/(?:s|scl|home|sh)/"),
    _link("an internal document", "coda.io/d/", r"(?<![\w.-])coda\.io/d/"),
    _link("an internal document", "quip.com/", _HOST + r"quip\.com/[A-Za-z0-9]{8,}"),
    _link(
        "an internal wiki or ticket",
        ".atlassian.net/",
        _HOST + r"atlassian\.net/(?:wiki|browse|jira|servicedesk|l/|projects)",
    ),
    _link("an internal wiki", "confluence.", r"(?<![\w.-])confluence\.[\w.-]+/"),
    _link("an internal ticket", "jira.", r"(?<![\w.-])jira\.[\w.-]+/(?:browse|projects|secure)/"),
    _link("an internal ticket", "linear.app/", r"(?<![\w.-])linear\.app/[\w-]+/(?:issue|project|team|view)"),
    _link("an internal ticket", "app.asana.com/", r"(?<![\w.-])app\.asana\.com/"),
    _link("an internal ticket", "app.clickup.com/", r"(?<![\w.-])app\.clickup\.com/"),
    _link("an internal ticket", ".monday.com/", _HOST + r"monday\.com/boards/"),
    _link("an internal ticket", ".zendesk.com/agent", _HOST + r"zendesk\.com/agent/"),
    _link("an internal ticket", ".service-now.com/", _HOST + r"service-now\.com/"),
    _link("an internal drawing", "miro.com/app/", r"(?<![\w.-])miro\.com/app/board/"),
    _link("an internal drawing", "lucid.app/", r"(?<![\w.-])lucid\.app/"),
    _link(
        "a pager's page",
        ".pagerduty.com/",
        _HOST
        + r"pagerduty\.com/(?:incidents|alerts|services|schedules|escalation_policies|postmortems|users)",
    ),
    _link("a pager's page", "opsgenie.com/", _HOST + r"opsgenie\.com/"),
    _link("a pager's page", "app.incident.io/", r"(?<![\w.-])app\.incident\.io/"),
    _link("a pager's page", "rootly.com/", r"(?<![\w.-])rootly\.com/account/"),
    _link("a pager's page", "app.firehydrant.io/", r"(?<![\w.-])app\.firehydrant\.io/"),
    _link("a meeting", "zoom.us/", _HOST + r"zoom\.us/(?:j|my|rec|s|w|wc|meeting)/"),
    _link("a meeting", "meet.google.com/", r"(?<![\w.-])meet\.google\.com/[a-z]"),
    _link("a dashboard", "app.datadoghq.", r"(?<![\w.-])(?:\w+\.)?app\.datadoghq\.(?:com|eu)/"),
    _link("a dashboard", "one.newrelic.com/", r"(?<![\w.-])one\.(?:eu\.)?newrelic\.com/"),
    _link(
        "a dashboard", ".grafana.net/", _HOST + r"grafana\.net/(?!(?:public-dashboards|dashboard/snapshot)/)"
    ),
    _link("a dashboard", "ui.honeycomb.io/", r"(?<![\w.-])ui\.honeycomb\.io/"),
    _link("a dashboard", "sentry.io/", _HOST + r"sentry\.io/(?:organizations/[\w-]+/)?issues/"),
    _link("a dashboard", ".splunkcloud.com/", _HOST + r"splunkcloud\.com/"),
    _link("a console", "console.aws.amazon.com/", _HOST + r"console\.aws\.amazon\.com/"),
    _link("a console", "console.cloud.google.com/", r"(?<![\w.-])console\.cloud\.google\.com/"),
    _link("a console", "portal.azure.com/", r"(?<![\w.-])portal\.azure\.com/"),
)
