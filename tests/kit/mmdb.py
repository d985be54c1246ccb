"""A small city database in MaxMind's format, written from the published specification.

Owns as much of the format as a test needs: IPv4 networks, a 24-bit search tree, strings and maps
and small numbers. The real reader reads it, which is the test of this writer.
"""

from ipaddress import IPv4Network
from pathlib import Path
from typing import Any

_MARKER = b"\xab\xcd\xefMaxMind.com"
_TYPES = {"string": 2, "uint16": 5, "uint32": 6, "map": 7, "uint64": 9, "array": 11}
_EXTENDED = 7


def write(path: Path, cities: dict[str, tuple[str, str]]) -> Path:
    """A file that knows the networks of ``cities``: ``{"203.0.113.0/24": ("Perth", "AU")}``."""
    tree, data = _Tree(), b""
    for network, (city, country) in cities.items():
        tree.insert(IPv4Network(network), len(data))
        data += _encoded({"city": {"names": {"en": city}}, "country": {"iso_code": country}})
    metadata = {
        "binary_format_major_version": 2,
        "binary_format_minor_version": 0,
        "database_type": "Test-City",
        "description": {"en": "made by a test"},
        "ip_version": 4,
        "languages": ["en"],
        "record_size": 24,
    }
    # Readers insist on the widths of these two.
    wide = _encoded("build_epoch") + _number("uint64", 1_767_225_600)
    wide += _encoded("node_count") + _number("uint32", len(tree.nodes))
    facts = b"".join(_encoded(key) + _encoded(value) for key, value in metadata.items())
    about = _control("map", len(metadata) + 2) + facts + wide
    path.write_bytes(tree.packed() + bytes(16) + data + _MARKER + about)
    return path


class _Tree:
    """A binary tree over the bits of addresses; a leaf is the offset of its data, or None."""

    def __init__(self) -> None:
        self.nodes: list[list[Any]] = [[None, None]]

    def insert(self, network: IPv4Network, offset: int) -> None:
        address, node = int(network.network_address), 0
        for depth in range(network.prefixlen):
            bit = address >> (31 - depth) & 1
            if depth == network.prefixlen - 1:
                self.nodes[node][bit] = ("data", offset)
                return
            if self.nodes[node][bit] is None:
                self.nodes.append([None, None])
                self.nodes[node][bit] = ("node", len(self.nodes) - 1)
            node = self.nodes[node][bit][1]

    def packed(self) -> bytes:
        return b"".join(self._record(one).to_bytes(3, "big") for row in self.nodes for one in row)

    def _record(self, leaf: Any) -> int:
        if leaf is None:
            return len(self.nodes)
        kind, value = leaf
        return int(value) if kind == "node" else len(self.nodes) + 16 + int(value)


def _encoded(value: Any) -> bytes:
    match value:
        case str():
            raw = value.encode()
            return _control("string", len(raw)) + raw
        case int():
            return _number("uint16", value)
        case list():
            return _control("array", len(value)) + b"".join(_encoded(part) for part in value)
        case _:
            pairs = b"".join(_encoded(key) + _encoded(part) for key, part in value.items())
            return _control("map", len(value)) + pairs


def _number(kind: str, value: int) -> bytes:
    raw = value.to_bytes((value.bit_length() + 7) // 8, "big")
    return _control(kind, len(raw)) + raw


def _control(kind: str, size: int) -> bytes:
    assert size < 29, "short things only"
    number = _TYPES[kind]
    if number > _EXTENDED:
        return bytes([size, number - _EXTENDED])
    return bytes([number << 5 | size])
