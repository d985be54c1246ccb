"""How the daily seal is made, so that anyone can make it again. Pure."""

from collections.abc import Sequence

from chalicelib.core.canonical import digest


def chunk_hash(heads: Sequence[str]) -> str:
    """The hash of a part of a day's heads, in their order."""
    return digest(list(heads))


def seal_hash(day: str, previous: str, chunks: Sequence[str]) -> str:
    """The hash of a day: of the seal before and of all its parts, in their order."""
    return digest([day, previous, list(chunks)])
