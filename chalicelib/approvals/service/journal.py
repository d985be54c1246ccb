"""What every change of a request writes beside its row: a log line and an audit record."""

from chalicelib.approvals import rules, store
from chalicelib.approvals.model import AttachedFile, LogCode, LogLine, Request
from chalicelib.messages.approvals import Summary
from chalicelib.storage import audit
from chalicelib.storage.unit import Unit


def log(
    unit: Unit,
    request: Request,
    code: LogCode,
    *,
    text: str | None = None,
    system: bool = True,
    facts: Summary | None = None,
    files: tuple[AttachedFile, ...] = (),
) -> None:
    """Write one line of the request's log, by whoever acts in ``unit``."""
    actor = unit.actor
    store.write(
        unit,
        LogLine(
            id=unit.ids.new("log", unit.now),
            request_id=request.id,
            at=unit.now,
            by_realm=actor.realm,
            by_id=actor.id,
            by_name=actor.name,
            code=code,
            text=text,
            system=system,
            facts=facts or {},
            files=files,
        ),
    )


def record(unit: Unit, action: LogCode, before: Request | None, after: Request) -> None:
    """Write the audit record of a change: statuses, node and reason, never the payload."""
    audit.record(
        unit,
        action,
        "request",
        after.id,
        client_id=after.client_id,
        before=_standing(before) if before else {},
        after={"type": after.type.value, **_standing(after)},
    )


def took(unit: Unit, decided: Request) -> None:
    """Keep how long the staff had it, for the percentiles."""
    if turn := rules.turn(decided):
        store.keep_turn(unit, turn)


def took_not(unit: Unit, decided: Request) -> None:
    """A vendor sent it back: it is not decided after all."""
    if turn := rules.turn(decided):
        store.drop_turn(unit, turn)


def _standing(request: Request) -> dict[str, str | int]:
    standing: dict[str, str | int] = {
        "status": request.status.value,
        "node": request.node,
        "funding_status": request.funding_status.value,
        "payment_status": request.payment_status.value,
    }
    return standing | ({"reason": request.reason} if request.reason else {})
