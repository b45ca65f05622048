"""Fonts for tests that set pages: free stand-ins for the fonts of Chinese offices, by a configuration of their own.

Without it fontconfig sends every Chinese family to one and the same font.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

STAND_INS = {
    "方正小标宋简体": "Noto Serif CJK SC:semibold",
    "方正小标宋_GBK": "Noto Serif CJK SC:semibold",
    "仿宋_GB2312": "AR PL SungtiL GB",
    "仿宋": "AR PL SungtiL GB",
    "黑体": "WenQuanYi Zen Hei",
    "楷体_GB2312": "AR PL KaitiM GB",
    "楷体": "AR PL KaitiM GB",
    "宋体": "Noto Serif CJK SC",
    "Times New Roman": "Liberation Serif",
}


OTHER_STAND_INS = dict.fromkeys(STAND_INS, "Noto Sans CJK SC") | {"Times New Roman": "Liberation Serif"}
"""Every Chinese family by one other font, far taller than the first ones: measures must not depend on fonts."""


def write_font_configuration(folder: Path, stand_ins: Mapping[str, str] = STAND_INS) -> Path:
    """Write the configuration into the folder; its absolute path goes into FONTCONFIG_FILE."""
    matches = []
    for family, stand_in in stand_ins.items():
        name, _, weight = stand_in.partition(":")
        heavier = f'<edit name="weight" mode="assign" binding="strong"><const>{weight}</const></edit>' if weight else ""
        matches.append(
            f'<match target="pattern"><test name="family" qual="any"><string>{family}</string></test>'
            f'<edit name="family" mode="assign" binding="strong"><string>{name}</string></edit>{heavier}</match>'
        )
    file = folder.resolve() / "fonts.conf"
    file.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f'{"".join(matches)}<include ignore_missing="yes">/etc/fonts/fonts.conf</include></fontconfig>',
        encoding="utf-8",
    )
    return file


def missing_for_rendering() -> str:
    """What this machine lacks for setting pages, "" for nothing."""
    for program in ("soffice", "pdftotext", "fc-list"):
        if shutil.which(program) is None:
            return f"{program} is not installed"
    listed = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=True).stdout
    lacking = {
        stand_in.partition(":")[0]
        for stand_in in (*STAND_INS.values(), *OTHER_STAND_INS.values())
        if stand_in.partition(":")[0] not in listed
    }
    return f"fonts are missing: {', '.join(sorted(lacking))}" if lacking else ""
