"""Unbinding by staff: an account stays on its server and in the books, and is its client's no more.

Refuses while money or a change is under way on the account. Whatever begins between our look and
our writing is refused where it is carried out: an unbound account takes part in nothing.
"""

from dataclasses import replace

from chalicelib import ports
from chalicelib.accounts import store
from chalicelib.accounts.model import AccountStatus, TradingAccount
from chalicelib.accounts.service import reading
from chalicelib.accounts.service.lists import AccountLine, bare
from chalicelib.accounts.service.pending import check_no_money_pending
from chalicelib.accounts.store import applications as application_rows
from chalicelib.accounts.store import changes
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Conflict, Invalid
from chalicelib.messages.accounts import AccountUnbound
from chalicelib.messages.approvals import Notify
from chalicelib.storage import audit
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit


def unbind(
    actor: Actor, account_id: str, reason: str, notify: Notify, command: Command
) -> AccountLine:
    """Let an account be its client's no longer; the client is told why.

    Raises:
        NotFound: outside the actor's scope. Invalid: ``reason_missing``.
        Conflict: ``account_unbound``, ``money_pending``, ``change_under_way``.
    """
    why = reason.strip()
    if not why:
        raise Invalid("say why", code="reason_missing", field="reason")

    def work(unit: Unit) -> AccountLine:
        account = reading.account(actor, account_id)
        _check(account)
        after = store.unbind(unit, account, replace(account, status=AccountStatus.UNBOUND))
        if account.status is AccountStatus.ACTIVE:  # one that is disabled counts no longer
            quota = application_rows.quota(account.client_id)
            application_rows.keep_quota(unit, quota, quota.changed(account.kind, -1))
        _tell(unit, account, why, notify)
        line = bare(after)
        command.settle(unit, line)
        return line

    return ports.transact(actor, work)


def _check(account: TradingAccount) -> None:
    if account.status is AccountStatus.UNBOUND:
        raise Conflict("the account is nobody's already", code="account_unbound")
    check_no_money_pending(account)
    if changes.under_way(account.id):
        raise Conflict("a change of the account is under way", code="change_under_way")


def _tell(unit: Unit, account: TradingAccount, why: str, notify: Notify) -> None:
    audit.record(
        unit,
        "account_unbound",
        "trading_account",
        account.id,
        client_id=account.client_id,
        before={"server": account.server_id, "login": account.login},
        after={"reason": why},
    )
    unit.publish(
        AccountUnbound(
            account_id=account.id,
            client_id=account.client_id,
            server_name=reading.server_name(account.server_id),
            login=account.login,
            reason=why,
            notify=notify,
        )
    )
