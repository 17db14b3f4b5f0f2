"""How the value types that occur in bodies are written as JSON values and read back.

A shape is compiled once per type from its annotations. Reading is strict: an unknown member, a missing one without
default or a value of another kind raises ``CodecError``. Knows neither entries nor the chain.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

LARGEST_EXPONENT = 30  # decimals beyond 10^±30 are no quantity of work; they would blow up the text form
LARGEST_INTEGER = 2**53 - 1  # RFC 8785 numbers are IEEE doubles


class CodecError(ValueError):
    """An entry that cannot be written, or bytes that are none; ``code`` and ``args_`` feed the messages."""

    def __init__(self, code: str, **args: str) -> None:
        super().__init__(f"{code} {args}" if args else code)
        self.code = code
        self.args_ = args


@dataclass(frozen=True, slots=True)
class Shape:
    """``encode`` gives a JSON value, ``decode`` takes one; both raise ``CodecError``."""

    encode: Callable[[Any], Any]
    decode: Callable[[Any], Any]


@cache
def shape_of(hint: Any) -> Shape:
    """The shape of an annotation: the scalars below, X | None, tuple[X, ...], tuple[X, Y], a frozen dataclass."""
    if hint in _SCALARS:
        return _SCALARS[hint]
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return Shape(lambda value: _enum(hint, value).value, lambda value: _enum(hint, value))
    if isinstance(hint, type) and is_dataclass(hint):
        return _dataclass_shape(hint)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType) and len(arguments) == 2 and type(None) in arguments:
        return _optional(shape_of(next(one for one in arguments if one is not type(None))))
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        return _run(shape_of(arguments[0]))
    if origin is tuple:
        return _row(tuple(shape_of(one) for one in arguments))
    raise TypeError(f"no shape for {hint!r}")


def text_shape() -> Shape:
    return _SCALARS[str]


def _wrong(value: Any, wanted: str) -> CodecError:
    return CodecError("ledger.value_misfit", value=repr(value)[:80], wanted=wanted)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise _wrong(value, "text")
    if "\x00" in value:
        raise CodecError("ledger.text_with_nul")
    try:
        value.encode()
    except UnicodeEncodeError as problem:
        raise CodecError("ledger.text_not_unicode") from problem
    return value


def _integer(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise _wrong(value, "integer")
    if abs(value) > LARGEST_INTEGER:
        raise _wrong(value, "integer below 2^53")
    return value


def _write_decimal(value: Any) -> str:
    if not isinstance(value, Decimal) or not value.is_finite():
        raise _wrong(value, "decimal")
    if (value and abs(value.adjusted()) > LARGEST_EXPONENT) or len(
        value.as_tuple().digits
    ) > 2 * LARGEST_EXPONENT:
        raise _wrong(value, "decimal of ordinary size")
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _read_decimal(value: Any) -> Decimal:
    try:
        return Decimal(_text(value))
    except InvalidOperation as problem:
        raise _wrong(value, "decimal") from problem


def _write_instant(value: Any) -> str:
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise _wrong(value, "aware instant")
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ").rjust(27, "0")


def _read_instant(value: Any) -> datetime:
    try:
        return datetime.strptime(_text(value), "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
    except ValueError as problem:
        raise _wrong(value, "instant") from problem


def _write_day(value: Any) -> str:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise _wrong(value, "day")
    return value.isoformat()


def _read_day(value: Any) -> date:
    try:
        return date.fromisoformat(_text(value))
    except ValueError as problem:
        raise _wrong(value, "day") from problem


def _write_id(value: Any) -> str:
    if not isinstance(value, UUID):
        raise _wrong(value, "identifier")
    return str(value)


def _read_id(value: Any) -> UUID:
    try:
        return UUID(_text(value))
    except ValueError as problem:
        raise _wrong(value, "identifier") from problem


_SCALARS: dict[Any, Shape] = {
    str: Shape(_text, _text),
    int: Shape(_integer, _integer),
    Decimal: Shape(_write_decimal, _read_decimal),
    datetime: Shape(_write_instant, _read_instant),
    date: Shape(_write_day, _read_day),
    UUID: Shape(_write_id, _read_id),
}


def _enum(kind: type[StrEnum], value: Any) -> StrEnum:
    try:
        return kind(value)
    except ValueError as problem:
        raise _wrong(value, kind.__name__) from problem


def _optional(inner: Shape) -> Shape:
    return Shape(
        lambda value: None if value is None else inner.encode(value),
        lambda value: None if value is None else inner.decode(value),
    )


def _run(inner: Shape) -> Shape:
    def encode(value: Any) -> list[Any]:
        if not isinstance(value, tuple):
            raise _wrong(value, "tuple")
        return [inner.encode(one) for one in value]

    def decode(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise _wrong(value, "list")
        return tuple(inner.decode(one) for one in value)

    return Shape(encode, decode)


def _row(inner: tuple[Shape, ...]) -> Shape:
    def encode(value: Any) -> list[Any]:
        if not isinstance(value, tuple) or len(value) != len(inner):
            raise _wrong(value, f"{len(inner)} values")
        return [shape.encode(one) for shape, one in zip(inner, value, strict=True)]

    def decode(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list) or len(value) != len(inner):
            raise _wrong(value, f"{len(inner)} values")
        return tuple(shape.decode(one) for shape, one in zip(inner, value, strict=True))

    return Shape(encode, decode)


def _dataclass_shape(kind: type[Any]) -> Shape:
    hints = get_type_hints(kind)
    members = {one.name: (shape_of(hints[one.name]), one.default) for one in fields(kind)}
    required = frozenset(name for name, (_, default) in members.items() if default is MISSING)

    def encode(value: Any) -> dict[str, Any]:
        if type(value) is not kind:
            raise _wrong(value, kind.__name__)
        told: dict[str, Any] = {}
        for name, (shape, default) in members.items():
            held = getattr(value, name)
            written = shape.encode(held)  # also where it is the default: a wrong kind must not slip through
            if default is MISSING or held != default:
                told[name] = written
        return told

    def decode(value: Any) -> Any:
        if not isinstance(value, dict) or not required <= set(value) <= set(members):
            raise _wrong(value, kind.__name__)
        return kind(**{name: members[name][0].decode(one) for name, one in value.items()})

    return Shape(encode, decode)
