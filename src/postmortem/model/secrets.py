"""What was left out of an edition, for the checks that nothing of it is published or printed.

Never part of a site: a secret goes beside the report that it was cut from, to `app` and no further.
"""

from msgspec import Struct

from postmortem.diagnostics import Span


class Secret(Struct, frozen=True):
    """A text that the audience may not see, as it was written, and where it stands."""

    text: str
    span: Span
