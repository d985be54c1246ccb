"""Secrets from Secrets Manager, read once per process and never logged."""

import hashlib
import hmac
import json
from functools import lru_cache
from typing import Any

from chalicelib.storage import aws


class RootForgotten(Exception):
    """Something was made with a root secret that is kept no more."""


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


def root_id() -> str:
    """Which root secret new things are made with: enough to tell roots apart, nothing of them."""
    return _id_of(_roots()[0])


def has_root(root: str) -> bool:
    """Whether the root secret is kept that `root_id` called so; the empty text is the first one."""
    return not root or root in map(_id_of, _roots())


def derived_key(purpose: str, root: str | None = None) -> bytes:
    """A 32-byte key of its own for each ``purpose``, derived from this deployment's root secret.

    HKDF with one block (RFC 5869: expand, HMAC-SHA256); the root is 32 or more random characters.
    ``root`` names another one than that of new things; the empty text the first that was in use.

    Raises:
        RootForgotten: it is kept no more.
    """
    roots = _roots()
    if root is None:
        return _derived(roots[0], purpose)
    if not root:
        return _derived(_first_in_use(), purpose)
    found = next((one for one in roots if _id_of(one) == root), None)
    if found is None:
        raise RootForgotten(root)
    return _derived(found, purpose)


def derived_keys(purpose: str) -> tuple[bytes, ...]:
    """The key of ``purpose``, and then those of earlier roots: what was made with any is ours."""
    return tuple(_derived(one, purpose) for one in _roots())


def _roots() -> tuple[bytes, ...]:
    """All that are believed: the one in use, the former ones, and one that is about to be used."""
    kept = secret("root-key")
    others = (*kept.get("former", ()), *filter(None, [kept.get("next")]))
    return tuple(str(one).encode() for one in (kept["root"], *others))


def _first_in_use() -> bytes:
    kept = secret("root-key")
    return str([kept["root"], *kept.get("former", ())][-1]).encode()


def _id_of(root: bytes) -> str:
    return _derived(root, "root-id").hex()[:12]


def _derived(root: bytes, purpose: str) -> bytes:
    return hmac.new(root, f"fairlead/{purpose}\x01".encode(), hashlib.sha256).digest()
