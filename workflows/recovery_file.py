"""A recovery file: unsaved work of one document, with what is needed to give it back.

The first line is `nianbao-recovery 1 ` and the SHA-256 of all that follows: a line of JSON on the document
(`Header`), then the report as its own file would hold it, but of the named versions only those that
the document's file has not got. Times are local, without a zone.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from model.records import NamedTuple
from model.state import State, Version
from model.storage import dump_state
from workflows.lock import LockOwner

MAGIC = b"nianbao-recovery 1 "


class Pending(NamedTuple):
    """What is typed into a cell whose editor is still open."""

    cell: str
    text: str


class VersionMark(NamedTuple):
    """A named version by its name and time. new: it stands in the recovery file itself, not in the report's file."""

    name: str
    time: str
    new: bool


class Snapshot(NamedTuple):
    """Unsaved work as an immutable value. file_data: what the document's file held when it was read or saved last.

    in_file: the named versions that the file has.
    """

    state: State
    file: Path | None
    file_data: bytes | None
    in_file: tuple[Version, ...]
    pending: Pending | None
    time: datetime


class Header(NamedTuple):
    """What a recovery file says of its document. file: "" for a report that was never saved."""

    file: str
    file_sha256: str
    time: str
    owner: LockOwner
    pending: Pending | None
    versions: tuple[VersionMark, ...]


class Damaged(ValueError):
    """The bytes are not a whole recovery file."""


def encode(snapshot: Snapshot, owner: LockOwner) -> bytes:
    """The bytes of the file."""
    known = set(map(id, snapshot.in_file))
    versions = snapshot.state.versions
    header = {
        "file": str(snapshot.file or ""),
        "file_sha256": sha256(snapshot.file_data) if snapshot.file_data is not None else "",
        "time": snapshot.time.isoformat(timespec="seconds"),
        "owner": owner._asdict(),
        "pending": snapshot.pending,
        "versions": [(one.name, one.time, id(one) not in known) for one in versions],
    }
    new = tuple(one for one in versions if id(one) not in known)
    # ASCII with escapes: a path may hold bytes that are no UTF-8.
    body = json.dumps(header).encode("ascii") + b"\n" + dump_state(snapshot.state._replace(versions=new))
    return MAGIC + sha256(body).encode("ascii") + b"\n" + body


def decode(data: bytes) -> tuple[Header, bytes]:
    """The header and the bytes of the report. Raises Damaged."""
    first, _, body = data.partition(b"\n")
    if not first.startswith(MAGIC) or first[len(MAGIC) :].decode("ascii", "replace") != sha256(body):
        raise Damaged("checksum")
    line, _, report = body.partition(b"\n")
    try:
        return _header(json.loads(line)), report
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Damaged("header") from error


def sha256(data: bytes) -> str:
    """The digest in hexadecimal digits."""
    # Imported at the first write, in its thread: it costs time at the start.
    import hashlib

    return hashlib.sha256(data).hexdigest()


def _header(data: dict[str, Any]) -> Header:
    pending = Pending(*map(str, data["pending"])) if data["pending"] else None
    versions = tuple(VersionMark(str(name), str(time), bool(new)) for name, time, new in data["versions"])
    datetime.fromisoformat(data["time"])
    owner = LockOwner(**{name: data["owner"][name] for name in LockOwner._fields})
    return Header(str(data["file"]), str(data["file_sha256"]), data["time"], owner, pending, versions)
