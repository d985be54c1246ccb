"""How much a client sends to others on one day of the broker's clock, in the base currency."""

from zoneinfo import ZoneInfo

from chalicelib import ports
from chalicelib.approvals import public as approvals
from chalicelib.clients import public as clients
from chalicelib.clients.public import Agreement, AgreementPurpose, Client, PortalModule
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Forbidden
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.funds.model.client_transfers import (
    THIRD_PARTY,
    ClientTransfer,
    SentToday,
    ThirdPartyOff,
    ThirdPartyRules,
)
from chalicelib.funds.model.rates import RateDirection
from chalicelib.funds.model.settings import INTERNAL_TRANSFERS
from chalicelib.funds.model.transfers import TransferPlaces
from chalicelib.funds.rules import client_transfers as rules
from chalicelib.funds.service import rates
from chalicelib.funds.store import client_transfers as store
from chalicelib.settings import public as settings
from chalicelib.storage.unit import Unit


@dataclass(frozen=True)
class ThirdPartyTerms:
    """What a client can still send to others today; without ``offered`` nothing at all.

    ``left`` is None without a limit. ``places`` are where it may begin and end, ``own`` the same
    for transfers between own places.
    """

    offered: bool
    places: TransferPlaces
    own: TransferPlaces
    transfers_left: int = 0
    left: Money | None = None
    agreements: tuple[Agreement, ...] = ()


def terms(actor: Actor) -> ThirdPartyTerms:
    """What holds for a client who would send money to another."""
    declared, own = settings.value(THIRD_PARTY), settings.value(INTERNAL_TRANSFERS)
    try:
        rules.check_offered(declared)
        clients.require(actor.id, PortalModule.THIRD_PARTY_TRANSFER)
    except (ThirdPartyOff, Forbidden):
        return ThirdPartyTerms(offered=False, places=declared.places, own=own)
    today = _today(actor.id, store.last_day(actor.id))
    return ThirdPartyTerms(
        offered=True,
        places=declared.places,
        own=own,
        transfers_left=max(declared.transfers_a_day - today.count, 0),
        left=rules.left_of(today, declared),
        agreements=clients.agreements(AgreementPurpose.TRANSFER),
    )


def counted(client: Client, amount: Money) -> Money:
    """``amount`` as it counts; in its own currency where no rate leads to the base currency."""
    group, base = clients.group_of(client.id).id, settings.value(approvals.BASE_CURRENCY)
    return rates.in_base(amount, base, RateDirection.TRANSFER, group)


def take(unit: Unit, client_id: str, amount: Money, declared: ThirdPartyRules) -> str:
    """Count ``amount`` in ``unit``; gives the day on which it counts.

    Raises:
        DailyLimitReached, RateMissing.
    """
    stored = store.last_day(client_id)
    after = rules.sent(_today(client_id, stored), amount, declared)
    store.count(unit, stored, after)
    return after.day


def give_back(unit: Unit, transfer: ClientTransfer) -> None:
    """What came to nothing on the day it was asked for counts no longer."""
    stored = store.last_day(transfer.client_id)
    if stored is not None:
        store.count(unit, stored, rules.returned(stored, transfer.counted, transfer.counted_on))


def _today(client_id: str, stored: SentToday | None) -> SentToday:
    day = ports.now().astimezone(ZoneInfo(settings.value(settings.BRAND_TIME_ZONE))).date()
    base = settings.value(approvals.BASE_CURRENCY)
    return rules.of_day(stored, client_id, day.isoformat(), base)
