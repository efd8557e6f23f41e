"""The door: answers `--version` without importing anything, then hands over to the command line."""

import sys

from postmortem import __version__


def main() -> None:
    """Run the command line on this process's arguments."""
    if sys.argv[1:] == ["--version"]:
        print(f"postmortem {__version__}")
        return
    from postmortem.cli import cli

    cli()


if __name__ == "__main__":
    main()
