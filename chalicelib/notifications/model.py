"""The nouns of notifications: notices, bell items, boxes, deliveries; and the settings.

Owns: what is told to whom. Refuses: deciding that something happened; that is published by the
capability where it happened.
"""

from dataclasses import field
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from chalicelib.core.actor import Realm
from chalicelib.core.errors import Conflict, Invalid
from chalicelib.core.nouns import dataclass
from chalicelib.core.setting import Setting
from chalicelib.gateways.messaging.port import SmtpEndpoint

Facts = dict[str, str | int]

SEAL = "mail-secrets"
LANGUAGES = ("en", "zh", "ar")

SENDER_ADDRESS = Setting(
    key="notifications.sender_address",
    type=Annotated[str, Field(max_length=254, pattern=r"^[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+$")],
    default="no-reply@fairlead.example",
    group="notifications",
)


@dataclass(frozen=True)
class Link:
    """What a notice is about: the front ends know the page of each type."""

    type: str
    id: str


@dataclass(frozen=True)
class Sealed:
    """A secret for one mail, bound to its ``context`` and opened only when the mail is made."""

    name: str
    text: str = field(repr=False)
    context: str = field(repr=False)


@dataclass(frozen=True)
class Words:
    """What one event says in one language: a subject, a heading, a text per paragraph.

    Each is a template of Jinja's that knows the event's variables and nothing else.
    """

    subject: str
    heading: str
    body: tuple[str, ...]


@dataclass(frozen=True)
class Text:
    """The words of one event in one language as staff have written them.

    ``words`` None: those that come with the release. ``edition`` counts the changes; every
    edition stays.
    """

    event: str
    language: str
    words: Words | None = None
    edition: int = 0
    edited_by: str = ""
    edited_by_name: str = ""
    edited_at: datetime | None = None
    version: int = 0


@dataclass(frozen=True)
class Channels:
    """By which ways an event is told; mandatory mails go whatever this says."""

    event: str
    email: bool = True
    popup: bool = True
    version: int = 0


class TemplateRefused(Invalid):
    """The words cannot be used. ``line`` counts within the field.

    Codes: ``template_syntax`` with ``problem``; ``template_unknown_variable`` with ``name``;
    ``template_not_allowed`` with ``name`` of what is written; ``template_fails`` with ``problem``.
    """

    code = "template_refused"


class TextChanged(Conflict):
    """Somebody else has changed the words meanwhile."""

    code = "text_changed"


class ChannelFixed(Conflict):
    """Codes, credentials and security mails cannot be switched off; nor what is never told."""

    code = "channel_fixed"


@dataclass(frozen=True)
class Notice:
    """One thing to tell one person.

    ``address`` is for people without a login yet; otherwise the login of ``subject_id`` is asked
    for name, address and language. An empty ``language`` means their own. After ``void_after``
    the mail is of no use and is not sent. ``words`` make it a test: these, filled with examples.
    """

    event: str
    realm: Realm
    subject_id: str
    email: bool
    popup: bool
    facts: Facts = field(default_factory=dict)
    link: Link | None = None
    language: str = ""
    address: str = field(default="", repr=False)
    name: str = field(default="", repr=False)
    sealed: tuple[Sealed, ...] = ()
    void_after: datetime | None = None
    words: Words | None = None


@dataclass(frozen=True)
class Mail:
    """A rendered e-mail without its address."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class BellItem:
    """One line of somebody's bell list. Items of one person have strictly rising ids.

    Whether it is read depends on its box as well: see `rules.is_read`.
    """

    id: str
    realm: Realm
    subject_id: str
    code: str
    facts: Facts
    link: Link | None
    at: datetime
    read: bool = False
    version: int = 0


@dataclass(frozen=True)
class Box:
    """Somebody's bell: how many items are unread, and up to which item all have been read."""

    realm: Realm
    subject_id: str
    unread: int = 0
    read_up_to: str = ""
    last_at: datetime | None = None
    version: int = 0


SMTP_SERVER: "Setting[SmtpEndpoint | None]" = Setting(
    key="notifications.smtp_server",
    type=SmtpEndpoint | None,
    default=None,
    group="notifications",
    four_eyes=True,
)
MAIL_LOG_DAYS = Setting(
    key="notifications.mail_log_days",
    type=Annotated[int, Field(ge=45, le=3650)],
    default=400,
    group="notifications",
)


class DeliveryState(StrEnum):
    """Where one mail to one person stands."""

    SENDING = "sending"
    POSTPONED = "postponed"
    SENT = "sent"
    REFUSED = "refused"
    VOID = "void"
    WITHHELD = "withheld"
    BOUNCED = "bounced"
    COMPLAINED = "complained"


class ReturnKind(StrEnum):
    """How a mail came back: the address takes none, or its reader called it spam."""

    BOUNCED = "bounced"
    COMPLAINED = "complained"


@dataclass(frozen=True)
class AddressMark:
    """That mails to a client at ``address`` come back; ``reason`` is the vendor's code."""

    client_id: str
    address: str = field(repr=False)
    kind: ReturnKind
    reason: str
    at: datetime
    mail_id: str
    version: int = 0


@dataclass(frozen=True)
class Delivery:
    """That a message is told to one person on one channel: the guard of *once*.

    ``claimed_at`` is when the running attempt began; an attempt that has not ended after its
    lease is taken to have died. Mails also carry what the mail log shows: when the first attempt
    was, to whom and where, in which language, under which subject, what caused it (``link``), and
    the code of the vendor's last refusal. No body is kept.
    """

    message_id: str
    channel: str
    recipient: str
    event: str
    state: DeliveryState
    claimed_at: datetime
    attempts: int = 1
    vendor_id: str = ""
    at: datetime | None = None
    realm: Realm = Realm.CLIENT
    subject_id: str = ""
    address: str = field(default="", repr=False)
    language: str = ""
    subject: str = ""
    link: Link | None = None
    problem: str = ""
    expires_at: int = 0
    version: int = 0

    @property
    def id(self) -> str:
        """How the mail log names a mail."""
        return f"{self.message_id}~{self.recipient}"
