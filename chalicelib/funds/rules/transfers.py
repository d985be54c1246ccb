"""Which transfers are allowed, and what the saga does next. Pure."""

from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from chalicelib.core.errors import Invalid
from chalicelib.core.money import Money
from chalicelib.funds.model.transfers import (
    OPEN_STAGES,
    Direction,
    MarginNeeded,
    Transfer,
    TransferNotAllowed,
    TransferStage,
)

# A worker that was held up between storing that it asks and asking must not ask any more: another
# one may have looked meanwhile. Far below the time after which others look.
FRESH = timedelta(seconds=8)
# How long a worker may take from storing that it asks until the question is out: no handler lives
# longer. Only after that, and after the server's own time to settle, is a lost answer looked for.
ASKING = timedelta(seconds=60)
# When the sweep takes up what nobody has moved on.
STUCK_AFTER = timedelta(seconds=45)


class Step(StrEnum):
    """What is to be done with an approved transfer now."""

    ASK = "ask"
    LOOK = "look"
    WAIT = "wait"
    NOTHING = "nothing"


class Movable(Protocol):
    """Whatever has a server move money: when it was asked, None while it was surely not."""

    @property
    def asked_at(self) -> datetime | None:
        """When it was stored that the server is asked."""
        ...


def next_step(transfer: Transfer, now: datetime, settling: timedelta) -> Step:
    """What is to be done with a transfer now; see `step_of`."""
    return step_of(transfer, now, settling) if transfer.stage in OPEN_STAGES else Step.NOTHING


def step_of(under_way: Movable, now: datetime, settling: timedelta) -> Step:
    """Ask a server that was not asked; look for what a lost answer may have done, but not before
    the question is surely out and the server through with it (``settling``); else let it be."""
    if under_way.asked_at is None:
        return Step.ASK
    return Step.LOOK if now >= under_way.asked_at + ASKING + settling else Step.WAIT


def asked(transfer: Transfer, now: datetime) -> Transfer:
    """The transfer as it is stored before the server is asked."""
    return replace(transfer, stage=TransferStage.ASKED, asked_at=now, changed_at=now)


def may_still_ask(claimed: Movable, now: datetime) -> bool:
    """Whether so little time has passed since that was stored that nobody else can have looked."""
    return claimed.asked_at is not None and now < claimed.asked_at + FRESH


def check_amount(amount: Money) -> None:
    """Return if there is something to transfer.

    Raises:
        Invalid: ``amount_not_positive``.
    """
    if not amount.is_positive:
        raise Invalid(
            "the amount must be more than zero", code="amount_not_positive", field="amount"
        )


def check_account(
    *,
    is_live: bool,
    is_active: bool,
    may_transfer: bool,
    currency: str,
    amount: Money,
) -> None:
    """Return if a trading account can take part in a transfer of ``amount``.

    Raises:
        TransferNotAllowed: ``problem`` is ``demo``, ``disabled``, ``transfer_off`` or ``currency``.
    """
    problems = {
        "demo": not is_live,
        "disabled": not is_active,
        "transfer_off": not may_transfer,
        "currency": currency != amount.currency,
    }
    for problem, applies in problems.items():
        if applies:
            raise TransferNotAllowed(
                f"this account cannot take part: {problem}", field="account_id", problem=problem
            )


def check_margin(direction: Direction, amount: Money, free_margin: Money, credit: Money) -> None:
    """Return if ``amount`` can leave the account: credit is not the client's to take.

    Raises:
        MarginNeeded: with ``free``, ``asked`` and ``currency``.
    """
    if direction is Direction.TO_ACCOUNT:
        return
    free = free_margin - credit
    if amount > free:
        raise MarginNeeded(
            "open positions and credit need the rest",
            field="amount",
            free=str(max(free, Money.zero(free.currency))),
            asked=str(amount),
            currency=amount.currency,
        )
