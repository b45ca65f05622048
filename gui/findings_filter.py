"""筛选: the findings of one part or of one rule alone, chosen from a menu that says how many there are of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from gui.finding_rows import Wanted
from gui.findings_model import FindingsModel
from model.form import Form

ALL = "全部列出"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def show(window) -> None:
    """Open the menu of the findings' panel."""
    window.finish()
    window.panels.open("findings")
    window.panels.findings.head.open_filter()


def narrowed_words(form: Form, wanted: Wanted) -> str:
    """What alone is listed, in words; "" when everything is."""
    known = {section.id: section.short for section in form.sections}
    names = (known.get(wanted.part, wanted.part), rule_name(form, wanted.rule) if wanted.rule else "")
    return " · ".join(filter(None, names))


def rule_name(form: Form, rule_id: str) -> str:
    """What the rule looks at, in the form's words; a rule of the office's own is known there by its id."""
    return next((rule.option("name") for rule in form.rules if rule.id == rule_id), "") or f"本单位的规则 {rule_id}"


def narrow(model: FindingsModel, *, rule: str | None = None, part: str | None = None) -> None:
    """List this rule or this part alone; "" for all of them, None leaves it as it is."""
    wanted = model.wanted
    model.want(wanted._replace(rule=wanted.rule if rule is None else rule, part=wanted.part if part is None else part))


def filter_menu(model: FindingsModel, form: Form, parent: QWidget) -> QMenu:
    """A menu with every part and every rule of which something is found; it is gone when it is closed."""
    menu = QMenu("筛选", parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    everything = menu.addAction(f"{ALL}(&0)")
    everything.setEnabled(model.wanted.narrowed)
    everything.triggered.connect(lambda: narrow(model, rule="", part=""))
    rules, parts = model.counts_by()
    _head(menu, "只看一部分")
    for number, part in zip("123456789", _parts(form, parts, model.wanted.part), strict=False):
        _add(menu, f"{form.section(part).short}(&{number})", parts.get(part, 0), model, "part", part)
    _head(menu, "只看一项检查")
    # After the letters come entries without one: there are not so many rules in one report.
    lettered = zip(chain(_LETTERS, iter(lambda: "", None)), _rules(form, rules, model.wanted.rule), strict=False)
    for letter, rule in lettered:
        key = f"(&{letter})" if letter else ""
        _add(menu, f"{rule_name(form, rule)}{key}", rules.get(rule, 0), model, "rule", rule)
    return menu


def _head(menu: QMenu, text: str) -> None:
    menu.addSeparator()
    menu.addAction(text).setEnabled(False)


def _add(menu: QMenu, text: str, count: int, model: FindingsModel, field: str, value: str) -> None:
    chosen = getattr(model.wanted, field) == value
    # What stands behind a tab is set at the right edge.
    action = menu.addAction(f"{text}\t{count} 处")
    action.setCheckable(True)
    action.setChecked(chosen)
    action.triggered.connect(lambda: narrow(model, **{field: "" if chosen else value}))


def _parts(form: Form, found: Iterable[str], chosen: str) -> Iterator[str]:
    """In the order of the report."""
    listed = {*found, chosen}
    return (section.id for section in form.sections if section.id in listed)


def _rules(form: Form, found: Iterable[str], chosen: str) -> Iterator[str]:
    """In the order of the form's rules, those of members and of an office's own at the end."""
    listed = {*found, chosen} - {""}
    order = {rule.id: number for number, rule in enumerate(form.rules)}
    return iter(sorted(listed, key=lambda rule: (order.get(rule, len(order)), rule)))
