"""Withdrawals straight from a trading account: the money comes to the wallet first, into the hold.

It comes by a transfer of its own, opened with the withdrawal and approved by the system: the one
saga of money on a trading server. The withdrawal's request waits on that of the transfer, so that
nobody decides it before. When the server refuses, both end with its reason, and nothing has moved.
"""

from dataclasses import replace

from chalicelib.accounts import public as accounts
from chalicelib.accounts.public import TradingAccount
from chalicelib.approvals.public import Link, RequestType
from chalicelib.clients.public import Client
from chalicelib.funds.model.holds import Hold
from chalicelib.funds.model.settings import WITHDRAWAL_SOURCES
from chalicelib.funds.model.transfers import Direction, Transfer, TransferDraft
from chalicelib.funds.model.withdrawals import (
    SourceNotAllowed,
    Withdrawal,
    WithdrawalDraft,
    WithdrawalSource,
    WithdrawalStage,
)
from chalicelib.funds.service import transfers
from chalicelib.funds.service.requests import Asked, opened
from chalicelib.funds.store import holds
from chalicelib.funds.store import transfers as transfer_store
from chalicelib.funds.store import withdrawals as store
from chalicelib.settings import public as settings
from chalicelib.storage.unit import Unit


def source(client_id: str, draft: WithdrawalDraft) -> TradingAccount | None:
    """The account that a withdrawal comes from; None for the wallet.

    Raises:
        SourceNotAllowed. NotFound: not their account. TransferNotAllowed.
    """
    wanted = WithdrawalSource.WALLET if draft.account_id is None else WithdrawalSource.ACCOUNT
    if wanted not in settings.value(WITHDRAWAL_SOURCES):
        raise SourceNotAllowed("choose another source", field="source", source=wanted.value)
    if draft.account_id is None:
        return None
    account = accounts.account_of_client(client_id, draft.account_id)
    transfers.check_account(account, _draft(account, draft))
    return account


def check_margin(account: TradingAccount, draft: WithdrawalDraft) -> None:
    """Return if the server says, now, that the amount can leave the account.

    Raises:
        MarginNeeded. Upstream. NotFound: the server does not know the account.
    """
    transfers.check_margin(account, _draft(account, draft))


def begin(
    unit: Unit, client: Client, account: TradingAccount, withdrawal: Withdrawal, asked: Asked
) -> tuple[Withdrawal, Asked]:
    """The withdrawal and its request as they wait for the transfer, which is opened in ``unit``."""
    draft = _draft(account, withdrawal)
    drafted = transfers.drafted(unit, client.id, account, draft)
    transfer = transfer_store.add(unit, replace(drafted, withdrawal_id=withdrawal.id))
    facts = transfers.summary(account, draft)
    opening = Asked(
        RequestType.TRANSFER,
        facts | {"reference": withdrawal.id},
        withdrawal.amount,
        automatic_only=True,
        linked=(Link(withdrawal.id, RequestType.WITHDRAWAL),),
    )
    opened(unit, client, transfer.id, opening)
    first = (Link(transfer.id, RequestType.TRANSFER),)
    where = {name: facts[name] for name in ("account", "account_id", "server")}
    waiting = replace(
        withdrawal,
        stage=WithdrawalStage.AWAITED,
        account_id=account.id,
        login=account.login,
        transfer_id=transfer.id,
    )
    return waiting, replace(asked, summary=asked.summary | where, linked=first, waits_on=first)


def awaiting(transfer: Transfer) -> Withdrawal | None:
    """The withdrawal that waits for what ``transfer`` takes off an account; None if none does."""
    if transfer.withdrawal_id is None:
        return None
    withdrawal = store.get(transfer.withdrawal_id)
    return withdrawal if withdrawal.stage is WithdrawalStage.AWAITED else None


def arrived(unit: Unit, before: Withdrawal) -> Withdrawal:
    """The money has come, in ``unit``, to the held side of the wallet: the withdrawal holds it."""
    hold = Hold(f"{before.id}.hold", before.client_id, before.amount, before.cause, unit.now)
    holds.add(unit, hold)
    held = replace(before, stage=WithdrawalStage.HELD, hold_id=hold.id)
    return store.change(unit, before, held)


def _draft(account: TradingAccount, of: Withdrawal | WithdrawalDraft) -> TransferDraft:
    return TransferDraft(Direction.FROM_ACCOUNT, account.id, of.amount, direct=True)
