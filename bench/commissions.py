"""What a commission costs: its calculation, its calls to the store, and the busiest wallet."""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import partial

from bench import hot_wallet
from bench.calls import recording
from bench.engines import enter, make_tables, tables_at
from bench.filling import fill, written
from bench.rows import Row, Section, ratio_row
from chalicelib import ports
from chalicelib.clients.model import ClientKind
from chalicelib.core.money import Rounding, rounded
from chalicelib.partners.model.plans import Calculation, SymbolValues
from chalicelib.partners.rules.earning import Facts, settled
from chalicelib.partners.rules.exact import times, total
from chalicelib.partners.service import earning, figures, payouts, plan_reading, terms
from chalicelib.storage import secrets
from tests.kit.earnings import FEED, account, at_tier, traded
from tests.kit.funds import SYSTEM, add_client
from tests.kit.partners import GROUPS, scheme, trade, uplines
from tests.kit.plans import standard_for_all

SIZES = (100, 20_000)
RATIO = 3.0
_TRADES = 5_000
_TIERS = ("Bronze", "Silver", "Gold", "Diamond", "Platinum")
_HELD_SECONDS = 60
_TEMPLATE = "90000003"
_TOGETHER = 50
_NOTE = (
    "The calculation of a closed trade below five brokers with its receipts, reasons and headline, "
    "against a loop over the same exact arithmetic that keeps amounts alone (processor time, the "
    "best of {rounds}, in turns); then calls and capacity units of settling a deal and of paying "
    "all above it, among {sizes} clients, on {engine}, which must be the same; then what a "
    "simulation finds of a wallet that half of 5,000 deals a second pay into."
)


def measured(engine: str, endpoint: str, rounds: int, sizes: tuple[int, ...] = SIZES) -> Section:
    """The calculation, the store's part of it, and the busiest wallet."""
    told = " and ".join(f"{size:,}" for size in sizes)
    section = Section("Commissions", _NOTE.format(rounds=rounds, sizes=told, engine=engine))
    section.rows.append(_calculation(rounds))
    section.rows += _costs(endpoint, sizes)
    section.rows += hot_wallet.rows()
    return section


# ---- The calculation


def _calculation(rounds: int) -> Row:
    facts = list(_facts())
    best = {"ours": 1e9, "plain": 1e9}
    gc.disable()
    for _ in range(rounds):
        best["plain"] = min(best["plain"], _processor_seconds(partial(_plain, facts)))
        best["ours"] = min(best["ours"], _processor_seconds(partial(_with_receipts, facts)))
    gc.enable()
    note = f"{len(facts) / best['ours']:,.0f} deals a second of one core"
    return ratio_row("calculation with receipts", best["ours"] / best["plain"], RATIO, note)


def _facts() -> Iterator[Facts]:
    dice = random.Random(5)
    for number in range(_TRADES):
        one = trade(
            deal_id=str(number),
            lots=Decimal(dice.randint(1, 500)) / 100,
            symbol=dice.choice(("EURUSD", "USDJPY")),
        )
        held = Calculation(minimum_holding_seconds=_HELD_SECONDS)
        yield Facts(one, uplines(*_TIERS), scheme(), {}, GROUPS, held, SymbolValues())


def _processor_seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _with_receipts(facts: list[Facts]) -> None:
    for one in facts:
        settled(one)


def _plain(facts: list[Facts]) -> None:
    """The same rules and the same arithmetic, for amounts that nobody could explain."""
    rates = {("mt5", symbol): scheme().basics[0].amounts for symbol in GROUPS["sgr_majors"].symbols}
    least = timedelta(seconds=_HELD_SECONDS)
    for one in facts:
        deal, highest, paid = one.trade, 0, []
        if deal.opened_at is None or deal.closed_at - deal.opened_at < least:
            continue
        amounts = rates[deal.server_id, deal.symbol]
        for upline in one.uplines:
            if upline.barred is None and upline.tier is not None and upline.tier > highest:
                exact = times(total(amounts[highest : upline.tier]), deal.lots)
                highest = upline.tier
                paid.append((upline.client_id, rounded(exact, "USD", Rounding.DOWN)))
        times(total(amounts), deal.lots)


# ---- Calls and capacity


@dataclass(frozen=True)
class _Broker:
    """A broker with `clients` clients, in a stage of its own."""

    clients: int

    @property
    def stage(self) -> str:
        """Its stage."""
        return f"earn{self.clients}"


def _costs(endpoint: str, sizes: tuple[int, ...]) -> list[Row]:
    brokers = [_Broker(size) for size in sizes]
    secrets.derived_key("cursors")  # read once per process: that of the first stage serves all
    found: dict[str, list[str]] = {}
    for one in brokers:
        make_tables(one.stage, endpoint)
        with tables_at(endpoint):
            for what, cost in _of(one, endpoint):
                found.setdefault(what, []).append(cost)
    return [
        Row(
            what,
            "same" if len(set(costs)) == 1 else "not the same",
            "same",
            len(set(costs)) > 1,
            "; ".join(costs),
        )
        for what, costs in found.items()
    ]


def _of(one: _Broker, endpoint: str) -> Iterator[tuple[str, str]]:
    """A deal below five brokers, among many others below the same five."""
    enter(one.stage)
    plan_reading.forget()
    standard_for_all()
    line: tuple[str, ...] = ()
    for number, tier in enumerate(reversed(_TIERS)):
        above = {"referrer_id": line[0], "line": line} if line else {}
        made = add_client(f"9100000{number}", kind=ClientKind.IB, **above)
        ports.transact(SYSTEM, partial(terms.begin, client=made))
        at_tier(made, tier)
        line = (made.id, *line)
    with recording() as store:
        trader = add_client(_TEMPLATE, referrer_id=line[0], line=line)
        rows = written(store, {"Client"})
    ids = (str(20_000_000 + number) for number in range(one.clients))
    fill(endpoint, rows, _TEMPLATE, ids)
    held = account(trader)
    for ticket in (7002, 7102):  # the first reads plans and settings, which are remembered then
        traded(held, ticket)
        with recording(priced=True) as store:
            figures.count_deals(FEED, earning.settle(FEED, [("mt5", str(ticket))]).deals)
            settling = f"{len(store.calls)} calls, {store.units:g} units"
        with recording(priced=True) as store:
            payouts.pay(FEED, line[0], "USD")
            paying = f"{len(store.calls)} calls, {store.units:g} units"
    many = [("mt5", str(ticket)) for ticket in range(8_002, 8_002 + 2 * _TOGETHER, 2)]
    for _, ticket in many:
        traded(held, int(ticket))
    with recording(priced=True) as store:
        figures.count_deals(FEED, earning.settle(FEED, many).deals)
        each = len(store.calls) / _TOGETHER, store.units / _TOGETHER
    yield "settling a deal below five brokers", settling
    yield f"the same, {_TOGETHER} together, each", f"{each[0]:.2f} calls, {each[1]:.1f} units"
    yield "paying one broker", paying
