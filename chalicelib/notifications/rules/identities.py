"""Notices about clients' identities, beside the decisions on requests."""

from chalicelib.messages.kyc import CaseExpired, CaseReopened, CheckRepeated, ExpiryNear
from chalicelib.notifications.model import Facts, Link, Notice
from chalicelib.notifications.rules.telling import client_notice, notices


@notices.register
def _of_repeated(message: CheckRepeated) -> tuple[Notice, ...]:
    """The portal has words for what was wrong; the mail carries the vendor's own sentence."""
    return (_about("kyc_check_repeated", message.client_id, reason=message.comment),)


@notices.register
def _of_reopened(message: CaseReopened) -> tuple[Notice, ...]:
    return (_about("kyc_reopened", message.client_id, reference=message.record_id),)


@notices.register
def _of_near(message: ExpiryNear) -> tuple[Notice, ...]:
    day = message.expires_on.isoformat()
    return (_about("kyc_expiring", message.client_id, expires_on=day, days=message.days),)


@notices.register
def _of_expired(message: CaseExpired) -> tuple[Notice, ...]:
    return (_about("kyc_expired", message.client_id, reason=message.reason),)


def _about(event: str, client_id: str, **facts: str | int) -> Notice:
    known: Facts = {name: fact for name, fact in facts.items() if fact}
    return client_notice(event, client_id, known, Link("kyc", client_id))
