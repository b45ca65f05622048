"""The kinds of rules of a form, and what each takes beside id, kind and severity."""

from __future__ import annotations

from collections.abc import Mapping

RULE_KEYS: Mapping[str, Mapping[str, type]] = {
    "entry": {"number": str},
    "unreadable": {},
    "blank": {},
    "edition": {},
    "stock_floor": {"grid": str, "rows": list, "stock": str, "added": str, "removed": str},
    "unit_kind": {"grid": str, "rows": list, "unit_kinds": list},
    "figure": {},
    "stale_figure": {},
    "broken_picture": {},
    "silent_picture": {},
    "last_year_picture": {},
    "total": {"grid": str, "along": str, "words?": str},
    "balance": {
        "grid": str,
        "left": list,
        "right": list,
        "left_name?": str,
        "right_name?": str,
        "words?": str,
    },
    "member_sums": {"own_rows": list, "own_suffixes": list},
    "member_list": {},
    "member_errors": {},
    "last_year_itself": {},
    "no_last_year": {},
    "carried_over": {
        "grid": str,
        "row": str,
        "last_row": str,
        "eased_severity": str,
        "eased_section": str,
        "eased_words": list,
    },
    "stock": {"grid": str, "rows": list, "stock": str, "added": str, "removed": str},
    "stock_limit": {"grid": str, "rows": list, "stock": str, "added": str, "removed": str},
    "still_open": {"grid": str, "groups": list, "open": str, "total": str},
    "followed": {"cell": str, "first": str, "without_kinds": list},
    "leap": {"least": int, "times": int},
    "wrong_unit": {"cells": list, "times": int, "within": int},
    "text_figures": {"file": str},
    "text_year": {"file": str},
    "unit_name": {"file": str},
    "kept_text": {"sections": list, "half_severity": str},
    "outline": {"file": str, "wording_severity": str},
    "required_phrases": {"section": str, "also": str, "file": str},
    "aspects": {"section": str},
    "required_text": {"sections": list, "file": str},
    "untold_figure": {"cell": str, "section": str, "file": str},
    "belied_zeros": {"grid": str, "sections": list, "file": str},
    "left_over": {"file": str},
    "punctuation_order": {},
    "personal": {"section": str, "also": str, "file": str},
}
"""The kinds of rules with their options (? may be left out); model/audit.py runs them.

file: a file with data of the rule's own, named from the form's folder; the loader makes it an absolute path.
"""

COMMON_KEYS: Mapping[str, type] = {"name?": str, "about?": str, "needs?": list}
"""What every rule may have: its short name and one sentence of what it checks, for the 校核报告; what it can't do without."""

NEEDS = ("last_year", "same_edition", "text", "members", "full")
"""What a rule may need: a report of last year; one on the same edition's form; words in the text; reports that the
report adds up; all figures of the grids."""
