"""Switches for what goes wrong between two companies' servers.

On answers: ``unavailable`` 503 and ``error_before`` 500 with nothing done; ``error_after`` done,
but answers 500; ``rate_limit`` 429; ``drop_before`` and ``drop_after`` cut the connection before or
after the work; ``slow_after`` does the work and answers ``seconds`` late; ``truncate`` sends half.

On callbacks: ``callback_lose``, ``callback_duplicate``, ``callback_reorder`` (a later one
overtakes) and ``callback_forge`` (signed with another token, sent before the true one).
"""

from infra.simulators.kit import faults
from infra.simulators.kit.exchange import Reply
from infra.simulators.twilio.exchange import Refusal
from infra.simulators.twilio.state import World

_ANSWER = (faults.BEFORE | faults.AFTER) - {"garble"}
_CALLBACK = frozenset({"callback_lose", "callback_duplicate", "callback_reorder", "callback_forge"})
_WORDS = {429: (20429, "Too many requests"), 503: (20503, "Service unavailable")}


def switch_on(world: World, kind: str, *, times: int, path: str, seconds: float) -> None:
    """Let ``kind`` happen the next ``times`` times, to paths that hold ``path``.

    Raises:
        ValueError: no such fault.
    """
    if kind not in _ANSWER | _CALLBACK:
        raise ValueError(f"no fault {kind}")
    faults.switch_on(world.work, kind, times=times, path=path, seconds=seconds)


def take_answer_fault(world: World, path: str) -> faults.Fault | None:
    """What goes wrong with this request, used up once."""
    return faults.take(world.work, _ANSWER, path)


def take_callback_fault(world: World) -> str:
    """What goes wrong with the next callback, used up once."""
    found = faults.take(world.work, _CALLBACK, "")
    return found.kind if found else ""


def broken(status: int) -> Reply:
    """What a failing Twilio says."""
    code, text = _WORDS.get(status, (20500, "Internal Server Error"))
    return Refusal(status, code, text).reply
