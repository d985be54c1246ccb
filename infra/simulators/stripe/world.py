"""What every part of the simulator works with: the transaction, the time, and fresh ids."""

import secrets
import string
from dataclasses import dataclass

from infra.simulators.stripe.store import Work

API_VERSION = "2026-10-28.endive"
_LETTERS = string.ascii_letters + string.digits


@dataclass(frozen=True)
class Settings:
    """How this simulator was started."""

    base_url: str
    api_key: str
    webhook_url: str
    webhook_secret: str
    settle_seconds: float
    retry_seconds: tuple[float, ...]


@dataclass(frozen=True)
class World:
    """One transaction's view: ``work`` on the store, ``now`` in seconds, ``settings``."""

    work: Work
    now: int
    settings: Settings


def new_id(prefix: str, length: int = 24) -> str:
    """An id that looks like Stripe's."""
    return prefix + "".join(secrets.choice(_LETTERS) for _ in range(length))
