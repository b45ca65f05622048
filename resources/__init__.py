"""Where the program's data files are."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent


def path(*parts: str) -> Path:
    """The path of a data file, the same in a checkout and in a built program."""
    return ROOT.joinpath(*parts)
