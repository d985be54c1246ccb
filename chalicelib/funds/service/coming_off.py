"""Money that comes off a trading account for another request: to the wallet first, into the hold.

It comes by a transfer of its own, opened with what it is for and approved by the system: the one
saga of money on a trading server. The other request waits on that of the transfer, so that nobody
decides it before. When the server refuses, both end with its reason, and nothing has moved.
"""

from dataclasses import replace

from chalicelib.accounts.public import TradingAccount
from chalicelib.approvals.public import Link, RequestType
from chalicelib.clients.public import Client
from chalicelib.funds.model.client_transfers import ClientTransfer, ClientTransferStage
from chalicelib.funds.model.holds import Hold
from chalicelib.funds.model.transfers import Transfer, TransferDraft
from chalicelib.funds.model.withdrawals import Withdrawal, WithdrawalStage
from chalicelib.funds.service import transfers
from chalicelib.funds.service.requests import Asked, opened
from chalicelib.funds.store import client_transfers, holds, withdrawals
from chalicelib.funds.store import transfers as store
from chalicelib.storage.unit import Unit

Awaiting = Withdrawal | ClientTransfer
_HERE = ("account", "account_id", "server")


def begin(
    unit: Unit, client: Client, account: TradingAccount, transfer: Transfer, asked: Asked, id_: str
) -> Asked:
    """Open the ``transfer`` off the account in ``unit``; gives the request ``id_``, which ``asked``
    opens, as it waits for it."""
    store.add(unit, transfer)
    facts = transfers.summary(
        account, TransferDraft(transfer.direction, account.id, transfer.amount)
    )
    opening = Asked(
        RequestType.TRANSFER,
        facts | {"reference": id_},
        transfer.amount,
        automatic_only=True,
        linked=(Link(id_, asked.type),),
    )
    opened(unit, client, transfer.id, opening)
    first = (Link(transfer.id, RequestType.TRANSFER),)
    where = {name: facts[name] for name in _HERE}
    return replace(asked, summary=asked.summary | where, linked=first, waits_on=first)


def awaiting(transfer: Transfer) -> Awaiting | None:
    """What waits for the money that ``transfer`` takes off an account; None if nothing does."""
    if transfer.withdrawal_id is not None:
        withdrawal = withdrawals.get(transfer.withdrawal_id)
        return withdrawal if withdrawal.stage is WithdrawalStage.AWAITED else None
    if transfer.client_transfer_id is not None and transfer.comes_first:
        sent = client_transfers.get(transfer.client_transfer_id)
        return sent if sent.stage is ClientTransferStage.AWAITED else None
    return None


def arrived(unit: Unit, before: Awaiting) -> None:
    """The money has come, in ``unit``, to the held side of the wallet: what waited holds it."""
    hold = Hold(f"{before.id}.hold", before.client_id, before.amount, before.cause, unit.now)
    holds.add(unit, hold)
    if isinstance(before, Withdrawal):
        held = replace(before, stage=WithdrawalStage.HELD, hold_id=hold.id)
        withdrawals.change(unit, before, held)
    else:
        sent = replace(before, stage=ClientTransferStage.HELD, hold_id=hold.id)
        client_transfers.change(unit, before, sent)
