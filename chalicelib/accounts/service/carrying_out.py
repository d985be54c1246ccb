"""Making an approved change on the trading server, and telling the client.

Both calls may be repeated: the same leverage, the same password. So a lost answer is no more than
a delivery that comes again; the new password is sealed and stored before the server is asked. When
the repetition is refused, the first question may still have been answered with yes: the server is
looked at before the change is handed back to staff.
"""

from dataclasses import replace

from chalicelib import ports
from chalicelib.accounts import rules
from chalicelib.accounts import store as accounts
from chalicelib.accounts.model import (
    MARGIN_WARNING_LEVEL,
    PASSWORD_KINDS,
    AccountChange,
    ChangeKind,
    ChangeStatus,
)
from chalicelib.accounts.rules.changes import (
    AccountRestricted,
    MarginTooThin,
    check_margin,
    name_of,
)
from chalicelib.accounts.service import reading
from chalicelib.accounts.service.changing import ENDED
from chalicelib.accounts.service.opening import SEALED_FOR
from chalicelib.accounts.service.outcomes import plain
from chalicelib.accounts.service.restrictions import check_unrestricted
from chalicelib.accounts.service.servers import server
from chalicelib.accounts.store import changes as store
from chalicelib.approvals import public as approvals
from chalicelib.core.actor import Actor
from chalicelib.core.errors import FairleadError, NotFound, VendorRefused, VendorUnavailable
from chalicelib.gateways.trading.errors import TradingAccountUnknown, WrongPassword
from chalicelib.messages.accounts import AccountPasswordReset
from chalicelib.settings import public as settings
from chalicelib.storage import audit
from chalicelib.storage.idempotency import Command
from chalicelib.storage.sealing import seal, unseal
from chalicelib.storage.unit import Unit


def carry_out(actor: Actor, request_id: str, command: Command) -> None:
    """Make the approved change.

    What the server refuses, or a margin that has become too thin, goes back to staff with its
    code. A change that has ended only settles ``command``.

    Raises:
        VendorUnavailable, OutcomeUnknown: asked again when the delivery comes again.
    """
    change = store.find(request_id)
    if change is None:
        raise NotFound("no such change", what="account_change", request_id=request_id)
    if change.status in ENDED:
        ports.transact(actor, command.settle)
        return
    asked_before = change.status is ChangeStatus.ASKED
    try:
        change = _asked(actor, change)
        _on_the_server(change)
    except (VendorRefused, MarginTooThin, AccountRestricted) as refusal:
        if not (asked_before and _is_made(change)):
            _hand_back(actor, request_id, refusal, command)
            return
    _record(actor, request_id, command)


def _asked(actor: Actor, change: AccountChange) -> AccountChange:
    """``change`` as the server is going to be asked for it, with its password if it has one."""
    if change.status is ChangeStatus.ASKED:
        return change
    if change.leverage is not None:
        check_unrestricted(reading.account_for_system(change.account_id))
        _check_margin(change.account_id, change.leverage)

    def work(unit: Unit) -> AccountChange:
        current = store.find(change.id)
        if current is None or current.status is not ChangeStatus.SUBMITTED:
            return current or change
        sealed = ""
        if current.kind is not ChangeKind.LEVERAGE:
            password = rules.password(unit.ids.secret())
            sealed = seal(password, purpose=SEALED_FOR, context=current.id)
        asked = replace(current, status=ChangeStatus.ASKED, sealed_password=sealed, refusal_code="")
        return store.keep(unit, current, asked)

    return ports.transact(actor, work)


def _check_margin(account_id: str, leverage: int) -> None:
    """Refuse what the positions would not stand, by what the server says at this moment."""
    account = reading.account_for_system(account_id)
    needed = settings.value(MARGIN_WARNING_LEVEL)
    for now in server(account.server_id).figures((account.login,)):
        check_margin(now, account.leverage, leverage, needed)


def _on_the_server(change: AccountChange) -> None:
    account = reading.account_for_system(change.account_id)
    gateway = server(account.server_id)
    if change.leverage is not None:
        gateway.change_leverage(account.login, change.leverage)
    else:
        gateway.change_password(account.login, PASSWORD_KINDS[change.kind], _password(change))


def _is_made(change: AccountChange) -> bool:
    """Whether the server has what ``change`` asks for: an earlier question's answer was lost.

    Raises:
        VendorUnavailable: the server does not let us look.
    """
    account = reading.account_for_system(change.account_id)
    gateway = server(account.server_id)
    try:
        if change.leverage is not None:
            return gateway.account(account.login).leverage == change.leverage
        gateway.check_password(account.login, PASSWORD_KINDS[change.kind], _password(change))
    except (WrongPassword, TradingAccountUnknown):
        return False
    except VendorRefused as refusal:  # not being allowed to look is not "it was not done"
        raise VendorUnavailable("the server does not let us look", reason=refusal.code) from refusal
    return True


def _password(change: AccountChange) -> str:
    return unseal(change.sealed_password, purpose=SEALED_FOR, context=change.id)


def _record(actor: Actor, change_id: str, command: Command) -> None:
    """Write down in one unit that it is done, and tell everybody."""

    def work(unit: Unit) -> None:
        change = store.find(change_id)
        if change is None or change.status is not ChangeStatus.ASKED:
            command.settle(unit)
            return
        account = reading.account_for_system(change.account_id)
        store.end(unit, change, replace(change, status=ChangeStatus.DONE, sealed_password=""))
        if change.leverage is not None:
            accounts.change(unit, account, replace(account, leverage=change.leverage))
        else:
            unit.publish(
                AccountPasswordReset(
                    account_id=account.id,
                    client_id=account.client_id,
                    request_id=change.id,
                    login=account.login,
                    server_name=reading.server_config(account.server_id).name,
                    password=name_of(change.kind),
                    sealed_password=change.sealed_password,
                )
            )
        approvals.complete(unit, change.id)
        audit.record(
            unit,
            "account_changed",
            "trading_account",
            account.id,
            client_id=account.client_id,
            before={"leverage": change.leverage_before} if change.leverage else None,
            after={"leverage": change.leverage} if change.leverage else {"kind": change.kind.value},
        )
        command.settle(unit)

    ports.transact(actor, work)


def _hand_back(actor: Actor, change_id: str, refusal: FairleadError, command: Command) -> None:
    """It cannot be made: staff decide again, with the reason before them."""

    def work(unit: Unit) -> None:
        change = store.find(change_id)
        if change is not None and change.status not in ENDED:
            submitted = replace(
                change,
                status=ChangeStatus.SUBMITTED,
                sealed_password="",
                refusal_code=refusal.code,
            )
            store.keep(unit, change, submitted)
            approvals.send_back(unit, change.id, refusal.code, **plain(refusal))
        command.settle(unit)

    ports.transact(actor, work)
