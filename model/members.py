"""The reports that a government's report adds up (汇总): which of them count, and what their figures come to.

Counted is each unit's first report that is of the same year and on the same form; the others are told by rule G2.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from model.checks import Number
from model.figure_words import WORTH
from model.form import Form
from model.records import NamedTuple
from model.roster import unit_key
from model.state import Member, Members

MEMBERS = "members"
"""The part of a report that its checks read; also begins the names of sums in a finding."""


class Share(NamedTuple):
    """What a member has in a cell."""

    member: Member
    figure: Number


class MemberSums:
    """The members as the form that adds them up sees them."""

    def __init__(self, form: Form, members: Members) -> None:
        self._form = form
        self.members = members
        self._counted: dict[int, tuple[Member, ...]] = {}
        self._shares: dict[tuple[int, str, str], tuple[tuple[Share, ...], Number]] = {}

    def counted(self, year: int) -> tuple[Member, ...]:
        """Those that count for a report of this year; 0, when it is not known, for any."""
        if year not in self._counted:
            first: dict[str, Member] = {}
            for member in self.members.reports:
                if self.fits(member, year):
                    first.setdefault(member_key(member), member)
            self._counted[year] = tuple(first.values())
        return self._counted[year]

    def fits(self, member: Member, year: int) -> bool:
        """Whether it is of this year and on this form."""
        return member.edition == self._form.edition and (not year or not member.year or member.year == year)

    def shares(self, cell: str, unit: str, year: int) -> tuple[tuple[Share, ...], Number]:
        """What each member that counts has in the cell, in this unit, and all together; a blank, and text, is 0."""
        key = (year, cell, unit)
        if key not in self._shares:
            shares = tuple(Share(member, _figure(self._form, member, cell, unit)) for member in self.counted(year))
            self._shares[key] = shares, sum(share.figure for share in shares)
        return self._shares[key]


def member_key(member: Member) -> str:
    """The same for two reports of one unit, former names counted as the roster has them."""
    return unit_key(member.listed or member.unit)


def is_own(member: Member, unit: str, suffixes: Iterable[str]) -> bool:
    """Whether it is the report of the government itself: of the unit, or of its office."""
    names = {unit_key(member.unit), unit_key(member.listed)} - {""}
    return not names.isdisjoint({unit_key(unit), *(unit_key(f"{unit}{suffix}") for suffix in suffixes)})


def _figure(form: Form, member: Member, cell: str, unit: str) -> Number:
    value = member.values.get(cell)
    if not isinstance(value, (int, Decimal)):
        return 0
    own = member.units.get(cell) or form.cells[cell].kind.unit
    if own == unit or own not in WORTH or unit not in WORTH:
        return value
    worth = Decimal(value) * WORTH[own] / WORTH[unit]
    return worth.normalize() if worth != worth.to_integral_value() else worth.to_integral_value()
