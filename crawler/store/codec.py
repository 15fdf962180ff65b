"""Frozen dataclasses to JSON values and back, driven by their type hints."""

import dataclasses
import types
from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_json(value: Any) -> Any:
    """Return a dataclass, however deep, as what `json.dumps` takes; fields at their default are left out."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: to_json(content)
            for field in dataclasses.fields(value)
            if (content := getattr(value, field.name)) != _default(field)
        }
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): to_json(content) for key, content in value.items()}
    if isinstance(value, (tuple, list)):
        return [to_json(content) for content in value]
    return value


def from_json(kind: type[T], value: Any) -> T:
    """Return the value of type `kind` that `to_json` wrote.

    Fields that are missing take their defaults and unknown ones are passed over, so that captures of another version
    can be read; TypeError or ValueError where that cannot be.
    """
    return _read(kind, value)  # type: ignore[no-any-return]


def _read(hint: Any, value: Any) -> Any:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in {Union, types.UnionType}:
        if value is None:
            return None
        return _read(next(one for one in arguments if one is not type(None)), value)
    if origin is tuple:
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            return tuple(_read(arguments[0], one) for one in value)
        return tuple(_read(one, content) for one, content in zip(arguments, value, strict=True))
    if origin is not None and issubclass(origin, Mapping):
        return {_read(arguments[0], key): _read(arguments[1], content) for key, content in value.items()}
    if not isinstance(hint, type):
        return value
    if dataclasses.is_dataclass(hint):
        hints = _hints(hint)
        return hint(**{name: _read(hints[name], content) for name, content in value.items() if name in hints})
    if issubclass(hint, Enum):
        return hint(value)
    return float(value) if hint is float and value is not None else value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _default(field: dataclasses.Field[Any]) -> Any:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default
