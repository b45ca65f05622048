"""Start the window program: application, look, log, first window."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from gui.crash import CrashHandler
from gui.garbage import Collector
from gui.interaction import Interaction
from gui.look import follow, theme_in_force
from gui.settings import Settings
from gui.theme import Theme
from gui.windows import WindowList
from gui.zoom import base_of
from workflows.version import NAME, VERSION

BUSY = 1000
"""Milliseconds after which the first window is surely built."""


def start(files: Sequence[str], at: str) -> int:
    """Open these files at this cell, the start page for none; the exit status when the last window is closed."""
    QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    application = QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    application.setApplicationName(NAME)
    application.setApplicationVersion(VERSION)
    translate(application)
    settings, interaction = Settings(), Interaction()
    try:
        _open(application, settings, interaction, files, at)
    except Exception as error:
        # Imported only when there is trouble.
        from gui.start_trouble import begin_again

        if not begin_again(error, settings, interaction, lambda: _open(application, settings, interaction, files, at)):
            return 1
    QTimer.singleShot(BUSY, application, lambda: Collector(application))
    return application.exec()


def _open(
    application: QApplication, settings: Settings, interaction: Interaction, files: Sequence[str], at: str
) -> WindowList:
    """The first windows, by the settings."""
    theme = Theme(theme_in_force(settings), base_of(settings))
    follow(application, theme, settings)
    windows = WindowList(theme, settings, interaction)
    CrashHandler(_log, lambda: _tell_crash(windows)).install()
    for name in files:
        windows.open_file(Path(name), None, at)
    if not windows.windows:
        windows.open_blank(at) if at else windows.show_start()
    return windows


def translate(application: QApplication) -> None:
    """Qt's own buttons in Chinese, where the translation is installed."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(application)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)


def _log(text: str) -> None:
    # Imported only when there is something to write.
    from workflows.log_file import log_text

    log_text(text)


def _tell_crash(windows: WindowList) -> None:
    from gui.crash_report import tell

    tell(windows.tools)
