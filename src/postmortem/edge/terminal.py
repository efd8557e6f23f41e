"""The terminal: colour by the usual conventions, its width, and progress that leaves no trace.

Results go to standard output, progress and notices to standard error.
"""

import os
import shutil
import sys
import time
from typing import TextIO

import click

_WAIT = 0.5  # seconds before progress shows: short builds stay quiet
_STEP = 0.1


def uses_colour(stream: TextIO) -> bool:
    """Whether to colour: FORCE_COLOR, then NO_COLOR, then whether it is a terminal."""
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    if os.environ.get("NO_COLOR"):
        return False
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def paint(text: str, colour: str) -> str:
    """Colour a piece of text."""
    return click.style(text, fg=colour, bold=colour in ("red", "yellow"))


def width() -> int:
    """How many columns to write: the terminal's, between 40 and 120; 80 where there is none."""
    return max(40, min(shutil.get_terminal_size((80, 24)).columns, 120))


class Progress:
    """A counter on standard error, on terminals only, for what takes longer than half a second."""

    def __init__(self) -> None:
        self._shows = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._start = self._last = time.monotonic()
        self._drawn = False

    def __call__(self, what: str, done: int, total: int) -> None:
        """Say how far a step is."""
        now = time.monotonic()
        if not self._shows or now - self._start < _WAIT or (now - self._last < _STEP and done < total):
            return
        self._last, self._drawn = now, True
        sys.stderr.write(f"\r\x1b[2K{what} {done:,} of {total:,}")
        sys.stderr.flush()

    def close(self) -> None:
        """Wipe the line."""
        if self._drawn:
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()
            self._drawn = False
