"""The simulator's own controls under ``/sim``: clock, faults, prices, trades, deals, groups.

No such thing exists on a real server. Requests and answers are JSON; times are ISO 8601 in UTC.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from infra.simulators.mt5 import accounts, ledger, margin, trading
from infra.simulators.mt5.amounts import parsed, units
from infra.simulators.mt5.catalogue import GroupSeed
from infra.simulators.mt5.codes import Refused, text_of
from infra.simulators.mt5.faults import Fault, Planned
from infra.simulators.mt5.records import order_row, position_row
from infra.simulators.mt5.reply import Reply, json_reply
from infra.simulators.mt5.world import World, add_group

Members = dict[str, Any]
Control = Callable[[World, Members], Any]
_CONTROLS: dict[tuple[str, str], Control] = {}


def serve(world: World, method: str, target: str, body: bytes) -> Reply:
    """Answer one request to a control."""
    address = urlsplit(target)
    control = _CONTROLS.get((method, address.path.rstrip("/")))
    if control is None:
        return json_reply({"error": "no such control"}, HTTPStatus.NOT_FOUND)
    try:
        members = dict(parse_qsl(address.query)) | (json.loads(body) if body.strip() else {})
        with world.lock, world.store.transaction():
            return json_reply(control(world, members))
    except Refused as refused:
        return json_reply({"error": text_of(refused.code)}, HTTPStatus.CONFLICT)
    except (KeyError, TypeError, ValueError) as error:
        return json_reply({"error": f"{type(error).__name__}: {error}"}, HTTPStatus.BAD_REQUEST)


def _control(method: str, path: str) -> Callable[[Control], Control]:
    def register(control: Control) -> Control:
        _CONTROLS[method, path] = control
        return control

    return register


@_control("GET", "/sim")
def _index(_world: World, _members: Members) -> Any:
    return {"controls": sorted(f"{method} {path}" for method, path in _CONTROLS)}


@_control("GET", "/sim/health")
def _health(_world: World, _members: Members) -> Any:
    return {"ok": True}


@_control("GET", "/sim/clock")
def _clock(world: World, _members: Members) -> Any:
    now = datetime.fromtimestamp(world.clock.utc_msc() / 1000, UTC)
    return {"now": now.isoformat(), "zone_seconds": world.clock.zone_seconds()}


@_control("POST", "/sim/clock")
def _set_clock(world: World, members: Members) -> Any:
    """``now`` (null: the machine's), ``advance_seconds``, ``stopped``, ``zone_seconds``."""
    if "now" in members:
        world.clock.set_utc_msc(_moment(members), stopped=bool(members.get("stopped")))
    if "advance_seconds" in members:
        world.clock.advance(round(members["advance_seconds"] * 1000))
    if members.get("stopped"):
        world.clock.stop()
    if "zone_seconds" in members:
        world.clock.set_zone(int(members["zone_seconds"]))
    return _clock(world, {})


@_control("GET", "/sim/faults")
def _faults(world: World, _members: Members) -> Any:
    return {"faults": world.faults.listed()}


@_control("POST", "/sim/faults")
def _plan_fault(world: World, members: Members) -> Any:
    """``fault`` and optionally ``path``, ``times``, ``after``, ``seconds``."""
    world.faults.plan(Planned(**(members | {"fault": Fault(members["fault"])})))
    return _faults(world, {})


@_control("DELETE", "/sim/faults")
def _clear_faults(world: World, _members: Members) -> Any:
    world.faults.clear()
    return _faults(world, {})


@_control("POST", "/sim/prices")
def _pin(world: World, members: Members) -> Any:
    """Hold ``symbol`` at ``bid``; without a bid it moves again."""
    bid = members.get("bid")
    world.prices.pin(members["symbol"], None if bid is None else parsed(str(bid)))
    tick = world.prices.tick(members["symbol"], world.clock.utc_msc())
    return {"symbol": members["symbol"], "bid": str(tick.bid), "ask": str(tick.ask)}


@_control("POST", "/sim/market")
def _market(world: World, members: Members) -> Any:
    """``open``: whether anybody can trade."""
    world.store.set_setting("market_closed", "no" if members["open"] else "yes")
    return {"open": world.market_is_open}


@_control("POST", "/sim/manager")
def _manager(world: World, members: Members) -> Any:
    """``permissions`` (a list) and ``password`` of the manager account."""
    if "permissions" in members:
        world.store.set_setting("manager_permissions", json.dumps(members["permissions"]))
    if "password" in members:
        world.store.set_setting("manager_password", members["password"])
    return {}


@_control("POST", "/sim/groups")
def _add_group(world: World, members: Members) -> Any:
    """Add a group, named by the members of `GroupSeed`."""
    fixed = {"commission": Decimal(str(members.get("commission", 0)))}
    add_group(world.store, GroupSeed(**(members | fixed)))
    return {}


@_control("POST", "/sim/positions")
def _open(world: World, members: Members) -> Any:
    """Open at market: ``login``, ``symbol``, ``side`` (buy, sell), ``lots``; ``at`` in the past."""
    filled = trading.open_position(
        world,
        trading.Ask(
            login=int(members["login"]),
            symbol=members["symbol"],
            side={"buy": trading.BUY, "sell": trading.SELL}[members["side"]],
            volume=_volume(members),
            comment=members.get("comment", ""),
            reason=trading.CLIENT,
            at_msc=_moment(members, "at"),
        ),
    )
    return _filled(filled)


@_control("POST", "/sim/positions/close")
def _close(world: World, members: Members) -> Any:
    """Close ``position`` at market, or ``lots`` of it; ``at`` in the past."""
    filled = trading.close_position(
        world,
        int(members["position"]),
        _volume(members) if "lots" in members else None,
        reason=trading.CLIENT,
        at_msc=_moment(members, "at"),
    )
    return _filled(filled)


@_control("POST", "/sim/deals")
def _inject(world: World, members: Members) -> Any:
    """Book money behind everyone's back: ``login``, ``amount``, ``action``, ``comment``, ``at``."""
    at = _moment(members, "at")
    operation = ledger.Operation(
        login=int(members["login"]),
        action=int(members.get("action", ledger.BALANCE)),
        amount=parsed(str(members["amount"])),
        comment=members.get("comment", ""),
        check_margin=False,
        at_msc=None if at is None else at + world.clock.zone_seconds() * 1000,
    )
    return {"deal": ledger.move(world, operation)}


@_control("PATCH", "/sim/deals")
def _alter(world: World, members: Members) -> Any:
    """Change the ``amount`` of ``deal``, as nobody should, or its ``action``: 14 cancels a sale."""
    found = world.store.row("SELECT login FROM deals WHERE ticket = ?", int(members["deal"]))
    if found is None:
        raise Refused(13)
    if "action" in members:
        action = int(members["action"])
        world.store.write(
            "UPDATE deals SET action = ?, profit = 0 WHERE ticket = ?", action, members["deal"]
        )
        return {}
    home = accounts.group(world, accounts.user(world, found["login"])["group_name"])
    amount = units(parsed(str(members["amount"])), home["digits"])
    world.store.write("UPDATE deals SET profit = ? WHERE ticket = ?", amount, members["deal"])
    return {}


@_control("DELETE", "/sim/deals")
def _delete(world: World, members: Members) -> Any:
    """Make ``deal`` disappear."""
    world.store.write("DELETE FROM deals WHERE ticket = ?", int(members["deal"]))
    return {}


@_control("GET", "/sim/state")
def _state(world: World, members: Members) -> Any:
    """Everything, or what belongs to ``login``."""
    every = world.store.rows("SELECT * FROM users ORDER BY login")
    chosen = [user for user in every if str(user["login"]) == members.get("login", user["login"])]
    return {"accounts": [_account(world, user) for user in (chosen if members else every)]}


def _account(world: World, user: Any) -> Members:
    login = user["login"]
    return {
        "user": accounts.row(world, user),
        "figures": margin.row(world, user),
        "deals": [
            ledger.row(world, deal)
            for deal in world.store.rows(
                "SELECT * FROM deals WHERE login = ? ORDER BY time_msc, ticket", login
            )
        ],
        "positions": [
            position_row(world, held)
            for held in world.store.rows("SELECT * FROM positions WHERE login = ?", login)
        ],
        "orders": [
            order_row(world, order)
            for order in world.store.rows("SELECT * FROM orders WHERE login = ?", login)
        ],
    }


def _volume(members: Members) -> int:
    return int(Decimal(str(members["lots"])) * margin.LOT)


def _moment(members: Members, name: str = "now") -> int | None:
    text = members.get(name)
    return None if text is None else round(datetime.fromisoformat(text).timestamp() * 1000)


def _filled(filled: trading.Filled) -> Members:
    return {
        "position": filled.position,
        "deal": filled.deal,
        "order": filled.order,
        "price": str(filled.price),
    }
