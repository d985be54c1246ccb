"""The nouns of phones, and the settings that switch them on.

Owns: what is known of a code on its way and of a text. Refuses: codes themselves (the vendor's)
and whose a number is (clients).
"""

from dataclasses import field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Protocol

from pydantic import Field

from chalicelib.core.nouns import dataclass
from chalicelib.core.setting import Setting


class Occasion(StrEnum):
    """What a text is about; its words are in ``texts.toml``."""

    NUMBER_CHANGED = "number_changed"


class Delivery(StrEnum):
    """How far a text has come; it only moves forward."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"


@dataclass(frozen=True)
class PhoneService:
    """The broker's account with Twilio, but for its secrets.

    ``verify_service`` is ``VA…``; ``sender`` a number in E.164 or a messaging service ``MG…``,
    empty for no texts but codes. ``codes_per_day`` bounds what a flood can cost.
    """

    verify_service: Annotated[str, Field(pattern=r"^(VA[0-9a-f]{32})?$")] = ""
    sender: Annotated[str, Field(pattern=r"^(\+[1-9][0-9]{6,14}|MG[0-9a-f]{32})?$")] = ""
    codes_per_day: Annotated[int, Field(ge=1, le=1_000_000)] = 1000


PHONE_CODES = Setting(
    key="phones.phone_codes", type=bool, default=False, group="phones", public=True
)
PHONE_SERVICE = Setting(
    key="phones.service", type=PhoneService, default=PhoneService(), group="phones"
)


@dataclass(frozen=True)
class CodeSending:
    """When a code was last sent to a number."""

    number: str
    sent_at: datetime
    version: int = 0


@dataclass(frozen=True)
class CodeOut:
    """A code is on its way: until when it is good, and when another may be asked for."""

    expires_at: datetime
    resend_at: datetime


@dataclass(frozen=True)
class Proof:
    """That a number was proven, for a form to carry along."""

    token: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True)
class TextMessage:
    """One text to one number. ``reference`` is the vendor's name for it."""

    id: str
    number: str
    occasion: Occasion
    language: str
    delivery: Delivery
    created_at: datetime
    claimed_at: datetime | None = None
    reference: str = ""
    version: int = 0


class Origin(Protocol):
    """Where somebody who asks for a code comes from."""

    @property
    def ip(self) -> str:
        """The address."""
        ...
