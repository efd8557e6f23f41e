"""What can be taken out of a file, whatever form it has."""

from collections.abc import Iterator

from postmortem.packed.archives import in_archive
from postmortem.packed.kinds import PNG, is_pdf
from postmortem.packed.parts import Budget, Part
from postmortem.packed.pdf import in_pdf
from postmortem.packed.pictures import in_png


def contents(part: Part, budget: Budget) -> Iterator[Part]:
    """What is packed in a part, each with its place, and its texts; `budget` is taken from."""
    if part.data.startswith(PNG):
        yield from in_png(part, budget)
    elif is_pdf(part.data):
        yield from in_pdf(part, budget)
    else:
        yield from in_archive(part, budget)
