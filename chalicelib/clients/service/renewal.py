"""Renewed consent: at the next entry a client accepts what has changed, before anything else."""

from collections.abc import Iterable

from chalicelib import ports
from chalicelib.clients import rules
from chalicelib.clients.model import AGREEMENTS, Agreement, AgreementPurpose
from chalicelib.clients.service.agreements import titles
from chalicelib.consents import public as consents
from chalicelib.consents.public import Demand, GivenConsent
from chalicelib.core.actor import Actor
from chalicelib.core.consent import Acceptance
from chalicelib.core.nouns import dataclass
from chalicelib.settings import public as settings
from chalicelib.storage import audit
from chalicelib.storage.unit import Unit


@dataclass(frozen=True)
class Standing:
    """Where a client stands: what is outstanding, what was given, and what documents are called."""

    outstanding: tuple[Agreement, ...]
    given: tuple[GivenConsent, ...]
    titles: dict[str, dict[str, str]]


def standing(client_id: str) -> Standing:
    """What the client has accepted, and must accept before going on."""
    return Standing(outstanding(client_id), tuple(consents.given(client_id)), titles())


def outstanding(client_id: str) -> tuple[Agreement, ...]:
    """The agreements that the client must accept before going on, in the broker's order."""
    behind = {one.document for one in consents.missing(client_id, _demands())}
    return tuple(one for one in settings.value(AGREEMENTS) if one.document in behind)


def demand_current(client_id: str) -> None:
    """Refuse a client who has not accepted what has changed.

    Raises:
        Forbidden: ``agreements_outstanding``.
    """
    consents.demand_none_missing(client_id, _demands())


def accept(actor: Actor, accepted: Iterable[Acceptance]) -> Standing:
    """Keep what the client accepts of what is outstanding; gives where they stand then.

    Raises:
        Invalid: ``agreement_not_accepted`` when one is missing, or in another version.
    """
    wanted = outstanding(actor.id)
    given = tuple(accepted)

    def work(unit: Unit) -> None:
        fresh = rules.consents(wanted, given, unit.now, actor.ip)
        consents.keep(unit, actor.id, fresh, "entry")
        told = {"agreements": [f"{one.document} {one.version}" for one in fresh]}
        audit.record(
            unit, "agreements_accepted", "client", actor.id, client_id=actor.id, after=told
        )

    if wanted:
        ports.transact(actor, work)
    return standing(actor.id)


def _demands() -> list[Demand]:
    return [
        Demand(
            document=one.document,
            version=one.version,
            renews=one.renews,
            of_everyone=one.purpose is AgreementPurpose.REGISTRATION,
        )
        for one in settings.value(AGREEMENTS)
    ]
