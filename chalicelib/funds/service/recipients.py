"""Who is to receive a client's money: found by a number, told by a masked name, and able to.

To a client, a number that is nobody's and one whose owner cannot receive are the same; how often
they can ask is limited, so that numbers cannot be tried one by one.
"""

from collections.abc import Iterable
from datetime import timedelta

from chalicelib import ports
from chalicelib.accounts import public as accounts
from chalicelib.accounts.public import AccountKind, AccountStatus, TradingAccount
from chalicelib.approvals.public import RequestDraft, RequestType
from chalicelib.clients import public as clients
from chalicelib.clients.public import Client, PortalModule
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.errors import NotFound
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.funds.model.client_transfers import (
    THIRD_PARTY,
    ClientTransfer,
    ReceivingAccount,
    Recipient,
    RecipientAmbiguous,
    RecipientIsSender,
    RecipientKey,
    RecipientNotFound,
    RecipientUnavailable,
    Wanted,
)
from chalicelib.funds.model.places import Place
from chalicelib.funds.model.settings import WALLET_CURRENCIES
from chalicelib.funds.model.transfers import Direction, TransferDraft, TransferNotAllowed
from chalicelib.funds.rules import client_transfers as rules
from chalicelib.funds.service import transfers
from chalicelib.funds.store import wallets
from chalicelib.kyc import public as kyc
from chalicelib.settings import public as settings
from chalicelib.storage import limits

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Found:
    """A client, and those of their accounts that have the number; none by a client's number."""

    client: Client
    accounts: tuple[TradingAccount, ...] = ()

    @property
    def account(self) -> TradingAccount | None:
        """The account that the number stands for; None where it stands for none, or for several."""
        return self.accounts[0] if len(self.accounts) == 1 else None


def look_up(actor: Actor, wanted: Wanted) -> Recipient:
    """Who a client's number, or that of one of their accounts, stands for.

    Raises:
        ThirdPartyOff. Forbidden: ``client_not_active``, ``module_off``. KycRequired.
        RecipientNotFound, RecipientAmbiguous, RecipientIsSender. Limited: too often today.
    """
    sender = clients.require(actor.id, PortalModule.THIRD_PARTY_TRANSFER)
    check_sender(actor, sender)
    found = find(actor, actor.id, wanted)
    targets = settings.value(THIRD_PARTY).targets
    if Place.ACCOUNT in targets and len(found.accounts) > 1:
        raise _ambiguous(found.accounts)
    account = found.account if Place.ACCOUNT in targets else None
    if account is not None and not _receives_here(found.client, account):
        account = None
    if account is None and Place.WALLET not in targets:
        raise _nobody()
    client = found.client
    return Recipient(client.id, rules.masked_name(client.name), _told(account))


def _receives_here(client: Client, account: TradingAccount) -> bool:
    """Whether what is sent to an account of theirs could go on to it, by the wallet."""
    try:
        check(client, account.currency, account)
    except RecipientUnavailable:
        return False
    return account.currency in settings.value(WALLET_CURRENCIES)


def _told(account: TradingAccount | None) -> ReceivingAccount | None:
    if account is None:
        return None
    return ReceivingAccount(rules.masked_number(account.login), account.currency)


def check_sender(actor: Actor, sender: Client) -> None:
    """Return if a client may send to others, before anything is told of anybody else.

    Raises:
        ThirdPartyOff. KycRequired: a gate stands before the client's transfers.
    """
    rules.check_offered(settings.value(THIRD_PARTY))
    kyc.guard(actor, RequestDraft("", RequestType.TRANSFER, sender.id, sender.name))


def find(
    actor: Actor,
    sender_id: str,
    wanted: Wanted,
    currency: str | None = None,
    place: Place = Place.WALLET,
) -> Found:
    """The client whom ``wanted`` means, for whoever asks for a transfer of ``sender_id``'s.

    ``currency`` is what would arrive, where that is known, and ``place`` where: a trading account
    is the one whose number is ``wanted``.

    Staff find those in their scope, and are told why one cannot receive.

    Raises:
        RecipientNotFound, RecipientAmbiguous, RecipientIsSender. Limited: a client asks too often.
        RecipientUnavailable: to staff alone.
    """
    by_client = actor.realm is Realm.CLIENT
    if by_client:
        allowance = settings.value(THIRD_PARTY).lookups_a_day
        limits.take("recipients", actor.id, ports.now(), allowance=allowance, window=_DAY)
    found = _found(actor, wanted)
    if found.client.id == sender_id:
        raise RecipientIsSender("this is the sender", field="recipient")
    if not by_client and not clients.visible(actor, [found.client.id]):
        raise _nobody()
    if place is Place.ACCOUNT and found.account is None:
        raise _ambiguous(found.accounts)
    receives = found.account if place is Place.ACCOUNT else None
    try:
        check(found.client, currency, receives)
    except RecipientUnavailable:
        if by_client:
            raise _nobody() from None
        raise
    return found


def check(
    recipient: Client, currency: str | None = None, account: TradingAccount | None = None
) -> None:
    """Return if a client can receive now, in ``currency`` where it is known, on ``account`` if any.

    Raises:
        RecipientUnavailable.
    """
    wallet = wallets.find(recipient.id, currency) if currency else None
    rules.check_recipient(
        is_active=recipient.is_active,
        is_identified=kyc.Gate.TRANSFER not in kyc.shut_for(recipient.id),
        wallet_is_open=wallet is None or wallet.flags.transfer,
        account_is_open=account is None or _receives(recipient, account, currency),
    )


def check_again(recipient: Client, transfer: ClientTransfer) -> None:
    """Return if who is to receive a transfer, and where, still can.

    Raises:
        RecipientUnavailable.
    """
    end = transfer.target
    account = None if end is None else accounts.account_for_system(end.account_id)
    check(recipient, transfer.credit.currency, account)


def _receives(recipient: Client, account: TradingAccount, currency: str | None) -> bool:
    if account.client_id != recipient.id:
        return False
    nothing = Money.zero(currency or account.currency)
    try:
        transfers.check_account(account, TransferDraft(Direction.TO_ACCOUNT, account.id, nothing))
    except TransferNotAllowed:
        return False
    return True


def shown(transfer: ClientTransfer) -> Recipient:
    """A recipient as a sender sees them afterwards; whoever is deleted has no name any more."""
    id_, end = transfer.recipient_id, transfer.target
    name = rules.masked_name(clients.names([id_]).get(id_, ""))
    if end is None:
        return Recipient(id_, name)
    number = rules.masked_number(end.login)
    return Recipient(id_, name, ReceivingAccount(number, transfer.credit.currency))


def _found(actor: Actor, wanted: Wanted) -> Found:
    if wanted.by is RecipientKey.CLIENT:
        return Found(_client_of(wanted.number))
    known = tuple(_accounts(int(wanted.number), wanted.server_id))
    owners = {one.client_id for one in known}
    if actor.realm is Realm.STAFF:  # of others they are told nothing, not even that there are two
        owners = {one.id for one in clients.visible(actor, owners)}
        known = tuple(one for one in known if one.client_id in owners)
    if len(owners) > 1:
        raise _ambiguous(known)
    if not owners:
        raise _nobody()
    return Found(_client_of(owners.pop()), known)


def _ambiguous(known: Iterable[TradingAccount]) -> RecipientAmbiguous:
    names = {one.id: one.name for one in accounts.server_configs()}
    servers = [{"id": one.server_id, "name": names[one.server_id]} for one in known]
    return RecipientAmbiguous("say on which server", field="recipient", servers=servers)


def _accounts(login: int, server_id: str | None) -> Iterable[TradingAccount]:
    for server in accounts.server_configs():
        if server_id not in (None, server.id):
            continue
        account = accounts.accounts_of_logins(server.id, (login,)).get(login)
        if account is None or account.status is not AccountStatus.ACTIVE:
            continue
        if account.kind is AccountKind.LIVE:
            yield account


def _client_of(client_id: str) -> Client:
    try:
        return clients.client_for_system(client_id)
    except NotFound:
        raise _nobody() from None


def _nobody() -> RecipientNotFound:
    return RecipientNotFound("nobody with this number can receive", field="recipient")
