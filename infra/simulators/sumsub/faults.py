"""Switches for what goes wrong between two companies' servers.

On answers: ``unavailable`` 503 and nothing done; ``error_before`` 500 and nothing done;
``error_after`` done, but answers 500; ``rate_limit`` 429; ``drop_before`` and ``drop_after`` cut
the connection before or after the work (a timeout after the commit); ``slow_after`` works and
answers ``seconds`` late; ``truncate`` sends half of the answer.

On webhooks: ``webhook_lose``, ``webhook_duplicate``, ``webhook_delay`` by ``seconds``,
``webhook_reorder`` (a later one overtakes), and a bad copy sent before the true one:
``webhook_forge`` (digest with another secret), ``webhook_tamper`` (the body changed after the
digest), ``webhook_sha1`` (a digest that must not be accepted), ``webhook_garble`` (a good digest
over what is no JSON).
"""

from infra.simulators.kit import faults
from infra.simulators.sumsub.store import Work
from infra.simulators.sumsub.world import SumsubRefusal

ANSWER_FAULTS = (faults.BEFORE | faults.AFTER) - {"garble"}
WEBHOOK_FAULTS = frozenset(
    {
        "webhook_lose",
        "webhook_duplicate",
        "webhook_delay",
        "webhook_reorder",
        "webhook_forge",
        "webhook_tamper",
        "webhook_sha1",
        "webhook_garble",
    }
)


def switch_on(work: Work, kind: str, *, times: int, path: str, seconds: float) -> None:
    """Let ``kind`` happen the next ``times`` times, to requests in whose line ``path`` is found.

    Raises:
        SumsubRefusal: no such fault.
    """
    if kind not in ANSWER_FAULTS | WEBHOOK_FAULTS:
        raise SumsubRefusal(400, f"No fault {kind}")
    faults.switch_on(work, kind, times=times, path=path, seconds=seconds)


def take_answer_fault(work: Work, request_line: str) -> faults.Fault | None:
    """What goes wrong with this request, used up once."""
    return faults.take(work, ANSWER_FAULTS, request_line)


def take_webhook_fault(work: Work) -> faults.Fault | None:
    """What goes wrong with the next webhook, used up once."""
    return faults.take(work, WEBHOOK_FAULTS, "")
