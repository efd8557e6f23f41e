"""Words for the fixed values of the report format: `{"near-miss": "Near miss"}`, as message ids.

A value that is not listed (a site's own trigger, say) is shown as it was written.
"""

from collections.abc import Mapping


def N_(msgid: str) -> str:  # noqa: N802 - gettext's own name for "translate later", known to extractors
    """A message id, marked for extraction."""
    return msgid


WORDS: Mapping[str, Mapping[str, str]] = {
    "kind": {
        "near-miss": N_("Near miss"),
        "security": N_("Security incident"),
        "maintenance": N_("Maintenance"),
    },
    "life": {
        "draft": N_("Draft"),
        "review": N_("In review"),
        "retracted": N_("Retracted"),
    },
    "mark": {
        "started": N_("Started"),
        "detected": N_("Detected"),
        "reported": N_("Reported"),
        "declared": N_("Declared"),
        "acknowledged": N_("Acknowledged"),
        "escalated": N_("Escalated"),
        "communicated": N_("Communicated"),
        "identified": N_("Identified"),
        "action": N_("Action"),
        "mitigated": N_("Mitigated"),
        "recovered": N_("Recovered"),
        "resolved": N_("Resolved"),
        "closed": N_("Closed"),
    },
    "duration": {
        "detect": N_("To detect"),
        "acknowledge": N_("To acknowledge"),
        "mitigate": N_("To mitigate"),
        "resolve": N_("To resolve"),
    },
    "detected_by": {
        "monitoring": N_("Monitoring"),
        "employee": N_("An employee"),
        "customer": N_("A customer"),
        "partner": N_("A partner"),
        "external": N_("Someone outside"),
    },
    "trigger": {
        "manual-operation": N_("Manual operation"),
        "configuration-push": N_("Configuration change"),
        "binary-push": N_("Software release"),
        "capacity": N_("Capacity"),
        "hardware": N_("Hardware"),
        "provider-change": N_("Change at a provider"),
        "certificate-expiry": N_("Expired certificate"),
        "clock-change": N_("Change of the clocks"),
    },
    "level": {
        "degraded": N_("degraded"),
        "outage": N_("outage"),
    },
    "phase": {
        "undetected": N_("Undetected"),
        "responding": N_("Responding"),
        "recovering": N_("Recovering"),
        "unmitigated": N_("Until mitigation"),
    },
    "revision": {
        "correction": N_("Correction"),
        "update": N_("Update"),
        "clarification": N_("Clarification"),
        "retraction": N_("Retraction"),
    },
    "action_type": {
        "prevent": N_("Prevent"),
        "detect": N_("Detect"),
        "mitigate": N_("Mitigate"),
        "process": N_("Process"),
        "investigate": N_("Investigate"),
    },
    "action_state": {
        "open": N_("Open"),
        "in-progress": N_("In progress"),
        "done": N_("Done"),
        "wont-do": N_("Dropped"),
        "overdue": N_("Overdue"),
    },
    "relation": {
        "same-cause": N_("Same cause"),
        "follow-up": N_("Follow-up"),
        "caused-by": N_("Caused by"),
        "causes": N_("Led to"),
        "duplicate": N_("Same incident"),
        "similar": N_("Similar"),
        "related": N_("Related"),
    },
}
