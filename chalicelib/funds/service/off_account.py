"""Withdrawals straight from a trading account: whose money comes to the wallet first, and is held.

How it comes is the business of `coming_off`.
"""

from dataclasses import replace

from chalicelib.accounts import public as accounts
from chalicelib.accounts.public import TradingAccount
from chalicelib.clients.public import Client
from chalicelib.funds.model.places import place_of
from chalicelib.funds.model.settings import WITHDRAWAL_SOURCES
from chalicelib.funds.model.transfers import Direction, TransferDraft
from chalicelib.funds.model.withdrawals import (
    SourceNotAllowed,
    Withdrawal,
    WithdrawalDraft,
    WithdrawalStage,
)
from chalicelib.funds.service import coming_off, transfers
from chalicelib.funds.service.requests import Asked
from chalicelib.settings import public as settings
from chalicelib.storage.unit import Unit


def source(client_id: str, draft: WithdrawalDraft) -> TradingAccount | None:
    """The account that a withdrawal comes from; None for the wallet.

    Raises:
        SourceNotAllowed. NotFound: not their account. TransferNotAllowed.
    """
    wanted = place_of(draft.account_id)
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
    drafted = transfers.drafted(unit, client.id, account, _draft(account, withdrawal))
    transfer = replace(drafted, withdrawal_id=withdrawal.id)
    waits = coming_off.begin(unit, client, account, transfer, asked, withdrawal.id)
    waiting = replace(
        withdrawal,
        stage=WithdrawalStage.AWAITED,
        account_id=account.id,
        login=account.login,
        transfer_id=transfer.id,
    )
    return waiting, waits


def _draft(account: TradingAccount, of: Withdrawal | WithdrawalDraft) -> TransferDraft:
    return TransferDraft(Direction.FROM_ACCOUNT, account.id, of.amount, direct=True)
