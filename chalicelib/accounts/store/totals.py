"""Sums of deals by account, day and kind: counted in the unit that stores the deals."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from chalicelib.accounts.model import DaySums, DealFilter, DealKind, StoredDeal
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Unit
from chalicelib.storage.wire import Item

_TABLE = Table("accounts")
_MOST_DAYS = 4000


def count(unit: Unit, deals: Iterable[StoredDeal]) -> None:
    """Add new deals to the sums of their days: one action for each account, day and kind."""
    _add(unit, ((deal, 1) for deal in deals))


def correct(unit: Unit, before: StoredDeal, after: StoredDeal) -> None:
    """Count a deal that is another now as what it is, and no more as what it was."""
    _add(unit, ((before, -1), (after, 1)))


def _add(unit: Unit, deals: Iterable[tuple[StoredDeal, int]]) -> None:
    sums: dict[Key, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for deal, times in deals:
        kind = DealKind.TRADES if deal.action.is_trade else DealKind.MONEY
        day = sums[_key(deal.account_id, deal.at.date(), kind)]
        day["deals"] += times
        day["volume"] += times * deal.volume_ten_thousandths if deal.action.is_trade else 0
        day["profit"] += times * deal.profit.minor
        day["swap"] += times * deal.swap.minor
        day["commission"] += times * deal.commission.minor
    for key, amounts in sums.items():
        unit.add(_TABLE, key, dict(amounts), {})


def days(account_id: str, wanted: DealFilter) -> list[DaySums]:
    """The sums of the days that lie in the period; its ends are whole days."""
    since = _day(wanted.since) if wanted.since else "0"
    until = _day(wanted.until - timedelta(microseconds=1)) if wanted.until else "9"
    within = Range(_pk(account_id), after=since, before=f"{until}~", newest_first=False)
    found = [_sums(item) for item in _TABLE.query(within, _MOST_DAYS)]
    return [one for one in found if wanted.kind in (None, one.kind)]


def _pk(account_id: str) -> str:
    return f"SUMS#{account_id}"


def _key(account_id: str, day: date, kind: DealKind) -> Key:
    return Key(_pk(account_id), f"{day.isoformat()}#{kind}")


def _day(at: datetime) -> str:
    return at.date().isoformat()


def _sums(item: Item) -> DaySums:
    day, _, kind = str(item["sk"]).partition("#")
    return DaySums(
        day=date.fromisoformat(day),
        kind=DealKind(kind),
        count=int(item["deals"]),
        volume_ten_thousandths=int(item["volume"]),
        profit_minor=int(item["profit"]),
        swap_minor=int(item["swap"]),
        commission_minor=int(item["commission"]),
    )
