"""A report on an unexpected error to send on: log, version and system, without anything of the clerk's.

The log holds no figure or sentence of a report. Here everything else that might tell who and where goes as
well: paths, what errors and Qt say beside their kind, names of people, machines and units.
"""

from __future__ import annotations

import platform
import re
from collections.abc import Iterator
from datetime import datetime

from workflows.log_file import log_file
from workflows.version import NAME, VERSION

MOST_LINES = 400

_ENTRY = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \S+", re.ASCII)
_FRAME = re.compile(r'\s+File "(?:.*[/\\])?([\w.]+|<[\w ]+>)", line (\d+)(?:,)? in (\S+)', re.ASCII)
_SHORT_FRAME = re.compile(r"\s+[\w.]+\.py:\d+ \S+", re.ASCII)
_KIND = re.compile(
    r"([A-Za-z_][\w.]*(?:Error|Exception|Exit|Interrupt|Warning|Damaged|Refused|Changed\w*))\b.*", re.ASCII
)
_FATAL = re.compile(r"(?:Fatal Python error|Current thread|Thread 0x|Segmentation|Aborted)[ -~]*", re.ASCII)
_QT = re.compile(r"(\S+ \S+ (?:DEBUG|INFO|WARNING|CRITICAL|FATAL|SYSTEM) )([ -~]*)", re.ASCII)
_PLACE = re.compile(r'"[^"]*"|\'[^\']*\'|\S*[/\\]\S*|[^ -~]+')


def error_report(details: tuple[str, ...] = ()) -> str:
    """The text of the file. details: lines on the window system, as the window knows it."""
    lines = [
        f"{NAME} {VERSION}　错误报告　{datetime.now():%Y-%m-%d %H:%M}",
        f"系统：{platform.system()} {platform.release()} {platform.machine()}",
        f"Python {platform.python_version()}",
        *details,
        "",
        "运行记录（不含报告的数字和文字）：",
        *list(_log_lines())[-MOST_LINES:],
    ]
    return "\n".join(lines) + "\n"


def _log_lines() -> Iterator[str]:
    try:
        text = log_file().read_text(encoding="utf-8", errors="replace")
    except OSError:
        return
    for line in text.splitlines():
        told = _told(line)
        if told:
            yield told


def _told(line: str) -> str:
    """What may be told of a line of the log, "" for nothing: only what is known to be harmless."""
    if match := _FRAME.match(line):
        return f"  {match[1]}:{match[2]} {match[3]}"
    if _SHORT_FRAME.fullmatch(line):
        return line
    if match := _FATAL.match(line):
        return match[0]
    if match := _KIND.match(line):
        return match[1]
    if match := _QT.match(line):
        return match[1] + _PLACE.sub("…", match[2])
    entry = _ENTRY.match(line)
    return _entry(line, entry[0]) if entry else ""


def _entry(line: str, start: str) -> str:
    rest = line[len(start) :].strip()
    return f"{start} {rest}" if re.fullmatch(r"[A-Za-z_]*", rest, re.ASCII) else start
