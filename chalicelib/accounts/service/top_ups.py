"""More play money for a demo account, up to what its type allows."""

from dataclasses import replace

from chalicelib import ports
from chalicelib.accounts.model import (
    ACCOUNT_TYPES,
    AccountKind,
    AccountStatus,
    Grant,
    GrantPurpose,
    TradingAccount,
)
from chalicelib.accounts.service import reading
from chalicelib.accounts.service.figures import figures
from chalicelib.accounts.store import grants as grant_rows
from chalicelib.clients import public as clients
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Conflict, Invalid
from chalicelib.core.money import Money
from chalicelib.gateways.trading.port import SETTLING
from chalicelib.messages.accounts import DemoTopUpAsked
from chalicelib.settings import public as settings
from chalicelib.storage import audit
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit


def most(account: TradingAccount) -> Money | None:
    """How much can be put on the account now; None where nothing can."""
    if account.kind is not AccountKind.DEMO or account.status is not AccountStatus.ACTIVE:
        return None
    limit = next(
        (
            one.top_up_to
            for one in settings.value(ACCOUNT_TYPES)
            if one.id == account.account_type_id
        ),
        None,
    )
    last = figures([account]).get(account.id)
    if limit is None or last is None or last.stale:
        return None
    room = limit - last.figures.balance
    return room if room.is_positive else None


def ask(actor: Actor, account_id: str, amount: Money, command: Command) -> Money:
    """Ask for play money; it is booked within moments.

    Raises:
        NotFound: the account is not theirs. Forbidden: ``client_not_active``.
        Conflict: ``top_up_not_offered``, ``top_up_under_way``.
        Invalid: ``top_up_currency``; ``top_up_out_of_range`` with the ``most``.
    """
    clients.require_active(actor.id)
    account = reading.account(actor, account_id)
    room = most(account)
    if room is None:
        raise Conflict("nothing can be put on this account now", code="top_up_not_offered")
    if amount.currency != room.currency:
        raise Invalid(
            "the account is kept in another currency",
            code="top_up_currency",
            field="currency",
            currency=room.currency,
        )
    if not amount.is_positive or amount > room:
        raise Invalid(
            "choose less",
            code="top_up_out_of_range",
            field="amount",
            most=str(room),
            currency=room.currency,
        )

    def work(unit: Unit) -> Money:
        before = grant_rows.grant(account.id, GrantPurpose.TOP_UP)
        if before is not None and before.ticket is None:
            raise Conflict("more is on its way already", code="top_up_under_way")
        grant_rows.keep_grant(unit, before, _grant(unit, account, amount, before))
        unit.publish(DemoTopUpAsked(account_id=account.id, client_id=account.client_id))
        audit.record(
            unit,
            "demo_top_up_asked",
            "trading_account",
            account.id,
            client_id=account.client_id,
            after={"amount": str(amount)},
        )
        command.settle(unit, amount)
        return amount

    return ports.transact(actor, work)


def _grant(unit: Unit, account: TradingAccount, amount: Money, before: Grant | None) -> Grant:
    """A question that nobody has put yet: as if its time to settle were over."""
    grant = Grant(
        account_id=account.id,
        amount=amount,
        operation_id=unit.ids.new("grn", unit.now).partition("_")[2],
        first_asked_at=unit.now,
        asked_at=unit.now - SETTLING,
        purpose=GrantPurpose.TOP_UP,
    )
    return grant if before is None else replace(grant, version=before.version)
