"""Money straight to a trading account: the wallet is credited, and passes it on.

So are deposits, and what another client sends; commissions are in `onward_commissions`. The way
on is a transfer of its own, opened with the credit and approved by the system: the one saga of
money on a trading server. When the server refuses for good, that transfer is with staff again, the
money is in the wallet of the account's owner, and the request that it came by shows that it is not
funded.
"""

from dataclasses import replace

from chalicelib.accounts import public as accounts
from chalicelib.accounts.public import TradingAccount
from chalicelib.approvals.public import FundingStatus, RequestType
from chalicelib.clients import public as clients
from chalicelib.clients.public import Client
from chalicelib.funds.model.client_transfers import ClientTransfer
from chalicelib.funds.model.deposits import Deposit, DepositDraft, DestinationNotAllowed
from chalicelib.funds.model.places import place_of
from chalicelib.funds.model.settings import DEPOSIT_DESTINATIONS
from chalicelib.funds.model.transfers import Direction, Transfer, TransferDraft
from chalicelib.funds.service import transfers
from chalicelib.funds.service.requests import Asked, opened
from chalicelib.funds.store import transfers as store
from chalicelib.messages.approvals import Summary
from chalicelib.settings import public as settings
from chalicelib.storage.unit import Unit


def destination(client_id: str, draft: DepositDraft) -> TradingAccount | None:
    """The account that a deposit is for; None for the wallet.

    Raises:
        DestinationNotAllowed. NotFound: not their account. TransferNotAllowed.
    """
    wanted = place_of(draft.account_id)
    if wanted not in settings.value(DEPOSIT_DESTINATIONS):
        raise DestinationNotAllowed(
            "choose another destination", field="account_id", destination=wanted.value
        )
    if draft.account_id is None:
        return None
    account = accounts.account_of_client(client_id, draft.account_id)
    transfers.check_account(account, _draft(account, draft))
    return account


def pass_on(unit: Unit, deposit: Deposit) -> Deposit:
    """The deposit with the transfer that takes its money on, opened in ``unit``."""
    if deposit.account_id is None:
        return deposit
    client = clients.client_for_system(deposit.client_id)
    account = accounts.account_for_system(deposit.account_id)
    draft = _draft(account, deposit)
    transfer = transfers.drafted(unit, client.id, account, draft)
    way = replace(transfer, deposit_id=deposit.id)
    open_way(unit, client, account, way, {"reference": deposit.id})
    return replace(deposit, transfer_id=transfer.id)


def send_on(unit: Unit, sent: ClientTransfer) -> ClientTransfer:
    """What one client has sent another, with the transfer that takes it on to the recipient's
    account, opened in ``unit``."""
    if sent.target is None:
        return sent
    client = clients.client_for_system(sent.recipient_id)
    account = accounts.account_for_system(sent.target.account_id)
    draft = TransferDraft(Direction.TO_ACCOUNT, account.id, sent.credit)
    transfer = transfers.drafted(unit, client.id, account, draft)
    way = replace(transfer, client_transfer_id=sent.id)
    open_way(unit, client, account, way, {"reference": sent.id})
    return replace(sent, target=replace(sent.target, transfer_id=transfer.id))


def open_way(
    unit: Unit,
    client: Client,
    account: TradingAccount,
    transfer: Transfer,
    facts: Summary,
    funding_status: FundingStatus = FundingStatus.NONE,
) -> None:
    """Store the transfer that takes money on, and open its request, which the system approves.

    ``facts`` say in lists whose money it is.
    """
    store.add(unit, transfer)
    draft = TransferDraft(transfer.direction, account.id, transfer.amount)
    asked = Asked(
        RequestType.TRANSFER,
        {**transfers.summary(account, draft), **facts},
        transfer.amount,
        funding_status,
        automatic_only=True,
    )
    opened(unit, client, transfer.id, asked)


def _draft(account: TradingAccount, of: Deposit | DepositDraft) -> TransferDraft:
    return TransferDraft(Direction.TO_ACCOUNT, account.id, of.amount, direct=True)
