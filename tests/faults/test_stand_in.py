"""The stand-in for DynamoDB says and does what the engine in use does, step by step.

Both live through the same random walk of units, counters and queries, all made by the product's
own storage layer; every outcome and the final tables must be equal.
"""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from chalicelib import ports
from chalicelib.core.actor import system
from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import Conflict, Limited
from chalicelib.storage import limits
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Unit
from chalicelib.storage.wire import Item
from tests.faults.deployment import deployed

ACTOR = system("walk")
STEPS = 120
LETTERS = "abcdé"


class Walk:
    """A walk that ``seed`` decides; ``log`` is all that could be observed."""

    def __init__(self, seed: str) -> None:
        self.chance = random.Random(seed)
        self.log: list[Any] = []
        self.places = [Key(f"P#{n % 4}", f"S#{letter}") for n, letter in enumerate(LETTERS * 3)]

    def go(self, clock: FixedClock) -> list[Any]:
        """Everything that is met on the way."""
        steps: list[Callable[[], Any]] = [
            self._insert,
            self._change,
            self._count,
            self._remove,
            self._query,
            self._query,
            self._read,
            self._limit,
        ]
        for _ in range(STEPS):
            clock.advance(seconds=self.chance.randrange(30))
            try:
                self.log.append(self.chance.choice(steps)())
            except (Conflict, Limited) as refusal:
                self.log.append((refusal.code, refusal.facts))
        return self.log

    def _table(self) -> Table:
        return Table(self.chance.choice(["approvals", "funds"]))

    def _item(self, place: Key) -> Item:
        index = "by_register" if self.chance.random() < 0.5 else "by_client"
        return {
            **place.as_item(),
            f"{index}_pk": f"I#{self.chance.randrange(3)}",
            f"{index}_sk": f"{self.chance.choice(LETTERS)}#{place.pk}{place.sk}",
            "number": self.chance.randrange(-5, 5),
            "parts": [{"flag": True}, None, "text"],
            "version": 1,
        }

    def _insert(self) -> None:
        """One or two new items, together or not at all."""
        table = self._table()
        items = [self._item(one) for one in self.chance.sample(self.places, 2)]
        taken = [Conflict(f"the {word} is taken", place=word) for word in ("first", "second")]

        def work(unit: Unit) -> None:
            for item, refusal in zip(items, taken, strict=True):
                unit.insert(table, item, refusal)

        ports.transact(ACTOR, work)

    def _change(self) -> None:
        """Change what was read, or what has been another for long."""
        table, place = self._table(), self.chance.choice(self.places)
        before = table.get(place)
        if before is None:
            return
        stale = self.chance.random() < 0.3
        seen = {**before, "version": before["version"] + stale}
        after = {**self._item(place), "note": self.chance.choice(LETTERS)}
        other = self.chance.choice(self.places)
        check = table.get(other)

        def work(unit: Unit) -> None:
            unit.change(table, seen, after, Conflict("stale", what="changed"))
            if check is not None and other != place:
                unit.require(table, check)

        ports.transact(ACTOR, work)

    def _count(self) -> None:
        table, place = self._table(), Key("COUNTS", self.chance.choice(LETTERS))
        amounts = {"seen": self.chance.randrange(9), "sum": self.chance.randrange(-9, 9)}
        ports.transact(
            ACTOR, lambda unit: unit.add(table, place, amounts, {"last": ports.now().isoformat()})
        )

    def _remove(self) -> None:
        table, place = self._table(), self.chance.choice(self.places)
        if (found := table.get(place)) is not None:
            ports.transact(ACTOR, lambda unit: unit.remove(table, found, Conflict("gone")))

    def _read(self) -> Any:
        wanted = self.chance.sample(self.places, 5)
        return sorted(self._table().get_many(wanted).items(), key=str)

    def _limit(self) -> None:
        limits.take("walk", "w", ports.now(), allowance=3, window=timedelta(minutes=5))

    def _query(self) -> Any:
        """A list of some shape, read in two goes or counted."""
        table, chance = self._table(), self.chance
        index = {"approvals": "by-client", "funds": "by-register"}[table.capability]
        by_index = chance.random() < 0.6
        low, high = sorted(chance.choices(LETTERS, k=2))
        head = "" if by_index else "S#"
        bounds: dict[str, Any] = chance.choice(
            [
                {},
                {"prefix": head + low},
                {"after": head + low},
                {"before": head + high},
                {"after": head + low, "before": head + high},
            ]
        )
        within = Range(
            f"I#{chance.randrange(3)}" if by_index else f"P#{chance.randrange(4)}",
            index if by_index else None,
            newest_first=chance.random() < 0.5,
            **bounds,
        )
        first = table.query(within, 2)
        rest: list[Item] = []
        if first:
            rest = table.query(within, 50, beyond=first[-1][within.sort_attribute])
        return first, rest, table.count(within, 3)


@pytest.mark.parametrize("seed", ["one way", "another way", "a third"])
def test_the_stand_in_goes_the_same_way_as_the_engine(store: None, clock: FixedClock, seed: str):
    start = clock.now()
    with deployed(quick=False) as engine:
        met = Walk(seed).go(clock)
        there = engine.picture()
    clock.set(start)
    with deployed(quick=True) as stand_in:
        assert Walk(seed).go(clock) == met
        assert stand_in.picture() == there
