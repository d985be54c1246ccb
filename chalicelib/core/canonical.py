"""The one way to write a value as JSON, so that whoever hashes it gets the same hash."""

import hashlib
import json
from typing import Any


def canonical(value: Any) -> bytes:
    """``value`` with its members sorted, no blanks, ASCII alone."""
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode("ascii")


def digest(value: Any) -> str:
    """SHA-256 over `canonical`, in hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()
