"""A table of a TOML file that is read strictly: every complaint names file and key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from model.errors import FormError
from model.toml_file import read_toml

TYPE_NAMES = {str: "文字", int: "整数", float: "小数", bool: "true 或 false", list: "列表", dict: "表"}


class Table:
    """A TOML table with its place in the file, so that every complaint can name it."""

    def __init__(self, file: Path, place: str, data: object) -> None:
        self.file = file
        self.place = place
        self.data: dict[str, Any] = data if isinstance(data, dict) else {}
        if not isinstance(data, dict):
            self.fail("应是一个表")
        self.read: set[str] = set()

    def fail(self, why: str, key: str = "") -> None:
        """Raise FormError that names the file and the key."""
        where = ".".join(part for part in (self.place, key) if part)
        raise FormError(f"表样文件 {self.file} 的 {where or '开头'}：{why}。", "请改正该文件，或重新安装程序。")

    def get(self, key: str, kind: type, default: Any = None) -> Any:
        """The key's value, checked for its kind; required when there is no default."""
        self.read.add(key)
        if key not in self.data:
            if default is None:
                self.fail("缺少该项", key)
            return default
        value = self.data[key]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.fail(f"应为{_type_name(kind)}，实为{_type_name(type(value))}", key)
        return value

    def words(self, key: str, default: Any = None) -> tuple[str, ...]:
        """A list of texts."""
        values = self.get(key, list, default)
        if not all(isinstance(value, str) for value in values):
            self.fail("应是文字的列表", key)
        return tuple(values)

    def tables(self, key: str, default: Any = None) -> list[Table]:
        """A list of tables, each knowing its place."""
        items = self.get(key, list, default)
        return [Table(self.file, f"{self.place}{'.' if self.place else ''}{key}[{i}]", x) for i, x in enumerate(items)]

    def finish(self) -> None:
        """Refuse keys that nothing has asked for: a misspelt key must not be dropped silently."""
        for key in self.data:
            if key not in self.read:
                self.fail("不认识该项", key)


def _type_name(kind: type) -> str:
    return TYPE_NAMES.get(kind, kind.__name__)


def read_table(file: Path) -> Table:
    """A TOML file's top table; FormError when it is missing or is not TOML."""
    try:
        return Table(file, "", read_toml(file))
    except OSError as error:
        raise FormError(f"读不到表样文件 {file}。", "请重新安装程序。") from error
    except ValueError as error:
        raise FormError(f"表样文件 {file} 有误：{error}。", "请改正该文件，或重新安装程序。") from error
