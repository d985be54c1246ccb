"""Levers for tests and demonstrations, under ``/sim/``: faults, clock, applicants and reviewers.

POST   /sim/faults                     {"kind", "times": 1, "path": "POST /resources", "seconds"}
DELETE /sim/faults                     switch all off
POST   /sim/clock                      {"advance_seconds": 1800}
POST   /sim/applicants/{who}/submit    the applicant sends documents; who = id or external id
POST   /sim/applicants/{who}/review    {"answer": "GREEN" | "RED", "reject_type", "labels",
                                        "comment", "client_comment"}
GET    /sim/deliveries                 every delivery and its state
POST   /sim/deliveries/{id}/resend     deliver a webhook once more
POST   /sim/reset                      forget everything
GET    /sim/health
"""

import json
import re
from typing import Any

from infra.simulators.kit.exchange import Question, Reply, json_reply
from infra.simulators.kit.store import move_clock, simulated_time
from infra.simulators.sumsub import applicants
from infra.simulators.sumsub.events import plan_delivery
from infra.simulators.sumsub.faults import switch_on
from infra.simulators.sumsub.store import Store
from infra.simulators.sumsub.world import Settings, SumsubRefusal, World


class Control:
    """Everything under ``/sim/``."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings

    def answer(self, question: Question) -> Reply:
        """Pull the lever."""
        try:
            given = json.loads(question.body or b"{}")
            with self._store.work() as work:
                world = World(work, simulated_time(work), self._settings)
                return json_reply(200, _pull(world, question.line, given))
        except ValueError as error:
            return json_reply(400, {"description": str(error), "code": 400})
        except SumsubRefusal as refusal:
            return json_reply(refusal.status, refusal.body)


def _pull(world: World, line: str, given: dict[str, Any]) -> Any:
    if match := re.fullmatch(r"POST /sim/(applicants|deliveries)/(\w+)/(\w+)", line):
        return _touch(world, match[1], match[2], match[3], given)
    if line == "POST /sim/faults":
        switch_on(
            world.work,
            str(given.get("kind")),
            times=int(given.get("times", 1)),
            path=str(given.get("path", "")),
            seconds=float(given.get("seconds", 0)),
        )
    elif line == "DELETE /sim/faults":
        world.work.run("DELETE FROM faults")
    elif line == "POST /sim/clock":
        move_clock(world.work, float(given["advance_seconds"]))
    elif line == "POST /sim/reset":
        world.work.forget_everything()
    elif line == "GET /sim/deliveries":
        return world.work.rows("SELECT * FROM deliveries ORDER BY id")
    elif line != "GET /sim/health":
        raise SumsubRefusal(404, f"No lever {line}")
    return {"now": simulated_time(world.work)}


def _touch(world: World, kind: str, which: str, act: str, given: dict[str, Any]) -> Any:
    """Levers on one object."""
    if kind == "deliveries" and act == "resend":
        for row in world.work.rows("SELECT body FROM deliveries WHERE id = ?", which):
            plan_delivery(world, row["body"])
            return {}
        raise SumsubRefusal(404, f"No delivery {which}")
    applicant = world.work.applicant(which) or applicants.called(world, which)
    if act == "submit":
        return applicants.submit(world, applicant)
    if act == "review":
        return applicants.decide(world, applicant, given)
    raise SumsubRefusal(404, f"No lever {act} on {kind}")
