"""A day's traffic that comes a second time leaves every balance as it was, row by row.

The day is recorded as it happens: clients' and staff's requests with their idempotency keys, the
provider's callbacks, and the deals of the trading server. Then all of it comes again: once as it
was, once with callbacks and deals in another order.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from app import app
from chalicelib import ports
from chalicelib.accounts import public as accounts
from chalicelib.accounts.model import TradingAccount
from chalicelib.accounts.service import feed
from chalicelib.accounts.service.feed import Reading
from chalicelib.accounts.store import deals as deal_rows
from chalicelib.core.clock import FixedClock
from chalicelib.core.permissions import Permission
from chalicelib.funds.events import deposit_checks, funds_events, payments_webhooks, transfers_sweep
from chalicelib.gateways.trading.model import DealPage
from chalicelib.reconciliation.events import reconciliation_minute
from chalicelib.settings import public as settings
from chalicelib.storage.unit import Unit
from tests.faults.world import MINUTE
from tests.kit import people
from tests.kit.courier import Courier, FakeContext
from tests.kit.funds import SERVER_ID, SYSTEM, TradingSide, add_client, credit, usd, wallet
from tests.kit.payments import PaymentSide
from tests.kit.traffic import Traffic, books, changed
from tests.simulators.mt5.kit import Simulator as Mt5
from tests.simulators.stripe.kit import Inbox
from tests.simulators.stripe.kit import Simulator as Stripe

CLOCKS = (transfers_sweep, deposit_checks, reconciliation_minute)
PAYOUT = {
    "account_holder": "Lin Wei",
    "bank_name": "Harbour Bank",
    "iban": "GB33BUKB20201555555555",
    "bic": "BUKBGB22",
}


@pytest.fixture(scope="session")
def mt5(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mt5]:
    """A trading server in a process of its own."""
    simulator = Mt5(tmp_path_factory.mktemp("mt5"))
    simulator.start()
    yield simulator
    simulator.stop()


@pytest.fixture(scope="session")
def stripe(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Stripe, Inbox]]:
    """A payment provider in a process of its own, and the door it knocks at."""
    inbox = Inbox()
    simulator = Stripe(tmp_path_factory.mktemp("stripe"), inbox.open())
    simulator.start()
    yield simulator, inbox
    simulator.stop()
    inbox.close()


class Day:
    """One day of a small broker."""

    def __init__(
        self, clock: FixedClock, trading: TradingSide, psp: PaymentSide, account: TradingAccount
    ) -> None:
        self.clock, self.trading, self.psp, self.account = clock, trading, psp, account
        self.traffic = Traffic(clock)
        self.courier = Courier((funds_events, payments_webhooks))
        lin = people.client("10000001", "lin@example.com", name="Lin Wei")
        self.lin = people.signed_in(app, "portal", lin)
        mara = people.member(people.role(*Permission), name="Mara")
        self.mara = people.signed_in(app, "desk", mara)

    def deliver(self) -> None:
        """Queues bring what was published, the clocks tick, the feed reads what is new."""
        self.courier.deliver_all()
        for tick in CLOCKS:
            tick(MINUTE, FakeContext())
        self.courier.deliver_all()
        feed.read_new(SYSTEM, accounts.server_config(SERVER_ID), Reading())

    def passes(self) -> None:
        """Everything that happens, once."""
        for part in (self._deposits, self._transfers, self._withdrawals, self._others):
            part()
            self.clock.advance(seconds=20)
            self.deliver()

    def _asks(self, path: str, body: dict[str, object]) -> str:
        asked = self.traffic.send(self.lin, "POST", f"/api/portal/{path}", body)
        self.deliver()
        return str(asked.body["id"])

    def _decides(self, request_id: str, decision: str = "approved") -> None:
        body = {"decision": decision, **({"reason": "no"} if decision == "rejected" else {})}
        self.traffic.send(self.mara, "PATCH", f"/api/desk/requests/{request_id}", body)
        self.deliver()

    def _deposits(self) -> None:
        for amount, how in (("200.00", "pay"), ("60.00", "pay"), ("35.00", "decline")):
            form = {"method_id": "card", "amount": amount, "currency": "USD"}
            self._asks("deposits", form)
            reference = self.psp.sessions()[0]["id"]
            self.psp.simulator.lever(f"sessions/{reference}/pay", how=how, name="Lin Wei")
            if how == "pay":
                self._hear()

    def _hear(self) -> None:
        letters = self.psp.inbox.wait_for(1)
        self.psp.inbox.letters.clear()
        self.traffic.heard(list(letters))
        self.deliver()

    def _transfers(self) -> None:
        wallet_, account = (
            {"type": "wallet", "currency": "USD"},
            {
                "type": "account",
                "account_id": self.account.id,
            },
        )
        for source, target, amount in ((wallet_, account, "150.00"), (account, wallet_, "40.00")):
            form = {"source": source, "target": target, "amount": amount, "currency": "USD"}
            self._asks("transfers", form)

    def _withdrawals(self) -> None:
        form = {"method_id": "bank_wire", "label": "Bank", "fields": PAYOUT}
        details = self._asks("withdrawal-details", form)
        for decision in ("approved", "rejected"):
            form = {
                "source": {"type": "wallet", "currency": "USD"},
                "amount": "60.00",
                "method_id": "bank_wire",
                "details_id": details,
            }
            self._decides(self._asks("withdrawals", form), decision)

    def _others(self) -> None:
        adjustment = {"currency": "USD", "amount": "5.00", "comment": "goodwill"}
        path = "/api/desk/clients/10000001/wallet-adjustments"
        self.traffic.send(self.mara, "POST", path, adjustment)
        self.psp.stray(None, 7_500)
        self._hear()
        self.trading.fund(self.account, "77.00")

    def read_deals_again(self, shuffled: random.Random | None = None) -> Reading:
        """Wind the feed back to its beginning and read all deals once more."""
        config = accounts.server_config(SERVER_ID)
        gateway = accounts.server(SERVER_ID)

        def wind_back(unit: Unit) -> None:
            state = deal_rows.feed(SERVER_ID)
            assert state is not None
            first = gateway.first_cursor(self.account.opened_at)
            deal_rows.keep_feed(unit, state, replace(state, cursor=first))

        ports.transact(SYSTEM, wind_back)
        done = Reading()
        if shuffled is None:
            feed.read_new(SYSTEM, config, done)
            return done
        mixed = _Shuffled(gateway, shuffled)
        with ports.use(**{f"trading_server.{SERVER_ID}": mixed}):
            feed.read_new(SYSTEM, config, done)
        return done


class _Shuffled:
    """A trading server whose feed gives its deals in another order."""

    def __init__(self, real: object, dice: random.Random) -> None:
        self._real, self._dice = real, dice

    def __getattr__(self, name: str) -> object:
        return getattr(self._real, name)

    def deals_after(self, cursor: str, groups: Sequence[str], limit: int = 500) -> DealPage:
        """See the port."""
        page: DealPage = self._real.deals_after(cursor, groups, limit)  # type: ignore[attr-defined]
        deals = list(page.deals)
        self._dice.shuffle(deals)
        return replace(page, deals=tuple(deals))


@pytest.fixture
def day(store: None, clock: FixedClock, mt5: Mt5, stripe: tuple[Stripe, Inbox]) -> Day:
    """A day that has passed."""
    settings.forget()
    trading, psp = TradingSide(mt5, clock), PaymentSide(*stripe, clock)
    trading.connect()
    psp.connect()
    add_client()
    credit(usd("1000.00"))
    found = Day(clock, trading, psp, trading.account())
    found.passes()
    return found


def test_the_days_traffic_a_second_time_changes_no_row_of_the_books(day: Day) -> None:
    before, on_server = books(), day.trading.money_deals(day.account)
    assert str(wallet().available) == "1095.00"
    assert len(day.traffic.requests) >= 10
    for one, answer in day.traffic.again(day.deliver):
        if one.method == "POST":
            assert (answer.status, answer.body) == (one.answer.status, one.answer.body)
        else:
            assert (answer.status, answer.body["code"]) == (409, "request_not_pending")
    assert set(day.traffic.knock_again(day.traffic.knocks)) == {200}
    assert day.read_deals_again().stored == 0
    day.deliver()
    assert changed(before, books()) == []
    assert day.trading.money_deals(day.account) == on_server


@pytest.mark.parametrize("seed", [3, 11])
def test_nor_do_callbacks_and_deals_in_another_order(day: Day, seed: int) -> None:
    before, on_server = books(), day.trading.money_deals(day.account)
    dice = random.Random(seed)
    knocks = [*day.traffic.knocks, *day.traffic.knocks]
    dice.shuffle(knocks)
    assert day.read_deals_again(dice).stored == 0
    assert set(day.traffic.knock_again(knocks)) == {200}
    day.courier.deliver_all(twice=True, reverse=True)
    day.traffic.again(day.deliver)
    day.deliver()
    assert changed(before, books()) == []
    assert day.trading.money_deals(day.account) == on_server
