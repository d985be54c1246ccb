"""Levers for tests and demonstrations, under ``/sim/``.

POST   /sim/invoices/<id>/pay      {"value": "0.001"}; without it: what is still due
POST   /sim/invoices/<id>/confirm  its payments are buried deep enough
POST   /sim/invoices/<id>/reorg    its payments vanish from the chain
POST   /sim/payouts/<id>/send      its coins are on their way
POST   /sim/payouts/<id>/complete  its coins are sent
POST   /sim/payouts/<id>/cancel    somebody takes it back at BTCPay
POST   /sim/deliveries/<id>/redeliver
POST   /sim/wallet    {"coins": "0.5"}: what the hot wallet holds
POST   /sim/faults    {"kind", "times": 1, "path": "POST /api/v1/stores", "seconds": 0}
DELETE /sim/faults    switch all off
POST   /sim/clock     {"advance_seconds": 600}
GET    /sim/payouts   every payout
GET    /sim/pulls     every pull payment
GET    /sim/deliveries every webhook and its state
POST   /sim/reset     forget everything
GET    /sim/health
"""

import json
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from infra.simulators.btcpay import invoices, payouts
from infra.simulators.btcpay.exchange import Question, Refusal, Reply, Settings, answer
from infra.simulators.btcpay.faults import switch_on
from infra.simulators.btcpay.state import Row, State, World
from infra.simulators.btcpay.webhooks import redeliver

_PAYOUT_DEEDS: dict[str, Callable[[World, Settings, Row], None]] = {
    "send": payouts.send,
    "complete": payouts.complete,
    "cancel": payouts.cancel,
}


_ROWS = frozenset(f"GET /sim/{one}" for one in ("deliveries", "payouts", "pulls", "invoices"))


class Control:
    """Everything under ``/sim/``."""

    def __init__(self, state: State, settings: Settings) -> None:
        self._state = state
        self._settings = settings

    def answer(self, question: Question) -> Reply:
        """Pull the lever."""
        if question.line == "POST /sim/reset":
            self._state.forget_everything()
        try:
            wanted = json.loads(question.body or "{}")
            with self._state.work() as world:
                return answer(200, self._pull(world, question.line, wanted))
        except Refusal as refusal:
            return refusal.reply
        except (ValueError, KeyError, ArithmeticError) as error:
            return answer(400, {"code": "lever", "message": str(error)})

    def _pull(self, world: World, line: str, wanted: dict[str, Any]) -> Any:
        touched = re.fullmatch(r"POST /sim/(invoices|payouts|deliveries)/(\w+)/(\w+)", line)
        if touched:
            self._touch(world, touched[1], touched[2], touched[3], wanted)
        elif line == "POST /sim/faults":
            switch_on(
                world,
                wanted["kind"],
                times=int(wanted.get("times", 1)),
                path=str(wanted.get("path", "")),
                seconds=float(wanted.get("seconds", 0)),
            )
        elif line == "POST /sim/wallet":
            world.kept["wallet"] = str(Decimal(wanted["coins"]))
        elif line == "DELETE /sim/faults":
            world.rows("faults").clear()
        elif line == "POST /sim/clock":
            world.kept["offset_seconds"] += float(wanted["advance_seconds"])
        elif line in _ROWS:
            return world.rows(line.rpartition("/")[2])
        elif line not in {"GET /sim/health", "POST /sim/reset"}:
            raise ValueError(f"no lever {line}")
        return {"now": world.now}

    def _touch(
        self, world: World, kind: str, row_id: str, act: str, wanted: dict[str, Any]
    ) -> None:
        if kind == "deliveries" and act == "redeliver":
            redeliver(world, row_id)
        elif kind == "payouts" and act in _PAYOUT_DEEDS:
            _PAYOUT_DEEDS[act](world, self._settings, payouts.get(world, row_id))
        elif kind == "invoices" and act == "pay":
            row = invoices.get(world, row_id)
            value = Decimal(wanted["value"]) if "value" in wanted else invoices.due(row)
            invoices.pay(world, self._settings, row, value)
        elif kind == "invoices" and act in {"confirm", "reorg"}:
            deed = invoices.confirm if act == "confirm" else invoices.reorganise
            deed(world, self._settings, invoices.get(world, row_id))
        else:
            raise ValueError(f"no lever {act} on {kind}")
