"""Notices about accounts and money: credentials, adjustments, payouts."""

from chalicelib.core.actor import Realm
from chalicelib.core.money import Money
from chalicelib.messages.accounts import (
    AccountBound,
    AccountOpened,
    AccountPasswordReset,
    AccountSteered,
    AccountUnbound,
    DemoAccountExpired,
    DemoAccountExpiring,
)
from chalicelib.messages.funds import (
    ClientTransferArrived,
    CommissionsStayed,
    OperationCompleted,
    PaymentUnmatched,
    PayoutWaits,
    SentMoneyNotFunded,
    WalletAdjusted,
    WithdrawalPaid,
)
from chalicelib.messages.partners import CommissionsHeld
from chalicelib.messages.reconciliation import BreakFound
from chalicelib.notifications.model import Facts, Link, Notice, Sealed
from chalicelib.notifications.rules.telling import client_notice, notices


@notices.register
def _of_account(message: AccountOpened) -> tuple[Notice, ...]:
    facts: Facts = {
        "login": str(message.login),
        "server": message.server_name,
        "account_type": message.account_type.get("en", ""),
        "kind": message.kind,
        "currency": message.currency,
        "leverage": message.leverage,
    }
    sealed = tuple(
        Sealed(name, text, message.request_id)
        for name, text in (
            ("main_password", message.sealed_main_password),
            ("investor_password", message.sealed_investor_password),
        )
        if text
    )
    link = Link("account", message.account_id)
    return (client_notice("account_opened", message.client_id, facts, link, sealed=sealed),)


@notices.register
def _of_bound_account(message: AccountBound) -> tuple[Notice, ...]:
    facts: Facts = {
        "login": str(message.login),
        "server": message.server_name,
        "kind": message.kind,
        "currency": message.currency,
        "leverage": message.leverage,
    }
    link = Link("account", message.account_id)
    return (client_notice("account_bound", message.client_id, facts, link, notify=message.notify),)


@notices.register
def _of_unbound_account(message: AccountUnbound) -> tuple[Notice, ...]:
    facts: Facts = {
        "login": str(message.login),
        "server": message.server_name,
        "reason": message.reason,
    }
    return (
        client_notice("account_unbound", message.client_id, facts, None, notify=message.notify),
    )


@notices.register
def _of_idle_demo(message: DemoAccountExpiring) -> tuple[Notice, ...]:
    facts: Facts = {
        "login": str(message.login),
        "server": message.server_name,
        "expires_on": message.expires_on,
    }
    link = Link("account", message.account_id)
    return (client_notice("account_demo_expiring", message.client_id, facts, link),)


@notices.register
def _of_expired_demo(message: DemoAccountExpired) -> tuple[Notice, ...]:
    facts: Facts = {"login": str(message.login), "server": message.server_name}
    link = Link("account", message.account_id)
    return (client_notice("account_demo_expired", message.client_id, facts, link),)


@notices.register
def _of_password(message: AccountPasswordReset) -> tuple[Notice, ...]:
    facts: Facts = {"login": str(message.login), "server": message.server_name}
    sealed = (Sealed(f"{message.password}_password", message.sealed_password, message.request_id),)
    link = Link("account", message.account_id)
    return (client_notice("account_password_reset", message.client_id, facts, link, sealed=sealed),)


@notices.register
def _of_leverage(message: AccountSteered) -> tuple[Notice, ...]:
    facts: Facts = {"account": str(message.login), "leverage": message.leverage}
    link = Link("account", message.account_id)
    told = message.notify
    return (client_notice("account_leverage_changed", message.client_id, facts, link, notify=told),)


@notices.register
def _of_adjustment(message: WalletAdjusted) -> tuple[Notice, ...]:
    link = Link("wallet", message.amount.currency)
    facts = _money("amount", message.amount)
    return (
        client_notice("wallet_adjusted", message.client_id, facts, link, notify=message.notify),
    )


_OPERATIONS = {
    "deposit": "account_deposited",
    "withdrawal": "account_withdrawn",
    "credit_in": "account_credit_given",
    "credit_out": "account_credit_taken",
}


@notices.register
def _of_operation(message: OperationCompleted) -> tuple[Notice, ...]:
    link = Link("account", message.account_id)
    facts: Facts = _money("amount", message.amount) | {"account": str(message.login)}
    event = _OPERATIONS[message.kind]
    return (client_notice(event, message.client_id, facts, link, notify=message.notify),)


@notices.register
def _of_payout(message: WithdrawalPaid) -> tuple[Notice, ...]:
    facts = _money("amount", message.amount) | _money("payout", message.payout)
    link = Link("request", message.withdrawal_id)
    facts["reference"] = message.withdrawal_id
    return (client_notice("withdrawal_paid", message.client_id, facts, link),)


@notices.register
def _of_arrival(message: ClientTransferArrived) -> tuple[Notice, ...]:
    """The sender is told of their request; who receives has none."""
    link = Link("wallet", message.credit.currency)
    facts: Facts = _money("amount", message.credit)
    facts |= {"source": message.client_id, "reference": message.transfer_id}
    return (client_notice("transfer_received", message.recipient_id, facts, link),)


@notices.register
def _of_commissions(message: CommissionsStayed) -> tuple[Notice, ...]:
    """Where commissions are that should have gone on to an account; a transfer of theirs is told
    as a request too."""
    facts: Facts = _money("amount", message.amount)
    facts |= {"account": str(message.login), "day": message.day.isoformat()}
    link = Link("request", message.transfer_id) if message.transfer_id else Link("commissions", "")
    return (client_notice("commissions_stayed", message.client_id, facts, link),)


@notices.register
def _of_not_funded(message: SentMoneyNotFunded) -> tuple[Notice, ...]:
    """Where what was sent to them is now; the sender reads it on their request."""
    facts: Facts = _money("amount", message.amount) | {"account": str(message.login)}
    link = Link("request", message.transfer_id)
    return (client_notice("transfer_not_funded", message.client_id, facts, link),)


def _money(name: str, amount: Money) -> Facts:
    return {name: str(amount), f"{name}_currency": amount.currency}


def _to_staff(
    event: str, staff_id: str, facts: Facts, link: Link | None, *, email: bool = False
) -> Notice:
    """What one of the staff is told by the bell, and by mail where it says so."""
    return Notice(
        event=event,
        realm=Realm.STAFF,
        subject_id=staff_id,
        email=email,
        popup=True,
        facts=facts,
        link=link,
    )


def break_found(message: BreakFound, staff_id: str) -> Notice:
    """What those who reconcile are told: a movement is not the same on both sides."""
    facts: Facts = {"source": message.side.partition(":")[2], "kind": message.kind}
    if message.difference is not None:
        facts |= {"amount": str(message.difference), "currency": message.difference.currency}
    if message.login is not None:
        facts["login"] = str(message.login)
    link = Link("break", message.break_id)
    return _to_staff("break_found", staff_id, facts, link, email=True)


def commissions_held(message: CommissionsHeld, staff_id: str) -> Notice:
    """What those who judge held commissions are told: something new speaks against a broker's."""
    link = Link("commission_review", message.client_id)
    return _to_staff(
        "commissions_held",
        staff_id,
        {"client_id": message.client_id, "count": message.reviews},
        link,
    )


def payout_waits(message: PayoutWaits, staff_id: str) -> Notice:
    """What those who confirm payouts are told: one waits for a second person, or has failed."""
    facts: Facts = {
        "amount": str(message.payout),
        "currency": message.payout.currency,
        "client_id": message.client_id,
    }
    link = Link("request", message.withdrawal_id)
    return _to_staff("payout_waits", staff_id, facts, link)


def unmatched(message: PaymentUnmatched, staff_id: str) -> Notice:
    """What finance is told: money came that could not be credited by itself."""
    facts: Facts = {
        "amount": str(message.received),
        "currency": message.received.currency,
        "problem": message.problem,
        "reference": message.deposit_id or message.psp_reference,
        "client_id": message.client_id or "",
    }
    link = Link("request", message.deposit_id) if message.deposit_id else None
    return _to_staff("payment_unmatched", staff_id, facts, link)
