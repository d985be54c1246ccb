"""What notifications asks of whoever delivers e-mail.

Owns: the e-mail, the port, and the two definite failures. Refuses: templates and languages (the
mail arrives here finished), and more than one recipient: nobody learns another's address.
"""

import re
from collections.abc import Mapping
from dataclasses import field
from typing import Annotated, Literal, Protocol

from pydantic import Field

from chalicelib.core.errors import VendorRefused, VendorUnavailable
from chalicelib.core.nouns import dataclass

# What SES allows in a tag, and a good rule for anybody's.
_TAG = re.compile("[A-Za-z0-9_-]{1,256}")
_HOST = r"^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$"
_ADDRESS = re.compile(r"[^\s@<>,;]{1,64}@[^\s@<>,;]{1,255}")


@dataclass(frozen=True)
class Email:
    """One finished mail to one person.

    ``tags`` come back with the vendor's delivery events. ``message_key`` is ours, the same for
    every attempt to send this mail: it travels with it, so that a repeated mail can be recognised.
    """

    to: str
    subject: str
    text: str
    html: str
    message_key: str
    tags: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not _ADDRESS.fullmatch(self.to):
            raise ValueError("one plain address")
        if not self.subject or not self.subject.isprintable():
            # A line break in a subject would start a header of somebody else's making.
            raise ValueError("a subject is one printable line")
        words = {self.message_key, *self.tags, *self.tags.values()}
        if not all(_TAG.fullmatch(word) for word in words):
            raise ValueError("keys and tags are letters, digits, _ and -")


@dataclass(frozen=True)
class SmtpEndpoint:
    """An SMTP server to hand mails to. ``security``: ``tls`` from the first byte (usually port
    465), or ``starttls`` (587); nothing is ever sent without one of them."""

    host: Annotated[
        str, Field(max_length=253, pattern=r"^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$")
    ]
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    security: Literal["starttls", "tls"] = "starttls"


class MailRefused(VendorRefused):
    """It was not sent and never will be: trying again is of no use."""

    code = "mail_refused"


class MailUnavailable(VendorUnavailable):
    """It was not sent now; the same mail may go later."""

    code = "mail_unavailable"


class Mailer(Protocol):
    """Whoever delivers e-mail."""

    def send(self, email: Email) -> str:
        """Hand over ``email``; returns the vendor's id, which its delivery events carry.

        Vendors have no idempotency keys for mail: call this once per decision to send.

        Raises:
            MailRefused, MailUnavailable.
            OutcomeUnknown: it may be on its way; sending again may deliver it twice.
        """
        ...
