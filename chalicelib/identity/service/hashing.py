"""Passwords as they are stored: argon2id, and keyed digests for what must be found again."""

import hashlib
import hmac
from functools import lru_cache
from typing import TYPE_CHECKING

from chalicelib.storage.secrets import derived_key, derived_keys

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


def digest(purpose: str, *parts: str) -> str:
    """A keyed hash of ``parts``: the same for the same parts, worthless without our key."""
    return _keyed(derived_key(purpose), parts)


def digests(purpose: str, *parts: str) -> tuple[str, ...]:
    """The digest of ``parts``, then those by earlier keys: what may be stored of them."""
    return tuple(_keyed(key, parts) for key in derived_keys(purpose))


def is_stored(stored: str, purpose: str, *parts: str) -> bool:
    """Whether ``stored`` is a digest of ``parts``; says nothing of how far it was right."""
    found = digests(purpose, *parts)
    return any(hmac.compare_digest(stored.encode(), one.encode()) for one in found)


def _keyed(key: bytes, parts: tuple[str, ...]) -> str:
    return hmac.new(key, "\x1f".join(parts).encode(), hashlib.sha256).hexdigest()
