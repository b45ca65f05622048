"""The kinds of rules of a form, and what each takes beside id, kind and severity."""

from __future__ import annotations

from collections.abc import Mapping

RULE_KEYS: Mapping[str, Mapping[str, type]] = {
    "entry": {"number": str},
    "unreadable": {},
    "blank": {},
    "edition": {},
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
    "leap": {"least": int, "times": int},
    "wrong_unit": {"cells": list, "times": int, "within": int},
}
"""The kinds of rules with their options (? may be left out); model/audit.py runs them.

file: a file with data of the rule's own, named from the form's folder; the loader makes it an absolute path.
"""
