"""What was left out of an edition, for the checks that nothing of it is published or printed.

Never part of a site: a secret goes beside the report that it was cut from, to `app` and no further.
"""

from dataclasses import dataclass

from postmortem.diagnostics import Span


@dataclass(frozen=True, slots=True)
class Secret:
    """A text that the audience may not see, as it was written, and where it stands."""

    text: str
    span: Span
