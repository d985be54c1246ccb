"""Levers for tests and demonstrations, under ``/sim/``.

POST   /sim/faults    {"kind", "times": 1, "path": "VerificationCheck", "seconds": 0}
DELETE /sim/faults    switch all off
POST   /sim/clock     {"advance_seconds": 600}
POST   /sim/ranges    {"beginning": "+4479111", "outcome": "landline"}; "": as any other number
GET    /sim/texts     every message, newest first; ``?to=+44…`` those to one number
GET    /sim/callbacks every callback and its state
POST   /sim/reset     forget everything
GET    /sim/health
"""

from typing import Any
from urllib.parse import parse_qs

from infra.simulators.kit.exchange import Question, Reply
from infra.simulators.kit.store import move_clock, simulated_time
from infra.simulators.twilio.exchange import answer
from infra.simulators.twilio.faults import switch_on
from infra.simulators.twilio.state import Row, State, World


class Control:
    """Everything under ``/sim/``."""

    def __init__(self, state: State) -> None:
        self._state = state

    def answer(self, question: Question) -> Reply:
        """Pull the lever."""
        if question.line == "POST /sim/reset":
            self._state.forget_everything()
            return answer(200, {})
        try:
            given = question.given()
            with self._state.work() as world:
                return answer(200, _pull(world, question.line, given, question.query))
        except (ValueError, KeyError) as error:
            return answer(400, {"error": str(error)})


def _pull(world: World, line: str, given: dict[str, Any], query: str) -> Any:
    if line == "POST /sim/faults":
        switch_on(
            world,
            given["kind"],
            times=int(given.get("times", 1)),
            path=str(given.get("path", "")),
            seconds=float(given.get("seconds", 0)),
        )
    elif line == "DELETE /sim/faults":
        world.work.run("DELETE FROM faults")
    elif line == "POST /sim/clock":
        move_clock(world.work, float(given["advance_seconds"]))
    elif line == "POST /sim/ranges":
        world.kept["ranges"][given["beginning"]] = given["outcome"]
    elif line == "GET /sim/texts":
        return {"texts": texts_to(world, parse_qs(query).get("to", [""])[0])}
    elif line == "GET /sim/callbacks":
        return {"callbacks": world.rows("callbacks")}
    elif line != "GET /sim/health":
        raise ValueError(f"no lever {line}")
    return {"now": simulated_time(world.work)}


def texts_to(world: World, number: str) -> list[Row]:
    """Messages, newest first: all, or those to one number (``+`` may have become a blank)."""
    wanted = number.strip().lstrip("+")
    rows = [row for row in world.rows("messages") if wanted in {"", row["to"].lstrip("+")}]
    return rows[::-1]
