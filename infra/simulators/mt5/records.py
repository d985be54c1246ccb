"""How the protocol writes down positions and orders."""

from decimal import Decimal

from infra.simulators.mt5 import accounts, margin
from infra.simulators.mt5.amounts import shown
from infra.simulators.mt5.store import Record
from infra.simulators.mt5.world import World


def position_row(world: World, held: Record) -> dict[str, str]:
    """The protocol's position record."""
    home = accounts.group(world, accounts.user(world, held["login"])["group_name"])
    contract, digits = margin.sizes(held["symbol"])
    return {
        "Position": str(held["ticket"]),
        "Login": str(held["login"]),
        "Symbol": held["symbol"],
        "Action": str(held["action"]),
        "Digits": str(digits),
        "DigitsCurrency": str(home["digits"]),
        "ContractSize": contract,
        "PriceOpen": held["price"],
        "PriceCurrent": str(margin.closing_price(world, held)),
        "PriceSL": f"{Decimal(held['stop_loss']):.{digits}f}",
        "PriceTP": f"{Decimal(held['take_profit']):.{digits}f}",
        "Volume": str(held["volume"]),
        "VolumeExt": str(held["volume"] * 10_000),
        "Profit": shown(margin.profit(world, held, home), home["digits"]),
        "Storage": shown(margin.storage(world, held, held["volume"], home), home["digits"]),
        "TimeCreate": str(held["created_msc"] // 1000),
        "TimeUpdate": str(held["updated_msc"] // 1000),
        "Reason": str(held["reason"]),
        "Comment": held["comment"],
    }


def order_row(world: World, order: Record) -> dict[str, str]:
    """The protocol's order record."""
    contract, digits = margin.sizes(order["symbol"])
    return {
        "Order": str(order["ticket"]),
        "Login": str(order["login"]),
        "Symbol": order["symbol"],
        "Digits": str(digits),
        "ContractSize": contract,
        "State": str(order["state"]),
        "Reason": str(order["reason"]),
        "TimeSetup": str(order["setup_msc"] // 1000),
        "TimeDone": str(order["done_msc"] // 1000),
        "Type": str(order["kind"]),
        "PriceOrder": order["price"],
        "PriceSL": f"{Decimal(order['stop_loss']):.{digits}f}",
        "PriceTP": f"{Decimal(order['take_profit']):.{digits}f}",
        "VolumeInitial": str(order["volume"]),
        "VolumeCurrent": str(order["remaining"]),
        "PositionID": str(order["position"]),
        "Comment": order["comment"],
    }
