"""The command line's parser, speaking Chinese."""

from __future__ import annotations

import argparse
import re
import sys
from typing import NoReturn

WRONG_USAGE = 2

_MESSAGES = (
    (r"the following arguments are required: (.*)", r"缺少 \1"),
    (r"unrecognized arguments: (.*)", r"不认识 \1"),
    (r"argument (.*?): invalid int value: '(.*)'", r"\1 应为整数，写成了“\2”"),
    (r"argument (.*?): invalid choice: '(.*?)' \(choose from .*\)", r"没有 \1“\2”"),
    (r"argument (.*?): expected one argument", r"\1 后面要写一个值"),
    (r"argument (.*?): ignored explicit argument '(.*)'", r"\1 后面不能写“\2”"),
    (r"argument (.*?): given twice", r"\1 写了两次，只能写一次"),
)
"""What argparse says, and the same in Chinese."""


class _Formatter(argparse.HelpFormatter):
    def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def]
        return super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class _Once(argparse.Action):
    """Keeps the value of an option that may be given once: of two, one would be left out without a word."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: object, option: str | None = None
    ) -> None:
        given = vars(namespace).setdefault("options_given", set())
        if option is not None and self.dest in given:
            raise argparse.ArgumentError(self, "given twice")
        given.add(self.dest)
        setattr(namespace, self.dest, values)


class Parser(argparse.ArgumentParser):
    """A parser whose help and errors are Chinese; an error ends the program with status 2.

    Options are written in full and once, but for those that gather what they are given.
    """

    def __init__(self, **options: object) -> None:
        usual = {"formatter_class": _Formatter, "add_help": False, "allow_abbrev": False}
        super().__init__(**{**usual, **options})  # type: ignore[arg-type]
        self.register("action", None, _Once)
        self.register("action", "store", _Once)
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这个说明")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the call."""
        for english, chinese in _MESSAGES:
            found = re.fullmatch(english, message)
            if found:
                message = found.expand(chinese)
                break
        self.print_usage(sys.stderr)
        self.exit(WRONG_USAGE, f"用法不对：{message}。\n")
