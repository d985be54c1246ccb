"""A broker with one client who has money, an account and somewhere to be paid to.

Everything that matters to money goes through the real use cases. What other capabilities own is
put in through their stores, so that the bench does not wait for mails and approvals.
"""

from __future__ import annotations

import secrets
from dataclasses import replace

from chalicelib import ports
from chalicelib.accounts import store as accounts_store
from chalicelib.accounts.model import (
    TRADING_SERVERS,
    AccountKind,
    TradingAccount,
    TradingServerConfig,
)
from chalicelib.core.actor import Actor
from chalicelib.funds.model.deposits import DepositDraft
from chalicelib.funds.model.details import DetailsStatus, WithdrawalDetails
from chalicelib.funds.model.settings import (
    DEPOSIT_METHODS,
    MAX_PENDING_DEPOSITS,
    MAX_PENDING_WITHDRAWALS,
)
from chalicelib.funds.model.transfers import Direction, TransferDraft
from chalicelib.funds.model.withdrawals import WithdrawalDraft
from chalicelib.funds.service import (
    deposit_decisions,
    deposits,
    reading,
    transfers,
    withdrawals,
)
from chalicelib.funds.store import details as details_store
from chalicelib.gateways.trading.connection import Connection
from chalicelib.settings import public as settings
from tests.kit.funds import SYSTEM, add_client, client_actor, command, credit, decide, usd

CLIENT_ID = "90000001"
SERVER_ID = "meridian-live"
DETAILS_ID = "wdd_bench"
_PLENTY = 1_000_000


def set_up(client_id: str = CLIENT_ID) -> TradingAccount:
    """Make the broker in the present stage; gives the client's trading account."""
    for limit in (MAX_PENDING_DEPOSITS, MAX_PENDING_WITHDRAWALS):
        settings.adopt(SYSTEM, limit, _PLENTY)
    wire = next(one for one in DEPOSIT_METHODS.default if one.id == "bank_wire")
    # The proof is a file in S3: its own cost is not the store's.
    settings.adopt(SYSTEM, DEPOSIT_METHODS, (replace(wire, fields=()),))
    server = TradingServerConfig(
        id=SERVER_ID,
        name="Meridian Live",
        connection=Connection("http://127.0.0.1:9", 1, "mt5-live"),
        groups=("real\\*",),
    )
    settings.adopt(SYSTEM, TRADING_SERVERS, (server,))
    settings.forget()
    add_client(client_id)
    credit(usd("9000000.00"), client_id)
    _add_details(client_id)
    return _add_account(client_id)


def _add_details(client_id: str) -> None:
    details = WithdrawalDetails(
        id=DETAILS_ID,
        client_id=client_id,
        method_id="bank_wire",
        label="My bank",
        created_at=ports.now(),
        fields={"iban": "GB82WEST12345698765432", "bic": "WESTGB22"},
        status=DetailsStatus.APPROVED,
    )
    ports.transact(SYSTEM, lambda unit: details_store.add(unit, details))


def _add_account(client_id: str) -> TradingAccount:
    account = TradingAccount(
        id=ports.ids().new("tac", ports.now()),
        client_id=client_id,
        server_id=SERVER_ID,
        login=secrets.randbelow(10**6) + 100_000,
        account_type_id="standard",
        account_type={"en": "Standard"},
        group="real\\standard-usd",
        kind=AccountKind.LIVE,
        currency="USD",
        leverage=100,
        opened_at=ports.now(),
    )
    return ports.transact(SYSTEM, lambda unit: accounts_store.insert(unit, account))


class Operations:
    """What is measured, as use cases: each leaves the broker ready for the next time."""

    def __init__(self, account: TradingAccount) -> None:
        """`account` is that of the client who acts."""
        self.account = account
        self.actor: Actor = client_actor(account.client_id)
        self.waiting: list[str] = []

    def read_wallets(self) -> None:
        """The client looks at their wallets."""
        reading.wallets_of(self.actor, self.actor.id)

    def ask_for_deposit(self) -> None:
        """The client asks for a deposit by wire; it is left waiting for staff."""
        draft = DepositDraft("bank_wire", usd("100.00"), {})
        self.waiting.append(deposits.submit(self.actor, draft, command()).deposit.id)

    def decide_deposit(self) -> None:
        """Staff approve the oldest deposit that waits."""
        decide(self.waiting[0])

    def credit_deposit(self) -> None:
        """The decided deposit reaches the wallet, as the queue has it."""
        deposit_decisions.approved(SYSTEM, self.waiting.pop(0), command())

    def transfer(self) -> None:
        """The client asks for a transfer from the wallet to the account; it is held."""
        draft = TransferDraft(Direction.TO_ACCOUNT, self.account.id, usd("1.00"))
        transfers.submit(self.actor, draft, command())

    def withdraw(self) -> None:
        """The client asks for a withdrawal; it is held."""
        draft = WithdrawalDraft(usd("50.00"), "bank_wire", DETAILS_ID)
        withdrawals.submit(self.actor, draft, command())
