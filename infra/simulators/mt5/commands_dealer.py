"""Commands with which the broker trades for an account: ``/api/dealer/…``."""

import time
from typing import Any

from infra.simulators.mt5 import trading
from infra.simulators.mt5.amounts import parsed
from infra.simulators.mt5.api import Asked, command
from infra.simulators.mt5.codes import Refused, text_of
from infra.simulators.mt5.world import World

_RESULT_AFTER_SECONDS = 0.05


@command("/api/dealer/send_request", "orders")
def _send_request(asked: Asked) -> dict[str, str]:
    """Queue a trade request. It runs at once; its result can be fetched a moment later."""
    number = int(asked.world.store.setting("requests") or 13_000) + 1
    asked.world.store.set_setting("requests", str(number))
    members = asked.params.body
    try:
        result = _executed(asked.world, members)
    except Refused as refused:
        result = {"Retcode": str(refused.code), "Comment": text_of(refused.code)}
    confirmed = {"ID": str(number), "DealID": "0", "OrderID": "0", "Price": "0", **result}
    asked.session.requests[number] = (time.monotonic() + _RESULT_AFTER_SECONDS, confirmed)
    return {"id": str(number)}


@command("/api/dealer/get_request_result", "orders")
def _request_result(asked: Asked) -> dict[str, Any]:
    """Results that are ready, once each. Requests of another connection are not known here."""
    answer: dict[str, Any] = {}
    for number in asked.params.numbers("id"):
        waiting = asked.session.requests.get(number)
        if waiting is None:
            continue
        ready_at, result = waiting
        if time.monotonic() < ready_at:
            answer[str(number)] = []
            continue
        del asked.session.requests[number]
        echo = {"ID": str(number), "ResultRetcode": result["Retcode"]}
        answer[str(number)] = [{"result": result}, {"answer": echo}]
    return answer


def _executed(world: World, members: dict[str, str]) -> dict[str, str]:
    action = members.get("Action")
    if action == "204":
        trading.cancel_waiting(world, int(members.get("Order", "0")))
        return {"Retcode": "10009", "OrderID": members["Order"]}
    ask = trading.Ask(
        login=int(members.get("Login", "0")),
        symbol=members.get("Symbol", ""),
        side=int(members.get("Type", "0")) % 2,
        volume=int(members.get("Volume", "0")),
        comment=members.get("Comment", ""),
        stop_loss=parsed(members.get("PriceSL", "0")),
        take_profit=parsed(members.get("PriceTP", "0")),
    )
    if action == "201":
        price = parsed(members.get("PriceOrder", "0"))
        order = trading.place_waiting(world, ask, int(members.get("Type", "0")), price)
        return {"Retcode": "10009", "OrderID": str(order), "Price": str(price)}
    if action != "200":
        raise Refused(10013)
    filled = _at_market(world, ask, int(members.get("Position", "0")))
    return {
        "Retcode": "10009",
        "DealID": str(filled.deal),
        "OrderID": str(filled.order),
        "Price": str(filled.price),
        "Volume": str(ask.volume),
    }


def _at_market(world: World, ask: trading.Ask, position: int) -> trading.Filled:
    if not position:
        return trading.open_position(world, ask)
    held = world.store.row("SELECT * FROM positions WHERE ticket = ?", position)
    if held is None or held["login"] != ask.login or held["action"] == ask.side:
        raise Refused(10013)
    return trading.close_position(world, position, ask.volume, comment=ask.comment)
