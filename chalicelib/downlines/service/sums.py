"""What downlines traded and moved in a period, summed up some clients at a time.

Sums come from the counters that are kept by client or account and day, so they are of whole days
and cost as much for a year's trades as for one. Whoever asks adds the parts up, and sees how far it
is. What is veiled of a client is in no sum; how many of them there are is told.
"""

from collections import defaultdict
from collections.abc import Iterator

from chalicelib.accounts import public as accounts
from chalicelib.accounts.public import DealFilter, DealKind
from chalicelib.clients import public as clients
from chalicelib.clients.public import DownlineField
from chalicelib.core.actor import Actor, system
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.downlines.model import Period, Where
from chalicelib.downlines.service import people, sources
from chalicelib.downlines.service.nouns import Person
from chalicelib.downlines.service.sources import Wanted
from chalicelib.funds import public as funds
from chalicelib.storage import cursors

_AT_ONCE = 40
_READER = system("downlines")


@dataclass(frozen=True)
class Sum:
    """What one kind of movement, or of outcome of trades, comes to in one currency."""

    kind: str
    amount: Money
    count: int


@dataclass(frozen=True)
class Part:
    """The sums of some clients. ``volume_ten_thousandths`` is of their trades, ``veiled`` counts
    those of whom something is left out."""

    people: int
    veiled: int
    trades: int
    volume_ten_thousandths: int
    sums: tuple[Sum, ...]
    next_cursor: str | None


class _Sums:
    def __init__(self) -> None:
        self.amounts: dict[tuple[str, str], int] = defaultdict(int)
        self.counts: dict[tuple[str, str], int] = defaultdict(int)
        self.trades = self.volume = self.veiled = 0

    def add(self, of: str, amount: Money, count: int) -> None:
        self.amounts[of, amount.currency] += amount.minor
        self.counts[of, amount.currency] += count

    def all(self) -> Iterator[Sum]:
        for (of, currency), minor in sorted(self.amounts.items()):
            yield Sum(of, Money(minor, currency), self.counts[of, currency])


def part(actor: Actor, where: Where, wanted: Wanted, cursor: str | None) -> Part:
    """The sums of the next of those who are meant.

    Raises:
        As `people.next_people`.
    """
    period = Period(clients.reports_since(wanted.period.since), wanted.period.until)
    within = wanted.within(period)
    name = f"downlines|{actor.id}|sums|{where}|{wanted}"
    left_at = cursors.unseal(name, cursor) if cursor else None
    found = people.next_people(actor, where, left_at, _AT_ONCE)
    sums = _Sums()
    for one in found.some:
        _add(sums, one, within)
    return Part(
        people=len(found.some),
        veiled=sums.veiled,
        trades=sums.trades,
        volume_ten_thousandths=sums.volume,
        sums=tuple(sums.all()),
        next_cursor=None if found.left_at is None else cursors.seal(name, found.left_at),
    )


_SUMMED = (DownlineField.BALANCES, DownlineField.TRADING, DownlineField.PROFIT)


def _add(sums: _Sums, person: Person, wanted: Wanted) -> None:
    sums.veiled += not all(person.veil.shows(one) for one in _SUMMED)
    if person.veil.shows(DownlineField.BALANCES):
        for one in funds.transaction_totals(_READER, person.id, sources.movements(wanted)):
            sums.add(one.kind.value, one.amount, one.count)
    if person.veil.shows(DownlineField.TRADING):
        _add_trades(sums, person, wanted)


def _add_trades(sums: _Sums, person: Person, wanted: Wanted) -> None:
    asked = DealFilter(DealKind.TRADES, None, wanted.period.since, wanted.period.until)
    for account in sources.accounts_meant(person, wanted):
        for day in accounts.sums_on(account.id, asked):
            sums.trades += day.count
            sums.volume += day.volume_ten_thousandths
            outcomes = {"swap": day.swap_minor, "deal_commission": day.commission_minor}
            if person.veil.shows(DownlineField.PROFIT):
                outcomes["profit"] = day.profit_minor
            for of, minor in outcomes.items():
                sums.add(of, Money(minor, account.currency), day.count)
