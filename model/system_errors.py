"""What the system says when a file can't be read or written, as a reason and advice in Chinese."""

from __future__ import annotations

import errno
from pathlib import Path

from model.records import NamedTuple


class Reason(NamedTuple):
    """why: half a sentence that follows a colon. advice: a whole sentence."""

    why: str
    advice: str


_FULL = Reason("磁盘空间不够", "请删去一些不用的文件，或存到别的盘。")
_QUOTA = Reason("超过了给您的磁盘空间配额", "请删去一些不用的文件，或存到别的盘。")
_TOO_BIG = Reason("文件超过了这个盘允许的大小", "请存到别的盘。")
_DENIED = Reason("没有权限，或文件正被别的程序打开", "请关闭正打开它的 Word、WPS 等程序后再试，或换一个文件夹。")
_IN_USE = Reason("文件正被别的程序打开", "请关闭正打开它的 Word、WPS、同步或杀毒程序后再试，或换一个名字。")
_READ_ONLY_DISK = Reason("这个盘是只读的", "请存到别的盘；U 盘请看一下写保护开关。")
_TOO_LONG = Reason("文件名或路径太长", "请换一个短一些的名字，或放到上一级文件夹。")
_BAD_NAME = Reason("文件名不合规定", '请换一个名字，不要用 \\ / : * ? " < > | 这些符号。')
_MISSING = Reason(
    "找不到文件或文件夹，可能已被移走，或者网络盘、U 盘已断开", "请看一下网络盘或 U 盘是否还在，或换一个位置。"
)
_GONE = Reason("网络盘或 U 盘已断开", "请接好后再试；正要保存的，请先存到本机。")
_FOLDER = Reason("这个名字是一个文件夹", "请换一个名字。")
_LOOP = Reason("快捷链接互相指来指去，找不到真正的文件", "请直接选择真正的文件。")
_BROKEN = Reason("磁盘读写出错", "请先存到别的盘，并请管电脑的同事检查这个盘。")
_BUSY = Reason("电脑一时忙不过来", "请关闭一些程序后再试。")

_BY_ERRNO = {
    "ENOSPC": _FULL,
    "EDQUOT": _QUOTA,
    "EFBIG": _TOO_BIG,
    "EACCES": _DENIED,
    "EPERM": _DENIED,
    "EBUSY": _IN_USE,
    "ETXTBSY": _IN_USE,
    "EROFS": _READ_ONLY_DISK,
    "ENAMETOOLONG": _TOO_LONG,
    "EINVAL": _BAD_NAME,
    "EILSEQ": _BAD_NAME,
    "ENOENT": _MISSING,
    "ENOTDIR": _MISSING,
    "EISDIR": _FOLDER,
    "ELOOP": _LOOP,
    "EIO": _BROKEN,
    "EMFILE": _BUSY,
    "ENFILE": _BUSY,
    "ENOMEM": _BUSY,
    **dict.fromkeys(
        (
            "ESTALE",
            "ETIMEDOUT",
            "ENODEV",
            "ENXIO",
            "ENOTCONN",
            "EHOSTDOWN",
            "EHOSTUNREACH",
            "ENETDOWN",
            "ENETUNREACH",
            "ECONNRESET",
            "ECONNABORTED",
            "EREMOTEIO",
        ),
        _GONE,
    ),
}
_REASONS = {getattr(errno, name): reason for name, reason in _BY_ERRNO.items() if hasattr(errno, name)}

# Codes of Windows say more than the errno that Python makes of them.
_WINDOWS = {
    **dict.fromkeys((39, 112), _FULL),
    1295: _QUOTA,
    **dict.fromkeys((32, 33), _IN_USE),
    5: _DENIED,
    19: _READ_ONLY_DISK,
    206: _TOO_LONG,
    123: _BAD_NAME,
    **dict.fromkeys((21, 53, 55, 59, 64, 67, 121, 1167, 1231, 1232), _GONE),
    **dict.fromkeys((23, 1117), _BROKEN),
}
_WINDOWS_LONGEST = 248
"""From here on, "not found" on Windows may only mean that the path is too long (bytes of a folder's path)."""


def reason_for(error: OSError, path: Path) -> Reason:
    """Why the system refused, and what to do; what is not known is told with the system's own words."""
    code = getattr(error, "winerror", None)
    if code == 3 and len(str(path)) >= _WINDOWS_LONGEST:
        return _TOO_LONG
    reason = _WINDOWS.get(code) if code else None
    reason = reason or _REASONS.get(error.errno or 0)
    return reason or Reason(f"系统不允许（{error.strerror or error}）", "请换一个位置再试。")
