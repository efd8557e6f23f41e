"""The door: answers `--version` without importing anything, then hands over to the command line."""

import gc
import sys

from postmortem import __version__


def main() -> None:
    """Run the command line on this process's arguments."""
    if sys.argv[1:] == ["--version"]:
        print(f"postmortem {__version__}")
        return
    # What a run makes it mostly keeps to its end: looking through all of it for what could be freed only
    # takes time. What is made and dropped at once, in circles, is worth a look.
    gc.set_threshold(5_000, 20, 1_000)
    try:
        from postmortem.cli import cli

        cli()
    finally:
        # Or Python would look through all that is left for circles, when it is given back as a whole anyway.
        gc.freeze()


if __name__ == "__main__":
    main()
