"""Which transfers are allowed. Pure."""

from chalicelib.core.errors import Invalid
from chalicelib.core.money import Money
from chalicelib.funds.model.places import Place
from chalicelib.funds.model.transfers import (
    Direction,
    MarginNeeded,
    PlaceNotAllowed,
    TransferNotAllowed,
    TransferPlaces,
)


def check_amount(amount: Money) -> None:
    """Return if there is something to transfer.

    Raises:
        Invalid: ``amount_not_positive``.
    """
    if not amount.is_positive:
        raise Invalid(
            "the amount must be more than zero", code="amount_not_positive", field="amount"
        )


def check_places(allowed: TransferPlaces, source: Place, target: Place) -> None:
    """Return if a transfer may go from ``source`` to ``target``.

    Raises:
        PlaceNotAllowed.
    """
    ends = (("source", source, allowed.sources), ("target", target, allowed.targets))
    for field, place, places in ends:
        if place not in places:
            raise PlaceNotAllowed("choose another place", field=field, place=place.value)


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
