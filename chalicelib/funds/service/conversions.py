"""Conversions between own wallets: a transfer without a server, at a rate frozen when asked for."""

from dataclasses import replace

from chalicelib import ports
from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import FundingStatus, Request, RequestType
from chalicelib.clients import public as clients
from chalicelib.clients.public import Client, PortalModule
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.core.nouns import dataclass
from chalicelib.funds.model.conversions import (
    PREFIX,
    Conversion,
    ConversionDraft,
    ConversionStage,
)
from chalicelib.funds.model.ledger import EntryKind, Posting, available
from chalicelib.funds.model.places import Place
from chalicelib.funds.model.rates import RateDirection, RateMissing
from chalicelib.funds.model.settings import INTERNAL_TRANSFERS, WALLET_CURRENCIES
from chalicelib.funds.model.wallets import WalletFlagOff
from chalicelib.funds.rules import pricing
from chalicelib.funds.rules.exchange import exchange, leg_of
from chalicelib.funds.rules.pricing import Conversion as Converted
from chalicelib.funds.rules.transfers import check_places
from chalicelib.funds.service import holds, rates
from chalicelib.funds.service.requests import Asked, amount_facts, opened, quote_facts
from chalicelib.funds.store import conversions as store
from chalicelib.funds.store import wallets
from chalicelib.settings import public as settings
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit


@dataclass(frozen=True)
class ConversionState:
    """A conversion with its request: money and decision together."""

    conversion: Conversion
    request: Request


def priced(client: Client, draft: ConversionDraft) -> Converted:
    """What a conversion comes to now.

    Raises:
        RateMissing, RateStale. Invalid: ``transfer_places_invalid``, ``amount_not_positive``,
            ``amount_too_small``.
    """
    known = settings.value(WALLET_CURRENCIES)
    if draft.amount.currency not in known or draft.into not in known:
        raise RateMissing(base=draft.amount.currency, quote=draft.into, direction="transfer")
    if draft.amount.currency == draft.into:
        raise Invalid("choose another wallet", code="transfer_places_invalid", field="target")
    group = clients.group_of(client.id).id
    quote = rates.quote(draft.amount.currency, draft.into, RateDirection.TRANSFER, group)
    return pricing.converted(draft.amount, quote)


def submit(actor: Actor, draft: ConversionDraft, command: Command) -> ConversionState:
    """Ask for a conversion; what leaves the wallet is held at once.

    Raises:
        Forbidden: ``client_not_active``, ``module_off``. PlaceNotAllowed. RateMissing, RateStale,
        QuoteChanged, WalletFlagOff, InsufficientFunds. Invalid.
    """
    client = clients.require(actor.id, PortalModule.TRANSFER)
    check_places(settings.value(INTERNAL_TRANSFERS), Place.WALLET, Place.WALLET)
    price = priced(client, draft)
    pricing.check_shown(draft.shown, price.credit)
    for currency in (draft.amount.currency, draft.into):
        check_wallet(client.id, currency)

    def work(unit: Unit) -> ConversionState:
        conversion = Conversion(
            id=unit.ids.new(PREFIX, unit.now),
            client_id=client.id,
            amount=price.amount,
            credit=price.credit,
            quote=price.quote,
            hold_id="",
            submitted_at=unit.now,
        )
        hold = holds.hold(unit, conversion.cause, client.id, price.amount, memo="conversion_held")
        stored = store.add(unit, replace(conversion, hold_id=hold.id))
        asked = Asked(RequestType.TRANSFER, _summary(stored), stored.amount, FundingStatus.HELD)
        state = ConversionState(stored, opened(unit, client, stored.id, asked))
        command.settle(unit, state)
        return state

    return ports.transact(actor, work)


def check_wallet(client_id: str, currency: str) -> None:
    """Refuse where the broker lets a wallet take no part in transfers.

    Raises:
        WalletFlagOff.
    """
    wallet = wallets.find(client_id, currency)
    if wallet is not None and not wallet.flags.transfer:
        raise WalletFlagOff("this wallet cannot take part", field="currency", flag="transfer")


def _summary(conversion: Conversion) -> dict[str, str | int]:
    return {
        **amount_facts(conversion.amount),
        **quote_facts(conversion.quote),
        "direction": "between_wallets",
        "payout": str(conversion.credit),
    }


def is_one(request_id: str) -> bool:
    """Whether a request of transfers is a conversion, as its id tells."""
    return store.is_one(request_id)


def conversion(actor: Actor, conversion_id: str) -> ConversionState:
    """One conversion as it stands, if the actor may see it.

    Raises:
        NotFound.
    """
    found = store.get(conversion_id)
    request = approvals.read(conversion_id)
    own = actor.realm is Realm.CLIENT and found.client_id == actor.id
    in_scope = actor.realm is not Realm.CLIENT and request.is_seen_by(actor.scope)
    if not (own or in_scope):
        raise NotFound("no such transfer", what="transfer")
    return ConversionState(found, request)


def approved(actor: Actor, conversion_id: str, command: Command) -> None:
    """Convert the held money: both legs are one entry, through the conversion account."""

    def work(unit: Unit) -> None:
        before = store.get(conversion_id)
        command.settle(unit)
        if before.stage is not ConversionStage.HELD:
            return
        hold = holds.find(before.hold_id)
        holds.post_hold(
            unit,
            hold,
            destinations(before),
            EntryKind.CONVERSION,
            memo="conversion",
            rate=leg_of(before.quote),
        )
        done = replace(before, stage=ConversionStage.CONVERTED, completed_at=unit.now)
        store.change(unit, before, done)
        approvals.complete(unit, before.id, funding_status=FundingStatus.DEPOSITED)

    ports.transact(actor, work)


def destinations(conversion: Conversion) -> tuple[Posting, ...]:
    """Where the held money goes: to the conversion account, which gives the other currency."""
    return (
        *exchange(conversion.quote, conversion.amount, -conversion.credit),
        Posting(available(conversion.client_id), conversion.credit),
    )


def ended(actor: Actor, conversion_id: str, command: Command) -> None:
    """Give the held money of a rejected or cancelled conversion back."""

    def work(unit: Unit) -> None:
        before = store.get(conversion_id)
        command.settle(unit)
        if before.stage is not ConversionStage.HELD:
            return
        holds.void_hold(unit, holds.find(before.hold_id), memo="conversion_returned")
        store.change(unit, before, replace(before, stage=ConversionStage.ENDED))
        approvals.mark(unit, before.id, funding_status=FundingStatus.RETURNED)

    ports.transact(actor, work)
