"""Whom the commissions of an account's trades go to first: its rebate customer, and since when."""

from datetime import datetime
from enum import StrEnum
from typing import Literal

from chalicelib.core.nouns import dataclass
from chalicelib.core.setting import Setting


class RebateOrigin(StrEnum):
    """Who said so: staff, or the setting for new accounts."""

    OPENING = "opening"
    STAFF = "staff"


@dataclass(frozen=True)
class RebateStep:
    """The rebate customer from ``since`` on; the empty text is for the referrer of the owner."""

    since: datetime
    client_id: str = ""
    origin: RebateOrigin = RebateOrigin.STAFF
    by_name: str = ""
    comment: str = ""


Kind = Literal["trader", "ib"]

SELF_REBATE: Setting[tuple[Kind, ...]] = Setting(
    key="accounts.self_rebate",
    type=tuple[Kind, ...],
    default=(),
    group="accounts",
)
"""The kinds of clients who are themselves the rebate customer of the live accounts they open."""
