"""A broker of any size in memory: a trading server and a provider that are lists.

For counting and for size alone; how vendors really speak is for the simulators.
"""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from ulid import ULID

from chalicelib import ports
from chalicelib.accounts import store as accounts_store
from chalicelib.accounts.model import AccountKind, TradingAccount
from chalicelib.core.money import Money
from chalicelib.funds.model.ledger import (
    Cause,
    CauseType,
    Entry,
    EntryKind,
    LedgerAccount,
    Posting,
    available,
    psp_clearing,
    trading_clearing,
)
from chalicelib.funds.store import journal
from chalicelib.gateways.payments.port import PaymentState, PaymentStatus
from chalicelib.gateways.trading.model import Deal, DealAction, DealEntry, DealPage
from chalicelib.storage.unit import Unit
from tests.kit.funds import SERVER_ID, SYSTEM

_ENTRIES_PER_UNIT = 90


@dataclass
class QuickServer:
    """A trading server that is a list of deals."""

    deals: dict[int, list[Deal]] = field(default_factory=lambda: defaultdict(list))
    calls: int = 0

    def first_cursor(self, since: datetime) -> str:
        """See the port."""
        return since.isoformat()

    def deals_after(self, cursor: str, groups: Sequence[str], limit: int = 500) -> DealPage:
        """See the port; everything at once."""
        self.calls += 1
        since = datetime.fromisoformat(cursor)
        found = [one for deals in self.deals.values() for one in deals if one.at >= since]
        return DealPage(tuple(found), cursor, more=False)

    def deals_of(self, login: int, since: datetime, until: datetime) -> tuple[Deal, ...]:
        """See the port."""
        self.calls += 1
        return tuple(one for one in self.deals[login] if since <= one.at <= until)


@dataclass
class QuickProvider:
    """A payment provider that is a list of payments."""

    payments: dict[str, PaymentState] = field(default_factory=dict)
    calls: int = 0

    def list_payments(self, since: datetime, until: datetime) -> Iterator[PaymentState]:
        """See the port; a hundred a page."""
        found = [one for one in self.payments.values() if since <= one.started_at < until]
        self.calls += 1 + len(found) // 100
        return iter(found)

    def payment(self, psp_reference: str) -> PaymentState:
        """See the port."""
        self.calls += 1
        return self.payments[psp_reference]


@dataclass
class QuickBroker:
    """Some accounts with many movements, and payments, spread over some days before now."""

    server: QuickServer
    provider: QuickProvider
    days: int = 60
    dice: random.Random = field(default_factory=lambda: random.Random(7))

    def fill(self, accounts: int, movements: int, payments: int) -> None:
        """Movements that both sides have, booked by us a little after they happened there."""
        opened = [self._account(number) for number in range(accounts)]
        booked = [self._moved(opened[n % accounts], n) for n in range(movements)]
        booked += [self._paid(number) for number in range(payments)]
        for start in range(0, len(booked), _ENTRIES_PER_UNIT):
            self._store(booked[start : start + _ENTRIES_PER_UNIT])

    def _store(self, entries: list[Entry]) -> None:
        def work(unit: Unit) -> None:
            for entry in entries:
                journal.add(unit, entry)

        ports.transact(SYSTEM, work)

    def _account(self, number: int) -> TradingAccount:
        account = TradingAccount(
            id=f"tac_{number:06d}",
            client_id=str(10_000_000 + number),
            server_id=SERVER_ID,
            login=800_000 + number,
            account_type_id="standard",
            account_type={"en": "Standard"},
            group="real",
            kind=AccountKind.LIVE,
            currency="USD",
            leverage=100,
            opened_at=ports.now() - timedelta(days=self.days + 1, seconds=-number),
        )
        return ports.transact(SYSTEM, lambda unit: accounts_store.insert(unit, account))

    def _moment(self) -> datetime:
        minutes = self.dice.randrange(30, self.days * 24 * 60)
        return ports.now() - timedelta(minutes=minutes)

    def _moved(self, account: TradingAccount, number: int) -> Entry:
        at, amount = self._moment(), Money(self.dice.choice((-1, 1)) * (100 + number), "USD")
        operation = _ulid(at, number)
        self.server.deals[account.login].append(
            deal(account.login, number + 1, amount, at, operation)
        )
        sides = (trading_clearing(SERVER_ID), available(account.client_id))
        facts = {"account_id": account.id, "login": str(account.login), "ticket": str(number + 1)}
        cause = Cause(CauseType.TRANSFER, f"tra_{operation}")
        return _entry(cause, "post", at + timedelta(seconds=2), amount, sides, facts)

    def _paid(self, number: int) -> Entry:
        at, amount = self._moment(), Money(1_000 + number, "USD")
        reference = f"cs{number:08d}"
        self.provider.payments[reference] = PaymentState(
            reference, None, PaymentStatus.SUCCESS, at, received=amount
        )
        sides = (psp_clearing("stripe"), available("10000001"))
        cause = Cause(CauseType.DEPOSIT, f"stripe_{reference}")
        return _entry(cause, "suspense", at + timedelta(minutes=3), -amount, sides, {})


def _ulid(at: datetime, number: int) -> str:
    head = bytes(ULID.from_datetime(at.astimezone(UTC)))[:6]
    return str(ULID.from_bytes(head + number.to_bytes(10, "big")))


def _entry(
    cause: Cause,
    step: str,
    at: datetime,
    amount: Money,
    sides: tuple[LedgerAccount, LedgerAccount],
    facts: dict[str, str],
) -> Entry:
    first, second = sides
    return Entry(
        id=f"{cause.id}.{step}",
        kind=EntryKind.TRANSFER_OUT,
        at=at,
        cause=cause,
        actor=SYSTEM.ref,
        memo="quick",
        postings=(Posting(first, amount), Posting(second, -amount)),
        facts=facts,
    )


def deal(login: int, ticket: int, amount: Money, at: datetime, operation_id: str | None) -> Deal:
    """A movement of money on the server."""
    zero = Money.zero(amount.currency)
    return Deal(
        ticket=ticket,
        login=login,
        order=0,
        position_id=0,
        action=DealAction.BALANCE,
        entry=DealEntry.NONE,
        symbol="",
        volume_ten_thousandths=0,
        contract_size=Decimal(0),
        price=Decimal(0),
        profit=amount,
        swap=zero,
        commission=zero,
        at=at,
        server_time_msc=int(at.timestamp() * 1000),
        comment=operation_id or "by hand",
        reason="",
        operation_id=operation_id,
    )


def altered(one: Deal, amount: Money) -> Deal:
    """The same deal with another amount."""
    return replace(one, profit=amount)
