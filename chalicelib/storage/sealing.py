"""Short secrets at rest and on their way: sealed for one purpose, readable by nobody between.

Owns: AES-256-GCM under a key derived for the purpose, bound to a context (such as the address a
code is for), so that a sealed text moved elsewhere does not open. Refuses: files and anything
long; what is stored for years belongs to the store's own encryption.
"""

import base64
import os
from contextlib import suppress

from chalicelib.storage.secrets import derived_key, derived_keys

_NONCE_BYTES = 12


class SealBroken(Exception):
    """It was not sealed here, not for this purpose and context, or has been altered."""


def seal(text: str, *, purpose: str, context: str = "") -> str:
    """``text`` sealed; URL-safe. Opens with the same ``purpose`` and ``context`` alone."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - slow to load

    nonce = os.urandom(_NONCE_BYTES)
    sealed = AESGCM(derived_key(_named(purpose))).encrypt(nonce, text.encode(), context.encode())
    return base64.urlsafe_b64encode(nonce + sealed).decode()


def unseal(sealed: str, *, purpose: str, context: str = "") -> str:
    """The inverse of `seal`.

    Raises:
        SealBroken: see there.
    """
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - slow to load
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - slow to load

    try:
        raw = base64.urlsafe_b64decode(sealed)
    except ValueError as fault:
        raise SealBroken(purpose) from fault
    nonce, closed = raw[:_NONCE_BYTES], raw[_NONCE_BYTES:]
    for key in derived_keys(_named(purpose)):
        with suppress(InvalidTag, ValueError):
            return AESGCM(key).decrypt(nonce, closed, context.encode()).decode()
    raise SealBroken(purpose)


def _named(purpose: str) -> str:
    return f"seal/{purpose}"
