"""Deals: from the gateway's words to the rows that are kept, and to the messages that tell them."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from chalicelib.accounts import store
from chalicelib.accounts.model import StoredDeal, TradingAccount
from chalicelib.accounts.store import deals as deal_rows
from chalicelib.accounts.store import totals
from chalicelib.gateways.trading.model import Deal, DealEntry
from chalicelib.messages.accounts import (
    AccountTraded,
    BalanceOperationSeen,
    StoredTrade,
    TradesStored,
)
from chalicelib.storage.unit import Unit

ENTRY_NAMES = {
    DealEntry.IN: "in",
    DealEntry.OUT: "out",
    DealEntry.REVERSAL: "in_out",
    DealEntry.CLOSE_BY: "out_by",
    DealEntry.NONE: "none",
}

# A deal and the sums of its day are two actions, the first trade of an account two more; the
# message that tells the trades and a cursor are one each; a unit holds a hundred.
PER_UNIT = 24


def lots(volume_ten_thousandths: int) -> str:
    """The volume in lots with two decimals, or as many as it needs."""
    volume = Decimal(volume_ten_thousandths).scaleb(-4)
    return f"{volume.quantize(Decimal('0.01')) if volume_ten_thousandths % 100 == 0 else volume:f}"


def keep(unit: Unit, some: Iterable[tuple[TradingAccount, Deal]]) -> int:
    """Store deals that are new, count them, and tell of them; how many they are.

    Trades are told together, money that moved without one by itself, and the first trade of an
    account as such.
    """
    trades: list[StoredTrade] = []
    traded: dict[str, TradingAccount] = {}
    kept = []
    for account, deal in some:
        one = stored(account, deal)
        deal_rows.insert_deal(unit, one)
        kept.append(one)
        if one.action.is_trade:
            trades.append(_trade(one, account))
            traded[account.id] = account
        else:
            unit.publish(_operation(one))
    totals.count(unit, kept)
    for account in traded.values():
        _note_traded(unit, account)
    if trades:
        unit.publish(TradesStored(trades=tuple(trades)))
    return len(kept)


def _note_traded(unit: Unit, account: TradingAccount) -> None:
    if account.has_traded:
        return
    store.change(unit, account, replace(account, has_traded=True))
    unit.publish(
        AccountTraded(
            account_id=account.id, client_id=account.client_id, account_kind=account.kind.value
        )
    )


def stored(account: TradingAccount, deal: Deal) -> StoredDeal:
    """The deal as it is kept with its account."""
    return StoredDeal(
        account_id=account.id,
        client_id=account.client_id,
        server_id=account.server_id,
        login=deal.login,
        ticket=deal.ticket,
        position_id=deal.position_id,
        order=deal.order,
        action=deal.action,
        entry=deal.entry,
        symbol=deal.symbol,
        volume_ten_thousandths=deal.volume_ten_thousandths,
        contract_size=deal.contract_size,
        price=deal.price,
        profit=deal.profit,
        swap=deal.swap,
        commission=deal.commission,
        at=deal.at,
        server_time_msc=deal.server_time_msc,
        comment=deal.comment,
        reason=deal.reason,
        operation_id=deal.operation_id,
        spread_points=deal.spread_points,
    )


def _trade(deal: StoredDeal, account: TradingAccount) -> StoredTrade:
    return StoredTrade(
        account_id=deal.account_id,
        client_id=deal.client_id,
        server_id=deal.server_id,
        login=deal.login,
        deal_id=str(deal.ticket),
        position_id=str(deal.position_id),
        symbol=deal.symbol,
        action=deal.action.value,
        entry=ENTRY_NAMES[deal.entry],
        volume_ten_thousandths=deal.volume_ten_thousandths,
        contract_size=f"{deal.contract_size:f}",
        price=f"{deal.price:f}",
        profit=deal.profit,
        swap=deal.swap,
        commission=deal.commission,
        at=deal.at,
        account_kind=account.kind.value,
    )


def _operation(deal: StoredDeal) -> BalanceOperationSeen:
    return BalanceOperationSeen(
        account_id=deal.account_id,
        client_id=deal.client_id,
        server_id=deal.server_id,
        login=deal.login,
        deal_id=str(deal.ticket),
        action=deal.action.value,
        amount=deal.amount,
        at=deal.at,
        operation_id=deal.operation_id,
        comment=deal.comment,
    )
