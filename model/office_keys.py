"""The keys of a rule of an office's own, read strictly; what is wrong is told with the key and the text that show the line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from model.form import Form
from model.office_terms import Term, TermError, name_problem, read_sum


class Wrong(Exception):
    """A block is no rule: key and text say where in it."""

    def __init__(self, why: str, key: str = "", text: str = "") -> None:
        super().__init__(why)
        self.why, self.key, self.text = why, key, text


class Keys:
    """The keys of a block, read strictly."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data

    def text(self, key: str, default: str | None = None) -> str:
        """A text that is not blank; required without a default."""
        value = self.data.get(key, default)
        if value is None:
            raise Wrong(f"缺少 {key}")
        if not isinstance(value, str) or (not value.strip() and default is None):
            raise Wrong(f"{key} 应是英文引号里的文字", key)
        return value.strip()

    def words(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A text or a list of texts, none of them blank."""
        if key not in self.data and default is not None:
            return default
        if key not in self.data:
            raise Wrong(f"缺少 {key}")
        value = self.data[key]
        items = value if isinstance(value, list) else [value]
        if not items or not all(isinstance(item, str) and item.strip() for item in items):
            raise Wrong(f"{key} 应是英文引号里的文字，或方括号里的几段文字", key)
        return tuple(item.strip() for item in items)

    def number(self, key: str) -> Decimal | None:
        """A number from 0 to 100, None without the key."""
        value = self.data.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 100:
            raise Wrong(f"{key} 应是 0 到 100 的数（百分之几）", key)
        return Decimal(str(value))

    def sum(self, key: str, forms: Sequence[Form]) -> tuple[Term, ...]:
        """A sum whose cells some form has."""
        if key not in self.data:
            raise Wrong(f"缺少 {key}")
        try:
            terms = read_sum(self.data[key])
        except TermError as error:
            raise Wrong(f"{key} {error}" if str(error).startswith("应") else str(error), key) from error
        check_names(terms, forms, key)
        return terms

    def refuse_others(self, known: Iterable[str]) -> None:
        """Refuse a key that this kind of rule does not have: misspelt, it would do nothing without a word."""
        names = [name.rstrip("?") for name in known]
        for key in self.data:
            if key not in names:
                raise Wrong(f"不认识“{key}”，这种规则可以写 {'、'.join(names)}", key)


def check_names(terms: Iterable[Term], forms: Sequence[Form], key: str) -> None:
    """Refuse a term whose cell no form has."""
    for term in terms:
        if term.cell and (problem := name_problem(forms, term.cell)):
            raise Wrong(problem, key, term.cell)
