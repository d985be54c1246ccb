"""What clients asks of whoever reaches people by phone.

Owns: the port and its refusals, in the words of the trade. Refuses: whose a number is and how
often one may try; numbers arrive here in E.164.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Protocol

from chalicelib.core.errors import Invalid, Limited, Unauthenticated, VendorUnavailable
from chalicelib.core.nouns import dataclass


class PhoneRefused(Invalid):
    """No code or text reaches this number. ``reason``: see `Unreachable`."""

    code = "phone_refused"


class Unreachable(StrEnum):
    """Why a number is not served."""

    INVALID = "invalid"
    LANDLINE = "landline"
    COUNTRY = "country"
    BLOCKED = "blocked"


class PhoneCodeGone(Invalid):
    """No code waits for this number: too old, used, or never sent. Ask for another."""

    code = "phone_code_expired"


class PhoneCodesExhausted(Limited):
    """This number was sent, or tried, as many codes as the vendor allows within ten minutes."""

    code = "phone_codes_exhausted"


class PhoneUnavailable(VendorUnavailable):
    """The vendor cannot be asked now; trying again later may work."""

    code = "phone_unavailable"


class ReportForged(Unauthenticated):
    """A delivery report without a good signature."""

    code = "report_forged"


class Delivery(StrEnum):
    """How far a text has come, as the vendor reports it."""

    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"


@dataclass(frozen=True)
class Text:
    """One text message to one number; reports on it go to ``report_url``."""

    to: str
    body: str
    report_url: str


@dataclass(frozen=True)
class Report:
    """What the vendor says of a text that it calls ``reference``."""

    reference: str
    delivery: Delivery


class Phones(Protocol):
    """Whoever proves numbers and carries texts."""

    def send_code(self, number: str, language: str, ip: str) -> None:
        """Send a six-digit code to ``number``; the same one again while it is good.

        Raises:
            PhoneRefused, PhoneCodesExhausted, PhoneUnavailable.
        """
        ...

    def is_right(self, number: str, code: str) -> bool:
        """Whether ``code`` is the one that was sent to ``number``; a right one is used up.

        Raises:
            PhoneCodeGone, PhoneCodesExhausted, PhoneUnavailable.
        """
        ...

    def send_text(self, text: Text) -> str:
        """Hand over a text; returns the vendor's name for it, which its reports carry.

        Vendors have no idempotency keys for texts: call this once per decision to send.

        Raises:
            PhoneRefused, PhoneUnavailable.
            OutcomeUnknown: it may be on its way.
        """
        ...

    def read_report(self, url: str, headers: Mapping[str, str], body: bytes) -> Report:
        """A delivery report that came to ``url``, the address as the vendor was given it.

        Raises:
            ReportForged.
        """
        ...

    def service_name(self) -> str:
        """What the vendor calls the service that sends codes: proof that the settings work.

        Raises:
            PhoneUnavailable: ``reason`` says what is wrong.
        """
        ...
