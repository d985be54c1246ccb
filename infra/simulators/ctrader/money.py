"""Changes of the balance and of the credit by a manager, and the history they leave."""

from decimal import Decimal
from typing import Any

from infra.simulators.ctrader.traders import Trader, trader
from infra.simulators.ctrader.trading import free_margin
from infra.simulators.ctrader.world import Refused, World, exactly

_COLUMNS = {"BALANCE": "balance", "CREDIT": "credit"}
_TYPES = {
    "DEPOSIT": ("BALANCE", 1),
    "WITHDRAW": ("BALANCE", -1),
    "DEPOSIT_NONWITHDRAWABLE_BONUS": ("CREDIT", 1),
    "WITHDRAW_NONWITHDRAWABLE_BONUS": ("CREDIT", -1),
}
_MOST = Decimal(1_000_000_000)


def change_balance(world: World, login: int, given: dict[str, Any]) -> int:
    """Do what a manager asks; the number in the history.

    Nothing is unique about the external id: whoever asks twice is served twice.
    """
    owner = trader(world, login)
    amount = given.get("preciseAmount")
    if given.get("type") not in _TYPES or given.get("login") != login:
        raise Refused("INVALID_REQUEST", "type and login")
    if not isinstance(amount, int | Decimal) or not 0 < amount <= _MOST:
        raise Refused("INVALID_AMOUNT")
    kind, sign = _TYPES[given["type"]]
    steps = exactly(Decimal(amount), owner.digits)
    if sign < 0 and steps > _most(world, owner, kind, skip=bool(given.get("skipMarginCheck"))):
        raise Refused("NOT_ENOUGH_MONEY")
    return book(world, owner, given, sign * steps)


def book(world: World, owner: Trader, given: dict[str, Any], steps: int, at: int = 0) -> int:
    """Write a change down, whatever it leads to; ``at`` in milliseconds, else now."""
    kind = _TYPES[given["type"]][0]
    column = _COLUMNS[kind]
    world.work.run(
        f"UPDATE traders SET {column} = {column} + ? WHERE login = ?",  # noqa: S608 - two names
        steps,
        owner.login,
    )
    return world.work.insert(
        "changes",
        login=owner.login,
        at=at or world.now_msc,
        type=given["type"],
        amount=str(Decimal(abs(steps)).scaleb(-owner.digits)),
        balance=trader(world, owner.login).balance,
        comment=str(given.get("comment") or ""),
        external_note=str(given.get("externalNote") or ""),
        external_id=str(given.get("externalId") or ""),
    )


def _most(world: World, owner: Trader, kind: str, *, skip: bool) -> int:
    """How much can be taken."""
    if kind == "CREDIT":
        return owner.credit
    return owner.balance if skip else min(owner.balance, free_margin(world, owner))
