"""Sixteen at once, on an engine where two things really happen at once.

moto loses money under threads, so these run with ``--engine=ministack`` alone.
"""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from chalicelib import ports
from chalicelib.core.errors import FairleadError
from chalicelib.core.ids import RandomIds
from chalicelib.core.money import Money
from chalicelib.funds.model.holds import Hold
from chalicelib.funds.model.ledger import (
    BANK_CLEARING,
    Cause,
    CauseType,
    EntryExists,
    EntryKind,
    Posting,
    available,
)
from chalicelib.funds.service import holds, ledger
from chalicelib.funds.service.invariants import passes
from chalicelib.storage.unit import Stale, Unit
from tests.kit.funds import SYSTEM, credit, usd, wallet

CLIENTS = tuple(f"100000{number:02d}" for number in range(16))
REFUSALS = {"insufficient_funds", "changed_meanwhile"}


@pytest.fixture(autouse=True)
def _real_engine(request: pytest.FixtureRequest, store: None) -> None:
    if request.config.getoption("--engine") != "ministack":
        pytest.skip("needs an engine that keeps its promises under threads")


def together(count: int, work: Callable[[int], object]) -> list[object]:
    """What ``work`` comes to for each of ``count`` threads that start at once."""
    with ports.use(ids=RandomIds()), ThreadPoolExecutor(count) as pool:
        return list(pool.map(work, range(count)))


def outcome(step: Callable[[Unit], object]) -> str:
    """``ok``, or the code of the refusal."""
    try:
        ports.transact(SYSTEM, step)
    except FairleadError as refusal:
        return refusal.code
    return "ok"


def test_sixteen_clients_who_pay_each_other_at_random_conserve_the_total() -> None:
    for client in CLIENTS:
        credit(usd("100.00"), client)

    def pay(thread: int) -> set[str]:
        chance = random.Random(thread)
        return {outcome(payment(f"{thread}_{number}", chance)) for number in range(10)}

    def payment(name: str, chance: random.Random) -> Callable[[Unit], object]:
        giver, taker = chance.sample(CLIENTS, 2)
        amount = Money(chance.randint(1, 6_000), "USD")

        def work(unit: Unit) -> object:
            cause = Cause(CauseType.TRANSFER, f"tra_{name}")
            postings = (Posting(available(giver), -amount), Posting(available(taker), amount))
            entry = ledger.entry(unit, cause, "post", EntryKind.TRANSFER_OUT, "paid", postings)
            return ledger.post(unit, entry)

        return work

    outcomes = set().union(*together(16, pay))
    assert "ok" in outcomes
    assert outcomes <= REFUSALS | {"ok"}
    assert sum(wallet(client).available.minor for client in CLIENTS) == 16 * 10_000
    while not passes.work(SYSTEM, lambda: 60).is_finished:
        pass
    assert passes.report().breaks == ()


def test_one_entry_asked_for_by_sixteen_is_booked_once() -> None:
    client = CLIENTS[0]

    def work(unit: Unit) -> object:
        postings = (Posting(BANK_CLEARING, usd("-5.00")), Posting(available(client), usd("5.00")))
        cause = Cause(CauseType.DEPOSIT, "dep_same")
        entry = ledger.entry(unit, cause, "credit", EntryKind.DEPOSIT, "deposit", postings)
        return ledger.post(unit, entry)

    outcomes = together(16, lambda _: outcome(work))
    assert outcomes.count("ok") == 1
    assert set(outcomes) <= {"ok", EntryExists.code, Stale.code}
    assert wallet(client).available == usd("5.00")


def test_one_hold_fought_over_by_sixteen_is_resolved_once() -> None:
    client = CLIENTS[0]
    credit(usd("100.00"), client)
    cause = Cause(CauseType.WITHDRAWAL, "wdr_same")
    made: Hold = ports.transact(
        SYSTEM, lambda unit: holds.hold(unit, cause, client, usd("60.00"), memo="held")
    )

    def resolve(thread: int) -> str:
        def work(unit: Unit) -> object:
            seen = holds.find(made.id)
            if thread % 2:
                return holds.void_hold(unit, seen, memo="returned")
            to = (Posting(BANK_CLEARING, seen.amount),)
            return holds.post_hold(unit, seen, to, EntryKind.WITHDRAWAL, memo="paid")

        return outcome(work)

    outcomes = together(16, resolve)
    assert outcomes.count("ok") == 1
    assert str(wallet(client).held) == "0.00"
    assert str(wallet(client).available) in {"40.00", "100.00"}


def test_the_last_money_is_spent_by_one_of_sixteen() -> None:
    client = CLIENTS[0]
    credit(usd("100.00"), client)

    def spend(thread: int) -> str:
        cause = Cause(CauseType.WITHDRAWAL, f"wdr_{thread}")
        return outcome(lambda unit: holds.hold(unit, cause, client, usd("100.00"), memo="held"))

    outcomes = together(16, spend)
    assert outcomes.count("ok") == 1
    assert set(outcomes) <= REFUSALS | {"ok"}
    assert (str(wallet(client).available), str(wallet(client).held)) == ("0.00", "100.00")
