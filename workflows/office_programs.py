"""The office programs of this PC that can make a .docx of an older file, and how they are told to.

What concerns Windows (registry, WPS and Word through their automation) was written from documentation and never tried.
WPS for Linux has no way to be told without a window.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

LIBREOFFICE = "LibreOffice"
_NAMES = ("soffice", "libreoffice")
_PLACES = (
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/usr/local/bin/soffice",
    "/snap/bin/libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_VERSIONS = ("libreoffice*/program/soffice", "apps/*libreoffice*/files/program/soffice")
"""Below /opt: as the makers' own packages and those of UOS have it."""
_AUTOMATED = {"WPS": ("KWPS.Application", "WPS.Application"), "Word": ("Word.Application",)}
_SOURCE, _TARGET, _PROGRAM = "NIANBAO_SOURCE", "NIANBAO_TARGET", "NIANBAO_PROGRAM"
_AUTOMATION = (
    "$ErrorActionPreference='Stop';"
    f"$app=New-Object -ComObject $env:{_PROGRAM};"
    "try{"
    "$app.Visible=$false;$app.DisplayAlerts=0;"
    # msoAutomationSecurityForceDisable: no macro runs, whatever the settings say.
    "$app.AutomationSecurity=3;"
    # Not to be asked for a conversion, read only, not among the recent files; a password that no file has, so that one
    # with a password fails instead of asking.
    f"$document=$app.Documents.Open($env:{_SOURCE},$false,$true,$false,'?');"
    # wdFormatXMLDocument
    f"$document.SaveAs2($env:{_TARGET},12);"
    "$document.Close(0)"
    "}finally{$app.Quit(0)}"
)
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>
"""
_SETTINGS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Common/Security/Scripting", "DisableOLEAutomation", "true"),
    ("Writer/Content/Update", "Link", "2"),
)
"""No macros, nothing fetched from elsewhere, links never followed."""


class OfficeProgram(NamedTuple):
    """A program that converts. name: as people call it; path: what is started; automation: its name there, or ""."""

    name: str
    path: Path
    automation: str = ""

    def command(self, source: Path, folder: Path) -> list[str]:
        """What makes source.docx in the folder; a profile of its own is made there."""
        if self.automation:
            return [str(self.path), "-NoProfile", "-NonInteractive", "-Command", _AUTOMATION]
        profile = folder / "profile"
        _write_profile(profile)
        return [
            str(self.path),
            f"-env:UserInstallation={profile.as_uri()}",
            *("--headless", "--invisible", "--nologo", "--nodefault", "--norestore", "--nolockcheck"),
            *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder), str(source)),
        ]

    def environment(self, source: Path, folder: Path) -> Mapping[str, str]:
        """What the program is started with: all that it writes besides goes into the folder."""
        own = {"TMPDIR": folder, "TMP": folder, "TEMP": folder}
        if self.automation:
            own |= {_SOURCE: source, _TARGET: folder / f"{source.stem}.docx"}
        return {**os.environ, **{name: str(value) for name, value in own.items()}, _PROGRAM: self.automation}


def find_office() -> OfficeProgram | None:
    """A program of this PC that converts, None when there is none."""
    found = next(_libreoffices(), None)
    return OfficeProgram(LIBREOFFICE, found) if found is not None else next(_automated(), None)


def _libreoffices() -> Iterator[Path]:
    yield from (Path(found) for name in _NAMES if (found := shutil.which(name)))
    if sys.platform == "win32":
        yield from _registered()
        folders = (os.environ.get(name, "") for name in ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)"))
        places = [Path(folder) / "LibreOffice" / "program" / "soffice.exe" for folder in folders if folder]
    else:
        places = [Path(place) for place in _PLACES]
        places += [place for pattern in _VERSIONS for place in sorted(Path("/opt").glob(pattern))]
    yield from (place for place in places if place.is_file())


def _registered() -> Iterator[Path]:
    """Where LibreOffice's set-up says that it is. Never tried."""
    if sys.platform != "win32":
        return
    import winreg

    for root in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
        for view in (winreg.KEY_WOW64_64KEY, winreg.KEY_WOW64_32KEY):
            try:
                with winreg.OpenKey(root, r"SOFTWARE\LibreOffice\UNO\InstallPath", 0, winreg.KEY_READ | view) as key:
                    place = Path(str(winreg.QueryValue(key, None))) / "soffice.exe"
            except OSError:
                continue
            if place.is_file():
                yield place


def _automated() -> Iterator[OfficeProgram]:
    """WPS and Word, which are told by a script what to do. Never tried."""
    if sys.platform != "win32":
        return
    import winreg

    shell = shutil.which("powershell")
    for name, programs in _AUTOMATED.items() if shell else ():
        for program in programs:
            try:
                winreg.CloseKey(winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, rf"{program}\CLSID"))
            except OSError:
                continue
            yield OfficeProgram(name, Path(str(shell)), program)


def _write_profile(folder: Path) -> None:
    items = (
        f'<item oor:path="/org.openoffice.Office.{place}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for place, name, value in _SETTINGS
    )
    user = folder / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_PROFILE.format("".join(items)), "utf-8")
