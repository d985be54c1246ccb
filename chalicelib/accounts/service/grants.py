"""Play money of demo accounts: booked on the server once, like real money would be.

Claimed before the server is asked, under an operation id; whoever finds a claim waits until the
server must have finished, looks for the operation, and only then asks again.
"""

from dataclasses import replace
from datetime import timedelta

from chalicelib import ports
from chalicelib.accounts.model import AccountKind, Grant, GrantPurpose, TradingAccount
from chalicelib.accounts.rules import moving
from chalicelib.accounts.service.reading import account_for_system
from chalicelib.accounts.service.servers import server
from chalicelib.accounts.store import applications as application_rows
from chalicelib.accounts.store import grants as grant_rows
from chalicelib.core.actor import Actor
from chalicelib.core.errors import OutcomeUnknown
from chalicelib.core.money import Money
from chalicelib.gateways.trading.port import SETTLING
from chalicelib.storage import audit
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit

_CLOCK_DOUBT = timedelta(minutes=10)


def furnish(actor: Actor, account_id: str, request_id: str, command: Command) -> None:
    """Put the starting balance on a new demo account, if its type has one.

    Raises:
        OutcomeUnknown: the answer was lost, or an earlier question may still be under way.
        VendorRefused, VendorUnavailable: nothing was booked.
    """
    account = account_for_system(account_id)
    amount = _due(account, request_id)
    if amount is None:
        ports.transact(actor, command.settle)
        return
    seen = grant_rows.grant(account_id)
    if seen is None or seen.ticket is None:
        _finish(actor, account, _booked(actor, account, seen, amount), command)
    else:
        ports.transact(actor, command.settle)


def top_up(actor: Actor, account_id: str, command: Command) -> None:
    """Put on a demo account what its client has asked for.

    Raises:
        As `furnish`.
    """
    account = account_for_system(account_id)
    seen = grant_rows.grant(account_id, GrantPurpose.TOP_UP)
    if seen is None or seen.ticket is not None:
        ports.transact(actor, command.settle)
    else:
        _finish(actor, account, _booked(actor, account, seen, seen.amount), command, seen.purpose)


def _due(account: TradingAccount, request_id: str) -> Money | None:
    application = application_rows.find_application(request_id)
    if application is None or account.kind is not AccountKind.DEMO:
        return None
    return application.account_type.starting_balance


def _booked(actor: Actor, account: TradingAccount, seen: Grant | None, amount: Money) -> int:
    """The ticket of the booking: of an earlier question's, or a new one."""
    gateway = server(account.server_id)
    if seen is not None:
        if ports.now() < seen.asked_at + SETTLING:
            raise OutcomeUnknown("the server may still be at work on it", reason="settling")
        movement = gateway.find_movement(
            account.login,
            seen.operation_id,
            seen.first_asked_at - _CLOCK_DOUBT,
            ports.now() + _CLOCK_DOUBT,
        )
        if movement is not None:
            return movement.ticket
    claim = _claimed(actor, account, seen, amount)
    if not moving.may_still_ask(claim, ports.now()):
        raise OutcomeUnknown("held up: somebody else may have looked meanwhile", reason="held_up")
    return gateway.move_money(
        account.login, claim.amount, claim.operation_id, comment=str(claim.purpose)
    )


def _claimed(actor: Actor, account: TradingAccount, seen: Grant | None, amount: Money) -> Grant:
    """The question that is now going to be asked, by us alone."""

    def work(unit: Unit) -> Grant:
        purpose = seen.purpose if seen else GrantPurpose.START
        current = grant_rows.grant(account.id, purpose)
        if (current.version if current else 0) != (seen.version if seen else 0):
            raise OutcomeUnknown("somebody else is asking the server", reason="claimed")
        if current is not None:
            return grant_rows.keep_grant(unit, current, replace(current, asked_at=unit.now))
        operation_id = unit.ids.new("grn", unit.now).partition("_")[2]
        asked = Grant(account.id, amount, operation_id, unit.now, unit.now)
        return grant_rows.keep_grant(unit, None, asked)

    return ports.transact(actor, work)


def _finish(
    actor: Actor,
    account: TradingAccount,
    ticket: int,
    command: Command,
    purpose: GrantPurpose = GrantPurpose.START,
) -> None:
    def work(unit: Unit) -> None:
        current = grant_rows.grant(account.id, purpose)
        if current is not None and current.ticket is None:
            grant_rows.keep_grant(unit, current, replace(current, ticket=ticket))
            audit.record(
                unit,
                "demo_account_furnished",
                "trading_account",
                account.id,
                client_id=account.client_id,
                after={"amount": str(current.amount), "ticket": ticket},
            )
        command.settle(unit)

    ports.transact(actor, work)
