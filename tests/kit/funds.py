"""A small broker for tests of money: a simulated trading server, clients, accounts, and staff.

Rows that other capabilities own are put in through their stores, so that a test of money does not
wait for passwords to be hashed and accounts to be approved; everything about money goes through
the real use cases.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, ClassVar

from chalicelib import ports
from chalicelib.accounts import public as accounts
from chalicelib.accounts import store as accounts_store
from chalicelib.accounts.model import (
    TRADING_SERVERS,
    AccountKind,
    TradingAccount,
    TradingServerConfig,
)
from chalicelib.approvals import public as approvals
from chalicelib.approvals.model import Verdict
from chalicelib.approvals.rules import Review
from chalicelib.approvals.service import decisions
from chalicelib.clients import store as clients_store
from chalicelib.clients.model import Client, ClientKind, ClientStatus
from chalicelib.clients.rules import listing
from chalicelib.clients.store import words as word_rows
from chalicelib.core.actor import EVERYTHING, Actor, Realm, system
from chalicelib.core.clock import FixedClock
from chalicelib.core.money import Money
from chalicelib.core.permissions import Permission
from chalicelib.funds.model.ledger import (
    BANK_CLEARING,
    Cause,
    CauseType,
    EntryKind,
    Posting,
    available,
)
from chalicelib.funds.model.wallets import Wallet, empty_wallet
from chalicelib.funds.service import ledger
from chalicelib.funds.store import house, wallets
from chalicelib.gateways.trading.connection import Connection, CtraderTerms
from chalicelib.gateways.trading.model import NewTradingAccount
from chalicelib.settings import public as settings
from chalicelib.storage import aws, secrets
from chalicelib.storage.idempotency import Command
from chalicelib.storage.search import words
from chalicelib.storage.table import Key, Table
from chalicelib.storage.unit import Unit
from chalicelib.storage.wire import item_to_wire
from tests.simulators.ctrader import kit as ctrader
from tests.simulators.mt5.kit import MANAGER, PASSWORD

SERVER_ID = "meridian-live"
SYSTEM = system("test")


def usd(text: str) -> Money:
    """``text`` dollars."""
    return Money.parse(text, "USD")


def client_actor(client_id: str = "10000001") -> Actor:
    """A client acting."""
    return Actor(Realm.CLIENT, client_id, "Lin Wei")


def staff_actor(name: str = "Mara", *permissions: Permission) -> Actor:
    """A member of staff who sees everything and may do all, or only ``permissions``."""
    may = frozenset(permissions or Permission)
    return Actor(Realm.STAFF, f"stf_{name.lower()}", name, permissions=may, scope=EVERYTHING)


def command(key: str = "") -> Command:
    """An intention; without a key one of its own."""
    return Command(key=key or ports.ids().new("cmd", ports.now()))


def add_client(client_id: str = "10000001", owner_id: str | None = None, **changes: Any) -> Client:
    """An active client."""
    found = Client(
        id=client_id,
        kind=ClientKind.TRADER,
        name=f"Lin Wei {client_id[-1]}",
        email=f"lin{client_id}@example.com",
        phone=f"+4479{client_id}",
        nationality="GB",
        status=ClientStatus.ACTIVE,
        referral_code=f"R{client_id}",
        request_id=f"reg_{client_id}",
        registered_at=ports.now(),
        owner_id=owner_id,
    )
    made = replace(found, **changes)
    return ports.transact(SYSTEM, lambda unit: clients_store.insert(unit, made))


def known(client_id: str, **changes: Any) -> None:
    """An active client who is found by what searching finds clients by."""
    found_by = words(*listing.searchable(add_client(client_id, **changes)))
    ports.transact(SYSTEM, lambda unit: word_rows.index(unit, client_id, "profile", found_by))


def credit(
    amount: Money, client_id: str = "10000001", name: str = "", account: Any = BANK_CLEARING
) -> None:
    """Put money into a wallet, as a confirmed deposit does."""

    def work(unit: Unit) -> None:
        cause = Cause(CauseType.DEPOSIT, name or unit.ids.new("dep", unit.now))
        postings = (Posting(account, -amount), Posting(available(client_id), amount))
        ledger.post(
            unit,
            ledger.entry(unit, cause, "credit", EntryKind.DEPOSIT, "deposit_credited", postings),
        )

    ports.transact(SYSTEM, work)


def wallet(client_id: str = "10000001", currency: str = "USD") -> Wallet:
    """A wallet as it stands."""
    return wallets.find(client_id, currency) or empty_wallet(client_id, currency)


def sides(client_id: str = "10000001", currency: str = "USD") -> tuple[str, str]:
    """Available and held, as text."""
    found = wallet(client_id, currency)
    return str(found.available), str(found.held)


def house_balances() -> dict[str, str]:
    """The house accounts that are not even, by name, as text."""
    return {one.account: str(one.balance) for one in house.balances() if one.balance.minor}


def decide(
    request_id: str, *, approve: bool = True, reason: str = "no", by: Actor | None = None
) -> None:
    """A member of staff decides a request."""
    verdict = Verdict.APPROVED if approve else Verdict.REJECTED
    review = Review(verdict, reason="" if approve else reason)
    decisions.decide(by or staff_actor("Decider"), request_id, review)


def status_of(request_id: str) -> tuple[str, str, str]:
    """Status, funding status and payment status of a request."""
    request = approvals.read(request_id)
    return request.status.value, request.funding_status.value, request.payment_status.value


def tamper(pk: str, sk: str, change: Callable[[dict[str, Any]], None]) -> None:
    """Change a row of funds behind everyone's back, as nobody should."""
    table = Table("funds")
    item = table.get(Key(pk, sk))
    assert item is not None, (pk, sk)
    change(item)
    aws.client("dynamodb").put_item(TableName=table.name, Item=item_to_wire(item))


def remove(pk: str, sk: str) -> None:
    """Delete a row of funds behind everyone's back."""
    key = item_to_wire({"pk": pk, "sk": sk})
    aws.client("dynamodb").delete_item(TableName=Table("funds").name, Key=key)


@dataclass
class TradingSide:
    """The simulated trading server, wired in as ``meridian-live``."""

    simulator: Any
    clock: FixedClock
    group: ClassVar[str] = "real\\standard-usd"

    def connect(self) -> None:
        """Reset the simulator's mood and let the broker's settings point to it."""
        self.simulator.lever("faults", method="DELETE")
        self.simulator.lever("market", open=True)
        self.simulator.lever("clock", now=self.clock.now().isoformat(), stopped=True)
        _put_secret("mt5-live", f'{{"manager_password": "{PASSWORD}"}}')
        config = TradingServerConfig(
            id=SERVER_ID,
            name="Meridian Live",
            connection=Connection(self.simulator.url, MANAGER, "mt5-live"),
            groups=("real\\*",),
        )
        settings.adopt(SYSTEM, TRADING_SERVERS, (config,))

    def second_server(self) -> str:
        """Another server of the broker's, on which logins may be the same; its id."""
        (first,) = settings.value(TRADING_SERVERS)
        second = replace(first, id="mt5-second", name="Meridian Second")
        settings.adopt(SYSTEM, TRADING_SERVERS, (first, second))
        return second.id

    def account(self, client_id: str = "10000001", **changes: Any) -> TradingAccount:
        """A live dollar account of a client, on the server and in our books."""
        gateway = accounts.server(SERVER_ID)
        operation_id = ports.ids().new("op", ports.now()).removeprefix("op_")
        opened = gateway.open_account(
            NewTradingAccount(
                operation_id=operation_id,
                group=self.group,
                leverage=100,
                name="Lin Wei",
                email="lin@example.com",
                main_password="Passw0rd!",
                investor_password="Invest0r!",
                currency="USD",
            )
        )
        facts: dict[str, Any] = {
            "id": ports.ids().new("tac", ports.now()),
            "client_id": client_id,
            "server_id": SERVER_ID,
            "login": opened.login,
            "account_type_id": "standard",
            "account_type": {"en": "Standard"},
            "group": self.group,
            "kind": AccountKind.LIVE,
            "currency": "USD",
            "leverage": 100,
            "opened_at": ports.now(),
        }
        found = TradingAccount(**facts | changes)
        return ports.transact(SYSTEM, lambda unit: accounts_store.insert(unit, found))

    def balance(self, account: TradingAccount) -> str:
        """The balance on the server, as text."""
        (found,) = accounts.server(SERVER_ID).figures([account.login])
        return str(found.balance)

    def money_deals(self, account: TradingAccount) -> list[str]:
        """What money operations the server has booked on an account, as signed text."""
        gateway = accounts.server(SERVER_ID)
        now = self.clock.now()
        found = gateway.deals_of(account.login, now - timedelta(days=2), now + timedelta(days=2))
        return [str(deal.profit) for deal in found if not deal.action.is_trade]

    def fund(self, account: TradingAccount, amount: str) -> None:
        """Put money on the account behind our back."""
        self.simulator.lever("deals", login=account.login, amount=amount, comment="by hand")

    def trouble(self, fault: str, *, path: str = "/api/trade/balance", times: int = 1) -> None:
        """Have the server's next money commands go wrong."""
        self.simulator.lever("faults", fault=fault, path=path, times=times)

    def advance(self, **step: float) -> None:
        """Let time pass on both sides."""
        self.clock.advance(**step)
        self.simulator.lever("clock", advance_seconds=timedelta(**step).total_seconds())


class CtraderSide(TradingSide):
    """The simulated cTrader server, wired in as ``meridian-live`` in the other's place."""

    group = "live-standard"
    _FAULTS: ClassVar[dict[str, str]] = {
        "drop_after_commit": "drop_after",
        "drop_midway": "truncate",
        "garbled": "garble",
        "failing": "error_after",
        "busy": "rate_limit",
        "signed_out": "void_token",
        "slow": "slow_after",
    }

    def connect(self) -> None:
        """See `TradingSide.connect`."""
        self.simulator.lever("faults", method="DELETE")
        self.simulator.lever("clock", now=self.clock.now().isoformat(), stopped=True)
        _put_secret("ctrader-live", f'{{"manager_password": "{ctrader.PASSWORD}"}}')
        connection = Connection(
            self.simulator.url,
            ctrader.MANAGER,
            "ctrader-live",
            platform="ctrader",
            ctrader=CtraderTerms(ctrader.BROKER),
        )
        config = TradingServerConfig(SERVER_ID, "Meridian cTrader", connection, ("live-*",))
        settings.adopt(SYSTEM, TRADING_SERVERS, (config,))

    def fund(self, account: TradingAccount, amount: str) -> None:
        """See `TradingSide.fund`."""
        self.simulator.lever("changes", login=account.login, amount=amount, comment="by hand")

    def trouble(self, fault: str, *, path: str = "/changebalance", times: int = 1) -> None:
        """See `TradingSide.trouble`; the words are the other side's."""
        kind = self._FAULTS.get(fault, fault)
        self.simulator.lever("faults", kind=kind, path=path, times=times, seconds=0)


def _put_secret(name: str, text: str) -> None:
    manager, full = aws.client("secretsmanager"), aws.resource(name)
    try:
        manager.create_secret(Name=full, SecretString=text)
    except manager.exceptions.ResourceExistsException:
        manager.put_secret_value(SecretId=full, SecretString=text)
    secrets.forget()
