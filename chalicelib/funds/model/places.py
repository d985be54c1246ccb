"""The two places where a client's money can be, and which of them a broker lets it come and go."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field


class Place(StrEnum):
    """Where a client's money can be."""

    WALLET = "wallet"
    ACCOUNT = "trading_account"


Places = Annotated[tuple[Place, ...], Field(min_length=1, max_length=2)]


def place_of(account_id: str | None) -> Place:
    """The trading account of that id, or the wallet where there is none."""
    return Place.WALLET if account_id is None else Place.ACCOUNT
