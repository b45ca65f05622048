"""Compiles what is read at every start: data files, and the modules into one file.

`python -m workflows.compile_resources`, run by the set-up.
"""

from __future__ import annotations

import resources
from model.toml_file import compile_toml
from workflows.module_bundle import bundle

if __name__ == "__main__":
    compile_toml(resources.ROOT.rglob("*.toml"))
    bundle()
