"""How a finished document is meant to be printed: what Word and PDF have in common beside the fixed typesetting."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from model.layout import LARGE, USUAL
from model.records import NamedTuple

TABLE_SIZES = (USUAL, LARGE)
"""Points of the text in the grids: 五号, 小四号."""


class RedHead(NamedTuple):
    """The red head of an official document: the issuing organ's mark (发文机关标志) and its number (发文字号).

    Both are the report's own: its fields `document.mark` and `document.number`.
    """

    mark: str
    number: str = ""


class DocumentOptions(NamedTuple):
    """two_sided: inner and outer margins change places on even pages. table_size: one of TABLE_SIZES.

    families: usual family (`exporters.typesetting`) → the one to name instead, Latin letters and digits included.
    draft: what the page header says of a report that is not final, "" for no header (`workflows.document_settings`).
    red_head: None for the plain variant.
    """

    two_sided: bool = False
    table_size: float = TABLE_SIZES[0]
    families: Mapping[str, str] = MappingProxyType({})
    draft: str = ""
    red_head: RedHead | None = None


PLAIN = DocumentOptions()
