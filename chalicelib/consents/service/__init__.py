"""Use cases of consents: keeping them, and asking whether some are missing."""

from collections.abc import Iterable

from chalicelib.consents import rules, store
from chalicelib.consents.model import Demand, GivenConsent
from chalicelib.core.consent import Consent
from chalicelib.core.errors import Forbidden
from chalicelib.storage.unit import Unit


def keep(unit: Unit, client_id: str, consents: Iterable[Consent], occasion: str) -> None:
    """Keep in ``unit`` what a client has accepted; what was accepted before keeps its moment."""
    fresh = [
        GivenConsent(
            client_id=client_id,
            document=one.document,
            version_accepted=one.version,
            accepted_at=one.accepted_at,
            ip=one.ip,
            device=unit.actor.device,
            occasion=occasion,
        )
        for one in consents
    ]
    known = {(one.document, one.version_accepted) for one in store.known(fresh)}
    for one in fresh:
        if (one.document, one.version_accepted) not in known:
            store.add(unit, one)


def given(client_id: str) -> list[GivenConsent]:
    """All that a client ever accepted, newest first."""
    by_name = sorted(store.given(client_id), key=lambda one: (one.document, one.version_accepted))
    return sorted(by_name, key=lambda one: one.accepted_at, reverse=True)


def missing(client_id: str, demands: Iterable[Demand]) -> tuple[Demand, ...]:
    """What of ``demands`` the client must accept before going on; no read where none renews."""
    renewing = [one for one in demands if one.renews]
    return rules.missing(renewing, store.given(client_id)) if renewing else ()


def demand_none_missing(client_id: str, demands: Iterable[Demand]) -> None:
    """Refuse a client who is behind.

    Raises:
        Forbidden: ``agreements_outstanding`` with the ``documents``.
    """
    if behind := missing(client_id, demands):
        raise Forbidden(
            "accept the agreements in their present version first",
            code="agreements_outstanding",
            documents=[one.document for one in behind],
        )
