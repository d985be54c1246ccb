"""What happens to an approved transfer: the server is asked once, and what it did is booked.

How a server is asked, looked at and asked again is `accounts.public.Course`; here is what a
transfer's course means in our books. Whoever dies half-way is followed by `sweep`.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from chalicelib.accounts import public as accounts
from chalicelib.accounts.public import Course, Swept
from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import FundingStatus
from chalicelib.core.actor import Actor
from chalicelib.core.errors import FairleadError, NotFound
from chalicelib.funds.model.holds import Hold
from chalicelib.funds.model.ledger import (
    Entry,
    EntryKind,
    Posting,
    available,
    held,
    trading_clearing,
)
from chalicelib.funds.model.transfers import (
    OPEN_STAGES,
    Direction,
    MarginNeeded,
    Transfer,
    TransferDraft,
    TransferNotAllowed,
    TransferStage,
)
from chalicelib.funds.service import coming_off, holds, ledger
from chalicelib.funds.service.transfers import check_account, check_margin, tell_origin
from chalicelib.funds.store import transfers as store
from chalicelib.gateways.trading.model import MovementKind
from chalicelib.messages.funds import (
    CommissionsStayed,
    SentMoneyNotFunded,
    TransferCompleted,
)
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit

_MOST_AT_ONCE = 100


def execute(actor: Actor, transfer_id: str, command: Command | None = None) -> Transfer:
    """Take an approved transfer as far as it will go now; gives it as it then stands.

    ``command`` is settled as soon as the state is stored from which `sweep` can go on.

    Raises:
        Upstream: a server that could not even be read; nothing has changed.
    """
    return COURSE.carry_on(actor, store.get(transfer_id), command)


def sweep(actor: Actor, now: datetime, seconds_left: Callable[[], float]) -> Swept:
    """Go on with transfers that nobody has moved for a while, those waiting longest first."""
    return COURSE.sweep(actor, store.under_way(_MOST_AT_ONCE), now, seconds_left)


def _check(transfer: Transfer) -> None:
    """What was checked at submission must still hold when it is carried out."""
    account = accounts.account_for_system(transfer.account_id)
    direct = transfer.is_direct
    draft = TransferDraft(transfer.direction, transfer.account_id, transfer.amount, direct)
    check_account(account, draft)
    check_margin(account, draft)


def _asked(transfer: Transfer, now: datetime) -> Transfer:
    return replace(transfer, stage=TransferStage.ASKED, asked_at=now, changed_at=now)


def _unasked(transfer: Transfer, now: datetime) -> Transfer:
    return replace(transfer, stage=TransferStage.STARTED, asked_at=None, changed_at=now)


def _done(unit: Unit, before: Transfer, ticket: int) -> Transfer:
    awaited = coming_off.awaiting(before)
    entry = _book(unit, before, ticket, to_hold=awaited is not None)
    if awaited is not None:
        coming_off.arrived(unit, awaited)
    waits = FundingStatus.HELD if awaited is not None else None
    approvals.complete(unit, before.id, funding_status=FundingStatus.DEPOSITED, released=waits)
    tell_origin(unit, before, FundingStatus.DEPOSITED)
    unit.publish(_completed(before, entry))
    done = replace(
        before,
        stage=TransferStage.COMPLETED,
        ticket=ticket,
        hold_id=None,
        completed_at=unit.now,
        changed_at=unit.now,
    )
    return store.change(unit, before, done)


def _book(unit: Unit, transfer: Transfer, ticket: int, *, to_hold: bool) -> Entry:
    """The one entry of a transfer; ``to_hold``: what comes off the account is held at once."""
    facts = {
        "account_id": transfer.account_id,
        "login": str(transfer.login),
        "ticket": str(ticket),
    }
    clearing = Posting(trading_clearing(transfer.server_id), transfer.on_account)
    if transfer.direction is Direction.TO_ACCOUNT:
        hold, kind = _hold_of(transfer), EntryKind.TRANSFER_OUT
        return holds.post_hold(unit, hold, (clearing,), kind, memo="transfer_out", facts=facts)
    side = held if to_hold else available
    postings = (clearing, Posting(side(transfer.client_id), transfer.amount))
    entry = ledger.entry(
        unit,
        transfer.cause,
        "post",
        EntryKind.TRANSFER_IN,
        "transfer_in",
        postings,
        facts=facts,
    )
    return ledger.post(unit, entry)


def _hold_of(transfer: Transfer) -> Hold:
    """The hold without which a transfer to an account is never started."""
    if transfer.hold_id is None:
        raise RuntimeError(f"{transfer.id} is under way without its hold")
    return holds.find(transfer.hold_id)


def _completed(transfer: Transfer, entry: Entry) -> TransferCompleted:
    return TransferCompleted(
        transfer_id=transfer.id,
        client_id=transfer.client_id,
        direction=transfer.direction.value,
        account_id=transfer.account_id,
        amount=transfer.amount,
        entry_id=entry.id,
    )


def _not_funded(transfer: Transfer) -> SentMoneyNotFunded:
    return SentMoneyNotFunded(
        transfer_id=transfer.id,
        client_id=transfer.client_id,
        login=transfer.login,
        amount=transfer.amount,
    )


def _stayed(transfer: Transfer, day: date, problem: str) -> CommissionsStayed:
    return CommissionsStayed(
        client_id=transfer.client_id,
        day=day,
        amount=transfer.amount,
        login=transfer.login,
        problem=problem,
        transfer_id=transfer.id,
    )


def _refused(unit: Unit, before: Transfer, refusal: FairleadError) -> Transfer:
    """Give back what is held, and return the request to staff; one that another request waits for
    ends instead, and the other with it, for the same reason."""
    if before.comes_first:
        approvals.cancel(unit, before.id, refusal.code)
        ended = replace(before, stage=TransferStage.CANCELLED, asked_at=None, changed_at=unit.now)
        return store.change(unit, before, ended)
    if before.hold_id is not None:
        holds.void_hold(unit, _hold_of(before), memo="transfer_refused")
    approvals.send_back(unit, before.id, refusal.code, **accounts.facts_of(refusal))
    tell_origin(unit, before, FundingStatus.NOT_FUNDED)
    if before.passes_on and before.client_transfer_id:
        unit.publish(_not_funded(before))
    if before.commission_day is not None:
        unit.publish(_stayed(before, before.commission_day, refusal.code))
    after = replace(
        before,
        stage=TransferStage.SUBMITTED,
        hold_id=None,
        asked_at=None,
        changed_at=unit.now,
    )
    return store.change(unit, before, after)


COURSE: Course[Transfer] = Course(
    again=lambda transfer: store.get(transfer.id),
    is_open=lambda transfer: transfer.stage in OPEN_STAGES,
    check=_check,
    refusals=(TransferNotAllowed, MarginNeeded, NotFound),
    kind=lambda _: MovementKind.BALANCE,
    save=store.change,
    asked=_asked,
    unasked=_unasked,
    done=_done,
    refused=_refused,
)
