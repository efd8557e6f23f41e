"""How large a picture is, so that its place on a page is known before it has arrived."""

import re
from io import BytesIO

_SVG_ROOT = re.compile(rb"<svg\b[^>]*>")
_LENGTH = rb"""\s%s\s*=\s*["']\s*([0-9]{1,5}(?:\.[0-9]{1,5})?)(?:px)?\s*["']"""
_WIDTH, _HEIGHT = re.compile(_LENGTH % b"width"), re.compile(_LENGTH % b"height")
# The root of a drawing stands at its beginning, behind a declaration and comments.
_FIRST = 4096


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels; None for what is no picture, or does not say."""
    import imagesize  # noqa: PLC0415 - few sites have pictures, and it loads what it takes to fetch them

    root = _SVG_ROOT.search(data[:_FIRST])
    width, height = _of_drawing(root[0]) if root else imagesize.get(BytesIO(data))
    return (round(width), round(height)) if width >= 1 and height >= 1 else None


def _of_drawing(root: bytes) -> tuple[float, float]:
    """The size that an SVG says in pixels; one without takes the width that there is."""
    width, height = _WIDTH.search(root), _HEIGHT.search(root)
    return (float(width[1]), float(height[1])) if width and height else (0, 0)
