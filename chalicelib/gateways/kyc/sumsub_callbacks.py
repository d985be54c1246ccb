"""Sumsub's webhooks: whose they are, and what they are about.

Owns: the digest over the raw body, which is the only proof of origin, and reading the body after
it. Refuses: SHA-1 digests, and everything in the body but whom it is about and when.
Source: docs.sumsub.com/docs/webhook-manager.
"""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StrictInt, StrictStr, ValidationError

from chalicelib.gateways.kyc.port import CallbackEvent, CallbackForged, CallbackMalformed

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DIGESTS = {"HMAC_SHA256_HEX": hashlib.sha256, "HMAC_SHA512_HEX": hashlib.sha512}


class _Event(BaseModel):
    """A webhook as far as we read it; new fields are welcome."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    type: Annotated[StrictStr, Field(max_length=100)]
    applicant_id: Annotated[StrictStr, Field(alias="applicantId", min_length=1, max_length=100)]
    external_user_id: Annotated[StrictStr, Field(alias="externalUserId", max_length=200)] = ""
    created_at_ms: Annotated[StrictStr | StrictInt | None, Field(alias="createdAtMs")] = None
    created_at: Annotated[StrictStr, Field(alias="createdAt")] = ""


def require_signed(headers: Mapping[str, str], body: bytes, secret: str) -> None:
    """Check the digest of ``body``.

    Raises:
        CallbackForged: no digest, one by an algorithm that we refuse, or a wrong one.
    """
    lowered = {name.lower(): value for name, value in headers.items()}
    algorithm = _DIGESTS.get(lowered.get("x-payload-digest-alg", "").strip())
    if algorithm is None or not secret:
        raise CallbackForged("no digest by an algorithm that we accept")
    given = lowered.get("x-payload-digest", "").strip().lower()
    expected = hmac.new(secret.encode(), body, algorithm).hexdigest()
    if not hmac.compare_digest(expected.encode(), given.encode()):
        raise CallbackForged("the digest does not match")


def read_event(body: bytes) -> CallbackEvent:
    """The event in a body whose digest has been checked.

    Sumsub numbers no deliveries: the same words are the same event.

    Raises:
        CallbackMalformed: there is none.
    """
    try:
        event = _Event.model_validate_json(body)
        at = _moment(event)
    except (ValidationError, ValueError, OverflowError) as error:
        raise CallbackMalformed("no event") from error
    return CallbackEvent(
        event_id=hashlib.sha256(body).hexdigest(),
        reference=event.applicant_id,
        client_id=event.external_user_id,
        name=event.type,
        at=at,
    )


def _moment(event: _Event) -> datetime:
    """When it happened: exact where Sumsub says so, else to the second."""
    exact = str(event.created_at_ms or "")
    if exact.isdecimal():
        return _EPOCH + timedelta(milliseconds=int(exact))
    return read_time(exact or event.created_at)


def read_time(text: str) -> datetime:
    """``2026-11-30 09:15:00+0000`` or with a fraction, in UTC.

    Raises:
        ValueError: it is no time, or not said where.
    """
    moment = datetime.fromisoformat(text.strip())
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC)
