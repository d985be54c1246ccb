"""The ledger of deals: the only source of every balance, and the operations that add to it."""

from dataclasses import dataclass
from decimal import Decimal

from infra.simulators.mt5 import accounts, margin
from infra.simulators.mt5.amounts import shown, units
from infra.simulators.mt5.catalogue import INSTRUMENTS
from infra.simulators.mt5.codes import Refused
from infra.simulators.mt5.store import Record
from infra.simulators.mt5.world import World

BUY, BALANCE, CREDIT = 0, 2, 3
_MOVEMENTS = frozenset({2, 3, 4, 5, 6})
_LARGEST = Decimal(1_000_000_000)
COMMENT_LENGTH = 31


@dataclass(frozen=True)
class Operation:
    """Money that the broker moves on an account: to it when positive, from it when negative."""

    login: int
    action: int
    amount: Decimal
    comment: str = ""
    check_margin: bool = True
    at_msc: int | None = None


def move(world: World, operation: Operation) -> int:
    """Book a movement; its deal's ticket."""
    if operation.action not in _MOVEMENTS:
        raise Refused(3)
    if abs(operation.amount) > _LARGEST:
        raise Refused(4005)
    account = accounts.user(world, operation.login)
    digits = accounts.group(world, account["group_name"])["digits"]
    amount = units(operation.amount, digits)
    if not amount:
        raise Refused(3)
    if amount < 0 and operation.check_margin:
        _check_funds(world, account, operation.action, -amount)
    return world.store.insert(
        "deals",
        login=operation.login,
        time_msc=operation.at_msc or world.clock.server_msc(),
        action=operation.action,
        profit=amount,
        comment=operation.comment[:COMMENT_LENGTH],
        reason=2,
        dealer=world.manager_login,
    )


def _check_funds(world: World, account: Record, action: int, taken: int) -> None:
    """Refuse to take more than is there, or than open positions leave free."""
    state = margin.state(world, account)
    pot = state.credit if action == CREDIT else state.balance
    if taken > pot or taken > state.free:
        raise Refused(10019)


def row(world: World, deal: Record) -> dict[str, str]:
    """The protocol's deal record."""
    digits = _digits(world, deal["login"])
    contract, price_digits = margin.sizes(deal["symbol"])
    return {
        "Deal": str(deal["ticket"]),
        "ExternalID": "",
        "Login": str(deal["login"]),
        "Dealer": str(deal["dealer"]),
        "Order": str(deal["order_ticket"]),
        "Action": str(deal["action"]),
        "Entry": str(deal["entry"]),
        "Reason": str(deal["reason"]),
        "Digits": str(price_digits),
        "DigitsCurrency": str(digits),
        "ContractSize": contract,
        "Time": str(deal["time_msc"] // 1000),
        "TimeMsc": str(deal["time_msc"]),
        "Symbol": deal["symbol"],
        "Price": deal["price"],
        "PricePosition": deal["open_price"],
        "PriceSL": "0.00000",
        "PriceTP": "0.00000",
        "Volume": str(deal["volume"]),
        "VolumeExt": str(deal["volume"] * 10_000),
        "VolumeClosed": str(deal["closed_volume"]),
        "Profit": shown(deal["profit"], digits),
        "ProfitRaw": shown(deal["profit"], digits),
        "Storage": shown(deal["storage"], digits),
        "Commission": shown(deal["commission"], digits),
        "PositionID": str(deal["position"]),
        "Comment": deal["comment"],
        "Gateway": "",
        **_market(deal),
    }


def _market(deal: Record) -> dict[str, str]:
    """The market's two prices when a trade was executed: a buyer pays the higher one."""
    instrument = INSTRUMENTS.get(deal["symbol"])
    if instrument is None:
        return {"MarketBid": "0.00000", "MarketAsk": "0.00000"}
    price = Decimal(deal["price"])
    spread = Decimal(instrument.spread).scaleb(-instrument.digits)
    bid = price - spread if deal["action"] == BUY else price
    return {"MarketBid": str(bid), "MarketAsk": str(bid + spread)}


def _digits(world: World, login: int) -> int:
    found = world.store.row(
        "SELECT digits FROM groups JOIN users ON group_name = name WHERE login = ?", login
    )
    return int(found["digits"]) if found else 2
