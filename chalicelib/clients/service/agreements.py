"""Which agreements are to be accepted, and whether a form accepts them all."""

from collections.abc import Iterable
from datetime import datetime

from chalicelib.clients import rules
from chalicelib.clients.model import AGREEMENTS, Agreement, AgreementPurpose
from chalicelib.core.consent import Acceptance, Consent
from chalicelib.settings import public as settings


def agreements(purpose: AgreementPurpose) -> tuple[Agreement, ...]:
    """The agreements in force that must be accepted for ``purpose``, in the broker's order."""
    return tuple(one for one in settings.value(AGREEMENTS) if one.purpose is purpose)


def titles() -> dict[str, dict[str, str]]:
    """What the documents in force are called, by language, by document."""
    return {one.document: one.title for one in settings.value(AGREEMENTS)}


def consents_for(
    purpose: AgreementPurpose, accepted: Iterable[Acceptance], at: datetime, ip: str
) -> tuple[Consent, ...]:
    """The consents to keep when a form accepts ``accepted`` at ``at`` from ``ip``.

    Raises:
        Invalid: ``agreement_not_accepted`` naming the document, when one is missing or was
            accepted in another version than the one in force.
    """
    return rules.consents(agreements(purpose), tuple(accepted), at, ip)
