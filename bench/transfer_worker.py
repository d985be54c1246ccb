"""One client of our ledger: moves money between wallets for as many seconds as each line says.

It answers with the number of transfers made and the processor seconds that they took it.

A transfer is one balanced entry from wallet to wallet in one unit of work: with its lines in both
wallets' chains, both clients' transactions and their totals, and the check that nobody goes below
zero. Speaks the same language as `bench/hordak/worker.py`.
"""

from __future__ import annotations

import random
import sys
import time

from chalicelib import ports
from chalicelib.core.money import Money
from chalicelib.funds.model.ledger import Cause, CauseType, EntryKind, Posting, available
from chalicelib.funds.service import ledger
from chalicelib.storage.unit import Stale, Unit
from tests.kit.funds import SYSTEM, credit

ONE = Money.parse("1.00", "USD")


def wallets(number: int) -> list[str]:
    """The clients whose wallets take part."""
    return [f"8{place:07d}" for place in range(number)]


def prepare(number: int) -> None:
    """Fill `number` wallets."""
    for client_id in wallets(number):
        credit(Money.parse("1000000.00", "USD"), client_id)


def transfer(source: str, target: str) -> None:
    """One dollar from wallet to wallet."""

    def work(unit: Unit) -> None:
        cause = Cause(CauseType.TRANSFER, unit.ids.new("tra", unit.now))
        postings = (Posting(available(source), -ONE), Posting(available(target), ONE))
        entry = ledger.entry(unit, cause, "move", EntryKind.ADJUSTMENT, "bench", postings)
        ledger.post(unit, entry)

    ports.transact(SYSTEM, work)


def work(clients: list[str], seconds: float) -> int:
    """Transfers made in `seconds`; one that meets too much company is not counted."""
    made = 0
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        source, target = random.sample(clients, 2)
        try:
            transfer(source, target)
        except Stale:
            continue
        made += 1
    return made


def serve(number: int) -> None:
    """Say that it is ready, then work as told."""
    clients = wallets(number)
    work(clients, 0.3)
    print("ready", flush=True)
    for line in sys.stdin:
        spent = time.process_time()
        made = work(clients, float(line))
        print(made, time.process_time() - spent, flush=True)


if __name__ == "__main__":
    serve(int(sys.argv[1]))
