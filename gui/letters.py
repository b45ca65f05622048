"""A letter for every button of a dialog, so that Alt and the letter press it."""

from __future__ import annotations

import re
from types import MappingProxyType

from PySide6.QtWidgets import QAbstractButton, QDialog, QGroupBox, QLabel, QPushButton

USUAL = MappingProxyType(
    {
        "取消": "CXQZ",
        "关闭": "CXQZ",
        "确定": "OKY",
        "知道了": "OKY",
        "保存": "S",
        "不保存": "ND",
        "另存为": "A",
        "丢弃": "DT",
        "恢复": "RH",
        "留着": "KL",
        "重试": "R",
        "覆盖": "F",
        "接着做": "GJ",
        "保存错误报告": "SB",
    }
)
"""The letters that a button gets for its text, the first that is free."""

_OTHERS = "ABDEFGHIJKLMNOPRSTUVWYZCQX123456789"


def letter_of(text: str) -> str:
    """The letter that Alt is pressed with for this text, "" for none."""
    found = re.search(r"&([^&])", text.replace("&&", ""))
    return found[1].upper() if found else ""


def give_letters(dialog: QDialog) -> None:
    """Give each button that has none a letter that nothing else in the dialog has."""
    taken = {letter_of(text) for text in _texts(dialog)}
    for button in dialog.findChildren(QPushButton):
        text = button.text()
        if text and not letter_of(text):
            plain = text.removesuffix("…")
            letter = next((one for one in USUAL.get(plain, "") + _OTHERS if one not in taken), "")
            if letter:
                taken.add(letter)
                button.setText(f"{plain}(&{letter}){text[len(plain) :]}")


def _texts(dialog: QDialog) -> list[str]:
    buttons = [button.text() for button in dialog.findChildren(QAbstractButton)]
    labels = [label.text() for label in dialog.findChildren(QLabel) if label.buddy() is not None]
    return [*buttons, *labels, *(box.title() for box in dialog.findChildren(QGroupBox))]
