"""What the decision on a record brings about, and how an approval ends."""

from dataclasses import replace

from chalicelib import ports
from chalicelib.approvals import public as approvals
from chalicelib.core.actor import Actor
from chalicelib.kyc import store
from chalicelib.kyc.model.cases import Claim, KycStatus, Record, RecordStatus
from chalicelib.kyc.model.errors import DocumentExpired, ValueTaken
from chalicelib.kyc.model.settings import KycForm
from chalicelib.kyc.rules import records as rules
from chalicelib.kyc.service import people
from chalicelib.kyc.service.keeping import keep_case
from chalicelib.kyc.service.showing import form_of
from chalicelib.messages.kyc import CaseExpired
from chalicelib.storage import audit
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit


def approved(actor: Actor, record_id: str, command: Command) -> None:
    """Put an approved record in force; the one before is replaced and its claims move on.

    A record whose document has expired, or with a value that another client was approved with
    meanwhile, goes back to staff with the reason.
    """
    try:
        ports.transact(actor, lambda unit: _put_in_force(unit, record_id, command))
    except (ValueTaken, DocumentExpired) as refusal:
        code, facts = refusal.code, {name: str(fact) for name, fact in refusal.facts.items()}
        ports.transact(actor, lambda unit: _send_back(unit, record_id, code, facts, command))


def _put_in_force(unit: Unit, record_id: str, command: Command) -> None:
    command.settle(unit)
    record = store.record(record_id)
    if record.status is not RecordStatus.PENDING:
        return
    case, form, today = store.case_of(record.client_id), form_of(record), unit.now.date()
    expires_on = rules.expiry_of(form, record.answers)
    if expires_on is not None and expires_on <= today:
        raise DocumentExpired("a document has expired", expires_on=expires_on.isoformat())
    before = store.record(case.approved_id) if case.approved_id else None
    _move_claims(unit, form, record, before)
    if before is not None:
        replaced = rules.decided(before, RecordStatus.REPLACED, unit.now)
        store.change_record(unit, before, replaced)
    store.change_record(unit, record, rules.decided(record, RecordStatus.APPROVED, unit.now))
    keep_case(unit, case, rules.approved(case, record, expires_on, today))
    approvals.complete(unit, record.id)


def _move_claims(unit: Unit, form: KycForm, record: Record, before: Record | None) -> None:
    """Claim what the record says and give up what only the one before it said."""
    wanted = list(rules.claims_of(form, record))
    held = {(one.key, one.digest): one for one in store.claims_on(wanted)}
    for one in wanted:
        holder = held.get((one.key, one.digest))
        if holder is None:
            store.claim(unit, one)
        elif holder.client_id != record.client_id:
            raise store.taken(holder)
    if before is not None:
        _give_up(unit, form_of(before), before, wanted)


def _give_up(unit: Unit, form: KycForm, before: Record, kept: list[Claim]) -> None:
    still = {(one.key, one.digest) for one in kept}
    for held in store.claims_on(rules.claims_of(form, before)):
        if held.client_id == before.client_id and (held.key, held.digest) not in still:
            store.give_up(unit, held)


def _send_back(
    unit: Unit, record_id: str, code: str, facts: dict[str, str], command: Command
) -> None:
    command.settle(unit)
    approvals.send_back(unit, record_id, code, **facts)


def refused(
    actor: Actor, record_id: str, status: RecordStatus, reason: str, command: Command
) -> None:
    """A record was rejected, or cancelled: what is in force stays in force."""

    def work(unit: Unit) -> None:
        command.settle(unit)
        record = store.record(record_id)
        if record.status is not RecordStatus.PENDING:
            return
        case = store.case_of(record.client_id)
        store.change_record(unit, record, rules.decided(record, status, unit.now, reason))
        keep_case(unit, case, rules.refused(case, status))

    ports.transact(actor, work)


def take_back(actor: Actor, client_id: str, reason: str) -> None:
    """Let staff end an approval: the client has to hand in anew before the gates open again.

    Raises:
        NotFound: not in their scope. KycNotApproved: nothing is in force.
    """
    people.client(actor, client_id)
    ports.transact(actor, lambda unit: expire(unit, client_id, reason))


def expire(unit: Unit, client_id: str, reason: str = "") -> None:
    """End the approval of a client in ``unit``: a document expired, or staff say why.

    Raises:
        KycNotApproved: nothing is in force.
    """
    case = store.case_of(client_id)
    ended = rules.taken_back(case, KycStatus.EXPIRED)
    record = store.record(case.approved_id or "")
    keep_case(unit, case, ended)
    gone = replace(record, status=RecordStatus.EXPIRED, decided_at=unit.now, reason=reason)
    store.change_record(unit, record, gone)
    audit.record(
        unit,
        "kyc_expired",
        "kyc_record",
        record.id,
        client_id=client_id,
        before={"status": record.status.value},
        after={"status": gone.status.value, "reason": reason},
    )
    unit.publish(CaseExpired(client_id=client_id, record_id=record.id, reason=reason))
