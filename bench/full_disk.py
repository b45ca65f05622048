"""What is left when a disk is really full: every kind of document onto a small disk of its own (Linux, as root).

usage: sudo .venv/bin/python bench/full_disk.py
Mounts 4 MB of memory as a disk, writes a report as every kind and as a publication, fills the disk to the last block, and
writes another report over them. Every old file must be whole, nothing half must be left, and the message must say so.
Ends with 1 when that is not so.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from model.edits import Edit, SetField  # noqa: E402
from model.errors import SaveError  # noqa: E402
from workflows.example import make_example  # noqa: E402
from workflows.export_kinds import KINDS, Wishes  # noqa: E402
from workflows.publication import write_publication  # noqa: E402

SIZE = "4m"
READ_ONLY = "remount,ro"


def fill(disk: Path) -> None:
    """Take all that is left."""
    with (disk / "rest").open("wb", buffering=0) as rest:
        try:
            while rest.write(b"\0" * 4096):
                pass
        except OSError:
            return


def contents(disk: Path) -> dict[str, bytes]:
    """Every file by its path within the disk, hidden ones too."""
    return {str(path.relative_to(disk)): path.read_bytes() for path in disk.rglob("*") if path.is_file()}


def tried(disk: Path) -> int:
    """Write another report over all that is there; how often that went otherwise than it should."""
    report, wrong, before = make_example(), 0, contents(disk)
    report.apply(Edit("改动", (SetField("contact.phone", "0000-1111111"),)))
    jobs = {
        kind.name: lambda kind=kind: kind.write(report, disk / f"{kind.id}{kind.suffix}", Wishes())
        for kind in KINDS.values()
    }
    jobs["发布材料"] = lambda: write_publication(report, disk / "发布")
    for name, job in jobs.items():
        try:
            job()
            said = "written" if name == "采集表" else "WRITTEN although there is no room"
        except SaveError as error:
            said = str(error)
        whole = contents(disk) == before
        wrong += not whole or said.startswith("WRITTEN")
        print(f"{'whole' if whole else 'NOT WHOLE':10}{name}: {said}")
    return wrong


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        disk = Path(name)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", name], check=True)
        try:
            for kind in KINDS.values():
                kind.write(make_example(), disk / f"{kind.id}{kind.suffix}", Wishes())
            write_publication(make_example(), disk / "发布")
            fill(disk)
            print("a full disk")
            wrong = tried(disk)
            subprocess.run(["mount", "-o", READ_ONLY, name], check=True)
            print("a read-only disk")
            wrong += tried(disk)
        finally:
            subprocess.run(["umount", name], check=True)
    print("as it should be" if not wrong else f"{wrong} times otherwise than it should be")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
