"""Compiles the data files that are read at every start: `python -m workflows.compile_resources`, run by the set-up."""

from __future__ import annotations

import resources
from model.toml_file import compile_toml

if __name__ == "__main__":
    compile_toml(resources.ROOT.rglob("*.toml"))
