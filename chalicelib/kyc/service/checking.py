"""The vendor's check: starting it, taking in its callbacks, and doing what a verdict means.

Nothing in a callback is believed: it only makes us ask. So callbacks may come twice, late and in
any order, and a lost one costs an hour, after which we ask by ourselves.
"""

from collections.abc import Callable
from dataclasses import replace

from chalicelib import ports
from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import Verdict
from chalicelib.core.actor import Actor
from chalicelib.core.errors import VendorRefused
from chalicelib.gateways.kyc.port import CheckOrder, CheckState, StartedCheck
from chalicelib.kyc import store
from chalicelib.kyc.model.cases import Callback, Case, KycStatus, RecordStatus, VendorCheck
from chalicelib.kyc.model.errors import KycNotPending, VendorNotUsed
from chalicelib.kyc.model.settings import VENDOR, Vendor
from chalicelib.kyc.rules import records, verdicts
from chalicelib.kyc.rules.verdicts import Consequence
from chalicelib.kyc.service import people, submitting
from chalicelib.kyc.service.keeping import keep_case
from chalicelib.messages.kyc import CaseReopened, CheckRepeated, VerdictAwaited
from chalicelib.ports import checks
from chalicelib.settings import public as settings
from chalicelib.storage import audit
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit

_AT_ONCE = 50
_TIME_FOR_ONE = 15.0


def start(actor: Actor) -> StartedCheck:
    """The vendor's page for the client ``actor``, whose record waits for a decision.

    Raises:
        Forbidden: ``client_not_active``. VendorNotUsed. KycNotPending: nothing waits.
        VendorRefused, VendorUnavailable, OutcomeUnknown: as `IdentityVerifier.start_check` says.
    """
    client, rules = people.acting_client(actor), settings.value(VENDOR)
    if rules.vendor is Vendor.NONE:
        raise VendorNotUsed
    if store.case_of(client.id).pending_id is None:
        raise KycNotPending("hand in your details first")
    verifier = checks.identity_verifier(rules.vendor)
    page = f"{ports.portal_url()}/profile/verification"
    started = verifier.start_check(CheckOrder(client.id, rules.level, page))
    state = verifier.check(started.reference)
    ports.transact(actor, lambda unit: _note(unit, rules.vendor, state))
    return started


def take_in(actor: Actor, vendor: str, headers: dict[str, str], body: bytes) -> None:
    """Take in a callback: check its digest, keep it, and let the vendor be asked from the queue.

    Raises:
        CallbackForged, CallbackMalformed.
    """
    event = checks.identity_verifier(vendor).read_callback(headers, body)

    def work(unit: Unit) -> None:
        store.add_callback(
            unit,
            Callback(
                vendor=vendor,
                event_id=event.event_id,
                name=event.name,
                reference=event.reference,
                happened_at=event.at,
                received_at=unit.now,
                body=body.decode(),
            ),
        )
        unit.publish(VerdictAwaited(vendor=vendor, reference=event.reference))

    try:
        ports.transact(actor, work)
    except store.CallbackKnown:
        return


def look(actor: Actor, vendor: str, reference: str, command: Command) -> None:
    """Ask the vendor what it thinks, and do what that means; nothing when it is no news.

    Raises:
        VendorUnavailable: ask again. VendorRefused: there is no such check.
    """
    state = checks.identity_verifier(vendor).check(reference)

    def work(unit: Unit) -> None:
        command.settle(unit)
        _apply(unit, vendor, state)

    ports.transact(actor, work)


def look_at_due(actor: Actor, seconds_left: Callable[[], float]) -> int:
    """Ask about the checks whose callback is overdue; how many were asked about."""
    asked = 0
    for case in store.checks_due(ports.now(), _AT_ONCE):
        if seconds_left() < _TIME_FOR_ONE:
            break
        if case.check is not None:
            _ask(actor, case.client_id, case.check)
            asked += 1
    return asked


def _ask(actor: Actor, client_id: str, known: VendorCheck) -> None:
    try:
        state = checks.identity_verifier(known.vendor).check(known.reference)
    except VendorRefused:
        # The vendor has forgotten the client: it is no use to go on asking.
        ports.transact(actor, lambda unit: _stop_asking(unit, client_id))
    else:
        ports.transact(actor, lambda unit: _apply(unit, known.vendor, state))


def _stop_asking(unit: Unit, client_id: str) -> None:
    case = store.case_of(client_id)
    if case.check is not None:
        keep_case(unit, case, replace(case, check=replace(case.check, due_at=None)))


def _note(unit: Unit, vendor: str, state: CheckState) -> None:
    """Keep that the client has opened the vendor's page.

    A verdict that is there already, because they have opened it before, is acted on from the queue
    like every other: noting it here would make it old news to whoever acts on it.
    """
    if not verdicts.is_awaited(state.outcome):
        unit.publish(VerdictAwaited(vendor=vendor, reference=state.reference))
        return
    case = store.case_of(state.client_id)
    if verdicts.is_news(case.check, state):
        keep_case(unit, case, replace(case, check=verdicts.seen(vendor, state, unit.now)))


def _apply(unit: Unit, vendor: str, state: CheckState) -> None:
    case = store.case_of(state.client_id)
    if not case.version:
        return  # the vendor speaks of somebody who has handed in nothing
    known = replace(case, check=verdicts.seen(vendor, state, unit.now))
    if not verdicts.is_news(case.check, state):
        if known != case:
            keep_case(unit, case, known)  # still awaited: to be asked again in an hour
        return
    what = verdicts.consequence(case, state.outcome, settings.value(VENDOR).verdict)
    audit.record(
        unit,
        "kyc_verdict_received",
        "kyc_case",
        case.client_id,
        client_id=case.client_id,
        before={"outcome": case.check.outcome.value} if case.check else {},
        after={"outcome": state.outcome.value, "labels": list(state.labels), "effect": what.value},
    )
    if what is Consequence.REOPEN:
        _reopen(unit, case, known)
        return
    keep_case(unit, case, known)
    if what is Consequence.ASK_AGAIN:
        repeated = CheckRepeated(
            client_id=case.client_id, labels=state.labels, comment=state.comment
        )
        unit.publish(repeated)
    elif what in (Consequence.APPROVE, Consequence.REJECT):
        verdict = Verdict.APPROVED if what is Consequence.APPROVE else Verdict.REJECTED
        reason = state.comment or "identity_not_verified"
        approvals.settle(unit, case.pending_id or "", verdict, reason)


def _reopen(unit: Unit, case: Case, known: Case) -> None:
    """Take the approval back and have staff look again; a record that waits already will do."""
    before = store.record(case.approved_id or "")
    back = records.decided(before, RecordStatus.REOPENED, unit.now)
    store.change_record(unit, before, back)
    open_again = records.taken_back(known, KycStatus.REJECTED)
    waiting = case.pending_id
    if waiting is None:
        client = people.client(unit.actor, case.client_id)
        waiting = submitting.reopened(unit, case, open_again, before, client).id
    else:
        keep_case(unit, case, open_again)
    unit.publish(CaseReopened(client_id=case.client_id, record_id=waiting))
