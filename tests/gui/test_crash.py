"""An unexpected error is logged and said, and the program goes on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMessageLogContext, QtMsgType

from gui.crash import CrashHandler, describe


def raised(text: str) -> tuple:
    """An error with the place it came from."""
    try:
        raise ValueError(text)
    except ValueError as error:
        return type(error), error, error.__traceback__


def test_it_is_logged_without_the_words_of_the_report_and_said() -> None:
    logged, told = [], []
    handler = CrashHandler(logged.append, lambda: told.append("told"))
    handler.handle(*raised("张三的申请"))
    assert "ValueError" in logged[0]
    assert "test_crash.py" in logged[0]
    assert "张三" not in logged[0]
    assert told == ["told"]


def test_an_error_while_it_is_said_is_only_logged() -> None:
    logged = []

    def tell() -> None:
        handler.handle(*raised("second"))
        raise RuntimeError

    handler = CrashHandler(logged.append, tell)
    handler.handle(*raised("first"))
    assert [entry.split("\n")[0] for entry in logged] == ["ERROR ValueError", "ERROR ValueError", "ERROR RuntimeError"]


def test_it_is_said_again_the_next_time() -> None:
    told = []
    handler = CrashHandler(lambda _: None, lambda: told.append("told"))
    handler.handle(*raised("one"))
    handler.handle(*raised("two"))
    assert len(told) == 2


def test_stopping_the_program_by_the_keyboard_is_no_error() -> None:
    handler = CrashHandler(lambda _: None, lambda: None)
    with pytest.raises(SystemExit):
        handler.handle(KeyboardInterrupt, KeyboardInterrupt(), None)


def test_what_qt_says_goes_into_the_log() -> None:
    logged = []
    handler = CrashHandler(logged.append, lambda: None)
    handler.take_qt_message(QtMsgType.QtWarningMsg, QMessageLogContext(), "no such font")
    assert logged == ["WARNING Qt: no such font"] or logged == ["WARNING default: no such font"]


def test_describe_without_a_trace() -> None:
    assert describe(ValueError, None) == "ValueError"
