"""Between JSON and values: decimals keep all their digits, what would be lost on the way is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NoReturn

DEEPEST = 40
"""More levels than this stand in no report, and no program that works level by level survives many more."""
LONGEST_EXPONENT = 400


class Refused(ValueError):
    """Why a text is not read, in Chinese. written: what stands in the text there, from which its line is found."""

    def __init__(self, reason: str, written: str = "") -> None:
        super().__init__(reason)
        self.written = written


def read_json(text: str) -> Any:
    """The value that the text holds, numbers with a point as Decimal.

    Raises json.JSONDecodeError when it is no JSON, Refused with a Chinese reason for a key that
    is there twice, a number that is none or far too large, and too many levels.
    """
    try:
        value = json.loads(
            text, parse_float=_decimal, parse_int=_whole, parse_constant=_no_number, object_pairs_hook=_object
        )
    except RecursionError as error:
        raise Refused("层次太多") from error
    _check_depth(value, DEEPEST)
    return value


def json_pieces(value: Any) -> Iterator[str]:
    """Any value as JSON on one line, decimals with all their digits."""
    if isinstance(value, Decimal):
        yield format(value, "f")
    elif isinstance(value, Mapping):
        yield "{"
        for index, (key, item) in enumerate(value.items()):
            yield ", " if index else ""
            yield f"{_plain(key)}: "
            yield from json_pieces(item)
        yield "}"
    elif isinstance(value, (list, tuple)):
        yield "["
        for index, item in enumerate(value):
            yield ", " if index else ""
            yield from json_pieces(item)
        yield "]"
    else:
        yield _plain(value)


def one_line(value: Any) -> str:
    """Any value as JSON on one line."""
    return "".join(json_pieces(value))


def laid_out(document: Mapping[str, Any]) -> str:
    """An object as JSON with a line for each entry of the first two levels and for each item of a list in them.

    So two versions of a file can be compared with a text tool.
    """
    return "{\n" + ",\n".join(entries(document)) + "\n}\n"


def entries(document: Mapping[str, Any]) -> Iterator[str]:
    """The entries of an object as `laid_out` puts them between its braces."""
    for key, value in document.items():
        yield f"  {_plain(key)}: {_second_level(value)}"


def encoded(text: str) -> bytes:
    """JSON as UTF-8. Halves of characters, which UTF-8 can't hold, are written as JSON's own escapes."""
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        # Two halves side by side are read back as one character, so they are written as that one.
        joined = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
        return joined.encode("utf-8", "backslashreplace")


def _second_level(value: Any) -> str:
    if isinstance(value, Mapping) and value:
        body = ",\n".join(f"    {_plain(key)}: {_third_level(item)}" for key, item in value.items())
        return "{\n" + body + "\n  }"
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(f"    {one_line(item)}" for item in value) + "\n  ]"
    return one_line(value)


def _third_level(value: Any) -> str:
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(f"      {one_line(item)}" for item in value) + "\n    ]"
    return one_line(value)


def _plain(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        double = next(key for key in keys if keys.count(key) > 1)
        raise Refused(f"“{double}”写了两次", _plain(double))
    return found


def _decimal(text: str) -> Decimal:
    value = Decimal(text)
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or not -LONGEST_EXPONENT < exponent < LONGEST_EXPONENT:
        raise Refused(f"“{text[:20]}”不是能用的数", text)
    # Written out, 0E+5 would be 000000.
    return Decimal(int(value)) if exponent > 0 else value


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise Refused(f"“{text[:20]}…”太长，不是能用的数", text) from error


def _no_number(name: str) -> NoReturn:
    raise Refused(f"“{name}”不是数", name)


def _check_depth(value: Any, left: int) -> None:
    if isinstance(value, (dict, list)):
        if not left:
            raise Refused("层次太多")
        for item in value.values() if isinstance(value, dict) else value:
            if isinstance(item, (dict, list)):
                _check_depth(item, left - 1)
