"""What funds hears: decisions on money requests, the start of transfers, and its clocks."""

from collections.abc import Callable
from datetime import datetime, timedelta

from chalice.app import Blueprint, Rate

from chalicelib import ports
from chalicelib.approvals.public import RequestType
from chalicelib.core.actor import Actor
from chalicelib.edge import observe
from chalicelib.edge.queue import Delivery, Tick, consumer, queue, scheduled
from chalicelib.funds.model.details import DetailsStatus
from chalicelib.funds.model.transfers import TransferStage
from chalicelib.funds.service import (
    client_transfer_decisions,
    client_transfers,
    conversions,
    deposit_decisions,
    deposit_payments,
    details,
    operation_saga,
    payout_orders,
    rate_feeds,
    refunds,
    transfer_saga,
    transfers,
    withdrawal_decisions,
)
from chalicelib.funds.service.invariants import passes, sealing
from chalicelib.messages import Message
from chalicelib.messages.approvals import (
    RequestApproved,
    RequestCancelled,
    RequestMessage,
    RequestRejected,
)
from chalicelib.messages.funds import (
    InvariantsRequested,
    OperationStarted,
    PaymentCallbackReceived,
    PayoutConfirmed,
    RefundStarted,
    TransferStarted,
)
from chalicelib.storage.idempotency import Command

events = Blueprint(__name__)

_CHECKING_TIME = timedelta(seconds=20)

Effect = Callable[[RequestMessage, Delivery], None]


@events.on_sqs_message(**queue("funds-events"))
@consumer(
    "funds-events",
    RequestApproved,
    RequestRejected,
    RequestCancelled,
    TransferStarted,
    OperationStarted,
    InvariantsRequested,
    RefundStarted,
    PayoutConfirmed,
)
def funds_events(message: Message, delivery: Delivery) -> None:
    """Carry out what was decided on money requests, and send what was started to the server."""
    match message:
        case InvariantsRequested():
            ports.transact(delivery.actor, delivery.command.settle)
            _check_books(delivery.actor, _until(ports.now() + _CHECKING_TIME))
        case RefundStarted():
            refunds.execute(delivery.actor, message.refund_id, delivery.command)
        case PayoutConfirmed():
            payout_orders.execute(delivery.actor, message.withdrawal_id, delivery.command)
        case TransferStarted():
            transfer_saga.execute(delivery.actor, message.transfer_id, delivery.command)
        case OperationStarted():
            operation_saga.execute(delivery.actor, message.operation_id, delivery.command)
        case RequestRejected(after_approval=True):
            return  # the refund was booked together with the rejection
        case RequestApproved() | RequestRejected() | RequestCancelled():
            if effect := _EFFECTS.get(message.type):
                effect(message, delivery)


def _deposit(message: RequestMessage, delivery: Delivery) -> None:
    is_approved = isinstance(message, RequestApproved)
    effect = deposit_decisions.approved if is_approved else deposit_decisions.ended
    effect(delivery.actor, message.request_id, delivery.command)


_Decided = Callable[[Actor, str, Command], None]
_WITHOUT_SERVER: tuple[tuple[Callable[[str], bool], _Decided, _Decided], ...] = (
    (conversions.is_one, conversions.approved, conversions.ended),
    (
        client_transfers.is_one,
        client_transfer_decisions.approved,
        client_transfer_decisions.ended,
    ),
)


def _transfer(message: RequestMessage, delivery: Delivery) -> None:
    is_approved = isinstance(message, RequestApproved)
    for is_one, approved, ended in _WITHOUT_SERVER:
        if is_one(message.request_id):
            effect = approved if is_approved else ended
            effect(delivery.actor, message.request_id, delivery.command)
            return
    if is_approved:
        transfers.approved(delivery.actor, message.request_id, delivery.command)
        return
    is_rejected = isinstance(message, RequestRejected)
    stage = TransferStage.REJECTED if is_rejected else TransferStage.CANCELLED
    transfers.ended(delivery.actor, message.request_id, stage, delivery.command)


def _withdrawal(message: RequestMessage, delivery: Delivery) -> None:
    is_approved = isinstance(message, RequestApproved)
    effect = withdrawal_decisions.approved if is_approved else withdrawal_decisions.ended
    effect(delivery.actor, message.request_id, delivery.command)


def _withdrawal_details(message: RequestMessage, delivery: Delivery) -> None:
    became = {
        RequestApproved: DetailsStatus.APPROVED,
        RequestRejected: DetailsStatus.REJECTED,
        RequestCancelled: DetailsStatus.CANCELLED,
    }
    status = became[type(message)]
    details.decided(delivery.actor, message.request_id, status, delivery.command)


_EFFECTS: dict[str, Effect] = {
    RequestType.DEPOSIT: _deposit,
    RequestType.TRANSFER: _transfer,
    RequestType.WITHDRAWAL: _withdrawal,
    RequestType.WITHDRAWAL_DETAILS: _withdrawal_details,
}


@events.on_sqs_message(**queue("payments-webhooks"))
@consumer("payments-webhooks", PaymentCallbackReceived)
def payments_webhooks(message: PaymentCallbackReceived, delivery: Delivery) -> None:
    """Read a payment, a refund or a payout afresh from who told of it, and do what it means."""
    told = _TOLD.get(message.kind)
    if told is None:
        ports.transact(delivery.actor, delivery.command.settle)
    else:
        told(delivery.actor, message.provider, message.psp_reference, delivery.command)


_TOLD: dict[str, Callable[[Actor, str, str, Command], None]] = {
    "payment": deposit_payments.told,
    "refund": refunds.told,
    "payout": payout_orders.told,
}


@events.schedule(Rate(1, unit=Rate.MINUTES))
@scheduled("deposit-checks")
def deposit_checks(tick: Tick) -> None:
    """Ask providers about deposits whose callback may have been lost."""
    checked = deposit_payments.check_due(tick.actor, tick.seconds_left)
    if checked.asked or checked.troubled:
        observe.log("deposits_checked", asked=len(checked.asked), troubled=checked.troubled)
    if troubled := refunds.check_due(tick.actor, tick.seconds_left):
        observe.log("refunds_checked", troubled=troubled)
    if troubled := payout_orders.check_due(tick.actor, tick.seconds_left):
        observe.log("payouts_checked", troubled=troubled)


@events.schedule(Rate(1, unit=Rate.MINUTES))
@scheduled("transfers-sweep")
def transfers_sweep(tick: Tick) -> None:
    """Go on with transfers and operations that a lost answer or a death has left under way."""
    waiting = 0
    for saga in (transfer_saga, operation_saga):
        swept = saga.sweep(tick.actor, tick.now, tick.seconds_left)
        if swept.moved or swept.waiting:
            observe.log("transfers_swept", moved=swept.moved, waiting=swept.waiting)
        waiting += len(swept.waiting)
    observe.count("transfers_waiting", waiting)


@events.schedule(Rate(5, unit=Rate.MINUTES))
@scheduled("rates-refresh")
def rates_refresh(tick: Tick) -> None:
    """Ask the sources of exchange rates whose time has come; what is known is kept."""
    done = rate_feeds.refresh_due(tick.actor, tick.seconds_left)
    if done.fetched or done.failed:
        observe.log("rates_refreshed", fetched=done.fetched, failed=done.failed)
    observe.count("rate_sources_failing", len(done.failed))


@events.schedule(Rate(5, unit=Rate.MINUTES))
@scheduled("invariants")
def invariants_check(tick: Tick) -> None:
    """Go on with checking the books; a break raises the alarm."""
    _check_books(tick.actor, tick.seconds_left)


@events.schedule(Rate(1, unit=Rate.HOURS))
@scheduled("daily-seal")
def daily_seal(tick: Tick) -> None:
    """Seal the heads of all wallets, once a day; an hour later goes on with what is unfinished."""
    seal = sealing.seal_day(tick.actor, tick.seconds_left)
    observe.log("wallets_sealed", day=seal.day, wallets=seal.wallets, hash=seal.hash)


def _check_books(actor: Actor, seconds_left: Callable[[], float]) -> None:
    worked = passes.work(actor, seconds_left)
    observe.log("books_checked", finished=worked.is_finished, breaks=worked.open_breaks)
    observe.count("InvariantBreaks", worked.open_breaks)


def _until(deadline: datetime) -> Callable[[], float]:
    def seconds_left() -> float:
        return (deadline - ports.now()).total_seconds()

    return seconds_left
