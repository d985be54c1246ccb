"""Two sides of one movement: what our books say of it, and what its server or provider says.

Owns: the names of sides and keys. Signs are those of the other side: a positive amount is money
that a trading account or a payment provider has received.
"""

from datetime import datetime
from enum import StrEnum

from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass


class SideKind(StrEnum):
    """What a side of the comparison is."""

    SERVER = "server"
    PROVIDER = "psp"


@dataclass(frozen=True)
class Side:
    """One trading server or payment provider; ``code`` is ``server:meridian`` or ``psp:stripe``."""

    kind: SideKind
    name: str

    @property
    def code(self) -> str:
        """Stable, in keys and in the API."""
        return f"{self.kind}:{self.name}"

    @classmethod
    def parse(cls, code: str) -> "Side":
        """The inverse of `code`."""
        kind, _, name = code.partition(":")
        return cls(SideKind(kind), name)


@dataclass(frozen=True)
class Line:
    """One booking of ours on a movement. ``is_repair``: it was booked to mend a break.

    ``what`` is what it changes on a server: the ``balance``, or the ``credit`` beside it.
    """

    entry_id: str
    amount: Money
    at: datetime
    is_repair: bool = False
    what: str = "balance"


@dataclass(frozen=True)
class Their:
    """One thing that the other side has: a deal under its ticket, or money of a payment.

    ``what`` is their word for it (``balance``, ``credit``, ``received``, ``refunded``). A payment
    without an amount is one that they know and that was not paid; ``what`` is its status then.
    ``names`` is the id of ours that it carries, where it carries one.
    """

    reference: str
    what: str
    at: datetime
    amount: Money | None = None
    login: int | None = None
    comment: str = ""
    names: str = ""


@dataclass(frozen=True)
class Movement:
    """All that our books say under one ``key`` of one side.

    The key is our operation id on a server, the provider's reference of a payment, or
    ``deal.{ticket}`` for what a server has without an id of ours. ``since`` is before it can have
    happened on the other side. A movement that corrects another ``belongs_to`` its key, and
    stands among its ``corrections``. ``accepted`` is what a person let stand as it was.
    ``look_at`` is when a payment of which nothing is booked yet is looked at again.
    """

    side: str
    key: str
    since: datetime
    booked: tuple[Line, ...] = ()
    account_id: str = ""
    login: int | None = None
    client_id: str = ""
    belongs_to: str = ""
    corrections: tuple[str, ...] = ()
    accepted: str = ""
    look_at: datetime | None = None
    version: int = 0

    @property
    def last_booked_at(self) -> datetime | None:
        """When we last booked on it."""
        return max((line.at for line in self.booked), default=None)

    @property
    def was_repaired(self) -> bool:
        """Whether anything was done about a break of it, in our books or on the other side."""
        return bool(self.corrections) or any(line.is_repair for line in self.booked)


def deal_key(ticket: int) -> str:
    """The key of what a server has without an id of ours."""
    return f"deal.{ticket}"
