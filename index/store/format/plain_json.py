"""JSON that may be anybody's: read within bounds, and held against the shape that it must have."""

import json
from types import UnionType
from typing import Any

Shape = type | UnionType | list[Any] | tuple[Any, ...] | dict[Any, Any]
"""A type; [shape] for a list of such; (shape, …) for a list of just these; {name: shape} for an
object of just these names, {...: shape} for one of any names."""


def read_json(text: str) -> Any:
    """The value of a JSON text; ValueError where it is none, is nested too deeply, has a name
    twice or a number that is none."""
    try:
        return _DECODER.decode(text)
    except (RecursionError, MemoryError):
        raise ValueError("it is nested too deeply") from None


def _no_number(found: str) -> Any:
    raise ValueError(f"expected a number, found {found}")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name is there twice")
    return found


_DECODER = json.JSONDecoder(parse_constant=_no_number, object_pairs_hook=_once)
"""Made once, as it takes longer to make than to read the little that is listed of a post."""


def require_shape(value: Any, shape: Shape) -> Any:
    """The value; ValueError where it has not that shape."""
    if not fits(value, shape):
        raise ValueError("its parts are not those expected")
    return value


def fits(value: Any, shape: Shape) -> bool:
    """Whether a value that was read from JSON has a shape; a truth value is no number."""
    if type(value) is shape:
        return True
    if isinstance(shape, list):
        return type(value) is list and _all_fit(value, shape[0])
    if isinstance(shape, tuple):
        return type(value) is list and len(value) == len(shape) and all(map(fits, value, shape))
    if isinstance(shape, dict):
        return type(value) is dict and _names_fit(value, shape)
    return isinstance(value, shape) and (shape is bool or not isinstance(value, bool))


def _all_fit(values: list[Any], shape: Shape) -> bool:
    if isinstance(shape, type):  # many numbers, in one step
        return set(map(type, values)) <= {shape}
    return all(fits(value, shape) for value in values)


def _names_fit(value: dict[str, Any], shape: dict[Any, Any]) -> bool:
    if ... in shape:
        return all(fits(one, shape[...]) for one in value.values())
    return value.keys() == shape.keys() and all(fits(value[name], shape[name]) for name in shape)
