"""Files that are no good pictures: the right picture comes of them, or a word on what is wrong, never a long wait."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtGui import QImage

from gui.picture_files import picture_from, picture_from_image
from model.errors import ImportProblem
from model.pictures import Picture
from tests.pictures import JPEG, chunk, png


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "是空文件"),
        (b"GIF89a", "是 GIF"),
        (b"BM1234", "是 BMP"),
        (b"RIFF\n\0\0\0WEBPVP8 ", "是 WebP"),
        (b"\0\0\0\x18ftypheic", "是 HEIC"),
        (b"hello", "不是 PNG 或 JPEG 图片。"),
        (png(400, 300)[:-20], "已损坏"),
        (JPEG[:-2], "不完整"),
        (png()[:16] + b"\0\0\x75\x30" * 2 + png()[24:], "30000 × 30000 像素"),
        (JPEG.replace(b"\x08\0\x08\0\x08", b"\x08\xff\xdc\xff\xdc"), "65500 × 65500 像素"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_cannot_come_in_says_why(data: bytes, why: str) -> None:
    with pytest.raises(ImportProblem) as told:
        picture_from(data, "“图.png”")
    assert why in str(told.value)
    assert told.value.advice


def test_of_an_animation_the_first_picture_stays() -> None:
    moving = png()[:33] + chunk(b"acTL", bytes(8)) + png()[33:-12] + chunk(b"fdAT", bytes(20)) + png()[-12:]
    assert picture_from(moving, "动画") == Picture(png())


def test_the_colours_of_a_printing_press_become_those_of_a_screen() -> None:
    image = QImage(16, 16, QImage.Format.Format_RGB32)
    image.fill(0xFFFF0000)
    image = image.convertToFormat(QImage.Format.Format_CMYK8888)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    assert image.save(buffer, "JPEG", 95)
    found = QImage.fromData(picture_from(data.data(), "印刷").data)
    assert found.format() == QImage.Format.Format_RGB32
    red = found.pixelColor(8, 8)
    assert red.red() > 230 > 30 > max(red.green(), red.blue())


def test_what_is_transparent_stays_so() -> None:
    image = QImage(2400, 1200, QImage.Format.Format_ARGB32)
    image.fill(0x40FF0000)
    found = QImage.fromData(picture_from_image(image).data)
    assert found.hasAlphaChannel()
    assert found.pixelColor(9, 9).alpha() == 0x40
