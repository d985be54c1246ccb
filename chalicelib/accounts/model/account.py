"""Trading accounts as the broker keeps them; what the server alone knows comes with its time."""

from datetime import datetime
from enum import StrEnum

from chalicelib.accounts.model.offer import AccountKind, LocalText
from chalicelib.accounts.model.rebates import RebateStep
from chalicelib.core.nouns import dataclass
from chalicelib.gateways.trading.model import Figures


class AccountStatus(StrEnum):
    """Whether the broker still serves an account; an unbound one is nobody's any more."""

    ACTIVE = "active"
    DISABLED = "disabled"
    UNBOUND = "unbound"


@dataclass(frozen=True)
class Flags:
    """What money may do on an account; all on by default.

    ``commission`` is whether trades on it pay introducing brokers.
    """

    deposit: bool = True
    withdrawal: bool = True
    transfer: bool = True
    commission: bool = True


@dataclass(frozen=True)
class TradingAccount:
    """A login on a trading server that belongs to a client.

    ``group``, ``leverage``, ``may_sign_in`` and ``may_trade`` are the server's, as last seen.
    ``opened_at`` is when it was opened or bound by us. ``owner_id`` and ``participant_ids`` are the
    client's, kept here so that staff lists need no second read. ``rebates`` are all rebate
    customers in the order of time. ``has_traded`` from the first trade that the server told us.
    """

    id: str
    client_id: str
    server_id: str
    login: int
    account_type_id: str
    account_type: LocalText
    group: str
    kind: AccountKind
    currency: str
    leverage: int
    opened_at: datetime
    status: AccountStatus = AccountStatus.ACTIVE
    flags: Flags = Flags()
    may_sign_in: bool = True
    may_trade: bool = True
    owner_id: str | None = None
    participant_ids: tuple[str, ...] = ()
    rebates: tuple[RebateStep, ...] = ()
    has_traded: bool = False
    version: int = 0

    @property
    def is_self_rebate(self) -> bool:
        """Whether the commissions of its trades go first to the client whose it is."""
        return bool(self.rebates) and self.rebates[-1].client_id == self.client_id

    def rebate_customer_at(self, at: datetime) -> str:
        """Whom commissions went to first at a moment; empty for the referrer of the owner."""
        begun = [one.client_id for one in self.rebates if one.since <= at]
        return begun[-1] if begun else ""


@dataclass(frozen=True)
class LastFigures:
    """An account's money; ``stale`` when the server is away and these are the last known."""

    figures: Figures
    stale: bool


@dataclass(frozen=True)
class KnownFigures:
    """The money of an account when the server last told us."""

    account_id: str
    figures: Figures
    version: int = 0


class Facet(StrEnum):
    """What accounts of a server have in common where staff look for them; each is a list."""

    GROUP = "group"
    TYPE = "type"
    CURRENCY = "currency"
    ACCESS = "access"

    def of(self, account: TradingAccount) -> str:
        """What ``account`` has of it."""
        match self:
            case Facet.GROUP:
                return account.group
            case Facet.TYPE:
                return account.account_type_id
            case Facet.CURRENCY:
                return account.currency
        return access_of(account.may_sign_in, account.may_trade)


def access_of(may_sign_in: bool, may_trade: bool) -> str:  # noqa: FBT001 - the two rights
    """One word for both rights."""
    return f"{int(may_sign_in)}{int(may_trade)}"
