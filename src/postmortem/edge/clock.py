"""What time it is: SOURCE_DATE_EPOCH if it is set, so that a build can be repeated, else now."""

import os
from datetime import UTC, datetime

from postmortem.diagnostics import PostmortemError


def now() -> datetime:
    """Give the current moment in UTC, to the second."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given is None:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(given), UTC)
    except (ValueError, OverflowError, OSError):
        raise PostmortemError(f"SOURCE_DATE_EPOCH is `{given}`; it must be a number of seconds") from None
