"""A random walk over the ledger on a real store, against a model of a few lines.

After every step: money is conserved per currency, no wallet is below zero, each wallet is the fold
of its lines and its chain leads to it, each hold is resolved at most once, repeats change nothing.
"""

from collections import defaultdict
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from chalicelib import ports
from chalicelib.core.actor import system
from chalicelib.core.money import Money
from chalicelib.funds.model.holds import HoldResolved, HoldState
from chalicelib.funds.model.ledger import (
    BANK_CLEARING,
    CONVERSION,
    FEE_INCOME,
    Cause,
    CauseType,
    EntryExists,
    EntryKind,
    Posting,
    available,
)
from chalicelib.funds.model.wallets import InsufficientFunds, empty_wallet
from chalicelib.funds.rules import chain
from chalicelib.funds.service import holds, ledger
from chalicelib.funds.store import house, wallets
from chalicelib.storage.unit import Unit
from tests.kit.engines import Engine

ACTOR = system("machine")
CLIENTS = ("10000001", "10000002", "10000003")
CURRENCIES = ("USD", "EUR", "JPY")
clients = st.sampled_from(CLIENTS)
currencies = st.sampled_from(CURRENCIES)
amounts = st.integers(min_value=1, max_value=100_000)


class LedgerMachine(RuleBasedStateMachine):
    """Deposits, payouts, transfers between clients, conversions, holds, and repeats of each."""

    engine: Engine
    open_holds = Bundle("open_holds")
    closed_holds = Bundle("closed_holds")

    @initialize()
    def begin(self) -> None:
        self.engine.empty()
        self.available: dict[tuple[str, str], int] = defaultdict(int)
        self.held: dict[tuple[str, str], int] = defaultdict(int)
        self.count = 0
        self.done: list[Any] = []

    def book(self, kind: EntryKind, *postings: Posting) -> bool:
        """Book one entry; whether it went through. What went through can be repeated later."""
        self.count += 1
        cause = Cause(CauseType.DEPOSIT, f"dep_{self.count}")

        def work(unit: Unit) -> None:
            ledger.post(unit, ledger.entry(unit, cause, "post", kind, "machine", postings))

        try:
            ports.transact(ACTOR, work)
        except InsufficientFunds:
            return False
        self.done.append(work)
        return True

    @rule(client=clients, currency=currencies, minor=amounts)
    def deposit(self, client: str, currency: str, minor: int) -> None:
        amount = Money(minor, currency)
        booked = self.book(
            EntryKind.DEPOSIT, Posting(BANK_CLEARING, -amount), Posting(available(client), amount)
        )
        assert booked
        self.available[client, currency] += minor

    @rule(client=clients, currency=currencies, minor=amounts)
    def pay_out(self, client: str, currency: str, minor: int) -> None:
        amount = Money(minor, currency)
        fee = Money(min(1, minor - 1), currency)
        parts = [Posting(available(client), -amount), Posting(BANK_CLEARING, amount - fee)]
        if fee.minor:
            parts.append(Posting(FEE_INCOME, fee))
        booked = self.book(EntryKind.WITHDRAWAL, *parts)
        assert booked == (self.available[client, currency] >= minor)
        self.available[client, currency] -= minor if booked else 0

    @rule(giver=clients, taker=clients, currency=currencies, minor=amounts)
    def give(self, giver: str, taker: str, currency: str, minor: int) -> None:
        if giver == taker:
            return
        amount = Money(minor, currency)
        booked = self.book(
            EntryKind.TRANSFER_OUT,
            Posting(available(giver), -amount),
            Posting(available(taker), amount),
        )
        assert booked == (self.available[giver, currency] >= minor)
        if booked:
            self.available[giver, currency] -= minor
            self.available[taker, currency] += minor

    @rule(client=clients, source=currencies, into=currencies, minor=amounts, result=amounts)
    def convert(self, client: str, source: str, into: str, minor: int, result: int) -> None:
        if source == into:
            return
        given, taken = Money(minor, source), Money(result, into)
        booked = self.book(
            EntryKind.CONVERSION,
            Posting(available(client), -given),
            Posting(CONVERSION, given),
            Posting(CONVERSION, -taken),
            Posting(available(client), taken),
        )
        assert booked == (self.available[client, source] >= minor)
        if booked:
            self.available[client, source] -= minor
            self.available[client, into] += result

    @rule(target=open_holds, client=clients, currency=currencies, minor=amounts)
    def hold(self, client: str, currency: str, minor: int) -> Any:
        self.count += 1
        cause = Cause(CauseType.WITHDRAWAL, f"wdr_{self.count}")

        def work(unit: Unit) -> Any:
            return holds.hold(unit, cause, client, Money(minor, currency), memo="held")

        try:
            made = ports.transact(ACTOR, work)
        except InsufficientFunds:
            assert self.available[client, currency] < minor
            return None
        assert self.available[client, currency] >= minor
        self.done.append(work)
        self.available[client, currency] -= minor
        self.held[client, currency] += minor
        return made

    @rule(target=closed_holds, made=consumes(open_holds), post=st.booleans())
    def resolve(self, made: Any, post: bool) -> Any:
        if made is None:
            return None
        place = (made.client_id, made.amount.currency)
        ports.transact(ACTOR, self.resolution(made, post))
        self.held[place] -= made.amount.minor
        self.available[place] += 0 if post else made.amount.minor
        return made

    def resolution(self, made: Any, post: bool) -> Any:
        to = (Posting(BANK_CLEARING, made.amount),)

        def work(unit: Unit) -> None:
            if post:
                holds.post_hold(unit, made, to, EntryKind.WITHDRAWAL, memo="paid")
            else:
                holds.void_hold(unit, made, memo="returned")

        return work

    @rule(made=closed_holds, post=st.booleans(), fresh=st.booleans())
    def resolve_again(self, made: Any, post: bool, fresh: bool) -> None:
        if made is None:
            return
        seen = holds.find(made.id) if fresh else made
        assert holds.find(made.id).state is not HoldState.PENDING
        with pytest.raises((HoldResolved, EntryExists, InsufficientFunds)):
            ports.transact(ACTOR, self.resolution(seen, post))

    @rule(number=st.integers(min_value=0, max_value=1_000))
    def repeat(self, number: int) -> None:
        if self.done:
            with pytest.raises(EntryExists):
                ports.transact(ACTOR, self.done[number % len(self.done)])

    @invariant()
    def wallets_are_as_the_model_says(self) -> None:
        for client in CLIENTS:
            for wallet in wallets.of_client(client):
                place = (client, wallet.currency)
                assert wallet.available.minor == self.available[place] >= 0
                assert wallet.held.minor == self.held[place] >= 0
                lines = wallets.lines_after(client, wallet.currency, 0, 10_000)
                start = replace(empty_wallet(client, wallet.currency), version=wallet.version)
                end, broken = chain.broken_links(lines, start)
                assert not broken
                assert end == wallet

    @invariant()
    def money_is_conserved_per_currency(self) -> None:
        sums = dict.fromkeys(CURRENCIES, 0)
        for one in house.balances():
            sums[one.balance.currency] += one.balance.minor
        for (_, currency), minor in [*self.available.items(), *self.held.items()]:
            sums[currency] += minor
        assert set(sums.values()) == {0}


@pytest.mark.usefixtures("clock")
def test_the_ledger_keeps_its_promises_on_any_path(engine: Engine) -> None:
    class OnThisStore(LedgerMachine):
        pass

    OnThisStore.engine = engine
    run_state_machine_as_test(
        OnThisStore,
        settings=settings(
            max_examples=15,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
