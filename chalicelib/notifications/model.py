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
from chalicelib.core.nouns import dataclass
from chalicelib.core.setting import Setting

Facts = dict[str, str | int]

SEAL = "mail-secrets"
LANGUAGES = ("en", "zh", "ar")

SENDER_ADDRESS = Setting(
    key="notifications.sender_address",
    type=Annotated[str, Field(max_length=254, pattern=r"^[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+$")],
    default="no-reply@fairlead.example",
    group="notifications",
)
SWITCHED_OFF: "Setting[tuple[str, ...]]" = Setting(
    key="notifications.switched_off",
    type=Annotated[tuple[str, ...], Field(max_length=100)],
    default=(),
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
class Notice:
    """One thing to tell one person.

    ``address`` is for people without a login yet; otherwise the login of ``subject_id`` is asked
    for name, address and language. An empty ``language`` means their own. After ``void_after``
    the mail is of no use and is not sent.
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


class DeliveryState(StrEnum):
    """Where one mail to one person stands."""

    SENDING = "sending"
    POSTPONED = "postponed"
    SENT = "sent"
    REFUSED = "refused"
    VOID = "void"


@dataclass(frozen=True)
class Delivery:
    """That a message is told to one person on one channel: the guard of *once*.

    ``claimed_at`` is when the running attempt began; an attempt that has not ended after its
    lease is taken to have died.
    """

    message_id: str
    channel: str
    recipient: str
    event: str
    state: DeliveryState
    claimed_at: datetime
    attempts: int = 1
    vendor_id: str = ""
    expires_at: int = 0
    version: int = 0
