"""Traders, which is what cTrader calls trading accounts: opening, changing, and their groups."""

import json
from dataclasses import dataclass
from typing import Any

from infra.simulators.ctrader.world import Refused, World, money_digits

FIRST_LOGIN = 9_000_001
_MOST_LEVERAGE = 100_000
_RIGHTS = frozenset({"FULL_ACCESS", "CLOSE_ONLY", "NO_TRADING", "NO_LOGIN"})
_KINDS = frozenset({"HEDGED", "NETTED", "SPREAD_BETTING"})
_REQUIRED = (
    "accessRights",
    "accountType",
    "balance",
    "brokerName",
    "depositCurrency",
    "groupName",
    "hashedPassword",
    "leverageInCents",
    "totalMarginCalculationType",
)
# What a trader may be told and what it is when a PUT leaves it out.
DEFAULTS: dict[str, Any] = {
    "name": None,
    "lastName": None,
    "description": None,
    "contactDetails": {},
    "swapFree": False,
    "sendOwnStatement": False,
    "sendStatementToBroker": False,
    "isLimitedRisk": False,
    "maxLeverage": _MOST_LEVERAGE,
    "totalMarginCalculationType": "MAX",
    "accountType": "HEDGED",
}


@dataclass(frozen=True)
class Trader:
    """One account; money in steps of ten to the minus ``digits``."""

    login: int
    group: str
    group_id: int
    registered: int
    currency: str
    digits: int
    password: str
    balance: int
    bonus: int
    credit: int
    leverage_in_cents: int
    rights: str
    record: dict[str, Any]


def trader(world: World, login: int) -> Trader:
    """The account of that login.

    Raises:
        Refused: there is none.
    """
    found = world.work.row(
        "SELECT t.*, g.name AS group_name FROM traders t JOIN groups g ON g.id = t.group_id"
        " WHERE login = ?",
        login,
    )
    if found is None:
        raise Refused("TRADER_NOT_FOUND", status=404)
    return Trader(
        login=found["login"],
        group=found["group_name"],
        group_id=found["group_id"],
        registered=found["registered"],
        currency=found["currency"],
        digits=found["digits"],
        password=found["password"],
        balance=found["balance"],
        bonus=found["bonus"],
        credit=found["credit"],
        leverage_in_cents=found["leverage"],
        rights=found["rights"],
        record=json.loads(found["record"]),
    )


def create(world: World, given: dict[str, Any]) -> Trader:
    """Open an account.

    Raises:
        Refused: something is missing or makes no sense.
    """
    missing = [name for name in _REQUIRED if given.get(name) in (None, "")]
    if missing:
        raise Refused("INVALID_REQUEST", f"missing: {', '.join(missing)}")
    if given["brokerName"] != world.settings.broker_name:
        raise Refused("CH_BROKER_NOT_FOUND", status=404)
    if given["accountType"] not in _KINDS:
        raise Refused("INVALID_REQUEST", "accountType")
    _check(given)
    latest = "SELECT max(login) AS login, max(registered) AS registered FROM traders"
    last = world.work.row(latest) or {}
    login = (last["login"] or FIRST_LOGIN - 1) + 1
    currency = str(given["depositCurrency"])
    world.work.insert(
        "traders",
        login=login,
        group_id=group_id(world, str(given["groupName"])),
        registered=max(world.now_msc, (last["registered"] or 0) + 1),
        currency=currency,
        digits=money_digits(currency),
        password=given["hashedPassword"],
        balance=int(given["balance"]),
        leverage=int(given["leverageInCents"]),
        rights=given["accessRights"],
        record=json.dumps(DEFAULTS | {k: v for k, v in given.items() if k in DEFAULTS}),
    )
    return trader(world, login)


def replace(world: World, login: int, given: dict[str, Any]) -> None:
    """PUT: whatever is left out falls back to its default, the leverage and rights included."""
    told = {"accessRights": "FULL_ACCESS", "leverageInCents": 100, **given}
    if not given.get("groupName"):
        raise Refused("INVALID_REQUEST", "groupName")
    _change(world, login, told, dict(DEFAULTS))


def change(world: World, login: int, given: dict[str, Any]) -> None:
    """PATCH: only what is given."""
    _change(world, login, given, trader(world, login).record)


def _change(world: World, login: int, given: dict[str, Any], record: dict[str, Any]) -> None:
    before = trader(world, login)
    _check(given)
    record |= {name: value for name, value in given.items() if name in DEFAULTS}
    world.work.run(
        "UPDATE traders SET group_id = ?, leverage = ?, rights = ?, record = ? WHERE login = ?",
        group_id(world, str(given.get("groupName") or before.group)),
        int(given.get("leverageInCents") or before.leverage_in_cents),
        given.get("accessRights") or before.rights,
        json.dumps(record),
        login,
    )


def _check(given: dict[str, Any]) -> None:
    rights = given.get("accessRights")
    if rights is not None and rights not in _RIGHTS:
        raise Refused("INVALID_REQUEST", "accessRights")
    leverage = given.get("leverageInCents")
    if leverage is not None and not 100 <= int(leverage) <= _MOST_LEVERAGE:
        raise Refused("INVALID_REQUEST", "leverageInCents")


def group_id(world: World, name: str) -> int:
    """The number of a group.

    Raises:
        Refused: there is none of that name.
    """
    found = world.work.row("SELECT id FROM groups WHERE name = ?", name)
    if found is None:
        raise Refused("TRADER_GROUP_NOT_FOUND", status=404)
    return int(found["id"])
