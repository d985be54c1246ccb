"""Somebody below, what of them is shown, and what they have and did."""

from typing import Generic, TypeVar

from chalicelib.clients.public import Client, ClientFilter, DownlineField, DownlineVeil
from chalicelib.core.nouns import dataclass

T = TypeVar("T")


@dataclass(frozen=True)
class Who:
    """Which of those who are meant; without anything, all of them.

    ``text`` is a part of the name, or the beginning of the client's id; ``ids`` are whole ids, and
    None is any. ``like`` says the rest, as in any list of clients.
    """

    text: str = ""
    ids: tuple[str, ...] | None = None
    country: str | None = None
    like: ClientFilter = ClientFilter()

    @property
    def is_anybody(self) -> bool:
        """Whether nobody is left out."""
        return self == ANYBODY


ANYBODY = Who()


@dataclass(frozen=True)
class Person:
    """Somebody ``level`` below who asks, with whoever brought them, as far as ``veil`` lets."""

    client: Client
    level: int
    referrer_name: str
    veil: DownlineVeil

    @property
    def id(self) -> str:
        """The client's id."""
        return self.client.id

    @property
    def email(self) -> str:
        """The address as it is shown."""
        return self.veil.text(DownlineField.EMAIL, self.client.email)

    @property
    def phone(self) -> str:
        """The number as it is shown."""
        return self.veil.text(DownlineField.PHONE, self.client.phone)

    @property
    def nationality(self) -> str:
        """The country as it is shown."""
        return self.veil.text(DownlineField.NATIONALITY, self.client.nationality)


@dataclass(frozen=True)
class Downline:
    """A line of the list. ``below`` is None where not all levels are shown.

    ``has_reports`` is whether there is an account or a wallet to report of that is not veiled.
    """

    person: Person
    tier: str
    direct: int
    below: int | None
    has_reports: bool


@dataclass(frozen=True)
class Line(Generic[T]):
    """Something of a downline's: an account, a trade, a request."""

    person: Person
    of: T
