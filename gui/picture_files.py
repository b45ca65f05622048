"""Pictures from files and from the clipboard as the report keeps them: PNG or JPEG, upright, not too large."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

from model.errors import ImportProblem
from model.pictures import JPEG, LONGEST_SIDE, MOST_PIXELS, PNG, Picture, look_at, picture_of, without_remarks
from model.system_errors import reason_for

LARGEST_FILE = 60_000_000
"""Bytes that are read of a file."""
MOST_READ = 210_000_000
"""Pixels: no camera makes more, and the window would stand still for as long as they are unpacked."""
QUALITY = 90
"""Of JPEG pictures that have to be written anew."""
LARGEST_PNG = 3_000_000
"""Bytes; a picture from the clipboard that is larger as PNG is a photograph, and kept as JPEG."""

_SAYS_NOTHING = re.compile(
    r"(?:img|dsc|dscn|pict|image|screenshot|wx|mmexport|微信图片|微信截图|屏幕截图|截图|图片|图像|照片|新建|无标题)?[\s\d_()（）.-]*",
    re.IGNORECASE,
)
_OTHERS = (
    ("GIF", re.compile(rb"GIF8")),
    ("BMP", re.compile(rb"BM")),
    ("WebP", re.compile(rb"RIFF....WEBP", re.DOTALL)),
    ("TIFF", re.compile(rb"II\*\0|MM\0\*")),
    ("HEIC（手机照片）", re.compile(rb"....ftyp(?:hei|hev|mif|msf)", re.DOTALL)),
    ("AVIF", re.compile(rb"....ftypavi", re.DOTALL)),
    ("PDF", re.compile(rb"%PDF")),
)
"""What files that are called .png or .jpg are as well, by how they begin."""
_SAVE_ANEW = "请用画图程序打开它，另存为 PNG 或 JPEG 后再插入。"
_TRANSFORMED = QImageIOHandler.Transformation.TransformationNone


def read_picture(path: Path) -> Picture:
    """The picture in a file, whatever its name. Raises ImportProblem."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ImportProblem(f"“{path.name}”太大，放不进报告。", "请用画图程序把它缩小，另存为 JPEG 后再插入。")
        data = path.read_bytes()
    except OSError as error:
        reason = reason_for(error, path)
        raise ImportProblem(f"打不开“{path.name}”：{reason.why}。", reason.advice) from error
    return picture_from(data, f"“{path.name}”")


def picture_from(data: bytes, name: str) -> Picture:
    """The picture that these bytes are, made smaller and turned upright where need be. Raises ImportProblem.

    A picture that needs neither keeps its bytes, but for what does not show: place and time, author, preview.
    """
    look = look_at(data)
    if not look.kind:
        raise ImportProblem(f"{name}{_what_it_is(data)}。", _SAVE_ANEW if data else "请重新复制或下载这张图片。")
    if look.kind == JPEG and not look.sound:
        # Qt would fill what is lacking with grey, and nobody would be told.
        raise ImportProblem(f"{name}不完整，可能没有复制或下载完。", "请重新复制或下载这张图片。")
    if look.width * look.height > MOST_READ:
        raise _unreadable(name, look.width, look.height)
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, look.kind.encode("ascii"))
    reader.setAutoTransform(True)
    turned = reader.transformation() != _TRANSFORMED
    size = reader.size()
    if max(size.width(), size.height()) > LONGEST_SIDE:
        reader.setScaledSize(_within(size))
    image = reader.read()
    if image.isNull():
        raise _unreadable(name, look.width, look.height)
    if image.format() == QImage.Format.Format_CMYK8888:
        # Colours of a printing press, which some programs show as their negative.
        image = image.convertToFormat(QImage.Format.Format_RGB32)
    elif not turned and reader.scaledSize().isEmpty() and (kept := picture_of(without_remarks(data))).printable:
        return kept
    return picture_of(_written(image, look.kind))


def _what_it_is(data: bytes) -> str:
    if not data:
        return "是空文件"
    found = next((kind for kind, start in _OTHERS if start.match(data)), "")
    return f"不是 PNG 或 JPEG 图片，是 {found}" if found else "不是 PNG 或 JPEG 图片"


def _unreadable(name: str, width: int, height: int) -> ImportProblem:
    if width * height > MOST_PIXELS:
        return ImportProblem(
            f"{name}有 {width} × {height} 像素，太大，放不进报告。",
            f"请用画图程序把它缩小到长边 {LONGEST_SIDE} 像素以内，另存后再插入。",
        )
    return ImportProblem(f"{name}打不开，可能已损坏。", _SAVE_ANEW)


def picture_from_image(image: QImage) -> Picture:
    """A picture of the clipboard: PNG, a photograph JPEG. Raises ImportProblem."""
    if image.isNull():
        raise ImportProblem("剪贴板里的图片打不开。", "请把图片另存为文件，再用“插入→图片”。")
    if max(image.width(), image.height()) > LONGEST_SIDE:
        image = image.scaled(
            _within(image.size()), Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    data = _written(image, PNG)
    if len(data) > LARGEST_PNG and not image.hasAlphaChannel():
        data = _written(image, JPEG)
    return picture_of(data)


def words_from_name(path: Path) -> str:
    """A file's name as a draft of the alternative text; "" for one that a camera or a program gave."""
    return "" if _SAYS_NOTHING.fullmatch(path.stem) else " ".join(path.stem.replace("_", " ").split())


def _within(size: QSize) -> QSize:
    return size.scaled(LONGEST_SIDE, LONGEST_SIDE, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))


def _written(image: QImage, kind: str) -> bytes:
    """The image in this format; what QImage holds beside the picture is left out."""
    for key in image.textKeys():
        image.setText(key, "")
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, kind.upper(), QUALITY if kind == JPEG else -1):  # type: ignore[call-overload]
        raise ImportProblem("图片没有转换成。", "请用画图程序把它另存为 PNG 或 JPEG 后再插入。")
    return without_remarks(data.data())
