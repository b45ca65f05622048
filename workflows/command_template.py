"""`main.py check-template`: what is wrong with a template, before anybody exports by it."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from workflows.usage import UsageError, named_path


def add_check_template(commands: Any) -> None:
    """The command's words; commands: what all commands of the program are added to."""
    command: argparse.ArgumentParser = commands.add_parser("check-template", help="检查单位自己的 Word 或 Excel 模板")
    command.add_argument("template", type=named_path, metavar="模板")
    command.add_argument("--edition", default="", metavar="年版", help="表样的年版，不写是现行的")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from workflows.check_template import check_template
    from workflows.command_line import DONE, WITH_FINDINGS
    from workflows.forms import editions, form

    edition = options.edition or editions()[0]
    if edition not in editions():
        raise UsageError(f"没有 {edition} 年版的表样，只有 {'、'.join(editions())}")
    found = check_template(options.template, form(edition))
    for heading, line in found.lines():
        sys.stdout.write(f"{heading}  {line}\n")
    if found.fonts:
        sys.stdout.write(f"用到的字体  {'、'.join(found.fonts)}\n")
    if found.usable:
        sys.stdout.write(f"{found.known}\n")
    return DONE if found.usable else WITH_FINDINGS
