"""What SES reports of mails that were handed over (docs.aws.amazon.com/ses, "Contents of event
data that Amazon SES publishes to Amazon SNS").

Owns: which of its events mean that an address takes no mails any more. Refuses: passing bounces (a
full mailbox, a vacation), which SES goes on about itself, and every address: we know whom we wrote
to by the tag that `ses.SesMailer` sent along.
"""

import json
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field, TypeAdapter, ValidationError

from chalicelib.core.nouns import dataclass

_Code = Annotated[str, Field(max_length=80)]


@dataclass(frozen=True)
class Returned:
    """A mail that came back, or was called spam by its reader. ``report_id`` is SES's own."""

    report_id: Annotated[str, Field(min_length=1, max_length=200)]
    message_key: Annotated[str, Field(min_length=1, max_length=256)]
    kind: Literal["bounced", "complained"]
    reason: _Code
    at: AwareDatetime


_RETURNED = TypeAdapter(Returned)


def is_report(body: str) -> bool:
    """Whether ``body`` is an event of SES's rather than a message of ours."""
    said = _read(body)
    return bool({"eventType", "notificationType"} & said.keys()) and "mail" in said


def returned(body: str) -> Returned | None:
    """The mail that will never arrive at its address; None for reports that mean less.

    Raises:
        ValidationError: the report says so, but not of which mail, or when.
    """
    said = _read(body)
    kind = said.get("eventType") or said.get("notificationType")
    if kind == "Bounce" and said["bounce"].get("bounceType") == "Permanent":
        return _made(said, said["bounce"], "bounced", said["bounce"].get("bounceSubType"))
    if kind == "Complaint":
        about = said["complaint"]
        return _made(said, about, "complained", about.get("complaintFeedbackType"))
    return None


def _made(said: dict[str, Any], about: dict[str, Any], kind: str, reason: Any) -> Returned:
    tags = said["mail"].get("tags") or {}
    return _RETURNED.validate_python(
        {
            "report_id": about.get("feedbackId"),
            "message_key": next(iter(tags.get("message_key") or ()), None),
            "kind": kind,
            "reason": str(reason or "")[:80],
            "at": _moment(about.get("timestamp")),
        }
    )


def _moment(text: Any) -> datetime | None:
    """SES's time, or that of the mail where it is missing."""
    try:
        found = datetime.fromisoformat(str(text).replace("Z", "+00:00"))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _read(body: str) -> dict[str, Any]:
    try:
        said = json.loads(body)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


__all__ = ["Returned", "ValidationError", "is_report", "returned"]
