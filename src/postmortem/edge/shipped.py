"""Where what is shipped beside the code stands: in the package of a wheel, at the top of a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def shipped(name: str, in_checkout: str) -> Path:
    """Give the folder `shipped/<name>` of the package, or `in_checkout` at the top of the repository."""
    packaged = _PACKAGE / "shipped" / name
    return packaged if packaged.is_dir() else _PACKAGE.parent.parent / in_checkout
