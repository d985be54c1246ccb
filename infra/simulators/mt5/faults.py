"""Faults on demand: how the simulated server misbehaves, for which command, and how often."""

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """What goes wrong.

    The three with ``drop`` close the connection without an answer, before the command has run,
    after it, or with half of the answer sent. ``signed_out`` forgets the session (403),
    ``busy`` answers code 12, ``refused`` code 8 (not permitted), ``lost_trade_server``
    runs the command and answers code 9, ``impostor`` proves itself wrongly when it is used on
    ``/api/auth/answer``.
    """

    DROP_BEFORE = "drop_before"
    DROP_AFTER_COMMIT = "drop_after_commit"
    DROP_MIDWAY = "drop_midway"
    SIGNED_OUT = "signed_out"
    UNAVAILABLE = "unavailable"
    FAILING = "failing"
    BUSY = "busy"
    REFUSED = "refused"
    LOST_TRADE_SERVER = "lost_trade_server"
    SLOW = "slow"
    GARBLED = "garbled"
    IMPOSTOR = "impostor"


@dataclass
class Planned:
    """A fault to come: on the next ``times`` commands whose path starts so, after ``after``."""

    fault: Fault
    path: str = "/api/"
    times: int = 1
    after: int = 0
    seconds: float = 0.0


class Faults:
    """The faults planned; forgotten when the process ends."""

    def __init__(self) -> None:
        self._planned: list[Planned] = []

    def plan(self, planned: Planned) -> None:
        """Have something go wrong."""
        self._planned.append(planned)

    def clear(self) -> None:
        """Let everything go well again."""
        self._planned.clear()

    def listed(self) -> list[dict[str, object]]:
        """What is still to come."""
        return [vars(planned) | {"fault": str(planned.fault)} for planned in self._planned]

    def take(self, path: str) -> Planned | None:
        """What goes wrong with the command at ``path``, used up by asking."""
        for planned in self._planned:
            if not path.startswith(planned.path):
                continue
            if planned.after > 0:
                planned.after -= 1
                continue
            planned.times -= 1
            if planned.times <= 0:
                self._planned.remove(planned)
            return planned
        return None
