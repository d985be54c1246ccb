"""Notices about requests: submitted, carried out, refused, ended; and waiting for staff."""

from chalicelib.core.actor import Realm
from chalicelib.messages.approvals import (
    ForApprovers,
    Notify,
    RequestCancelled,
    RequestCompleted,
    RequestDueSoon,
    RequestMessage,
    RequestOpened,
    RequestOverdue,
    RequestQueued,
    RequestRejected,
)
from chalicelib.notifications.catalogue import EVENTS
from chalicelib.notifications.model import Facts, Link, Notice
from chalicelib.notifications.rules.telling import client_notice, notices

_OWN_WORDS = frozenset({"label", "details_label"})
_SUBMITTED = {
    "trader_registration": "registration_received",
    "ib_registration": "registration_received",
    "upgrade_to_ib": "upgrade_submitted",
    "open_account": "account_requested",
    "update_leverage": "account_change_submitted",
    "reset_password": "account_change_submitted",
    "deposit": "deposit_submitted",
    "withdrawal": "withdrawal_submitted",
    "transfer": "transfer_submitted",
    "withdrawal_details": "withdrawal_details_submitted",
    "kyc": "kyc_submitted",
    "erasure": "erasure_submitted",
}
_COMPLETED = {
    "trader_registration": "registration_approved",
    "ib_registration": "registration_approved",
    "upgrade_to_ib": "upgrade_approved",
    "update_leverage": "account_leverage_changed",
    "deposit": "deposit_approved",
    "withdrawal": "withdrawal_approved",
    "transfer": "transfer_approved",
    "withdrawal_details": "withdrawal_details_approved",
    "kyc": "kyc_approved",
}
_REJECTED = {
    "trader_registration": "registration_rejected",
    "ib_registration": "registration_rejected",
    "upgrade_to_ib": "upgrade_rejected",
    "open_account": "account_rejected",
    "update_leverage": "account_change_rejected",
    "reset_password": "account_change_rejected",
    "deposit": "deposit_rejected",
    "withdrawal": "withdrawal_rejected",
    "transfer": "transfer_rejected",
    "withdrawal_details": "withdrawal_details_rejected",
    "kyc": "kyc_rejected",
    "erasure": "erasure_rejected",
}


@notices.register
def _of_opened(message: RequestOpened) -> tuple[Notice, ...]:
    """An automatic request is told once, when it is carried out; a held one with the others."""
    event = _SUBMITTED.get(message.type)
    return (
        () if message.automatic or message.held or event is None else (_to_client(event, message),)
    )


@notices.register
def _of_completed(message: RequestCompleted) -> tuple[Notice, ...]:
    """New accounts and passwords are told with the credentials, by messages of accounts."""
    event = _COMPLETED.get(message.type)
    if event is None:
        return ()
    return (_to_client(event, message, None if message.automatic else message.notify),)


@notices.register
def _of_rejected(message: RequestRejected) -> tuple[Notice, ...]:
    event = "withdrawal_refunded" if message.after_approval else _REJECTED.get(message.type)
    if event is None:
        return ()
    return (_to_client(event, message, message.notify, reason=message.reason),)


@notices.register
def _of_cancelled(message: RequestCancelled) -> tuple[Notice, ...]:
    """Who took a request back knows it; what the system ended is told."""
    if message.reason_code == "cancelled_by_client":
        return ()
    return (_to_client("request_cancelled", message, reason_code=message.reason_code),)


_CALLS = {
    RequestQueued: "request_waiting",
    RequestDueSoon: "request_due_soon",
    RequestOverdue: "request_overdue",
}


def waiting(message: ForApprovers, staff_id: str) -> Notice:
    """What an approver is told: a request waits for them, its deadline is near, or has passed.

    The client is named when it is read, and what may be their own words is left out: nobody finds
    it in the lists of staff when a client is erased.
    """
    event = _CALLS[type(message)]
    facts: Facts = {
        **{name: fact for name, fact in message.summary.items() if name not in _OWN_WORDS},
        "type": message.type,
        "client_id": message.client_id,
        "node": message.node,
        "reference": message.request_id,
    }
    return Notice(
        event=event,
        realm=Realm.STAFF,
        subject_id=staff_id,
        email=EVENTS[event].email,
        popup=EVENTS[event].popup,
        facts=facts,
        link=Link("request", message.request_id),
    )


def _to_client(
    event: str, message: RequestMessage, notify: Notify | None = None, **more: str
) -> Notice:
    facts: Facts = {
        **message.summary,
        **more,
        "type": message.type,
        "reference": message.request_id,
    }
    link = Link("request", message.request_id)
    return client_notice(event, message.client_id, facts, link, notify=notify)
