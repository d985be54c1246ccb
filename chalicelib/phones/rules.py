"""Pure decisions of phones: how often, how long, and in which words."""

from datetime import datetime, timedelta

from chalicelib.core.errors import Invalid, Limited
from chalicelib.phones.model import CodeSending, Delivery

LIFETIME = timedelta(minutes=10)
RESEND_AFTER = timedelta(seconds=60)
PROOF_LIFETIME = timedelta(minutes=30)
LEASE = timedelta(minutes=2)

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
# What one number, one address and the whole broker may ask for, and within which time.
PER_NUMBER = ((3, _HOUR), (6, _DAY))
PER_ADDRESS = ((10, _HOUR), (30, _DAY))
TRIES_PER_ADDRESS = (60, _HOUR)
BROKERS_DAY = _DAY

_ORDER = {
    Delivery.WAITING: 0,
    Delivery.SENDING: 1,
    Delivery.SENT: 2,
    Delivery.DELIVERED: 3,
    Delivery.FAILED: 3,
}


class PhoneCodeWrong(Invalid):
    """Not the code that was sent."""

    code = "phone_code_wrong"


class PhoneUnproven(Invalid):
    """The form carries no good proof of its number: prove it (again)."""

    code = "phone_unproven"


def check_resend(earlier: CodeSending | None, now: datetime) -> None:
    """Refuse a second code within a minute of the first.

    Raises:
        Limited: with ``retry_after_seconds``.
    """
    if earlier is not None and now < (again := earlier.sent_at + RESEND_AFTER):
        wait = int((again - now).total_seconds()) or 1
        raise Limited("a code has just been sent", what="phone_code", retry_after_seconds=wait)


def is_news(known: Delivery, reported: Delivery) -> bool:
    """Whether a report tells more than is known: reports come late, twice and out of order."""
    return _ORDER[reported] > _ORDER[known]
