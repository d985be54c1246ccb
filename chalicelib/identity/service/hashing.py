"""Passwords as they are stored: argon2id, and keyed digests for what must be found again."""

import hashlib
import hmac
from functools import lru_cache
from typing import TYPE_CHECKING

from chalicelib.storage.secrets import derived_key

if TYPE_CHECKING:
    from argon2 import PasswordHasher


@lru_cache(maxsize=1)
def _hasher() -> "PasswordHasher":
    """19 MiB, two passes, one lane: a first choice of the OWASP password storage guide, about
    30 ms on a whole core and 100 ms on the third of one that a 512 MB function has (ADR 0011).
    """
    from argon2 import PasswordHasher  # noqa: PLC0415 - slow to load, and few handlers need it

    return PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def hashed(password: str) -> str:
    """``password`` as it is stored, with its salt and parameters."""
    return _hasher().hash(password)


def is_password(stored: str | None, password: str) -> bool:
    """Whether ``password`` is the one ``stored``; takes as long when nothing is stored.

    An empty ``stored`` is that of somebody who has yet to choose a password: nothing matches it.
    """
    from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415 - see above

    try:
        _hasher().verify(stored or _nobodys(), password)
    except (VerificationError, InvalidHashError):
        return False
    return bool(stored)


def is_outdated(stored: str) -> bool:
    """Whether ``stored`` was made with other parameters than today's."""
    return _hasher().check_needs_rehash(stored)


@lru_cache(maxsize=1)
def _nobodys() -> str:
    return hashed("nobody has this password")


def is_same(one: str, other: str) -> bool:
    """Whether two digests are equal; takes the same time always."""
    return hmac.compare_digest(one.encode(), other.encode())


def digest(purpose: str, *parts: str) -> str:
    """A keyed hash of ``parts``: the same for the same parts, worthless without our key."""
    text = "\x1f".join(parts).encode()
    return hmac.new(derived_key(purpose), text, hashlib.sha256).hexdigest()
