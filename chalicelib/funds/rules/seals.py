"""How the daily seal is made, so that anyone can make it again. Pure."""

import hashlib
from collections.abc import Sequence

from chalicelib.funds.rules.chain import canonical


def chunk_hash(heads: Sequence[str]) -> str:
    """The hash of a part of a day's heads, in their order."""
    return hashlib.sha256(canonical(list(heads))).hexdigest()


def seal_hash(day: str, previous: str, chunks: Sequence[str]) -> str:
    """The hash of a day: of the seal before and of all its parts, in their order."""
    return hashlib.sha256(canonical([day, previous, list(chunks)])).hexdigest()
