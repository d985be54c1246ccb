"""The arithmetic of signing in to an MT5 server: challenge, answer, and the server's own proof.

Refuses: sending anything. MD5 and the double hash are the protocol's choice, not ours.
"""

import hashlib


def _md5(octets: bytes) -> bytes:
    return hashlib.md5(octets, usedforsecurity=False).digest()


def password_hash(password: str) -> bytes:
    """What both sides know: the password's hash, salted with the protocol's fixed word."""
    return _md5(_md5(password.encode("utf-16-le")) + b"WebAPI")


def proof(secret: bytes, challenge: bytes) -> str:
    """Lowercase hex that only someone who knows ``secret`` can give for ``challenge``."""
    return _md5(secret + challenge).hex()
