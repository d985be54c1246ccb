"""A wallet that half of all deals pay into, simulated: how often it is written, and by whom.

What workers do is what `partners.events.closed_deals` does: settle a batch of deals, then pay all
whom they owe, one after the other, as `partners.service.payouts` does: read who has the turn and
what is due, then pay up to one entry; whoever finds more than a few takes the turn first, and
others leave the rest to them. Latencies are those of DynamoDB; time is simulated, so that the
machine does not matter.
"""

from __future__ import annotations

import heapq
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from bench.rows import Row
from chalicelib.partners.service.payouts import FEW, PER_PAYOUT, RECIPIENTS

Recipient = tuple[int, int]

MOST_WRITES = 500
_DEALS_PER_SECOND = 5_000
SECONDS = 8
# Beyond the last deal: until then everything is paid.
_AFTER_SECONDS = 60
# Brokers of each level of the tree, from the top of half of all traders to those who bring them.
_LEVELS = (1, 6, 60, 600, 2_000)
_TOP = (0, 0)
_TOGETHER = 100
# Seconds: on its way, settled, looked whether something is due, the turn taken, read and paid.
_HEARD, _SETTLED, _LOOKED, _TURN, _PAID = (0.05, 0.25), 0.6, 0.03, 0.012, 0.07
_TRIES, _PAUSE = 8, 0.02


@dataclass
class _Wallet:
    """One recipient: what waits, who has the turn, and what was tried on the balance."""

    waiting: list[float] = field(default_factory=list)
    changes: int = 0
    holder: int | None = None
    tried: Counter[int] = field(default_factory=Counter)
    delays: list[float] = field(default_factory=list)


@dataclass
class _Worker:
    """Somebody who has settled a batch, and pays the last of ``recipients`` next."""

    number: int
    recipients: list[Recipient]
    tries: int = 0


class _Run:
    """All events of some seconds at full rate, in their order."""

    def __init__(self, seconds: int, *, turns: bool) -> None:
        self._seconds, self._turns = seconds, turns
        self._dice = random.Random(9)
        self._events: list[tuple[float, int, str, tuple[object, ...]]] = []
        self._count = 0
        self.wallets: dict[Recipient, _Wallet] = defaultdict(_Wallet)

    def through(self) -> _Run:
        """Let deals come for the time set, and everything that follows from them happen."""
        at, batch = 0.0, list[tuple[float, Recipient]]()
        while at < self._seconds:
            for _ in range(_TOGETHER):
                at += self._dice.expovariate(_DEALS_PER_SECOND)
                batch += [(at, recipient) for recipient in self._above()]
            self._later(at + self._dice.uniform(*_HEARD) + _SETTLED, "settled", batch)
            batch = []
        while self._events:
            now, _, what, facts = heapq.heappop(self._events)
            if now > self._seconds + _AFTER_SECONDS:
                break
            getattr(self, f"_{what}")(now, *facts)
        return self

    def _above(self) -> Iterator[Recipient]:
        """Whom a deal pays: somebody of each level, and the top if it is one of its half."""
        for level, brokers in enumerate(_LEVELS):
            if level or self._dice.random() < 0.5:
                yield level, self._dice.randrange(brokers)

    def _later(self, at: float, what: str, *facts: object) -> None:
        self._count += 1
        heapq.heappush(self._events, (at, self._count, what, facts))

    def _settled(self, now: float, batch: list[tuple[float, Recipient]]) -> None:
        for at, recipient in batch:
            self.wallets[recipient].waiting.append(at)
        owed = list(dict.fromkeys(recipient for _, recipient in batch))
        for start in range(0, len(owed), RECIPIENTS):
            worker = _Worker(self._count, owed[start : start + RECIPIENTS])
            on_its_way = self._dice.uniform(*_HEARD) if start else 0.0
            self._later(now + on_its_way, "asked", worker)

    def _asked(self, now: float, worker: _Worker) -> None:
        """Look at the next recipient, after as long as that takes."""
        if worker.recipients:
            self._later(now + _LOOKED, "looked", worker)

    def _done(self, now: float, worker: _Worker) -> None:
        worker.recipients.pop()
        worker.tries = 0
        self._asked(now, worker)

    def _looked(self, now: float, worker: _Worker) -> None:
        wallet = self.wallets[worker.recipients[-1]]
        mine = wallet.holder == worker.number
        found = len(wallet.waiting[:PER_PAYOUT])
        if (wallet.holder is not None and not mine) or not (found or mine):
            self._done(now, worker)
        elif self._turns and not mine and (found > FEW or worker.tries):
            self._later(now + _TURN, "took", worker)
        else:
            self._later(now + _PAID, "paid", worker, found, wallet.changes)

    def _took(self, now: float, worker: _Worker) -> None:
        wallet = self.wallets[worker.recipients[-1]]
        if wallet.holder is None:
            wallet.holder = worker.number
        self._asked(now, worker)

    def _paid(self, now: float, worker: _Worker, found: int, seen: int) -> None:
        wallet = self.wallets[worker.recipients[-1]]
        if found:
            wallet.tried[int(now)] += 1
        if wallet.changes != seen:
            worker.tries += 1
            pause = _PAUSE * 2 ** (worker.tries - 1) * self._dice.uniform(0.5, 1.5)
            self._later(now + pause, "asked" if worker.tries < _TRIES else "done", worker)
            return
        wallet.changes += 1
        paid, wallet.waiting = wallet.waiting[:found], wallet.waiting[found:]
        wallet.delays += [now - one for one in paid]
        was_mine = wallet.holder == worker.number
        has_more = found == PER_PAYOUT
        if was_mine and not has_more:
            wallet.holder = None
        worker.tries = 0
        if has_more or was_mine:
            self._asked(now, worker)
        else:
            self._done(now, worker)


def rows(seconds: int = SECONDS) -> list[Row]:
    """Writes a second to the busiest wallet, with one worker at a time and without."""
    ours, without = _Run(seconds, turns=True).through(), _Run(seconds, turns=False).through()
    most = max(_busiest(one) for one in ours.wallets.values())
    top = ours.wallets[_TOP]
    others = sorted(
        delay for number, one in ours.wallets.items() if number != _TOP for delay in one.delays
    )
    into_top = len(top.delays) / max(1, len(top.tried))
    late = others[len(others) * 99 // 100]
    note = (
        f"{_busiest(without.wallets[_TOP])} if nobody took turns; {into_top:.0f} commissions a "
        f"second go into it; of all others 99 of 100 are paid within {late:.2f} s"
    )
    left = sum(len(one.waiting) for name, one in ours.wallets.items() if name != _TOP)
    over = most > MOST_WRITES or left > 0
    return [Row("tries a second at the busiest wallet", str(most), str(MOST_WRITES), over, note)]


def _busiest(wallet: _Wallet) -> int:
    return max(wallet.tried.values(), default=0)
