"""Switches for what goes wrong between two companies' servers.

On answers: ``unavailable`` 503 and ``error_before`` 500 with nothing done; ``error_after`` done,
but answers 500; ``rate_limit`` 429; ``drop_before`` and ``drop_after`` cut the connection before or
after the work (a timeout after the commit); ``slow_after`` works and answers ``seconds`` late;
``truncate`` sends half of the answer; ``garble`` works and answers what nobody can read.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from infra.simulators.kit.exchange import Reply
from infra.simulators.kit.store import Work

BEFORE = frozenset({"unavailable", "error_before", "rate_limit", "drop_before"})
AFTER = frozenset({"error_after", "drop_after", "slow_after", "truncate", "garble"})
_STATUS = {"unavailable": 503, "error_before": 500, "rate_limit": 429}
Broken = Callable[[int], Reply]


@dataclass(frozen=True)
class Fault:
    """One thing to go wrong now."""

    kind: str
    seconds: float


def switch_on(
    work: Work, kind: str, *, times: int = 1, path: str = "", seconds: float = 0, later: int = 0
) -> None:
    """Let ``kind`` happen to the next ``times`` requests in whose line ``path`` is found.

    ``path`` is a regular expression; the first ``later`` of them are spared.
    """
    work.insert("faults", kind=kind, path=path, remaining=times, seconds=seconds, later=later)


def take(work: Work, kinds: frozenset[str], line: str) -> Fault | None:
    """What goes wrong with the request ``line``, used up once."""
    for row in work.rows("SELECT * FROM faults WHERE remaining > 0 ORDER BY id"):
        if row["kind"] not in kinds or not re.search(row["path"], line):
            continue
        if row["later"] > 0:
            work.run("UPDATE faults SET later = later - 1 WHERE id = ?", row["id"])
            continue
        work.run("UPDATE faults SET remaining = remaining - 1 WHERE id = ?", row["id"])
        return Fault(kind=row["kind"], seconds=row["seconds"])
    return None


def before(fault: Fault | None, broken: Broken) -> Reply | None:
    """The answer of a fault that strikes before any work; ``broken`` words a status."""
    if fault is None or fault.kind not in BEFORE:
        return None
    if fault.kind == "drop_before":
        return Reply(0, "", cut="unanswered")
    return broken(_STATUS[fault.kind])


def after(fault: Fault | None, reply: Reply, broken: Broken) -> Reply:
    """``reply`` as a fault lets it through, the work being done."""
    match fault.kind if fault else "":
        case "error_after":
            return broken(500)
        case "garble":
            return Reply(200, "<html>gateway</html>", "text/html")
        case "drop_after":
            reply.cut = "unanswered"
        case "truncate":
            reply.cut = "half"
        case "slow_after":
            reply.wait_seconds = fault.seconds if fault else 0
    return reply
