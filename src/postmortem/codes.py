"""Every diagnostic code: its name, its level, and whether a site may change that level.

A `fixed` code means that the report could not be read at all; it stays an error whatever a site says.
Each code has a page in docs/reference/codes/ (printed by `postmortem explain`) and a case in tests/cases/.
"""

from msgspec import Struct

from postmortem.diagnostics import Level

_E, _W, _I = Level.ERROR, Level.WARNING, Level.INFO


class Code(Struct, frozen=True):
    """A kind of finding."""

    code: str
    name: str
    level: Level
    fixed: bool = False


TABLE: tuple[Code, ...] = (
    # PM1xx: the file and its front matter
    Code("PM101", "unreadable-file", _E, fixed=True),
    Code("PM102", "no-front-matter", _E, fixed=True),
    Code("PM103", "yaml-syntax", _E, fixed=True),
    Code("PM104", "yaml-feature-refused", _E, fixed=True),
    Code("PM105", "too-large", _E, fixed=True),
    Code("PM106", "duplicate-key", _E, fixed=True),
    Code("PM107", "unknown-key", _E),
    Code("PM108", "missing-field", _E, fixed=True),
    Code("PM109", "invalid-value", _E),
    Code("PM110", "invalid-date", _E),
    Code("PM111", "invalid-time-zone", _E),
    Code("PM112", "clock-change", _E),
    Code("PM113", "unknown-service", _E),
    Code("PM114", "unknown-severity", _E),
    Code("PM115", "times-out-of-order", _E),
    Code("PM116", "time-in-the-future", _E),
    Code("PM117", "invalid-id", _E, fixed=True),
    Code("PM118", "address-taken", _E, fixed=True),
    Code("PM119", "embargo-after-publication", _E),
    Code("PM120", "no-publication-date", _E),
    Code("PM121", "time-not-recorded", _W),
    Code("PM122", "unknown-rule", _E),
    Code("PM123", "no-base-url", _W),
    # PM2xx: the body's structure
    Code("PM201", "missing-section", _E),
    Code("PM202", "empty-section", _E),
    Code("PM203", "section-twice", _W),
    Code("PM204", "heading-skips-level", _W),
    Code("PM205", "placeholder-left", _E),
    Code("PM206", "image-without-alt", _E),
    Code("PM207", "broken-link", _E),
    Code("PM208", "broken-anchor", _E),
    Code("PM209", "image-not-found", _E),
    Code("PM210", "internal-marker", _E, fixed=True),
    Code("PM211", "anchor-twice", _E),
    Code("PM212", "raw-html", _W),
    Code("PM213", "allowance", _W),
    Code("PM214", "code-never-closed", _E),
    Code("PM215", "lost-text", _E, fixed=True),
    # PM3xx: the timeline and its arithmetic
    Code("PM301", "unreadable-time", _E),
    Code("PM302", "entry-without-time", _W),
    Code("PM303", "out-of-order", _E),
    Code("PM304", "rollover-unclear", _E),
    Code("PM305", "impossible-date", _E),
    Code("PM306", "entry-at-clock-change", _E),
    Code("PM307", "no-date", _E),
    Code("PM308", "unknown-zone", _E),
    Code("PM309", "ambiguous-date", _E),
    Code("PM310", "time-without-entry", _I),
    Code("PM311", "nothing-before-detection", _I),
    Code("PM312", "entry-outside-incident", _W),
    Code("PM313", "mark-contradicts-field", _W),
    Code("PM314", "no-timeline-entry", _E),
    Code("PM315", "zones-disagree", _W),
    Code("PM316", "stated-duration", _W),
    Code("PM317", "stated-time", _W),
    Code("PM318", "suggested-mark", _I),
    Code("PM319", "unknown-mark", _W),
    Code("PM320", "window-outside-incident", _W),
    Code("PM321", "day-not-read", _W),
    # PM4xx: what reports say of each other
    Code("PM401", "no-such-relation", _W),
    Code("PM402", "relation-outside-the-edition", _I),
    Code("PM403", "translation-behind", _W),
    Code("PM404", "overlapping-incident", _I),
    Code("PM405", "change-without-revision", _W),
    # PM5xx: how it is worded
    Code("PM501", "blame", _W),
    Code("PM502", "personal-failing", _W),
    Code("PM503", "counterfactual", _W),
    Code("PM504", "person-named", _W),
    Code("PM505", "hindsight", _I),
    Code("PM506", "single-cause", _W),
    Code("PM507", "vague-impact", _W),
    Code("PM508", "unexplained-abbreviation", _I),
    Code("PM509", "long-summary", _W),
    # PM6xx: what must not be published
    Code("PM601", "secret", _E),
    Code("PM602", "mail-address", _E),
    Code("PM603", "phone-number", _E),
    Code("PM604", "ip-address", _E),
    Code("PM605", "internal-host", _E),
    Code("PM606", "private-link", _E),
    Code("PM607", "denied-word", _E),
    Code("PM608", "image-metadata", _E),
    Code("PM609", "active-drawing", _E),
    Code("PM610", "unread-attachment", _W),
    # PM7xx: the actions, what a report promises
    Code("PM701", "action-without-owner", _W),
    Code("PM702", "action-without-due-date", _W),
    Code("PM703", "action-overdue", _I),
    Code("PM704", "action-without-verb", _I),
    Code("PM705", "vague-action", _W),
    Code("PM706", "promise-without-action", _W),
    Code("PM707", "no-detection-action", _W),
    Code("PM708", "action-without-link", _I),
    Code("PM709", "action-in-text-alone", _I),
)

BY_CODE = {entry.code: entry for entry in TABLE}
FAMILIES = tuple(sorted({entry.code[:3] + "xx" for entry in TABLE}))
