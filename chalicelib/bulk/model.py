"""Orders for many: what is to be different on accounts, what money is to move, what is decided.

Owns: the order, whether it comes from ticked rows or from a file. Refuses: carrying it out, which
is for accounts, funds and approvals.
"""

from dataclasses import field
from enum import StrEnum

from chalicelib.core.errors import Conflict, Invalid
from chalicelib.core.nouns import dataclass
from chalicelib.messages.approvals import Notify


class RowFaulty(Invalid):
    """A row of the file is not as it must be; the field is its column."""

    code = "row_faulty"


class OrderKind(StrEnum):
    """What can be ordered for many accounts."""

    LEVERAGE = "leverage"
    GROUP = "group"
    TYPE = "type"
    ACCESS = "access"
    DEPOSIT = "deposit"
    WITHDRAWAL = "withdrawal"
    CREDIT_IN = "credit_in"
    CREDIT_OUT = "credit_out"

    @property
    def moves_money(self) -> bool:
        """Whether money moves; else something of the account changes."""
        return self in _MONEY

    @property
    def job_kind(self) -> str:
        """The one word for its jobs."""
        return f"account_{self.value}"


_MONEY = frozenset(
    {OrderKind.DEPOSIT, OrderKind.WITHDRAWAL, OrderKind.CREDIT_IN, OrderKind.CREDIT_OUT}
)


@dataclass(frozen=True)
class AccountOrder:
    """One order; what does not belong to its ``kind`` is empty.

    ``amount`` is decimal text in the currency of each account. Where the order comes from a file,
    each row brings the parts that differ.
    """

    kind: OrderKind
    leverage: int | None = None
    group: str | None = None
    account_type_id: str | None = None
    may_sign_in: bool | None = None
    may_trade: bool | None = None
    amount: str = ""
    comment: str = ""
    notify: Notify = field(default_factory=lambda: Notify(email=False, popup=False))
    repeat: bool = False


@dataclass(frozen=True)
class Place:
    """Where a row of a file says that its account is; an empty server means the only one."""

    server: str
    login: int


MAX_DECISIONS = 500


class Verdict(StrEnum):
    """What many requests are to be."""

    APPROVED = "approved"
    REJECTED = "rejected"


class RequestMovedOn(Conflict):
    """Since the review it was corrected, restarted, or approved by somebody at its step."""

    code = "request_moved_on"


@dataclass(frozen=True)
class SeenRequest:
    """A request as the review showed it: at this node, in this round."""

    id: str
    node: int
    round: int


@dataclass(frozen=True)
class DecisionOrder:
    """One decision on many requests. ``reason`` is what clients read of a rejection."""

    verdict: Verdict
    requests: tuple[SeenRequest, ...]
    reason: str = ""
    comment: str = ""
    notify: Notify = field(default_factory=Notify)

    @property
    def job_kind(self) -> str:
        """The one word for its jobs."""
        return f"requests_{self.verdict.value}"
