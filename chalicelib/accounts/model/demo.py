"""Demo accounts: how long one lives that nobody uses."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from chalicelib.core.nouns import dataclass
from chalicelib.core.setting import Setting


class DemoStage(StrEnum):
    """Whether the client of an idle demo account has been warned."""

    ACTIVE = "active"
    WARNED = "warned"


@dataclass(frozen=True)
class DemoLife:
    """When a demo account was last used, as far as anyone has looked; gone once it has expired."""

    account_id: str
    active_at: datetime
    stage: DemoStage = DemoStage.ACTIVE
    warned_at: datetime | None = None
    version: int = 0


@dataclass(frozen=True)
class DemoExpiry:
    """After how many days without a deal a demo account ends (0: never), told how long before."""

    idle_days: Annotated[int, Field(ge=0, le=3650)] = 90
    warn_days: Annotated[int, Field(ge=1, le=60)] = 7

    def __post_init__(self) -> None:
        if 0 < self.idle_days <= self.warn_days:
            raise ValueError("the warning must come before the end")


DEMO_EXPIRY = Setting(
    key="accounts.demo_expiry", type=DemoExpiry, default=DemoExpiry(), group="accounts"
)
