"""Named tuples to the plain data that JSON has and back: what another process says is taken only where it fits exactly.

Both ways follow the annotations, so that a field more needs nothing here.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

Way = Callable[[Any], Any]
_PLAIN = (str, int, bool, float, type(None))
_DECIMAL = "decimal"


class Misfit(ValueError):
    """The data is not what it has to be."""


@cache
def fields_of(kind: type) -> dict[str, Any]:
    """The fields of a named tuple and what each holds."""
    return get_type_hints(kind)


@cache
def writer(kind: Any) -> Way:
    """What makes plain data of a value of this kind: of str, int, bool, float, None, Decimal, tuples, mappings,
    named tuples and unions of them. Any other kind is a TypeError at once."""
    if kind in _PLAIN:
        return _same
    if kind is Decimal:
        return lambda value: {_DECIMAL: str(value)}
    origin, inner = get_origin(kind), get_args(kind)
    if _is_union(origin):
        return _written_one_of(inner)
    if _is_many(origin, inner):
        return _written_many(writer(inner[0]))
    if origin is not None and issubclass(origin, Mapping):
        return _written_mapping(writer(inner[0]), writer(inner[1]), inner[0] is str)
    parts = [writer(one) for one in _parts(kind, origin, inner)]
    # JSON writes tuples as arrays by itself.
    if all(part is _same for part in parts):
        return _same
    return lambda value: [part(one) for part, one in zip(parts, value, strict=True)]


@cache
def reader(kind: Any) -> Way:
    """What reads plain data as a value of this kind; it raises Misfit. Kinds as of `writer`."""
    if kind in _PLAIN:
        return _read_plain(kind)
    if kind is Decimal:
        return _read_decimal
    origin, inner = get_origin(kind), get_args(kind)
    if _is_union(origin):
        return _read_one_of([reader(one) for one in inner])
    if _is_many(origin, inner):
        return _read_many(reader(inner[0]))
    if origin is not None and issubclass(origin, Mapping):
        return _read_mapping(reader(inner[0]), reader(inner[1]), inner[0] is str)
    parts = [reader(one) for one in _parts(kind, origin, inner)]
    return _read_several(tuple if origin is tuple else kind._make, parts)


def _is_union(origin: Any) -> bool:
    return origin is Union or origin is types.UnionType


def _is_many(origin: Any, inner: tuple[Any, ...]) -> bool:
    return origin is tuple and len(inner) == 2 and inner[1] is Ellipsis


def _parts(kind: Any, origin: Any, inner: tuple[Any, ...]) -> Iterable[Any]:
    if origin is tuple:
        return inner
    if isinstance(kind, type) and issubclass(kind, tuple) and hasattr(kind, "_fields"):
        return fields_of(kind).values()
    raise TypeError(f"{kind} does not go from process to process")


def _same(value: Any) -> Any:
    return value


def _written_one_of(kinds: tuple[Any, ...]) -> Way:
    by_type = {get_origin(kind) or kind: writer(kind) for kind in kinds}
    return lambda value: by_type[type(value)](value)


def _written_many(item: Way) -> Way:
    return _same if item is _same else lambda value: [item(one) for one in value]


def _written_mapping(key: Way, item: Way, by_name: bool) -> Way:
    if by_name:
        return lambda value: {name: item(one) for name, one in value.items()}
    return lambda value: [(key(name), item(one)) for name, one in value.items()]


def _read_plain(kind: type) -> Way:
    def read(data: Any) -> Any:
        # True is an int to isinstance.
        if type(data) is not kind:
            raise Misfit(f"{type(data).__name__} where {kind.__name__} belongs")
        return data

    return read


def _read_decimal(data: Any) -> Decimal:
    try:
        if type(data) is dict and list(data) == [_DECIMAL]:
            value = Decimal(data[_DECIMAL])
            if value.is_finite():
                return value
    except (InvalidOperation, TypeError, ValueError):
        pass
    raise Misfit("no decimal")


def _read_one_of(ways: list[Way]) -> Way:
    def read(data: Any) -> Any:
        for way in ways:
            try:
                return way(data)
            except Misfit:
                continue
        raise Misfit("none of the kinds that may stand there")

    return read


def _read_many(item: Way) -> Way:
    def read(data: Any) -> Any:
        if type(data) is not list:
            raise Misfit("no list")
        return tuple(map(item, data))

    return read


def _read_several(make: Callable[[list[Any]], Any], items: list[Way]) -> Way:
    def read(data: Any) -> Any:
        if type(data) is not list or len(data) != len(items):
            raise Misfit(f"no list of {len(items)}")
        return make([item(one) for item, one in zip(items, data, strict=True)])

    return read


def _read_mapping(key: Way, item: Way, by_name: bool) -> Way:
    pairs = _read_many(_read_several(tuple, [key, item]))

    def read(data: Any) -> Any:
        if not by_name:
            return dict(pairs(data))
        if type(data) is not dict:
            raise Misfit("no object")
        return {name: item(one) for name, one in data.items()}

    return read
