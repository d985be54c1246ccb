"""A broker's traffic as it was recorded: requests with their keys, callbacks, deals, each with its
moment; and the books, line by line, to compare before and after it comes a second time.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from chalicelib.core.clock import FixedClock
from chalicelib.funds.store.journal import TABLE
from chalicelib.storage import aws
from tests.kit.http import Answer, Caller
from tests.kit.payments import knock
from tests.simulators.stripe.kit import Letter

Books = dict[tuple[str, str], Any]


@dataclass(frozen=True)
class Recorded:
    """One request of somebody, as it came in, and what was answered."""

    at: datetime
    caller: Caller
    method: str
    path: str
    body: Any
    key: str
    answer: Answer


@dataclass(frozen=True)
class Knock:
    """One callback of the provider, as it came in."""

    at: datetime
    letter: Letter


@dataclass
class Traffic:
    """Everything that came in, in order. Moves the clock to where each piece belongs."""

    clock: FixedClock
    requests: list[Recorded] = field(default_factory=list)
    knocks: list[Knock] = field(default_factory=list)

    def send(self, caller: Caller, method: str, path: str, body: Any = None) -> Answer:
        """Send a request and record it."""
        key = f"the-day-{len(self.requests):04}"
        answer = caller.call(method, path, body, key=key)
        assert answer.status < 300, answer
        now = self.clock.now()
        self.requests.append(Recorded(now, caller, method, path, body, key, answer))
        return answer

    def heard(self, letters: list[Letter]) -> None:
        """Bring callbacks to our door and record them."""
        for letter in letters:
            assert knock(letter).status == 200
            self.knocks.append(Knock(self.clock.now(), letter))

    def again(self, deliver: Callable[[], object]) -> list[tuple[Recorded, Answer]]:
        """Send all requests once more, each at its moment; what was answered now."""
        given = []
        for one in self.requests:
            self.clock.set(one.at)
            given.append((one, one.caller.call(one.method, one.path, one.body, key=one.key)))
            deliver()
        return given

    def knock_again(self, knocks: list[Knock]) -> list[int]:
        """Bring callbacks to our door once more, in the order given; the answers' statuses."""
        given = []
        for one in knocks:
            self.clock.set(one.at)
            given.append(knock(one.letter).status)
        return given


def books() -> Books:
    """Every row of funds: entries, wallets, lines, holds, house accounts, transactions, totals."""
    pages = aws.client("dynamodb").get_paginator("scan").paginate(TableName=TABLE.name)
    items = [item for page in pages for item in page["Items"]]
    return {(item["pk"]["S"], item["sk"]["S"]): item for item in items}


def changed(before: Books, after: Books) -> list[tuple[str, str]]:
    """The rows that are not as they were, whether changed, new or gone."""
    return sorted(key for key in before.keys() | after.keys() if before.get(key) != after.get(key))
