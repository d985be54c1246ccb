"""Switches for what goes wrong between two companies' servers.

On answers: ``unavailable`` 503 and ``error_before`` 500 with nothing done; ``error_after`` done,
but answers 500; ``rate_limit`` 429; ``drop_before`` and ``drop_after`` cut the connection before or
after the work; ``slow_after`` does the work and answers ``seconds`` late; ``truncate`` sends half.

On callbacks: ``callback_lose``, ``callback_duplicate``, ``callback_reorder`` (a later one
overtakes) and ``callback_forge`` (signed with another token, sent before the true one).
"""

from infra.simulators.twilio.exchange import Refusal, Reply
from infra.simulators.twilio.state import Row, World

_BEFORE = frozenset({"unavailable", "error_before", "rate_limit", "drop_before"})
_AFTER = frozenset({"error_after", "drop_after", "slow_after", "truncate"})
_CALLBACK = frozenset({"callback_lose", "callback_duplicate", "callback_reorder", "callback_forge"})
_BROKEN = Reply(500, '{"code":20500,"message":"Internal Server Error","status":500}')


def switch_on(world: World, kind: str, *, times: int, path: str, seconds: float) -> None:
    """Let ``kind`` happen the next ``times`` times, to paths that hold ``path``.

    Raises:
        ValueError: no such fault.
    """
    if kind not in _BEFORE | _AFTER | _CALLBACK:
        raise ValueError(f"no fault {kind}")
    row = {"kind": kind, "left": times, "path": path, "seconds": seconds}
    world.rows("faults").append(row)


def take_answer_fault(world: World, path: str) -> Row | None:
    """What goes wrong with this request, used up once."""
    return _take(world, _BEFORE | _AFTER, path)


def take_callback_fault(world: World) -> str:
    """What goes wrong with the next callback, used up once."""
    found = _take(world, _CALLBACK, "")
    return str(found["kind"]) if found else ""


def _take(world: World, kinds: frozenset[str], path: str) -> Row | None:
    for row in world.rows("faults"):
        if row["left"] > 0 and row["kind"] in kinds and row["path"] in path:
            row["left"] -= 1
            return dict(row)
    return None


def before(fault: Row | None) -> Reply | None:
    """The answer of a fault that strikes before any work."""
    kind = fault["kind"] if fault else ""
    if kind == "unavailable":
        return Refusal(503, 20503, "Service unavailable").reply
    if kind == "error_before":
        return _BROKEN
    if kind == "rate_limit":
        return Refusal(429, 20429, "Too many requests").reply
    if kind == "drop_before":
        return Reply(0, "", cut="unanswered")
    return None


def after(fault: Row | None, reply: Reply) -> Reply:
    """``reply`` as a fault lets it through, the work being done."""
    kind = fault["kind"] if fault else ""
    if kind == "error_after":
        return _BROKEN
    if kind == "drop_after":
        reply.cut = "unanswered"
    elif kind == "truncate":
        reply.cut = "half"
    elif kind == "slow_after" and fault:
        reply.wait_seconds = float(fault["seconds"])
    return reply
