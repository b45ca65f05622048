"""`main.py compare`: a report against the page, Word or PDF file as which it was published."""

from __future__ import annotations

import argparse
import sys

from workflows.usage import named_path


def add_compare(command: argparse.ArgumentParser) -> None:
    """What the command takes, and what carries it out."""
    command.add_argument("file", type=named_path, metavar="文件")
    command.add_argument(
        "published", type=named_path, metavar="发布的文件", help="发布的网页（另存下来的）、Word 或 PDF"
    )
    command.add_argument("--json", action="store_true", help="以 JSON 输出")
    command.set_defaults(run=compare)


def compare(options: argparse.Namespace) -> int:
    """Carry the command out; the exit status: `DONE` when both are equal, `WITH_FINDINGS` when not."""
    # What reads documents takes long to import; no other command needs it.
    from model.json_text import json_pieces
    from workflows.command_line import DONE, WITH_FINDINGS
    from workflows.compare_published import compare_published, comparison_json
    from workflows.document import read_report
    from workflows.published_lines import difference_lines, summary, what_was_compared

    comparison = compare_published(read_report(options.file), options.published)
    for remark in comparison.remarks:
        sys.stderr.write(f"没有比较　{remark}\n")
    if options.json:
        sys.stdout.write("".join(json_pieces(comparison_json(comparison))) + "\n")
    else:
        sys.stdout.write(f"比较的是报告的{what_was_compared(comparison)}\n")
        colon = "" if comparison.is_equal else "："
        sys.stdout.write(f"{summary(comparison)}{colon}\n")
        sys.stdout.writelines(f"{line.words}\n" for line in difference_lines(comparison))
    return DONE if comparison.is_equal else WITH_FINDINGS
