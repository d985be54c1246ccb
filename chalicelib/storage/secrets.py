"""Secrets from Secrets Manager, read once per process and never logged."""

import hashlib
import hmac
import json
from functools import lru_cache
from typing import Any

from chalicelib.storage import aws


@lru_cache(maxsize=64)
def _read(name: str) -> str:
    answer = aws.client("secretsmanager").get_secret_value(SecretId=aws.resource(name))
    return str(answer["SecretString"])


def secret(name: str) -> dict[str, Any]:
    """The JSON object stored under ``name`` (``signing-keys``, ``mt5-live``, ``stripe``…)."""
    document: dict[str, Any] = json.loads(_read(name))
    return document


def forget() -> None:
    """Read everything anew, as after a rotation."""
    _read.cache_clear()


def derived_key(purpose: str) -> bytes:
    """A 32-byte key of its own for each ``purpose``, derived from this deployment's root secret.

    HKDF with one block (RFC 5869: expand, HMAC-SHA256); the root is 32 or more random characters.
    """
    root = str(secret("root-key")["root"]).encode()
    return hmac.new(root, f"fairlead/{purpose}\x01".encode(), hashlib.sha256).digest()
