"""Tuples with named fields that are defined quickly: the same as typing's own."""

from __future__ import annotations

import copy
import inspect
import pickle
import typing

import pytest

from model.records import NamedTuple


class Ours(NamedTuple):
    """A figure and where it stands."""

    figure: int
    cell: str = "a1"
    notes: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        return f"{self.cell}: {self.figure}"

    def doubled(self) -> Ours:
        return self._replace(figure=2 * self.figure)


class Typings(typing.NamedTuple):
    """A figure and where it stands."""

    figure: int
    cell: str = "a1"
    notes: tuple[str, ...] = ()


def test_it_is_made_read_and_compared_as_typings() -> None:
    for kind in (Ours, Typings):
        one = kind(3, notes=("x",))
        assert one == (3, "a1", ("x",))
        assert hash(one) == hash((3, "a1", ("x",)))
        assert (one.figure, one.cell, one.notes) == tuple(one)
        assert one._replace(cell="b2") == kind(3, "b2", ("x",))
        assert one._asdict() == {"figure": 3, "cell": "a1", "notes": ("x",)}
        assert kind._make([1, "c", ()]) == kind(1, "c")
        assert repr(one) == f"{kind.__name__}(figure=3, cell='a1', notes=('x',))"
        assert kind._fields == kind.__match_args__ == ("figure", "cell", "notes")
        assert kind._field_defaults == {"cell": "a1", "notes": ()}
        assert kind.__doc__ == "A figure and where it stands."
        assert list(inspect.signature(kind).parameters) == ["figure", "cell", "notes"]
        assert copy.deepcopy(one) == pickle.loads(pickle.dumps(one)) == one
        assert type(pickle.loads(pickle.dumps(one))) is kind


def test_methods_and_properties_of_the_class() -> None:
    assert Ours(3).place == "a1: 3"
    assert Ours(3).doubled() == Ours(6)
    assert type(Ours(3).doubled()) is Ours


@pytest.mark.parametrize("arguments", [((), {}), ((1, "b", (), 4), {}), ((1,), {"other": 2}), ((1,), {"figure": 2})])
def test_what_typings_refuses_is_refused(arguments: tuple[tuple[object, ...], dict[str, object]]) -> None:
    for kind in (Ours, Typings):
        with pytest.raises(TypeError):
            kind(*arguments[0], **arguments[1])
        with pytest.raises(ValueError):
            kind(1)._replace(other=1)
        with pytest.raises(AttributeError):
            kind(1).figure = 2  # type: ignore[misc]
        with pytest.raises(AttributeError):
            kind(1).other = 2  # type: ignore[attr-defined]


def test_a_class_that_can_not_be_made_is_refused() -> None:
    with pytest.raises(TypeError, match="default"):
        type(NamedTuple.__mro_entries__(())[0])("Bad", (), {"__annotations__": {"a": "int", "b": "int"}, "a": 1})
    many = {f"field_{i}": "int" for i in range(24)}
    with pytest.raises(TypeError, match="fields"):
        type(NamedTuple.__mro_entries__(())[0])("Wide", (), {"__annotations__": many})
    with pytest.raises(TypeError):
        NamedTuple()  # type: ignore[call-overload]
