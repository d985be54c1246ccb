"""Staff move money on a trading account: starting it, and reading what came of it.

An operation is stored with its message and its record; what the server does is the business of
`operation_saga`.
"""

from datetime import datetime

from chalicelib import ports
from chalicelib.accounts import public as accounts
from chalicelib.accounts.public import AccountKind, AccountStatus, TradingAccount
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Forbidden, NotFound
from chalicelib.core.money import Money
from chalicelib.core.paging import Page, PageRequest
from chalicelib.funds.model.operations import (
    REPEAT_WITHIN,
    AccountOperation,
    OperationDraft,
    OperationKind,
    OperationRepeated,
    OperationStage,
    SameComment,
)
from chalicelib.funds.rules import operations as rules
from chalicelib.funds.store import operations as store
from chalicelib.gateways.trading.model import Figures
from chalicelib.messages.funds import OperationStarted
from chalicelib.storage import audit
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit


def start(actor: Actor, wanted: OperationDraft, command: Command) -> AccountOperation:
    """Move money on an account, effective at once: the server is asked as soon as this is stored.

    Raises:
        Forbidden: ``permission_missing``. NotFound: not an account in the actor's scope.
        Invalid: ``amount_not_positive``. OperationNotAllowed, OperationTooLarge, OperationRepeated.
        Upstream: the server could not be asked what the account has.
    """
    account = accounts.account(actor, wanted.account_id)
    check_permission(actor, wanted.kind)
    check_account(account, wanted.kind, wanted.amount)
    check_money(figures(account), wanted.kind, wanted.amount)

    def work(unit: Unit) -> AccountOperation:
        started = start_in(unit, wanted, unit.ids.new("aop", unit.now))
        command.settle(unit, started)
        return started

    return ports.transact(actor, work)


def start_in(unit: Unit, wanted: OperationDraft, operation_id: str) -> AccountOperation:
    """Start an operation in ``unit``, on behalf of its actor, under an id that comes once.

    What the account has is checked when the server is asked.

    Raises:
        Forbidden, NotFound, Invalid, OperationNotAllowed, OperationRepeated: see `start`.
    """
    actor = unit.actor
    check_permission(actor, wanted.kind)
    account = accounts.account(actor, wanted.account_id)
    check_account(account, wanted.kind, wanted.amount)
    _note_comment(unit, wanted, operation_id)
    started = store.add(
        unit,
        AccountOperation(
            id=operation_id,
            kind=wanted.kind,
            client_id=account.client_id,
            account_id=account.id,
            server_id=account.server_id,
            login=account.login,
            amount=wanted.amount,
            comment=wanted.comment,
            by=actor.ref,
            by_name=actor.name,
            notify=wanted.notify,
            submitted_at=unit.now,
            changed_at=unit.now,
            reference=wanted.reference,
        ),
    )
    record(unit, "account_operation_started", started)
    unit.publish(OperationStarted(operation_id=operation_id))
    return started


def of_account(actor: Actor, account_id: str, request: PageRequest) -> Page[AccountOperation]:
    """What staff have done with the money of one account, newest first.

    Raises:
        NotFound: not an account in the actor's scope.
    """
    return store.page_of_account(accounts.account(actor, account_id).id, request)


def check_permission(actor: Actor, kind: OperationKind) -> None:
    """Refuse an operation that the actor's role does not allow.

    Raises:
        Forbidden: ``permission_missing``.
    """
    if not actor.may(kind.permission):
        raise Forbidden(
            "your role does not allow this",
            code="permission_missing",
            permission=kind.permission.value,
        )


def check_account(account: TradingAccount, kind: OperationKind, amount: Money) -> None:
    """Return if the account may take part, as far as we know it.

    Raises:
        Invalid: ``amount_not_positive``. OperationNotAllowed.
    """
    rules.check_amount(amount)
    rules.check_account(
        kind,
        is_live=account.kind is AccountKind.LIVE,
        is_active=account.status is AccountStatus.ACTIVE,
        may_deposit=account.flags.deposit,
        may_withdraw=account.flags.withdrawal,
        currency=account.currency,
        amount=amount,
    )


def figures(account: TradingAccount) -> Figures:
    """What the server says that an account has, now; it shows that the connection stands, too.

    Raises:
        NotFound: the server does not know the account. Upstream.
    """
    found = accounts.server(account.server_id).figures([account.login])
    if not found:
        raise NotFound("the server does not know this account", what="trading_account")
    return found[0]


def check_money(has: Figures, kind: OperationKind, amount: Money) -> None:
    """Return if what the account has is enough.

    Raises:
        OperationTooLarge.
    """
    rules.check_money(kind, amount, has.free_margin, has.credit)


def record(unit: Unit, action: str, operation: AccountOperation) -> None:
    """Log what happened to an operation."""
    audit.record(
        unit,
        action,
        "trading_account",
        operation.account_id,
        client_id=operation.client_id,
        after={
            "operation_id": operation.id,
            "kind": operation.kind.value,
            "amount": str(operation.amount),
            "currency": operation.amount.currency,
            "comment": operation.comment,
            **({"code": operation.refusal_code} if operation.refusal_code else {}),
        },
    )


def _note_comment(unit: Unit, wanted: OperationDraft, operation_id: str) -> None:
    """Refuse what looks like a repeat, unless it is vouched for; remember it for the next."""
    before = store.with_comment(wanted.account_id, wanted.comment)
    if before is not None and not wanted.repeat and _is_repeat(before, unit.now):
        raise OperationRepeated(
            "this was just done", field="comment", operation_id=before.operation_id
        )
    after = SameComment(wanted.account_id, store.digest(wanted.comment), operation_id, unit.now)
    store.note_comment(unit, before, after)


def _is_repeat(before: SameComment, now: datetime) -> bool:
    """Whether the last one with the same comment was a moment ago, and was not refused."""
    if now >= before.at + REPEAT_WITHIN:
        return False
    last = store.find(before.operation_id)
    return last is not None and last.stage is not OperationStage.REFUSED
