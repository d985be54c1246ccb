"""Switches for what goes wrong between two companies' servers.

On answers: ``unavailable`` 503 and nothing done; ``error_before`` 500 and nothing done;
``error_after`` done, but answers 500, and the idempotency key remembers that 500;
``rate_limit`` 429; ``drop_before`` and ``drop_after`` cut the connection before or after the work;
``slow_after`` does the work and answers ``seconds`` late; ``truncate`` sends half of the answer.

On webhooks: ``webhook_lose``, ``webhook_duplicate``, ``webhook_delay`` by ``seconds``,
``webhook_reorder`` (a later event overtakes), and a bad copy sent before the true one:
``webhook_forge`` (signed with another secret), ``webhook_stale`` (signed ten minutes ago),
``webhook_garble`` (signed, and no JSON).
"""

from dataclasses import dataclass

from infra.simulators.stripe.failures import StripeRefusal
from infra.simulators.stripe.store import Work
from infra.simulators.stripe.world import World

ANSWER_FAULTS = frozenset(
    {
        "unavailable",
        "error_before",
        "error_after",
        "rate_limit",
        "drop_before",
        "drop_after",
        "slow_after",
        "truncate",
    }
)
WEBHOOK_FAULTS = frozenset(
    {
        "webhook_lose",
        "webhook_duplicate",
        "webhook_delay",
        "webhook_reorder",
        "webhook_forge",
        "webhook_stale",
        "webhook_garble",
    }
)


@dataclass(frozen=True)
class Fault:
    """One thing to go wrong now."""

    kind: str
    seconds: float


def switch_on(work: Work, kind: str, *, times: int, path: str, seconds: float) -> None:
    """Let ``kind`` happen the next ``times`` times, to requests whose line starts with ``path``.

    Raises:
        StripeRefusal: no such fault.
    """
    if kind not in ANSWER_FAULTS | WEBHOOK_FAULTS:
        raise StripeRefusal(f"No fault {kind}", param="kind")
    work.run(
        "INSERT INTO faults (kind, path, remaining, seconds) VALUES (?, ?, ?, ?)",
        kind,
        path,
        times,
        seconds,
    )


def take_answer_fault(work: Work, request_line: str) -> Fault | None:
    """What goes wrong with this request, such as ``POST /v1/refunds``, used up once."""
    return _take(work, ANSWER_FAULTS, request_line)


def take_webhook_fault(world: World) -> Fault | None:
    """What goes wrong with the next webhook, used up once."""
    return _take(world.work, WEBHOOK_FAULTS, "")


def _take(work: Work, kinds: frozenset[str], request_line: str) -> Fault | None:
    for row in work.rows("SELECT * FROM faults WHERE remaining > 0 ORDER BY id"):
        if row["kind"] in kinds and request_line.startswith(row["path"]):
            work.run("UPDATE faults SET remaining = remaining - 1 WHERE id = ?", row["id"])
            return Fault(kind=row["kind"], seconds=row["seconds"])
    return None
