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

from dataclasses import dataclass

from infra.simulators.sumsub.store import Work
from infra.simulators.sumsub.world import SumsubRefusal

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
        "webhook_tamper",
        "webhook_sha1",
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
        SumsubRefusal: no such fault.
    """
    if kind not in ANSWER_FAULTS | WEBHOOK_FAULTS:
        raise SumsubRefusal(400, f"No fault {kind}")
    work.run(
        "INSERT INTO faults (kind, path, remaining, seconds) VALUES (?, ?, ?, ?)",
        kind,
        path,
        times,
        seconds,
    )


def take_answer_fault(work: Work, request_line: str) -> Fault | None:
    """What goes wrong with this request, used up once."""
    return _take(work, ANSWER_FAULTS, request_line)


def take_webhook_fault(work: Work) -> Fault | None:
    """What goes wrong with the next webhook, used up once."""
    return _take(work, WEBHOOK_FAULTS, "")


def _take(work: Work, kinds: frozenset[str], request_line: str) -> Fault | None:
    for row in work.rows("SELECT * FROM faults WHERE remaining > 0 ORDER BY id"):
        if row["kind"] in kinds and request_line.startswith(row["path"]):
            work.run("UPDATE faults SET remaining = remaining - 1 WHERE id = ?", row["id"])
            return Fault(kind=row["kind"], seconds=row["seconds"])
    return None
