"""An ordinary report, for tests that are about something else than what it says."""

_REPORT = """---
title: {title}
status: {status}
published: 2026-03-05
audience: public
services: [{services}]
started: 2026-03-0{day} 10:00
detected: 2026-03-0{day} 10:05
resolved: 2026-03-0{day} 11:00
---

## Summary

The disk was full. See [the first](a.md#impact).

## Impact

Sign-in failed for 55 minutes.

## Detection

An alert.

## Response

{words}

## Recovery

Sign-in worked again.

## Timeline

- 10:00 The disk is full
- 10:05 An alert
- 11:00 All is well
"""


def disk_full(
    title: str = "Disk full",
    words: str = "We added space.",
    *,
    status: str = "published",
    day: int = 1,
    services: str = "",
) -> str:
    """The report with that title, those words of the response, and that day of March 2026."""
    return _REPORT.format(title=title, words=words, status=status, day=day, services=services)
