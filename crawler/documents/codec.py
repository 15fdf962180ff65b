"""Turns facts into JSON and back by their type hints: plain data and other dataclasses, nothing else."""

import dataclasses
import types
import typing
from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Any, TypeVar

_Value = TypeVar("_Value")


def to_data(value: Any) -> Any:
    """Return a value as JSON knows it; fields of a dataclass that have their default are left out."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str | int | float | bool) or value is None:
        return value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: to_data(found)
            for field in dataclasses.fields(value)
            if (found := getattr(value, field.name)) != _default(field)
        }
    if isinstance(value, Mapping):
        return {str(key): to_data(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [to_data(one) for one in (sorted(value) if isinstance(value, set | frozenset) else value)]
    raise TypeError(f"no plain data: {type(value).__name__}")


def from_data(kind: type[_Value], data: Any) -> _Value:
    """Return the value of type `kind` that `to_data` turned into data.

    Fields that the type no longer has are dropped, those it has since got take their default: evidence of an older
    version can still be read.
    """
    found: _Value = _made(kind, data)
    return found


def _default(field: "dataclasses.Field[Any]") -> Any:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _made(kind: Any, data: Any) -> Any:
    origin = typing.get_origin(kind)
    if origin in {types.UnionType, typing.Union}:
        return None if data is None else _made(_one_of(kind), data)
    if origin is tuple:
        first, *rest = typing.get_args(kind)
        if rest in ([...], []):
            return tuple(_made(first, one) for one in data)
        return tuple(_made(one, value) for one, value in zip((first, *rest), data, strict=True))
    if origin in {frozenset, set, list}:
        (inner,) = typing.get_args(kind)
        return origin(_made(inner, one) for one in data)
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        _, inner = typing.get_args(kind)
        return {key: _made(inner, one) for key, one in data.items()}
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: _made(hints[name], one) for name, one in data.items() if name in hints})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(data)
    return data


def _one_of(kind: Any) -> Any:
    """Return the type of an optional value; a choice of plain types needs none."""
    others = [one for one in typing.get_args(kind) if one is not type(None)]
    return others[0] if len(others) == 1 else Any
