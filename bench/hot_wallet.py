"""A wallet that half of all deals pay into, simulated: how often it is written, and by whom.

What workers do is what `partners.service.payouts` does: read who has the turn and what is due, then
pay up to one entry; whoever finds more than a few takes the turn first, and others leave the rest
to them. Latencies are those of DynamoDB; time is simulated, so that the machine does not matter.
"""

from __future__ import annotations

import heapq
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from bench.rows import Row
from chalicelib.partners.service.payouts import FEW, PER_PAYOUT

Recipient = tuple[int, int]

MOST_WRITES = 500
_DEALS_PER_SECOND = 5_000
SECONDS = 8
# Brokers of each level of the tree, from the top of half of all traders to those who bring them.
_LEVELS = (1, 6, 60, 600, 2_000)
_TOP = (0, 0)
_READ, _TURN, _WRITE, _HEARD = 0.008, 0.012, 0.030, (0.05, 0.25)
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
    """Somebody who heard that something is due to ``recipient``."""

    number: int
    recipient: Recipient
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
        at = 0.0
        while at < self._seconds:
            at += self._dice.expovariate(_DEALS_PER_SECOND)
            for recipient in self._above():
                self._later(at, "due", recipient)
        while self._events:
            now, _, what, facts = heapq.heappop(self._events)
            if now > 2 * self._seconds:
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

    def _due(self, now: float, recipient: Recipient) -> None:
        self.wallets[recipient].waiting.append(now)
        worker = _Worker(self._count, recipient)
        self._later(now + self._dice.uniform(*_HEARD), "looked", worker)

    def _looked(self, now: float, worker: _Worker) -> None:
        wallet = self.wallets[worker.recipient]
        mine = wallet.holder == worker.number
        if wallet.holder is not None and not mine:
            return
        found = len(wallet.waiting[:PER_PAYOUT])
        if self._turns and not mine and (found > FEW or worker.tries):
            self._later(now + _READ + _TURN, "took", worker)
        elif found or mine:
            self._later(now + _READ + _WRITE, "wrote", worker, found, wallet.changes)

    def _took(self, now: float, worker: _Worker) -> None:
        wallet = self.wallets[worker.recipient]
        if wallet.holder is None:
            wallet.holder = worker.number
        self._later(now, "looked", worker)

    def _wrote(self, now: float, worker: _Worker, found: int, seen: int) -> None:
        wallet = self.wallets[worker.recipient]
        if found:
            wallet.tried[int(now)] += 1
        if wallet.changes != seen:
            worker.tries += 1
            if worker.tries < _TRIES:
                pause = _PAUSE * 2 ** (worker.tries - 1) * self._dice.uniform(0.5, 1.5)
                self._later(now + pause, "looked", worker)
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
            self._later(now, "looked", worker)


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
