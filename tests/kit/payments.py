"""The simulated payment provider as tests of deposits use it, and deposits by its page."""

import json
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from app import app
from chalicelib import ports
from chalicelib.approvals.public import Mode, RequestType
from chalicelib.core.actor import system
from chalicelib.core.clock import FixedClock
from chalicelib.core.money import Money
from chalicelib.funds.model.deposits import Deposit, DepositDraft
from chalicelib.funds.model.invariants import Finding, Pass
from chalicelib.funds.rules import export
from chalicelib.funds.service import deposit_payments, deposits
from chalicelib.funds.service.export import exported
from chalicelib.funds.service.invariants import passes
from chalicelib.funds.store import deposits as store
from chalicelib.funds.store import journal, register
from chalicelib.storage import aws, secrets
from tests.kit.approvals import automate
from tests.kit.funds import client_actor, command, usd
from tests.kit.http import Answer, Caller
from tests.simulators.stripe.kit import API_KEY, SECRET, Inbox, Letter, Simulator, until

OPENING = "POST /v1/checkout/sessions"
READING = "GET /v1/checkout/sessions"
LIN = "10000001"
JOB = system("deposit-checks")


def card(amount: str = "100.00", currency: str = "USD") -> DepositDraft:
    """A deposit by card."""
    return DepositDraft("card", Money.parse(amount, currency), {})


def wire(file_id: str, amount: str = "1000.00", **values: str) -> DepositDraft:
    """A deposit by bank with its proof."""
    return DepositDraft("bank_wire", usd(amount), {"proof": file_id, **values})


def ask(draft: DepositDraft, key: str = "", client_id: str = LIN) -> Deposit:
    """A client's deposit, asked for under ``key``."""
    return deposits.submit(client_actor(client_id), draft, command(key)).deposit


def by_staff() -> None:
    """Let staff decide deposits, those by card too."""
    automate(RequestType.DEPOSIT, Mode.MANUAL)


@dataclass
class PaymentSide:
    """The provider with its clock beside ours, and its callbacks as they arrive at our door."""

    simulator: Simulator
    inbox: Inbox
    clock: FixedClock

    def connect(self) -> None:
        """Let it forget everything, set its clock to ours, and point the broker's secret to it."""
        theirs = self.simulator.lever("reset")["now"]
        self.simulator.lever("clock", advance_seconds=self.clock.now().timestamp() - theirs)
        self.inbox.letters.clear()
        keys = {"api_key": API_KEY, "webhook_secret": SECRET, "base_url": self.simulator.url}
        put_secret("stripe", json.dumps(keys))

    def advance(self, **step: float) -> None:
        """Let time pass on both sides."""
        self.clock.advance(**step)
        self.simulator.lever("clock", advance_seconds=timedelta(**step).total_seconds())

    def trouble(self, kind: str, path: str = OPENING, times: int = 3) -> None:
        """Have the next questions go wrong; three are one question with all its repeats."""
        self.simulator.fault(kind, path=path, times=times)

    def calm(self) -> None:
        """End all trouble."""
        self.simulator.send("DELETE", "/sim/faults")

    def pay(self, deposit: Deposit, how: str = "pay", name: str = "Lin Wei") -> None:
        """What the client does on the page."""
        self.simulator.lever(f"sessions/{deposit.psp_reference}/pay", how=how, name=name)

    def settle(self, deposit: Deposit, outcome: str = "succeeded") -> None:
        """A bank debit goes through, or not."""
        self.simulator.lever(f"sessions/{deposit.psp_reference}/settle", outcome=outcome)

    def stray(self, deposit_id: str | None, minor: int, currency: str = "usd") -> str:
        """A paid session that we never opened; gives its reference."""
        ends = str(int(self.clock.now().timestamp()) + 3600)
        form = [
            ("mode", "payment"),
            ("line_items[0][quantity]", "1"),
            ("line_items[0][price_data][currency]", currency),
            ("line_items[0][price_data][unit_amount]", str(minor)),
            ("line_items[0][price_data][product_data][name]", "Something else"),
            ("success_url", "http://localhost:8600/"),
            ("expires_at", ends),
        ]
        form += [("client_reference_id", deposit_id)] if deposit_id else []
        reference = str(self.simulator.api("POST", "/v1/checkout/sessions", form).json()["id"])
        self.simulator.lever(f"sessions/{reference}/pay", how="pay", name="Somebody")
        return reference

    def sessions(self) -> list[dict[str, Any]]:
        """All pages that were ever opened."""
        rows: list[dict[str, Any]] = self.simulator.api("GET", "/v1/checkout/sessions").json()[
            "data"
        ]
        return rows

    def wait_for_expiry(self) -> None:
        """Until the provider has closed every page whose time is up."""
        until(lambda: all(one["status"] != "open" for one in self.sessions()))

    def hear(self, count: int = 1) -> list[Letter]:
        """The next ``count`` callbacks, brought to our door; all are accepted."""
        letters = self.inbox.wait_for(count)
        del self.inbox.letters[:count]
        for letter in letters:
            answer = knock(letter)
            assert answer.status == 200, answer.body
        return letters


def knock(letter: Letter) -> Answer:
    """A callback at our door."""
    return Caller(app).call("POST", "/api/hooks/stripe", letter.body, **letter.headers)


def tell(reference: str, times: int = 1) -> None:
    """News of a payment from the queue, ``times`` times over as messages of their own."""
    for _ in range(times):
        deposit_payments.told(system("payments-webhooks"), "stripe", reference, command())


def stage(deposit: Deposit) -> str:
    """Where a deposit stands now."""
    return store.get(deposit.id).stage.value


def check(seconds: float = 60) -> deposit_payments.Checked:
    """One run of the check for lost callbacks."""
    return deposit_payments.check_due(JOB, lambda: seconds)


def books_are_sound() -> None:
    """Every invariant holds, and an export of the whole ledger verifies by itself."""
    with ports.use(clock=FixedClock(ports.now() + timedelta(hours=1))):
        found = _findings()
        proof = export.verified(exported())
    assert found == []
    assert proof.problems == []
    assert proof.entries == len(entries())


def _findings() -> list[Finding]:
    """What one walk over all the invariants meets, its state kept in memory."""
    found: list[Finding] = []
    state = Pass(1, ports.now())
    for task in passes.TASKS:
        done = task.run(state, task.part)
        while not done.task_is_done:
            found += done.findings
            done = task.run(done.state, task.part)
        found += done.findings
        state = replace(done.state, place=None)
    return found


def entries() -> list[str]:
    """The ids of all that is booked."""
    shards = range(journal.SHARDS)
    keys = [key for shard in shards for _, key in register.every(journal.part(shard))]
    return sorted(entry.id for entry in journal.readable(keys)[0])


def put_secret(name: str, text: str) -> None:
    manager, full = aws.client("secretsmanager"), aws.resource(name)
    try:
        manager.create_secret(Name=full, SecretString=text)
    except manager.exceptions.ResourceExistsException:
        manager.put_secret_value(SecretId=full, SecretString=text)
    secrets.forget()
