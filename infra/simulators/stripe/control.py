"""Levers for tests and demonstrations, under ``/sim/``: faults, clock, payers and banks.

POST   /sim/faults                   {"kind", "times": 1, "path": "POST /v1/refunds", "seconds"}
DELETE /sim/faults                   switch all off
POST   /sim/clock                    {"advance_seconds": 1800}
POST   /sim/sessions/{id}/pay        {"how": "pay" | "decline" | "later", "name", "last4": "4242"}
POST   /sim/sessions/{id}/settle     {"outcome": "succeeded" | "failed"}
POST   /sim/refunds/{id}/bounce      the bank returns a refund
POST   /sim/events/{id}/resend       deliver an event once more
GET    /sim/deliveries               every delivery and its state
POST   /sim/reset                    forget everything
GET    /sim/health
"""

import json
import re
from typing import Any, Literal

from pydantic import Field

from infra.simulators.kit.exchange import Question, Reply
from infra.simulators.kit.store import move_clock, simulated_time
from infra.simulators.stripe import payments, refunds, sessions
from infra.simulators.stripe.events import plan_delivery, public
from infra.simulators.stripe.exchange import json_reply
from infra.simulators.stripe.failures import StripeRefusal
from infra.simulators.stripe.faults import switch_on
from infra.simulators.stripe.params import Params, check
from infra.simulators.stripe.store import Store
from infra.simulators.stripe.world import Settings, World

PAYER = "Test Payer"


class _Fault(Params):
    kind: str
    times: int = Field(1, ge=1)
    path: str = ""
    seconds: float = 0


class _Clock(Params):
    advance_seconds: float


class _Pay(Params):
    how: Literal["pay", "decline", "later"] = "pay"
    name: str = PAYER
    last4: str = Field("4242", pattern=r"\d{4}")


class _Settle(Params):
    outcome: payments.Outcome = "succeeded"


class Control:
    """Everything under ``/sim/``."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings

    def answer(self, question: Question) -> Reply:
        """Pull the lever."""
        try:
            given = json.loads(question.text or "{}")
            with self._store.work() as work:
                world = World(work, int(simulated_time(work)), self._settings)
                return json_reply(200, _pull(world, question.line, given))
        except ValueError as error:
            return json_reply(400, {"error": {"message": str(error)}})
        except StripeRefusal as refusal:
            return json_reply(refusal.status, refusal.body)


def _pull(world: World, line: str, given: dict[str, Any]) -> Any:
    if match := re.fullmatch(r"POST /sim/(sessions|refunds|events)/(\w+)/(\w+)", line):
        return _touch(world, match[1], match[2], match[3], given)
    if line == "POST /sim/faults":
        fault = check(_Fault, given)
        switch_on(world.work, fault.kind, times=fault.times, path=fault.path, seconds=fault.seconds)
    elif line == "DELETE /sim/faults":
        world.work.run("DELETE FROM faults")
    elif line == "POST /sim/clock":
        move_clock(world.work, check(_Clock, given).advance_seconds)
    elif line == "POST /sim/reset":
        world.work.forget_everything()
    elif line == "GET /sim/deliveries":
        return world.work.rows("SELECT *, body AS event_id FROM deliveries ORDER BY id")
    elif line != "GET /sim/health":
        raise StripeRefusal(f"No lever {line}", status=404)
    return {"now": simulated_time(world.work)}


def _touch(world: World, kind: str, object_id: str, act: str, given: dict[str, Any]) -> Any:
    """Levers on one object."""
    if (kind, act) == ("sessions", "pay"):
        return _pay(world, object_id, check(_Pay, given))
    if (kind, act) == ("sessions", "settle"):
        return public(payments.settle(world, object_id, check(_Settle, given).outcome))
    if (kind, act) == ("refunds", "bounce"):
        return public(refunds.bounce(world, object_id))
    if (kind, act) == ("events", "resend"):
        plan_delivery(world, payments.get(world, "event", object_id)["id"])
        return {}
    raise StripeRefusal(f"No lever {act} on {kind}", status=404)


def _pay(world: World, session_id: str, wanted: _Pay) -> dict[str, Any]:
    """What the payer would have done on the hosted page."""
    session = sessions.get(world, session_id)
    if session["status"] != "open":
        raise StripeRefusal("This session is no longer open")
    if wanted.how == "pay":
        payments.succeed(world, session, payments.Instrument("card", wanted.name, wanted.last4))
    elif wanted.how == "decline":
        payments.decline(world, session, "generic_decline")
    else:
        bank = payments.Instrument("sepa_debit", wanted.name, "3000", country="DE")
        payments.promise(world, session, bank)
    return public(session)
