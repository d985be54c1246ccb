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

from infra.simulators.kit import faults
from infra.simulators.stripe.failures import StripeRefusal
from infra.simulators.stripe.store import Work
from infra.simulators.stripe.world import World

ANSWER_FAULTS = (faults.BEFORE | faults.AFTER) - {"garble"}
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


def switch_on(work: Work, kind: str, *, times: int, path: str, seconds: float) -> None:
    """Let ``kind`` happen the next ``times`` times, to requests in whose line ``path`` is found.

    Raises:
        StripeRefusal: no such fault.
    """
    if kind not in ANSWER_FAULTS | WEBHOOK_FAULTS:
        raise StripeRefusal(f"No fault {kind}", param="kind")
    faults.switch_on(work, kind, times=times, path=path, seconds=seconds)


def take_answer_fault(work: Work, request_line: str) -> faults.Fault | None:
    """What goes wrong with this request, such as ``POST /v1/refunds``, used up once."""
    return faults.take(work, ANSWER_FAULTS, request_line)


def take_webhook_fault(world: World) -> faults.Fault | None:
    """What goes wrong with the next webhook, used up once."""
    return faults.take(world.work, WEBHOOK_FAULTS, "")
