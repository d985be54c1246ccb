"""Transfers between own wallet and own trading account: asking, reading, and what decisions do.

The amount of a transfer to an account is held at submission. What the server does is the business
of `transfer_saga`.
"""

from dataclasses import replace

from chalicelib import ports
from chalicelib.accounts import public as accounts
from chalicelib.accounts.public import AccountKind, AccountStatus, TradingAccount
from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import FundingStatus, Request, RequestType
from chalicelib.clients import public as clients
from chalicelib.clients.public import PortalModule
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.errors import NotFound
from chalicelib.core.nouns import dataclass
from chalicelib.funds.model.places import Place
from chalicelib.funds.model.settings import INTERNAL_TRANSFERS
from chalicelib.funds.model.transfers import (
    Direction,
    Transfer,
    TransferDraft,
    TransferStage,
)
from chalicelib.funds.model.wallets import InsufficientFunds
from chalicelib.funds.rules import transfers as rules
from chalicelib.funds.service import conversions, holds
from chalicelib.funds.service.requests import Asked, amount_facts, opened
from chalicelib.funds.store import transfers as store
from chalicelib.messages.approvals import Summary
from chalicelib.messages.funds import TransferStarted
from chalicelib.settings import public as settings
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit


@dataclass(frozen=True)
class TransferState:
    """A transfer with its request: money and decision together."""

    transfer: Transfer
    request: Request


def submit(
    actor: Actor, draft: TransferDraft, command: Command, *, on_behalf_of: str | None = None
) -> TransferState:
    """Ask for a transfer, or as staff ``on_behalf_of`` a client; what leaves the wallet is held.

    Raises:
        Forbidden: ``client_not_active``, ``module_off``. PlaceNotAllowed.
        NotFound: not their account.
        TransferNotAllowed, WalletFlagOff, MarginNeeded, InsufficientFunds. Invalid.
        Upstream: the server could not be asked for the free margin.
    """
    client = clients.asking(actor, on_behalf_of or actor.id, PortalModule.TRANSFER)
    rules.check_places(settings.value(INTERNAL_TRANSFERS), *_places(draft.direction))
    account = accounts.account_of_client(client.id, draft.account_id)
    rules.check_amount(draft.amount)
    check_account(account, draft)
    conversions.check_wallet(client.id, draft.amount.currency)
    if draft.direction is Direction.FROM_ACCOUNT:
        check_margin(account, draft)

    def work(unit: Unit) -> TransferState:
        transfer = drafted(unit, client.id, account, draft)
        if draft.direction is Direction.TO_ACCOUNT:
            transfer = with_hold(unit, transfer)
        funding = FundingStatus.HELD if transfer.hold_id else FundingStatus.NONE
        asked = Asked(RequestType.TRANSFER, summary(account, draft), draft.amount, funding)
        state = TransferState(store.add(unit, transfer), opened(unit, client, transfer.id, asked))
        command.settle(unit, state)
        return state

    return ports.transact(actor, work)


def _places(direction: Direction) -> tuple[Place, Place]:
    to_account = direction is Direction.TO_ACCOUNT
    return (Place.WALLET, Place.ACCOUNT) if to_account else (Place.ACCOUNT, Place.WALLET)


def transfer(actor: Actor, transfer_id: str) -> TransferState:
    """One transfer as it stands, if the actor may see it.

    Raises:
        NotFound.
    """
    found = store.get(transfer_id)
    if actor.realm is Realm.CLIENT and found.client_id != actor.id:
        raise NotFound("no such transfer", what="transfer")
    request = approvals.read(transfer_id)
    if actor.realm is Realm.STAFF and not request.is_seen_by(actor.scope):
        raise NotFound("no such transfer", what="transfer")
    return TransferState(found, request)


def approved(actor: Actor, transfer_id: str, command: Command) -> None:
    """Start an approved transfer: the trading server is next.

    A transfer that came back from the server without its hold holds again; when the wallet cannot
    give it any more, the request returns to staff.
    """

    def work(unit: Unit) -> None:
        before = store.get(transfer_id)
        command.settle(unit)
        if before.stage is not TransferStage.SUBMITTED:
            return
        after = before
        if before.direction is Direction.TO_ACCOUNT and before.hold_id is None:
            after = with_hold(unit, before)
        stage = replace(after, stage=TransferStage.STARTED, changed_at=unit.now)
        store.change(unit, before, stage)
        unit.publish(TransferStarted(transfer_id=transfer_id))

    try:
        ports.transact(actor, work)
    except InsufficientFunds as lack:
        code, facts = lack.code, {name: str(value) for name, value in lack.facts.items()}

        def return_it(unit: Unit) -> None:
            command.settle(unit)
            approvals.send_back(unit, transfer_id, code, **facts)
            tell_origin(unit, store.get(transfer_id), FundingStatus.NOT_FUNDED)

        ports.transact(actor, return_it)


def ended(actor: Actor, transfer_id: str, stage: TransferStage, command: Command) -> None:
    """Give back what a rejected or cancelled transfer holds."""

    def work(unit: Unit) -> None:
        before = store.get(transfer_id)
        command.settle(unit)
        if before.stage is not TransferStage.SUBMITTED:
            return
        if before.hold_id is not None:
            holds.void_hold(unit, holds.find(before.hold_id), memo=f"transfer_{stage}")
            approvals.mark(unit, transfer_id, funding_status=FundingStatus.RETURNED)
        tell_origin(unit, before, FundingStatus.RETURNED)
        store.change(unit, before, replace(before, stage=stage, hold_id=None, changed_at=unit.now))

    ports.transact(actor, work)


def tell_origin(unit: Unit, transfer: Transfer, status: FundingStatus) -> None:
    """Let the request whose money this takes on, if any, show where it is."""
    if transfer.passes_on is not None:
        approvals.mark(unit, transfer.passes_on, funding_status=status)


def with_hold(unit: Unit, before: Transfer) -> Transfer:
    """The transfer with its amount held in ``unit``, under the next attempt's number."""
    attempt = before.attempt + 1
    hold = holds.hold(
        unit,
        before.cause,
        before.client_id,
        before.amount,
        memo="transfer_held",
        attempt=attempt,
    )
    return replace(before, hold_id=hold.id, attempt=attempt)


def check_account(account: TradingAccount, draft: TransferDraft) -> None:
    """Return if the trading account can take part: as what transfers, and as what takes or gives.

    Raises:
        TransferNotAllowed.
    """
    flags, to_account = account.flags, draft.direction is Direction.TO_ACCOUNT
    rules.check_account(
        is_live=account.kind is AccountKind.LIVE,
        is_active=account.status is AccountStatus.ACTIVE,
        may_transfer=(flags.transfer or draft.direct)
        and (flags.deposit if to_account else flags.withdrawal),
        currency=account.currency,
        amount=draft.amount,
    )


def check_margin(account: TradingAccount, draft: TransferDraft) -> None:
    """Return if the server says, now, that the amount can leave the account.

    The server is asked for both directions, so that the connection stands and the account is known
    before money is spoken of.

    Raises:
        MarginNeeded. Upstream. NotFound: the server does not know the account.
    """
    found = accounts.server(account.server_id).figures([account.login])
    if not found:
        raise NotFound("the server does not know this account", what="trading_account")
    rules.check_margin(draft.direction, draft.amount, found[0].free_margin, found[0].credit)


def drafted(unit: Unit, client_id: str, account: TradingAccount, draft: TransferDraft) -> Transfer:
    """The transfer that ``draft`` becomes, not stored yet."""
    return Transfer(
        id=unit.ids.new("tra", unit.now),
        client_id=client_id,
        direction=draft.direction,
        amount=draft.amount,
        account_id=account.id,
        server_id=account.server_id,
        login=account.login,
        submitted_at=unit.now,
        changed_at=unit.now,
    )


def summary(account: TradingAccount, draft: TransferDraft) -> Summary:
    """What lists show of it."""
    return {
        **amount_facts(draft.amount),
        "direction": draft.direction.value,
        "account": str(account.login),
        "account_id": account.id,
        "server": accounts.server_config(account.server_id).name,
    }
