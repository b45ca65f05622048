"""单位资料: what the program knows of the units whose reports are made on this computer, a card each.

The cards stand in one JSON file in the program's data folder. A file that can't be read is set aside
under another name, never overwritten.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from model.atomic import write_atomic
from model.dates import day_of
from model.errors import ReportError
from model.json_text import Refused, encoded, laid_out, read_json
from model.records import NamedTuple
from model.report import Report
from model.state import State
from workflows.forms import edition_for, form
from workflows.log_file import data_folder

FORMAT, VERSION = "nianbao-units", 1
FILE = "units.json"
RELATIONS = {"renamed": "曾用名", "predecessor": "前身单位"}
"""What a former name is of: this unit itself, or a unit that became part of it."""

_DEADLINE = re.compile(r"\d{2}-\d{2}", re.ASCII)
_SINCE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", re.ASCII)


class Former(NamedTuple):
    """A name under which the unit's earlier reports stand. since: from when on it no longer holds, YYYY[-MM[-DD]]."""

    name: str
    since: str = ""
    relation: str = "renamed"


class UnitCard(NamedTuple):
    """A unit. deadline: MM-DD of the year after the report year, set from above; "" for the usual one.

    word_template, excel_template, export_folder: paths, "" for what the program takes otherwise.
    """

    name: str
    short: str = ""
    kind: str = ""
    address: str = ""
    postcode: str = ""
    phone: str = ""
    email: str = ""
    deadline: str = ""
    word_template: str = ""
    excel_template: str = ""
    export_folder: str = ""
    former: tuple[Former, ...] = ()

    @property
    def known_names(self) -> tuple[str, ...]:
        """All names under which the unit's reports stand."""
        return (self.name, *(former.name for former in self.former))

    def deadline_of(self, year: int) -> str:
        """The deadline for the report of this year as the report keeps it, "" for the usual one."""
        return f"{year + 1}-{self.deadline}" if self.deadline and year else ""


class Cards(NamedTuple):
    """The cards, and a sentence about a file that was set aside, "" for none."""

    cards: tuple[UnitCard, ...]
    remark: str = ""


def cards_file(folder: Path | None = None) -> Path:
    """Where the cards are."""
    return (folder or data_folder()) / FILE


def read_cards(folder: Path | None = None) -> Cards:
    """The cards; none without a file. A broken file is set aside and said."""
    file = cards_file(folder)
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return Cards(())
    except OSError as error:
        return Cards((), f"读不到单位资料 {file}：{error.strerror}。")
    try:
        return Cards(_cards(read_json(data.decode("utf-8-sig"))))
    except (ValueError, Refused, json.JSONDecodeError) as error:
        return Cards((), _set_aside(file, str(error)))


def save_cards(cards: Iterable[UnitCard], folder: Path | None = None) -> None:
    """Write the cards. Raises ReportError for a card that is not right, SaveError when it can't be written."""
    kept = tuple(cards)
    for card in kept:
        problem = card_problem(card, [other.name for other in kept if other is not card])
        if problem:
            raise ReportError(f"单位资料“{card.name}”没有保存：{problem}。")
    document = {"format": FORMAT, "version": VERSION, "units": [_to_json(card) for card in kept]}
    write_atomic(cards_file(folder), encoded(laid_out(document)))


def keep_card(card: UnitCard, folder: Path | None = None) -> None:
    """Put this card in the place of the one with its name, or behind the others. Raises as `save_cards`."""
    cards = read_cards(folder).cards
    names = [other.name for other in cards]
    if card.name in names:
        at = names.index(card.name)
        save_cards((*cards[:at], card, *cards[at + 1 :]), folder)
    else:
        save_cards((*cards, card), folder)


def card_problem(card: UnitCard, others: Iterable[str] = ()) -> str:
    """What is wrong with a card, in words; "" when it is right."""
    if not card.name.strip() or not card.name.isprintable():
        return "没有写单位全称"
    if card.name in others:
        return "已经有这个单位"
    if card.deadline and (not _DEADLINE.fullmatch(card.deadline) or day_of(f"2024-{card.deadline}") is None):
        return f"期限“{card.deadline}”不是月和日，如 01-20"
    for former in card.former:
        if not former.name.strip():
            return "曾用名没有写名称"
        if former.since and not _SINCE.fullmatch(former.since):
            return f"“{former.since}”不是日期，如 2024-03"
        if former.relation not in RELATIONS:
            return f"“{former.name}”与本单位的关系“{former.relation}”不认识"
    return ""


def former_problem(former: Former) -> str:
    """What is wrong with a former name that is being written down, in words; "" when it is right.

    Stricter than reading the cards: what stands in them already is no reason to set them all aside.
    """
    if not any(character.isalpha() for character in former.name):
        return f"“{former.name}”里没有名称"
    if any(character.isspace() or character in "，,；;" for character in former.name):
        return f"“{former.name}”看不懂，应写成：名称　变更时间（如 2024-03）　曾用名 或 前身单位"
    if former.since and day_of(f"{former.since}-01-01"[:10]) is None:
        return f"“{former.since}”不是日期，应写成 2024-03 或 2024-03-01"
    return ""


def card_for(unit: str, folder: Path | None = None) -> UnitCard | None:
    """The card of the unit with this name or former name, None when there is none."""
    plain = "".join(unit.split())
    cards = read_cards(folder).cards
    by_name = next((card for card in cards if "".join(card.name.split()) == plain), None)
    if by_name is not None or not plain:
        return by_name
    return next((card for card in cards if plain in {"".join(name.split()) for name in card.known_names}), None)


def card_from(report: Report) -> UnitCard:
    """A card with what a report says of its unit."""
    fields = report.fields
    day = day_of(str(fields["deadline"]))
    return UnitCard(
        report.unit,
        kind=str(fields["unit_kind"]),
        address=str(fields["contact.address"]),
        postcode=str(fields["contact.postcode"]),
        phone=str(fields["contact.phone"]),
        email=str(fields["contact.email"]),
        deadline=f"{day:%m-%d}" if day is not None else "",
    )


def blank_report(card: UnitCard, year: int, edition: str = "") -> Report:
    """A new report of the card's unit in which no figure is filled in."""
    state = State.blank(form(edition or edition_for(year)), card.name, year, card.kind)
    return Report(state._replace(fields={**state.fields, **card_fields(card, year)}))


def card_fields(card: UnitCard, year: int) -> dict[str, str | int]:
    """The report's fields that the card fills in; what is blank on it is left out."""
    fields = {
        "unit": card.name,
        "unit_kind": card.kind,
        "contact.address": card.address,
        "contact.postcode": card.postcode,
        "contact.phone": card.phone,
        "contact.email": card.email,
        "deadline": card.deadline_of(year),
    }
    return {name: value for name, value in fields.items() if value}


def with_former(card: UnitCard, name: str, relation: str, since: str = "") -> UnitCard:
    """The card that knows this name as a former one as well; names are told apart without their white space."""
    name = "".join(name.split())
    if name in card.known_names:
        return card
    return card._replace(former=(*card.former, Former(name, since, relation)))


def _to_json(card: UnitCard) -> dict[str, Any]:
    data: dict[str, Any] = {**card._asdict()}
    data["former"] = [former._asdict() for former in card.former]
    return data


def _cards(data: Any) -> tuple[UnitCard, ...]:
    if not isinstance(data, dict) or data.get("format") != FORMAT or not isinstance(data.get("units"), list):
        raise ValueError("不是单位资料")
    if data.get("version") != VERSION:
        raise ValueError("是别的版本写的")
    cards = tuple(_card(item) for item in data["units"])
    for card in cards:
        problem = card_problem(card)
        if problem:
            raise ValueError(f"“{card.name}”{problem}")
    return cards


def _card(item: Any) -> UnitCard:
    texts = _texts(item, set(UnitCard._fields) - {"former"}, {"former"})
    former = item.get("former", [])
    if not isinstance(former, list):
        raise ValueError("former 应是列表")
    return UnitCard(**texts, former=tuple(_former(one) for one in former))


def _former(item: Any) -> Former:
    return Former(**_texts(item, set(Former._fields), set()))


def _texts(item: Any, keys: set[str], others: set[str]) -> dict[str, str]:
    """The texts of an object under these keys; unknown keys, other kinds and a missing name are a ValueError."""
    if not isinstance(item, dict) or "name" not in item:
        raise ValueError("每个单位应有 name")
    for key, value in item.items():
        if key not in keys | others:
            raise ValueError(f"不认识“{key}”")
        if key in keys and not isinstance(value, str):
            raise ValueError(f"“{key}”应是文字")
    return {key: value for key, value in item.items() if key in keys}


def _set_aside(file: Path, why: str) -> str:
    kept = file.with_name(f"units.{datetime.now():%Y%m%d-%H%M%S}.broken.json")
    try:
        file.replace(kept)
    except OSError:
        return f"单位资料 {file} 读不了（{why}），没有用它；请改正或删去这个文件。"
    return f"单位资料读不了（{why}），已改名为 {kept}，请核对；单位需要重新登记。"
