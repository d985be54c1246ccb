"""DynamoDB's attribute values, to and from plain Python. Floats are refused: money is whole."""

from typing import Any

Item = dict[str, Any]
Wire = dict[str, Any]


def to_wire(value: Any) -> Wire:
    """One plain value as an attribute value.

    Raises:
        TypeError: for a float or anything else that has no exact place in the store.
    """
    if value is None:
        return {"NULL": True}
    if isinstance(value, bool):
        return {"BOOL": value}
    if isinstance(value, int):
        return {"N": str(value)}
    if isinstance(value, str):
        return {"S": value}
    if isinstance(value, list | tuple):
        return {"L": [to_wire(part) for part in value]}
    if isinstance(value, dict):
        return {"M": {str(key): to_wire(part) for key, part in value.items()}}
    raise TypeError(f"{type(value).__name__} cannot be stored")


def from_wire(value: Wire) -> Any:
    """The inverse of `to_wire`."""
    ((tag, content),) = value.items()
    match tag:
        case "S" | "BOOL":
            return content
        case "N":
            return int(content)
        case "NULL":
            return None
        case "L":
            return [from_wire(part) for part in content]
        case "M":
            return {key: from_wire(part) for key, part in content.items()}
    raise TypeError(f"the store holds a {tag}, which is not ours")


def item_to_wire(item: Item) -> Wire:
    """A whole item; attributes that are None are left out, as indexes require."""
    return {name: to_wire(value) for name, value in item.items() if value is not None}


def item_from_wire(wire: Wire) -> Item:
    """The inverse of `item_to_wire`."""
    return {name: from_wire(value) for name, value in wire.items()}
