"""Commissions that go on from the wallet to a trading account, and why some of them stay.

Owns: what of a day's commissions went onward, and what became of it. Refuses: whose they are and
where they should go, which `partners` knows.
"""

from datetime import date
from enum import StrEnum

from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass


class Stays(StrEnum):
    """Why commissions, or a part of them, stay in the wallet.

    ``nothing_left`` is a day on which as much was taken back, or more. ``wallet_short`` means that
    the wallet has less by now: only that went onward. ``demo``, ``disabled``, ``transfer_off`` and
    ``currency`` are what is against the account, as of any transfer (`TransferNotAllowed`).
    """

    NOTHING_LEFT = "nothing_left"
    CLIENT_NOT_ACTIVE = "client_not_active"
    WALLET_OFF = "wallet_off"
    WALLET_SHORT = "wallet_short"
    ACCOUNT_GONE = "account_gone"
    DEMO = "demo"
    DISABLED = "disabled"
    TRANSFER_OFF = "transfer_off"
    CURRENCY = "currency"


class OnwardState(StrEnum):
    """Where commissions are that should go onward.

    ``not_taken``: the server or our own check refused, they are in the wallet, and the transfer is
    with staff. ``stayed`` is final.
    """

    UNDER_WAY = "under_way"
    ARRIVED = "arrived"
    NOT_TAKEN = "not_taken"
    STAYED = "stayed"


@dataclass(frozen=True)
class DaysCommissions:
    """What was credited to a client as commissions on one ``day`` of the broker's clock, less what
    was taken back from the wallet on it; and the account of theirs that it should go on to."""

    client_id: str
    day: date
    amount: Money
    account_id: str
    login: int


@dataclass(frozen=True)
class PassedOn:
    """What of it goes onward, by which transfer; and why not all of it, if so."""

    amount: Money
    transfer_id: str = ""
    stays: Stays | None = None
