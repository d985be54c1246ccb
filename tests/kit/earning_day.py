"""A broker's day in memory: a deep tree, everybody's deals, and what became of them."""

import hashlib
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial

from chalicelib import ports
from chalicelib.accounts import store as accounts
from chalicelib.accounts.service.deals import stored
from chalicelib.accounts.store import deals as deal_rows
from chalicelib.clients.model import ClientKind
from chalicelib.core.clock import FixedClock
from chalicelib.core.ids import CountingIds
from chalicelib.core.money import Money
from chalicelib.gateways.trading.model import Deal, DealAction, DealEntry
from chalicelib.partners.model.plans import PlanKind
from chalicelib.partners.model.terms import Step, Terms
from chalicelib.partners.service import earning, figures, payouts, plan_reading
from chalicelib.partners.store import terms
from chalicelib.settings import public as settings
from chalicelib.storage import aws
from chalicelib.storage.unit import Unit
from tests.conftest import START
from tests.faults.stand_in import Place, Wire
from tests.kit import partners
from tests.kit.earnings import FEED, live_account
from tests.kit.funds import add_client, house_balances
from tests.kit.packed_store import PackedDynamo
from tests.kit.plans import agreed, majors, ranks

DEPTH, BROKERS, TREES = 12, 10, 97
SHARES = {"overriding": partners.decimals("2.5"), "same_rank": partners.decimals(10)}
_PER_UNIT = 40


@dataclass(frozen=True)
class Books:
    """What a day has come to: a digest of every row, how many there are, what wallets hold.

    ``figures`` is what counts for the tiers, by client and month.
    """

    digest: str
    rows: dict[str, int]
    paid: int
    house: dict[str, str]
    figures: dict[tuple[str, str], Counter[str]]


@dataclass
class Day:
    """One broker's day, told in one order after the other."""

    dynamo: PackedDynamo
    clients: int
    deals: int
    dice: random.Random = field(default_factory=lambda: random.Random(12))

    def fill(self) -> None:
        """A tree ``DEPTH`` deep beside some shallow ones, and deals of all who are in them."""
        scheme = partners.scheme(partners.basic(symbol_group_id=majors()), **SHARES)
        self.ranks = ranks()
        self.scheme = agreed(PlanKind.FIXED_SCHEME, replace(scheme, rank_structure_id=self.ranks))
        lines: list[tuple[str, ...]] = []
        for number in range(self.clients):
            is_broker = number <= DEPTH or number % BROKERS == 0
            line = self._line(number, lines)
            client_id = str(10_000_000 + number)
            self._client(client_id, line, is_broker=is_broker)
            if is_broker:
                lines.append((client_id, *line))
        self._trade()

    def _line(self, number: int, lines: list[tuple[str, ...]]) -> tuple[str, ...]:
        """Who is above the next client: first one chain, then anybody who is not too deep."""
        if number == 0 or (number > DEPTH and number % TREES == 0):
            return ()
        if number <= DEPTH:
            return lines[-1][:DEPTH]
        line = self.dice.choice(lines)
        return line if len(line) <= DEPTH else line[1:]

    def _client(self, client_id: str, line: tuple[str, ...], *, is_broker: bool) -> None:
        kind = ClientKind.IB if is_broker else ClientKind.TRADER
        made = add_client(client_id, kind=kind, referrer_id=line[0] if line else None, line=line)
        held = live_account(made.id, int(client_id))
        step = Step(
            ports.now(),
            scheme_id="" if line else self.scheme,
            structure_id=self.ranks,
            tier=self.dice.randint(1, 5),
        )

        def work(unit: Unit) -> None:
            accounts.insert(unit, held)
            if is_broker:
                terms.put(unit, Terms(made.id), Terms(made.id, (step,)))

        ports.transact(FEED, work)

    def _trade(self) -> None:
        self.tickets = list(range(2, 2 * self.deals + 2, 2))
        for start in range(0, self.deals, _PER_UNIT):
            some = self.tickets[start : start + _PER_UNIT]
            ports.transact(FEED, partial(self._positions, tickets=some))

    def _positions(self, unit: Unit, tickets: list[int]) -> None:
        for ticket in tickets:
            login = 10_000_000 + self.dice.randrange(self.clients)
            held = live_account(str(login), login)
            at = START - timedelta(hours=self.dice.randint(1, 23), seconds=ticket % 3600)
            lots = self.dice.randint(1, 90_000)
            symbol = self.dice.choice(("EURUSD", "USDJPY", "XAUUSD"))
            closing = _deal(login, ticket, at, lots, symbol, DealEntry.OUT)
            opened = at - timedelta(minutes=5)
            opening = _deal(login, ticket - 1, opened, lots, symbol, DealEntry.IN)
            for one in (opening, replace(closing, position_id=ticket - 1)):
                deal_rows.insert_deal(unit, stored(held, one))

    def told(self, tickets: list[int], pay_each: int, together: int = 1) -> None:
        """The deals in the order of ``tickets``, some ``together``.

        What is due is paid after each ``pay_each`` of those.
        """
        for place, start in enumerate(range(0, len(tickets), together), start=1):
            some = tickets[start : start + together]
            settled = earning.settle(FEED, [("mt5", str(ticket)) for ticket in some])
            figures.count_deals(FEED, settled.deals)
            if place % pay_each == 0:
                payouts.sweep(FEED, lambda: 60)
        while payouts.sweep(FEED, lambda: 60):
            pass

    def books(self) -> Books:
        """All that money is in or explained by."""
        digest, rows, paid = hashlib.sha256(), Counter[str](), 0
        counters: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for place, kind, row in self._kept():
            kept = {name: row[name] for name in row if name not in _OF_THE_WAY}
            digest.update(repr((place, kind, sorted(kept.items()))).encode())
            rows[kind] += 1
            if kind == "Wallet":
                paid += int(row["available"]["M"]["minor"]["N"])
        for (pk, month), row in self.dynamo.tables["fairlead-test-partners"].items():
            kind, _, client = pk.partition("#")
            if kind == "FIGURES":
                counted = {name: int(value["N"]) for name, value in row.items() if "N" in value}
                counters[client.partition("#")[0], month].update(counted)
        return Books(digest.hexdigest(), dict(rows), paid, house_balances(), dict(counters))

    def _kept(self) -> Iterator[tuple[Place, str, Wire]]:
        """Place, kind and row of everything that counts; one at a time, for there are many."""
        for table in ("funds", "partners"):
            rows = self.dynamo.tables[f"fairlead-test-{table}"]
            for place in sorted(rows):
                row = rows[place]
                kind = row["noun"]["S"] if "noun" in row else place[0].partition("#")[0]
                if kind in _BOOKS:
                    yield place, kind, row


# Balances, what was earned by month, and each deal with all that it came to.
_BOOKS = frozenset({"Wallet", "EARNED", "Commission", "EarnedDeal", "Due"})
# In which entry something was paid depends on what else waited, and which of a trader's deals is
# the first of a month on what came before it.
_OF_THE_WAY = frozenset(
    {"payout_id", "paid_at", "version", "sequence", "chain_hash", "is_first_of_month"}
)


def _deal(login: int, ticket: int, at: datetime, lots: int, symbol: str, entry: DealEntry) -> Deal:
    return Deal(
        login=login,
        ticket=ticket,
        position_id=ticket,
        order=ticket,
        action=DealAction.SELL if entry is DealEntry.OUT else DealAction.BUY,
        entry=entry,
        symbol=symbol,
        volume_ten_thousandths=lots,
        contract_size=Decimal(100_000),
        price=Decimal("1.10000"),
        profit=Money(12_345 if entry is DealEntry.OUT else 0, "USD"),
        swap=Money.zero("USD"),
        commission=Money.zero("USD"),
        at=at,
        server_time_msc=0,
        comment="",
        reason="client",
    )


@contextmanager
def a_day(clients: int, deals: int) -> Iterator[Day]:
    """The same broker with the same deals, in a store of its own."""
    dynamo, clock = PackedDynamo.declared(), FixedClock(START - timedelta(days=30))
    aws.use_client("dynamodb", dynamo)
    settings.forget()
    plan_reading.forget()
    with ports.use(clock=clock, ids=CountingIds()):
        day = Day(dynamo, clients, deals)
        day.fill()
        clock.advance(days=30)
        yield day
    aws.forget_clients()
    settings.forget()
    plan_reading.forget()
