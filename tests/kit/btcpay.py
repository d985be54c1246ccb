"""The simulated BTCPay server as tests of deposits and withdrawals use it."""

import json
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from app import app
from chalicelib.core.actor import system
from chalicelib.core.clock import FixedClock
from chalicelib.core.forms import FieldCheck, FormField
from chalicelib.core.money import Money
from chalicelib.funds.model.deposits import (
    Deposit,
    DepositDraft,
    DepositMethod,
    DepositMethodKind,
)
from chalicelib.funds.model.methods import (
    FeeRule,
    MethodCurrency,
    PayoutRoute,
    WithdrawalMethod,
    WithdrawalMethodKind,
)
from chalicelib.funds.model.settings import DEPOSIT_METHODS, WITHDRAWAL_METHODS
from chalicelib.settings import public as settings
from tests.kit.http import Answer, Caller
from tests.kit.payments import put_secret
from tests.simulators.btcpay.kit import API_KEY, BTC_ADDRESS, SECRET, STORE, Simulator
from tests.simulators.stripe.kit import Inbox, Letter, until


def bitcoin(amount: str = "100.00", currency: str = "USD") -> DepositDraft:
    """A deposit in bitcoin."""
    return DepositDraft("bitcoin", Money.parse(amount, currency), {})


def offer_bitcoin() -> None:
    """Let clients pay in through BTCPay, without a fee."""
    limits = tuple(MethodCurrency(one, "10", "10000") for one in ("USD", "EUR"))
    method = DepositMethod(
        id="bitcoin",
        kind=DepositMethodKind.ONLINE,
        provider="btcpay",
        name={"en": "Bitcoin"},
        currencies=limits,
    )
    settings.adopt(system("test"), DEPOSIT_METHODS, (*DEPOSIT_METHODS.default, method))


@dataclass
class BtcpaySide:
    """The server with its clock beside ours, and its webhooks as they arrive at our door."""

    simulator: Simulator
    inbox: Inbox
    clock: FixedClock

    def connect(self) -> None:
        """Let it forget everything, set its clock to ours, and point the broker's secret to it."""
        theirs = self.simulator.lever("reset")["now"]
        self.simulator.lever("clock", advance_seconds=self.clock.now().timestamp() - theirs)
        self.inbox.letters.clear()
        keys = {
            "api_key": API_KEY,
            "store_id": STORE,
            "webhook_secret": SECRET,
            "base_url": self.simulator.url,
        }
        put_secret("btcpay", json.dumps(keys))

    def advance(self, **step: float) -> None:
        """Let time pass on both sides."""
        self.clock.advance(**step)
        self.simulator.lever("clock", advance_seconds=timedelta(**step).total_seconds())

    def pay(self, deposit: Deposit, value: str = "", *, confirmed: bool = True) -> None:
        """What the client does with their coins: ``value`` of them, or what is asked for."""
        path = f"invoices/{deposit.psp_reference}"
        if value:
            self.simulator.lever(f"{path}/pay", value=value)
        else:
            self.simulator.lever(f"{path}/pay")
        if confirmed:
            self.simulator.lever(f"{path}/confirm")

    def expire(self, deposit: Deposit) -> None:
        """Let an hour pass, and the server notice."""
        self.advance(minutes=61)
        until(lambda: self.status(deposit) == "Expired")

    def reorganise(self, deposit: Deposit) -> None:
        """The chain drops what was paid."""
        self.simulator.lever(f"invoices/{deposit.psp_reference}/reorg")

    def mark(self, deposit: Deposit, status: str) -> None:
        """Somebody at the broker's shop says how it stands."""
        path = f"{self.simulator.path}/invoices/{deposit.psp_reference}/status"
        assert self.simulator.api("POST", path, {"status": status}).status == 200

    def status(self, deposit: Deposit) -> str:
        """How an invoice stands."""
        rows = {row["id"]: row["status"] for row in self.simulator.rows("invoices")}
        return str(rows[deposit.psp_reference])

    def hear(self, kind: str) -> list[Letter]:
        """All webhooks up to the first of ``kind``, brought to our door; all are accepted."""
        until(lambda: kind in self.inbox.events())
        letters = list(self.inbox.letters)
        self.inbox.letters.clear()
        for letter in letters:
            answer = knock(letter)
            assert answer.status == 200, answer.body
        return letters


def knock(letter: Letter) -> Answer:
    """A webhook at our door."""
    return Caller(app).call("POST", "/api/hooks/btcpay", letter.body, **letter.headers)


PAYOUT_FIELDS = {"address": BTC_ADDRESS}


def offer_bitcoin_payouts(**changes: Any) -> None:
    """Let clients be paid in bitcoin through BTCPay, for one per cent."""
    fee = FeeRule(percent=Decimal(1))
    limits = tuple(MethodCurrency(one, "20", "20000", fee) for one in ("USD", "EUR"))
    method = WithdrawalMethod(
        id="bitcoin",
        kind=WithdrawalMethodKind.CRYPTO,
        name={"en": "Bitcoin"},
        currencies=limits,
        fields=(FormField("address", {"en": "Address"}, check=FieldCheck.BITCOIN),),
        route=PayoutRoute(),
    )
    methods = (*WITHDRAWAL_METHODS.default, replace(method, **changes))
    settings.adopt(system("test"), WITHDRAWAL_METHODS, methods)
