"""Sixteen clients move money between wallets and holds at random: nothing is lost or made."""

import random
from collections.abc import Iterator
from threading import Event, Thread
from typing import Any

import pytest
from botocore.exceptions import ClientError

from chalicelib import ports
from chalicelib.core.actor import system
from chalicelib.core.money import Money
from chalicelib.funds.model.holds import Hold, HoldResolved
from chalicelib.funds.model.ledger import Cause, CauseType, EntryExists, EntryKind, Posting
from chalicelib.funds.model.ledger import available as wallet_of
from chalicelib.funds.model.wallets import InsufficientFunds
from chalicelib.funds.service import holds, ledger
from chalicelib.funds.store import wallets
from chalicelib.storage import aws
from chalicelib.storage.unit import Stale, Unit
from chalicelib.storage.wire import item_from_wire, item_to_wire
from tests.concurrency.conftest import Tables
from tests.concurrency.threads import SIXTEEN, at_once, wins
from tests.kit.funds import credit, sides, usd
from tests.kit.payments import books_are_sound

ACTOR = system("crowd")
CLIENTS = [f"100000{number:02}" for number in range(SIXTEEN)]
EACH = usd("100.00")
STEPS = 14
REFUSED = (InsufficientFunds, Stale)


@pytest.fixture
def crowd(tables: Tables) -> None:
    """Sixteen wallets of a hundred dollars."""
    for client_id in CLIENTS:
        credit(EACH, client_id, name=f"dep_{client_id}")


class Player:
    """A client who transfers and holds at random, more than there is at times."""

    def __init__(self, number: int) -> None:
        self.chance = random.Random(number)
        self.id = CLIENTS[number]
        self.done = 0

    def play(self) -> int:
        """Some steps; returns how many of them went through."""
        for step in range(STEPS):
            act = self._transfer if self.chance.random() < 0.6 else self._hold
            try:
                act(f"{self.id}-{step}")
            except REFUSED:
                continue
            self.done += 1
        return self.done

    def _amount(self) -> Money:
        return Money(self.chance.randrange(1, 9_000), "USD")

    def _transfer(self, name: str) -> None:
        amount, other = self._amount(), self.chance.choice(CLIENTS)
        if other == self.id:
            other = CLIENTS[0] if self.id != CLIENTS[0] else CLIENTS[1]
        postings = (Posting(wallet_of(self.id), -amount), Posting(wallet_of(other), amount))
        cause = Cause(CauseType.TRANSFER, f"tra_{name}")

        def work(unit: Unit) -> None:
            entry = ledger.entry(unit, cause, "post", EntryKind.TRANSFER_IN, "crowd", postings)
            ledger.post(unit, entry)

        ports.transact(ACTOR, work)

    def _hold(self, name: str) -> None:
        held = set_aside(self.id, self._amount(), name)
        if self.chance.random() < 0.5:
            _insist(lambda: give_back(held))
        else:
            other = self.chance.choice(CLIENTS)
            _insist(lambda: let_go(held, other))


def set_aside(client_id: str, amount: Money, name: str) -> Hold:
    cause = Cause(CauseType.WITHDRAWAL, f"wdr_{name}")
    return ports.transact(
        ACTOR, lambda unit: holds.hold(unit, cause, client_id, amount, memo="crowd")
    )


def give_back(held: Hold) -> None:
    ports.transact(ACTOR, lambda unit: holds.void_hold(unit, holds.find(held.id), memo="crowd"))


def let_go(held: Hold, to: str) -> None:
    target = (Posting(wallet_of(to), held.amount),)

    def work(unit: Unit) -> None:
        kind = EntryKind.WITHDRAWAL
        holds.post_hold(unit, holds.find(held.id), target, kind, memo="crowd")

    ports.transact(ACTOR, work)


def _insist(act: Any) -> None:
    """Again and again, as a queue does."""
    while True:
        try:
            act()
        except Stale:
            continue
        return


class Observer(Thread):
    """Adds up all wallets in atomic views while others move money."""

    def __init__(self) -> None:
        super().__init__()
        self.over = Event()
        self.totals: set[int] = set()
        self.lowest = 0

    def run(self) -> None:
        while not self.over.is_set():
            balances = [amount for pair in _snapshot() for amount in pair]
            if balances:
                self.totals.add(sum(balances))
                self.lowest = min(self.lowest, *balances)


def _snapshot() -> Iterator[tuple[int, int]]:
    """Available and held of every wallet at one moment; nothing when others were in the way."""
    gets = [
        {"Get": {"TableName": aws.resource("funds"), "Key": item_to_wire(key.as_item())}}
        for key in (wallets.key(one, "USD") for one in CLIENTS)
    ]
    try:
        answer = aws.client("dynamodb").transact_get_items(TransactItems=gets)
    except ClientError:
        return
    for found in answer["Responses"]:
        item = item_from_wire(found["Item"])
        yield item["available"]["minor"], item["held"]["minor"]


@pytest.mark.usefixtures("crowd")
def test_sixteen_clients_at_random_conserve_the_total():
    observer = Observer()
    observer.start()
    try:
        done = at_once(lambda number: Player(number).play())
    finally:
        observer.over.set()
        observer.join()
    assert sum(done) > SIXTEEN * STEPS // 4, "hardly anything has happened"
    assert observer.totals == {SIXTEEN * EACH.minor}
    assert observer.lowest == 0
    assert sum(sum(pair) for pair in _snapshot()) == SIXTEEN * EACH.minor
    for client_id in CLIENTS:
        lines = wallets.lines_after(client_id, "USD", 0, 1_000)
        assert all(line.available_after.minor >= 0 <= line.held_after.minor for line in lines)
        assert sides(client_id)[1] == "0.00"
    books_are_sound()


@pytest.mark.usefixtures("crowd")
def test_a_hold_is_resolved_once_by_sixteen():
    lin, sam = CLIENTS[:2]
    held = set_aside(lin, usd("60.00"), "one")

    def resolve(number: int) -> str:
        if number % 2:
            give_back(held)
            return "voided"
        let_go(held, sam)
        return "posted"

    (outcome,) = wins(at_once(resolve, HoldResolved, EntryExists, Stale))
    gone = outcome == "posted"
    assert sides(lin) == (("40.00" if gone else "100.00"), "0.00")
    assert sides(sam)[0] == ("160.00" if gone else "100.00")
    books_are_sound()


@pytest.mark.usefixtures("crowd")
def test_the_last_money_is_spent_once():
    lin = CLIENTS[0]
    answers = at_once(lambda n: set_aside(lin, usd("70.00"), f"last-{n}"), *REFUSED)
    assert len(wins(answers)) == 1
    assert sides(lin) == ("30.00", "70.00")
