"""What the program remembers between starts: every key with its default, kept where the platform keeps settings."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import QByteArray, QSettings

ORGANISATION = "nianbao"
MOST_RECENT_FILES = 10

DEFAULTS = MappingProxyType(
    {
        "files/recent": "",
        "files/folder": "",
        "files/export_folder": "",
        "files/export_fixed": "",
        "files/template_folder": "",
        "files/collection_folder": "",
        "files/picture_folder": "",
        "files/publication_left_out": "",
        "files/published_folder": "",
        "files/members_folder": "",
        "word/font_title": "",
        "word/font_body": "",
        "word/font_heading": "",
        "word/font_subheading": "",
        "word/font_table": "",
        "word/font_latin": "",
        "word/two_sided": False,
        "word/table_half_points": 21,
        "word/draft_header": True,
        "word/fonts_told": "",
        "look/theme": "system",
        "look/zoom": 100,
        "grid/enter": "down",
        "grid/last_year": True,
        "text/offers": True,
        "text/refused_offers": "",
        "window/geometry": QByteArray(),
        "recovery/seconds": 5,
        "manual/zoom": 100,
        "panels/navigator": True,
        "panels/findings": True,
        "panels/guidance": True,
        "panels/findings_rows": 2,
        "panels/navigator_place": "",
        "panels/findings_place": "",
        "panels/guidance_place": "",
    }
)
"""Key → its default; the default's type is the type of the value.

text/refused_offers: phrases, a line each, whose figures are not to be offered again.
files/export_folder: where the last export went; files/export_fixed: where all exports go by the clerk's wish, "" for
beside the report. files/publication_left_out: the kinds of documents that were not wanted, parted by blanks. manual/zoom: % of the size of everything else. word/font_…: a family, "" for the usual one.
word/table_half_points: the size of the text in the grids. word/fonts_told: the lacking families that the clerk knows of, with
what stands in for them (`workflows.word_fonts`).
panels/…_place: "" for the usual place.
"""

LIMITS = MappingProxyType(
    {
        "recovery/seconds": (0, 3600),
        "manual/zoom": (5, 400),
        "panels/findings_rows": (1, 50),
    }
)
"""The least and the largest figure of those that any number could spoil; others are looked up where they are used."""


class Settings:
    """The declared keys over a QSettings file; an unknown key is a KeyError."""

    def __init__(self, store: QSettings | None = None) -> None:
        self._store = store or QSettings(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, ORGANISATION, ORGANISATION
        )

    def get(self, key: str):
        """The value, of the type of its default; the default where the file holds something else."""
        default = DEFAULTS[key]
        value = _as(type(default), self._store.value(key, default))
        least, largest = LIMITS.get(key, (None, None))
        if value is None or (least is not None and not least <= value <= largest):
            return default
        return value

    def reset(self) -> None:
        """Forget everything but the files opened last: what is remembered keeps the program from starting."""
        recent = self.get("files/recent")
        self._store.clear()
        self.put("files/recent", recent)
        self._store.sync()

    def put(self, key: str, value: object) -> None:
        """Remember the value."""
        if type(value) is not type(DEFAULTS[key]):
            raise TypeError(key)
        self._store.setValue(key, value)

    def recent_files(self) -> tuple[Path, ...]:
        """The files opened or saved last, newest first."""
        return tuple(Path(line) for line in self.get("files/recent").split("\n") if line)

    def add_recent_file(self, path: Path) -> None:
        """Put the file at the top of the recent files."""
        self._put_recent((path, *(other for other in self.recent_files() if other != path)))

    def drop_recent_file(self, path: Path) -> None:
        """Take the file out of the recent files."""
        self._put_recent(other for other in self.recent_files() if other != path)

    def folder(self, key: str = "files/folder") -> Path:
        """The folder used last for this purpose, the clerk's documents when it is gone."""
        folder = Path(self.get(key))
        return folder if self.get(key) and folder.is_dir() else documents_folder()

    def _put_recent(self, paths: Iterable[Path]) -> None:
        self.put("files/recent", "\n".join(str(path) for path in tuple(paths)[:MOST_RECENT_FILES]))


def _as(kind: type, value: object) -> object:
    """What the file holds as a value of this type, None when it is none: the file has texts for most of them."""
    if kind is bool:
        return {"true": True, "false": False}.get(str(value).lower())
    if kind is int:
        try:
            return int(str(value))
        except ValueError:
            return None
    return value if type(value) is kind else None


def documents_folder() -> Path:
    """The clerk's own folder for documents."""
    from PySide6.QtCore import QStandardPaths

    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place) if place and Path(place).is_dir() else Path.home()
