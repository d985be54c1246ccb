"""Ninety days of Meridian Markets: who does what on which day, told in order of time."""

from __future__ import annotations

import heapq
import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from chalicelib.accounts.service import feed
from chalicelib.core.actor import system
from chalicelib.core.clock import iso
from infra.local.demo.broker import CTRADER_ID, OWNER, PASSWORD
from infra.local.demo.cast import Person, people
from infra.local.demo.client import Client, decide, note_paid
from infra.local.demo.house import House

DAYS = 90
_SYMBOLS = ("EURUSD", "GBPUSD", "USDJPY", "XAUUSD", "AUDUSD", "US500")
_PENDING_NEWCOMERS = 2
_CARD_SHARE = 0.65


@dataclass
class Story:
    """The days to tell, and what has been told."""

    house: House
    begins: datetime
    _chance: random.Random = field(default_factory=lambda: random.Random("story"))  # noqa: S311
    _plan: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    _count: itertools.count[int] = field(default_factory=itertools.count)
    _clients: dict[int, Client] = field(default_factory=dict)

    def tell(self, progress: Callable[[str], None]) -> None:
        """Live through all ninety days; ``progress`` hears of every tenth."""
        cast = people()
        for person in cast:
            joins = self.begins + timedelta(days=person.joins_day, hours=8 + person.index % 9)
            self._on(joins, partial(self._joins, person))
        for day in range(3, DAYS, 3):
            self._on(self.begins + timedelta(days=day, hours=23), self._read_deals)
        self._on(self.begins + timedelta(days=DAYS - 1, hours=20), self._leave_work_for_today)
        told = 0
        while self._plan:
            moment, _, act = heapq.heappop(self._plan)
            self.house.at(moment)
            act()
            if (day := (moment - self.begins).days) >= told + 10:
                told = day // 10 * 10
                progress(f"day {told} of {DAYS}: {len(self._clients)} clients")
        self._read_deals()

    def _on(self, moment: datetime, act: Callable[[], None]) -> None:
        """Plan ``act`` for ``moment``, unless the story is over by then."""
        if moment < self.begins + timedelta(days=DAYS):
            heapq.heappush(self._plan, (moment, next(self._count), act))

    def _later(self, act: Callable[[], None], **wait: float) -> None:
        self._on(self.house.clock.now() + timedelta(**wait), act)

    def _joins(self, person: Person) -> None:
        client = Client(self.house, person)
        self._clients[person.index] = client
        upline = self._clients.get(person.brought_by) if person.brought_by is not None else None
        request_id = client.register(upline.referral_code if upline else "")
        if person.index >= 40 - _PENDING_NEWCOMERS:
            return
        self._later(lambda: self._admitted(client, request_id), hours=1)

    def _admitted(self, client: Client, request_id: str) -> None:
        decide(self.house, request_id, "approved")
        client.look_up()
        self._later(lambda: self._opens_account(client), hours=2)

    def _opens_account(self, client: Client) -> None:
        request_id = client.ask_for_account()
        self._later(lambda: self._account_opened(client, request_id), hours=1)

    def _account_opened(self, client: Client, request_id: str) -> None:
        decide(self.house, request_id, "approved")
        client.take_account()
        self._later(lambda: self._pays_in(client), hours=3)

    def _pays_in(self, client: Client) -> None:
        amount = client.person.deposits
        if self._chance.random() < _CARD_SHARE:
            client.pay_by_card(amount)
            self._later(lambda: self._funds(client), hours=1)
            return
        request_id = client.wire(amount)

        def arrived() -> None:
            decide(self.house, request_id, "approved")
            self._later(lambda: self._funds(client), hours=1)

        self._later(arrived, hours=20)

    def _funds(self, client: Client) -> None:
        client.fund_account(client.person.deposits * 4 // 5)
        first = self.house.clock.now() + timedelta(hours=2)
        left = (self.begins + timedelta(days=DAYS - 1) - first).total_seconds()
        for _ in range(client.person.trades if left > 0 else 0):
            opens = first + timedelta(seconds=self._chance.random() * left)
            self._on(opens, lambda: self._trades(client))
        if client.person.index % 3 == 0:
            self._later(lambda: self._withdraws(client), days=9)
        elif client.person.index % 3 == 1:
            self._later(lambda: self._goes_to_ctrader(client), days=2)

    def _goes_to_ctrader(self, client: Client) -> None:
        """Open an account on the other platform with a part of what the wallet still holds."""
        request_id = client.ask_for_account("ctrader-usd", CTRADER_ID)

        def opened() -> None:
            decide(self.house, request_id, "approved")
            elsewhere = Client(self.house, client.person, client.client_id)
            elsewhere.take_account()
            elsewhere.fund_account(max(100, client.person.deposits // 10))
            for hours in (3, 30, 55):
                self._later(lambda: self._trades_on_ctrader(elsewhere), hours=hours)

        self._later(opened, hours=1)

    def _trades_on_ctrader(self, client: Client) -> None:
        url = self.house.ctrader_url
        moved = self._chance.uniform(-0.004, 0.004)
        wish = {"login": client.login, "symbol": "EURUSD", "direction": "BUY", "units": 1000}
        position = self.house.post(f"{url}/sim/positions", wish)["position"]

        def closes() -> None:
            self.house.post(
                f"{url}/sim/prices", {"symbol": "EURUSD", "price": f"{1.085 + moved:.5f}"}
            )
            self.house.post(f"{url}/sim/positions/close", {"position": position})

        self._later(closes, hours=1 + self._chance.random() * 20)

    def _trades(self, client: Client) -> None:
        opened = self.house.post(
            f"{self.house.mt5_url}/sim/positions",
            {
                "login": client.login,
                "symbol": self._chance.choice(_SYMBOLS),
                "side": self._chance.choice(("buy", "sell")),
                "lots": self._chance.choice(("0.01", "0.02", "0.03", "0.05")),
            },
        )
        position = opened["position"]
        self._later(lambda: self._closes(position), hours=1 + self._chance.random() * 30)

    def _closes(self, position: int) -> None:
        self.house.post(f"{self.house.mt5_url}/sim/positions/close", {"position": position})

    def _withdraws(self, client: Client) -> None:
        client.save_bank_account()
        client.take_from_account(150)
        request_id = client.withdraw(120)
        if client.person.index % 2:
            self._later(lambda: self._refuses(request_id), hours=5)
        else:
            self._later(lambda: self._pays_out(request_id), hours=5)

    def _refuses(self, request_id: str) -> None:
        reason = "The account holder's name must be exactly as in your profile."
        decide(self.house, request_id, "rejected", reason)

    def _pays_out(self, request_id: str) -> None:
        decide(self.house, request_id, "approved")
        self._later(lambda: note_paid(self.house, request_id), days=1)

    def _leave_work_for_today(self) -> None:
        """Requests that wait for whoever opens the back office first."""
        self._clients[10].wire(750)
        self._clients[14].wire(1_200)
        self._clients[17].ask_for_account("demo-usd")
        self._clients[21].ask_for_account()
        withdrawing = self._clients[12]
        if not withdrawing.details_id:
            withdrawing.save_bank_account()
        withdrawing.withdraw(60)

    def _read_deals(self) -> None:
        """Let the deals feed read what the trading server has booked."""
        feed.run(system("deals-feed"), lambda: 6.5, lambda _: None)
        self.house.deliver()


def logins(clients: list[Person]) -> str:
    """What to print at every start."""
    ib, trader = clients[1], clients[8]
    return "\n".join(
        (
            f"Demonstration logins, all with the password {PASSWORD}",
            f"  back office   {OWNER.email} (owner), marco@, aisha@, tom@meridian.example",
            f"  portal        {trader.email} (trader), {ib.email} (IB)",
        )
    )


def told_until(begins: datetime) -> str:
    """The story's period, for the log."""
    return f"{iso(begins)[:10]} to {iso(begins + timedelta(days=DAYS))[:10]}"
