"""A statement at an instant is what a snapshot taken at that instant was, whatever came after."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    rule,
    run_state_machine_as_test,
)

from chalicelib import ports
from chalicelib.clients import store as clients_store
from chalicelib.clients.model.changes import Assignment, Reparenting
from chalicelib.clients.service import assigning, referring
from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.core.money import Money
from chalicelib.core.paging import PageRequest
from chalicelib.funds.model.ledger import (
    BANK_CLEARING,
    Cause,
    CauseType,
    EntryKind,
    Posting,
)
from chalicelib.funds.model.rates import RateFeed, RateRule
from chalicelib.funds.model.settings import RATE_RULES, WALLET_CURRENCIES
from chalicelib.funds.model.wallets import WalletFlags
from chalicelib.funds.service import at_instant, flags, holds, rates
from chalicelib.funds.store import rates as rates_store
from chalicelib.funds.store import wallets
from chalicelib.reports.service.statements import Statement, statement
from chalicelib.settings import public as broker_settings
from chalicelib.storage import audit, aws
from tests.conftest import START
from tests.kit import people
from tests.kit.engines import Engine
from tests.kit.funds import SYSTEM, add_client, client_actor, credit, staff_actor, usd

CLIENT, IB, OTHER_IB = "10000001", "10000002", "10000003"
CURRENCIES = ("USD", "EUR")
currencies = st.sampled_from(CURRENCIES)
amounts = st.integers(min_value=1, max_value=100_000)
gaps = st.integers(min_value=1, max_value=100_000)


@dataclass(frozen=True)
class Snapshot:
    """What the rows themselves said when it was taken."""

    wallets: dict[str, tuple[int, int, WalletFlags]]
    holds: dict[str, int]
    owner_id: str | None
    referrer_id: str | None
    rate: Decimal | None


def replayed(told: Statement) -> Snapshot:
    """A statement in the form of a snapshot."""
    by_pair = {(one.pair.base, one.pair.quote): one.quote for one in told.rates}
    quote = by_pair[("USD", "EUR")]
    assert all(not one.holds_are_cut for one in told.wallets)
    return Snapshot(
        wallets={
            one.currency: (one.available.minor, one.held.minor, one.flags or WalletFlags())
            for one in told.wallets
        },
        holds={hold.cause.id: hold.amount.minor for one in told.wallets for hold in one.holds},
        owner_id=told.place.owner_id,
        referrer_id=told.place.referrer_id,
        rate=quote.rate if quote else None,
    )


def rate_of(base: str, quote: str, moment: datetime) -> Decimal | None:
    """What ``base`` cost at a moment, if anybody knew."""
    quotes = rates.at_moment("", moment)
    found = next(one.quote for one in quotes if (one.pair.base, one.pair.quote) == (base, quote))
    return found.rate if found else None


class HistoryMachine(RuleBasedStateMachine):
    """Money comes, is held, goes and comes back; staff switch, move and rate; time passes."""

    engine: Engine
    clock: FixedClock
    open_holds = Bundle("open_holds")

    @initialize()
    def begin(self) -> None:
        self.engine.empty()
        self.clock.set(START)
        broker_settings.forget()
        add_client(CLIENT)
        add_client(IB)
        add_client(OTHER_IB)
        self.owners = ["", *(self.hired(name) for name in ("Ada", "Bo"))]
        self.held: dict[str, int] = {}
        self.count = 0
        self.taken: list[tuple[datetime, Snapshot]] = []
        self.snap(1)

    def hired(self, name: str) -> str:
        return people.member(people.role(), name=f"{name} {self.engine.__class__.__name__}").id

    def snap(self, gap: int) -> None:
        """Take a snapshot of now, then let time pass."""
        found = wallets.of_client(CLIENT)
        client = clients_store.find(CLIENT)
        assert client is not None
        self.taken.append(
            (
                ports.now(),
                Snapshot(
                    wallets={
                        one.currency: (one.available.minor, one.held.minor, one.flags)
                        for one in found
                    },
                    holds=dict(self.held),
                    owner_id=client.owner_id,
                    referrer_id=client.referrer_id,
                    rate=rate_of("USD", "EUR", ports.now()),
                ),
            )
        )
        self.clock.advance(seconds=gap / 1000)

    @rule(currency=currencies, minor=amounts, gap=gaps)
    def money_comes(self, currency: str, minor: int, gap: int) -> None:
        self.count += 1
        credit(Money(minor, currency), CLIENT, name=f"dep_{self.count}")
        self.snap(gap)

    @rule(target=open_holds, currency=currencies, share=st.integers(1, 100), gap=gaps)
    def money_is_held(self, currency: str, share: int, gap: int) -> Any:
        wallet = wallets.find(CLIENT, currency)
        minor = 0 if wallet is None else wallet.available.minor * share // 100
        if not minor:
            return None
        self.count += 1
        cause = Cause(CauseType.WITHDRAWAL, f"wdr_{self.count}")
        made = ports.transact(
            SYSTEM,
            lambda unit: holds.hold(unit, cause, CLIENT, Money(minor, currency), memo="machine"),
        )
        self.held[cause.id] = minor
        self.snap(gap)
        return made

    @rule(hold=consumes(open_holds), goes=st.booleans(), gap=gaps)
    def a_hold_is_resolved(self, hold: Any, goes: bool, gap: int) -> None:
        if hold is None:
            return
        kept = holds.find(hold.id)
        out = (Posting(BANK_CLEARING, kept.amount),)

        def work(unit: Any) -> None:
            if goes:
                holds.post_hold(unit, kept, out, EntryKind.WITHDRAWAL, memo="machine")
            else:
                holds.void_hold(unit, kept, memo="machine")

        ports.transact(SYSTEM, work)
        del self.held[kept.cause.id]
        self.snap(gap)

    @rule(currency=currencies, may=st.tuples(*[st.booleans()] * 3), gap=gaps)
    def a_wallet_is_switched(self, currency: str, may: tuple[bool, bool, bool], gap: int) -> None:
        flags.switch(staff_actor(), CLIENT, currency, WalletFlags(*may))
        self.snap(gap)

    @rule(which=st.integers(0, 2), gap=gaps)
    def the_client_goes_to_another_owner(self, which: int, gap: int) -> None:
        assigning.assign(staff_actor(), CLIENT, Assignment(owner_id=self.owners[which]))
        self.snap(gap)

    @rule(above=st.sampled_from(["", IB, OTHER_IB]), gap=gaps)
    def the_client_goes_to_another_referrer(self, above: str, gap: int) -> None:
        referring.change_referrer(staff_actor(), CLIENT, Reparenting(above, bring_downlines=True))
        self.snap(gap)

    @rule(hundredths=st.integers(1, 300), gap=gaps)
    def a_rate_is_set(self, hundredths: int, gap: int) -> None:
        manual = str(Decimal(hundredths) / 100)
        declared = (RateRule(base="USD", quote="EUR", manual=manual),)
        broker_settings.adopt(SYSTEM, RATE_RULES, declared)
        broker_settings.forget()
        self.snap(gap)

    @rule(data=st.data())
    def looking_back(self, data: st.DataObject) -> None:
        """At the moment itself, and at any moment before the next change."""
        place = data.draw(st.integers(0, len(self.taken) - 1), label="snapshot")
        at, then = self.taken[place]
        upto = self.taken[place + 1][0] if place + 1 < len(self.taken) else ports.now()
        spare = (upto - at) // timedelta(milliseconds=1)
        later = data.draw(st.integers(0, max(0, spare - 1)), label="milliseconds later")
        for moment in (at, at + timedelta(milliseconds=later)):
            told = statement(staff_actor(), CLIENT, moment)
            # A wallet that did not exist yet is told with nothing in it.
            known = replayed(told).wallets
            empty = (0, 0, WalletFlags())
            assert all(known[name] == then.wallets.get(name, empty) for name in known)
            assert known.keys() >= then.wallets.keys()
            assert replace(replayed(told), wallets={}) == replace(then, wallets={})


def test_a_statement_is_the_snapshot_of_its_moment(engine: Engine):
    clock = FixedClock(START)
    HistoryMachine.engine, HistoryMachine.clock = engine, clock
    with ports.use(clock=clock):
        run_state_machine_as_test(
            HistoryMachine,
            settings=settings(
                max_examples=4,
                stateful_step_count=40,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )


@pytest.fixture
def client(store: None, clock: FixedClock) -> None:
    broker_settings.adopt(SYSTEM, WALLET_CURRENCIES, ("USD",))
    add_client(CLIENT)
    add_client(IB)


def test_nobody_asks_about_the_future_or_about_before_the_client(client, clock: FixedClock):
    begun = clock.now()
    clock.advance(hours=1)
    with pytest.raises(Invalid) as early:
        statement(staff_actor(), CLIENT, begun - timedelta(seconds=1))
    assert early.value.code == "before_registration"
    with pytest.raises(Invalid) as late:
        statement(staff_actor(), CLIENT, clock.now() + timedelta(seconds=1))
    assert late.value.code == "moment_in_future"


def test_another_clients_statement_does_not_exist(client, clock: FixedClock):
    with pytest.raises(NotFound):
        statement(client_actor(IB), CLIENT, clock.now())
    assert statement(client_actor(CLIENT), CLIENT, clock.now()).client_id == CLIENT


def test_a_long_history_is_halved_not_read(client, clock: FixedClock):
    for number in range(40):
        credit(usd("1.00"), CLIENT, name=f"dep_{number}")
        clock.advance(seconds=1)
    with counting("GetItem") as reads:
        (then,) = at_instant.wallets_at(CLIENT, START + timedelta(seconds=20))
    assert then.available == usd("21.00")
    assert len(reads) <= 6


@contextmanager
def counting(operation: str) -> Iterator[list[str]]:
    """The calls of one operation of the store, until the block ends."""
    calls: list[str] = []
    events, name = aws.client("dynamodb").meta.events, f"before-call.dynamodb.{operation}"

    def count(**_: Any) -> None:
        calls.append(operation)

    events.register(name, count)
    try:
        yield calls
    finally:
        events.unregister(name, count)


def test_holds_far_back_are_found_and_the_oldest_comes_first(client, clock: FixedClock):
    credit(usd("100.00"), CLIENT, name="dep_first")
    for number in range(3):
        clock.advance(seconds=1)
        cause = Cause(CauseType.WITHDRAWAL, f"wdr_{number}")
        ports.transact(
            SYSTEM, lambda unit, of=cause: holds.hold(unit, of, CLIENT, usd("5.00"), memo="test")
        )
    for number in range(230):
        credit(usd("0.01"), CLIENT, name=f"dep_{number}")
    (then,) = at_instant.wallets_at(CLIENT, clock.now())
    assert [one.cause.id for one in then.holds] == ["wdr_0", "wdr_1", "wdr_2"]
    assert not then.holds_are_cut


def test_what_an_erased_record_no_longer_tells_is_unknown(client, clock: FixedClock):
    flags.switch(staff_actor(), CLIENT, "USD", WalletFlags(deposit=False))
    (record,) = audit.of_object("wallet", f"{CLIENT}:USD", PageRequest(10)).items
    ports.transact(SYSTEM, lambda unit: audit.erase(unit, record))
    (then,) = at_instant.wallets_at(CLIENT, clock.now())
    assert then.flags is None


def test_rates_of_a_source_are_told_as_far_back_as_they_were_kept(client, clock: FixedClock):
    broker_settings.adopt(SYSTEM, WALLET_CURRENCIES, ("EUR", "USD"))
    broker_settings.adopt(SYSTEM, RATE_RULES, (RateRule(source="ours"),))
    broker_settings.forget()
    begun, feed = clock.now(), None
    for rate in ("1.10", "1.20"):
        clock.advance(hours=1)
        after = RateFeed(
            id="ours",
            tried_at=clock.now(),
            as_of=clock.now(),
            fetched_at=clock.now(),
            pairs={"EUR/USD": Decimal(rate)},
            version=feed.version if feed else 0,
        )
        feed = ports.transact(SYSTEM, partial(rates_store.put, before=feed, after=after))
    assert [rate_of("EUR", "USD", begun + timedelta(minutes=past)) for past in (30, 90, 130)] == [
        None,
        Decimal("1.1"),
        Decimal("1.2"),
    ]
