"""Commissions that a client wants on a trading account: in the wallet first, then sent on.

The way on is a transfer like any other, opened with its hold and approved by the system. Nothing
goes on that the wallet does not have, and what stays is told with the reason.
"""

from collections.abc import Iterable
from dataclasses import replace

from chalicelib.accounts import public as accounts
from chalicelib.accounts.public import TradingAccount
from chalicelib.approvals.public import FundingStatus
from chalicelib.clients import public as clients
from chalicelib.core.errors import NotFound
from chalicelib.core.money import Money
from chalicelib.funds.model.onward import DaysCommissions, OnwardState, PassedOn, Stays
from chalicelib.funds.model.transfers import (
    Direction,
    TransferDraft,
    TransferNotAllowed,
)
from chalicelib.funds.model.wallets import InsufficientFunds, WalletFlagOff
from chalicelib.funds.rules import onward as rules
from chalicelib.funds.service import conversions, onward, reading, transfers
from chalicelib.funds.store import transfers as store
from chalicelib.messages.approvals import Summary
from chalicelib.messages.funds import CommissionsStayed
from chalicelib.storage.unit import Stale, Unit

# Nothing is in the wallet, or nobody who could read it.
_UNTOLD = (Stays.NOTHING_LEFT, Stays.CLIENT_NOT_ACTIVE)


def account_for(client_id: str, account_id: str, currency: str) -> TradingAccount:
    """The trading account of a client that commissions in ``currency`` can go on to.

    Raises:
        NotFound: not their account. TransferNotAllowed.
    """
    account = accounts.account_of_client(client_id, account_id)
    transfers.check_account(account, _draft(account, Money.zero(currency)))
    return account


def problem_with(client_id: str, account_id: str, currency: str) -> Stays | None:
    """Why the account could not take commissions in ``currency`` now; None if it could."""
    try:
        account_for(client_id, account_id, currency)
    except NotFound:
        return Stays.ACCOUNT_GONE
    except TransferNotAllowed as refused:
        return Stays(refused.facts["problem"])
    return None


def pass_on(unit: Unit, earned: DaysCommissions) -> PassedOn:
    """Open, in ``unit``, the transfer that takes a day's commissions on to the account; with what
    of them it takes. The caller sees to it that this happens once for a client, currency and day.
    """
    nothing = Money.zero(earned.amount.currency)
    stays = _stays(earned)
    if stays is None:
        free = reading.in_wallet(earned.client_id, earned.amount.currency)
        amount = min(earned.amount, free)
        if not amount.is_positive:
            return PassedOn(nothing, stays=Stays.WALLET_SHORT)
        part = Stays.WALLET_SHORT if amount < earned.amount else None
        return PassedOn(amount, _sent(unit, earned, amount), part)
    if stays not in _UNTOLD:
        unit.publish(_stayed(earned, stays))
    return PassedOn(nothing, stays=stays)


def states_of(transfer_ids: Iterable[str]) -> dict[str, OnwardState]:
    """Where the money of such transfers is, by their ids."""
    wanted = [one for one in transfer_ids if one]
    return {one.id: rules.state_of(one) for one in store.of_ids(wanted)}


def _stays(earned: DaysCommissions) -> Stays | None:
    """What is against all of it, if anything is."""
    client_id, currency = earned.client_id, earned.amount.currency
    if not earned.amount.is_positive:
        return Stays.NOTHING_LEFT
    if not _is_active(client_id):
        return Stays.CLIENT_NOT_ACTIVE
    try:
        conversions.check_wallet(client_id, currency)
    except WalletFlagOff:
        return Stays.WALLET_OFF
    return problem_with(client_id, earned.account_id, currency)


def _is_active(client_id: str) -> bool:
    try:
        return clients.client_for_system(client_id).is_active
    except NotFound:
        return False


def _sent(unit: Unit, earned: DaysCommissions, amount: Money) -> str:
    client = clients.client_for_system(earned.client_id)
    account = accounts.account_for_system(earned.account_id)
    transfer = transfers.drafted(unit, client.id, account, _draft(account, amount))
    try:
        held = transfers.with_hold(unit, replace(transfer, commission_day=earned.day))
    except InsufficientFunds as spent:
        raise Stale("the wallet has less by now") from spent
    facts: Summary = {"commission_day": earned.day.isoformat()}
    onward.open_way(unit, client, account, held, facts, FundingStatus.HELD)
    return held.id


def _draft(account: TradingAccount, amount: Money) -> TransferDraft:
    return TransferDraft(Direction.TO_ACCOUNT, account.id, amount, direct=True)


def _stayed(earned: DaysCommissions, stays: Stays) -> CommissionsStayed:
    return CommissionsStayed(
        client_id=earned.client_id,
        day=earned.day,
        amount=earned.amount,
        login=earned.login,
        problem=stays.value,
    )
