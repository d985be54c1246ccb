"""What every part of the simulator works with: the transaction, the time, ids, and refusals."""

import secrets
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from infra.simulators.sumsub.store import Work


@dataclass(frozen=True)
class Settings:
    """How this simulator was started."""

    base_url: str
    app_token: str
    secret_key: str
    skew_seconds: float
    webhook_url: str
    webhook_secret: str
    webhook_digest: str
    levels: tuple[str, ...]
    retry_seconds: tuple[float, ...]


@dataclass(frozen=True)
class World:
    """One transaction's view: ``work`` on the store, ``now`` in seconds, ``settings``."""

    work: Work
    now: float
    settings: Settings


class SumsubRefusal(Exception):
    """An error answer in the shape of Sumsub's."""

    def __init__(self, status: int, description: str, name: str = "", number: int = 0) -> None:
        super().__init__(description)
        self.status = status
        self.body: dict[str, Any] = {
            "description": description,
            "code": status,
            "correlationId": uuid.uuid4().hex,
        }
        if name:
            self.body |= {"errorName": name, "errorCode": number}


def new_id() -> str:
    """An id that looks like Sumsub's: 24 hex digits."""
    return secrets.token_hex(12)


def written(seconds: float) -> str:
    """A time as the API writes it: ``2026-11-30 09:15:00+0000``."""
    return datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%d %H:%M:%S+0000")


def written_exactly(seconds: float) -> str:
    """A time with milliseconds and no zone, as ``createdAtMs`` has it."""
    moment = datetime.fromtimestamp(seconds, UTC)
    return moment.strftime("%Y-%m-%d %H:%M:%S.") + f"{moment.microsecond // 1000:03d}"
