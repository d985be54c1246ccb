"""Who is to receive a client's money: found by a number, told by a masked name, and able to.

To a client, a number that is nobody's and one whose owner cannot receive are the same; how often
they can ask is limited, so that numbers cannot be tried one by one.
"""

from collections.abc import Iterable
from datetime import timedelta

from chalicelib import ports
from chalicelib.accounts import public as accounts
from chalicelib.accounts.public import AccountKind, AccountStatus
from chalicelib.approvals.public import RequestDraft, RequestType
from chalicelib.clients import public as clients
from chalicelib.clients.public import Client, PortalModule
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.errors import NotFound
from chalicelib.funds.model.client_transfers import (
    THIRD_PARTY,
    Recipient,
    RecipientAmbiguous,
    RecipientIsSender,
    RecipientKey,
    RecipientNotFound,
    RecipientUnavailable,
    Wanted,
)
from chalicelib.funds.rules import client_transfers as rules
from chalicelib.funds.store import wallets
from chalicelib.kyc import public as kyc
from chalicelib.settings import public as settings
from chalicelib.storage import limits

_DAY = timedelta(days=1)


def look_up(actor: Actor, wanted: Wanted) -> Recipient:
    """Who a client's number, or that of one of their accounts, stands for.

    Raises:
        ThirdPartyOff. Forbidden: ``client_not_active``, ``module_off``. KycRequired.
        RecipientNotFound, RecipientAmbiguous, RecipientIsSender. Limited: too often today.
    """
    sender = clients.require(actor.id, PortalModule.THIRD_PARTY_TRANSFER)
    check_sender(actor, sender)
    found = find(actor, actor.id, wanted)
    return Recipient(found.id, rules.masked_name(found.name))


def check_sender(actor: Actor, sender: Client) -> None:
    """Return if a client may send to others, before anything is told of anybody else.

    Raises:
        ThirdPartyOff. KycRequired: a gate stands before the client's transfers.
    """
    rules.check_offered(settings.value(THIRD_PARTY))
    kyc.guard(actor, RequestDraft("", RequestType.TRANSFER, sender.id, sender.name))


def find(actor: Actor, sender_id: str, wanted: Wanted, currency: str | None = None) -> Client:
    """The client whom ``wanted`` means, for whoever asks for a transfer of ``sender_id``'s.

    ``currency`` is what would arrive, where that is known.

    Staff find those in their scope, and are told why one cannot receive.

    Raises:
        RecipientNotFound, RecipientAmbiguous, RecipientIsSender. Limited: a client asks too often.
        RecipientUnavailable: to staff alone.
    """
    by_client = actor.realm is Realm.CLIENT
    if by_client:
        allowance = settings.value(THIRD_PARTY).lookups_a_day
        limits.take("recipients", actor.id, ports.now(), allowance=allowance, window=_DAY)
    found = _client_of(_id_of(wanted))
    if found.id == sender_id:
        raise RecipientIsSender("this is the sender", field="recipient")
    if not by_client and not clients.visible(actor, [found.id]):
        raise _nobody()
    try:
        check(found, currency)
    except RecipientUnavailable:
        if by_client:
            raise _nobody() from None
        raise
    return found


def check(recipient: Client, currency: str | None = None) -> None:
    """Return if a client can receive now, in ``currency`` where it is known.

    Raises:
        RecipientUnavailable.
    """
    wallet = wallets.find(recipient.id, currency) if currency else None
    rules.check_recipient(
        is_active=recipient.is_active,
        is_identified=kyc.Gate.TRANSFER not in kyc.shut_for(recipient.id),
        wallet_is_open=wallet is None or wallet.flags.transfer,
    )


def shown(client_id: str) -> Recipient:
    """A recipient as a sender sees them afterwards; whoever is deleted has no name any more."""
    return Recipient(client_id, rules.masked_name(clients.names([client_id]).get(client_id, "")))


def _id_of(wanted: Wanted) -> str:
    if wanted.by is RecipientKey.CLIENT:
        return wanted.number
    owners = set(_owners(int(wanted.number)))
    if len(owners) > 1:
        raise RecipientAmbiguous("ask for the client number", field="recipient")
    if not owners:
        raise _nobody()
    return owners.pop()


def _owners(login: int) -> Iterable[str]:
    for server in accounts.server_configs():
        account = accounts.accounts_of_logins(server.id, (login,)).get(login)
        if account is None or account.status is not AccountStatus.ACTIVE:
            continue
        if account.kind is AccountKind.LIVE:
            yield account.client_id


def _client_of(client_id: str) -> Client:
    try:
        return clients.client_for_system(client_id)
    except NotFound:
        raise _nobody() from None


def _nobody() -> RecipientNotFound:
    return RecipientNotFound("nobody with this number can receive", field="recipient")
