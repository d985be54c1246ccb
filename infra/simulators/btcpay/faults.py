"""Switches for what goes wrong between two companies' servers.

On answers: ``unavailable`` 503 and ``error_before`` 500 with nothing done; ``error_after`` done,
but answers 500; ``rate_limit`` 429; ``drop_before`` and ``drop_after`` cut the connection before or
after the work; ``slow_after`` does the work and answers ``seconds`` late; ``truncate`` sends half.

On webhooks: ``webhook_lose``, ``webhook_duplicate``, ``webhook_delay`` by ``seconds``,
``webhook_reorder`` (a later one overtakes) and ``webhook_forge`` (a copy that is signed with
another secret goes before the true one).
"""

from infra.simulators.btcpay.exchange import Refusal, Reply
from infra.simulators.btcpay.state import Row, World

_BEFORE = frozenset({"unavailable", "error_before", "rate_limit", "drop_before"})
_AFTER = frozenset({"error_after", "drop_after", "slow_after", "truncate"})
_WEBHOOK = frozenset(
    {"webhook_lose", "webhook_duplicate", "webhook_delay", "webhook_reorder", "webhook_forge"}
)
_BROKEN = Reply(500, "<html>Internal server error</html>", kind="text/html")


def switch_on(world: World, kind: str, *, times: int, path: str, seconds: float) -> None:
    """Let ``kind`` happen the next ``times`` times, to requests whose line holds ``path``.

    Raises:
        ValueError: no such fault.
    """
    if kind not in _BEFORE | _AFTER | _WEBHOOK:
        raise ValueError(f"no fault {kind}")
    row = {"kind": kind, "left": times, "path": path, "seconds": seconds}
    world.rows("faults").append(row)


def take_answer_fault(world: World, line: str) -> Row | None:
    """What goes wrong with this request, used up once."""
    return _take(world, _BEFORE | _AFTER, line)


def take_webhook_fault(world: World) -> Row | None:
    """What goes wrong with the next webhook, used up once."""
    return _take(world, _WEBHOOK, "")


def _take(world: World, kinds: frozenset[str], line: str) -> Row | None:
    for row in world.rows("faults"):
        if row["left"] > 0 and row["kind"] in kinds and row["path"] in line:
            row["left"] -= 1
            return dict(row)
    return None


def before(fault: Row | None) -> Reply | None:
    """The answer of a fault that strikes before any work."""
    kind = fault["kind"] if fault else ""
    if kind == "unavailable":
        return Refusal(503, "unavailable", "The server is starting").reply
    if kind == "error_before":
        return Reply(_BROKEN.status, _BROKEN.body, _BROKEN.kind)
    if kind == "rate_limit":
        return Refusal(429, "rate-limited", "Too many requests").reply
    if kind == "drop_before":
        return Reply(0, "", cut="unanswered")
    return None


def after(fault: Row | None, reply: Reply) -> Reply:
    """``reply`` as a fault lets it through, the work being done."""
    kind = fault["kind"] if fault else ""
    if kind == "error_after":
        return Reply(_BROKEN.status, _BROKEN.body, _BROKEN.kind)
    if kind == "drop_after":
        reply.cut = "unanswered"
    elif kind == "truncate":
        reply.cut = "half"
    elif kind == "slow_after" and fault:
        reply.wait_seconds = float(fault["seconds"])
    return reply
