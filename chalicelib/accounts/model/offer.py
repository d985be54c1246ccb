"""What the broker offers: trading servers, types of accounts, how many of them; as settings."""

from dataclasses import field
from enum import StrEnum

from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.core.setting import Setting
from chalicelib.gateways.trading.connection import Connection

LocalText = dict[str, str]


class AccountKind(StrEnum):
    """Whether an account trades real money."""

    LIVE = "live"
    DEMO = "demo"


@dataclass(frozen=True)
class TradingServerConfig:
    """A trading server as the broker offers it; ``groups`` are those whose deals are read.

    How far its clock is from UTC is measured, not configured. ``binds`` are the kinds of accounts
    that clients may bind, except those of ``unbindable_groups``; ``demo_groups`` tells which groups
    are demo where no type of account says so. Groups are named in full or by masks (``demo*``).
    """

    id: str
    name: str
    connection: Connection
    groups: tuple[str, ...]
    kinds: tuple[AccountKind, ...] = (AccountKind.LIVE, AccountKind.DEMO)
    offered: bool = True
    binds: tuple[AccountKind, ...] = (AccountKind.LIVE, AccountKind.DEMO)
    unbindable_groups: tuple[str, ...] = ()
    demo_groups: tuple[str, ...] = ("demo*",)


@dataclass(frozen=True)
class AccountType:
    """A kind of account on one server. ``group`` is the platform group, leverage 100 is 1:100.

    Where ``leverage_visible`` is off the client gets ``default_leverage``; where ``visible`` is
    off only staff choose this type. With a login range our side chooses the next free login in it;
    without one the server does. ``starting_balance`` is put on a new demo account. Accounts of a
    type that is not ``bindable`` are bound by staff alone. Clients may fill a demo account up to a
    balance of ``top_up_to``.
    """

    id: str
    server_id: str
    group: str
    currency: str
    kind: AccountKind
    name: LocalText
    leverages: tuple[int, ...]
    default_leverage: int
    min_deposit: Money
    description: LocalText = field(default_factory=dict)
    visible: bool = True
    leverage_visible: bool = True
    first_login: int | None = None
    last_login: int | None = None
    starting_balance: Money | None = None
    bindable: bool = True
    top_up_to: Money | None = None


@dataclass(frozen=True)
class AccountLimits:
    """How many accounts of each kind a client may have, those being asked for included."""

    live: int = 5
    demo: int = 3

    def of(self, kind: AccountKind) -> int:
        """The limit for ``kind``."""
        return self.live if kind is AccountKind.LIVE else self.demo


TRADING_SERVERS: Setting[tuple[TradingServerConfig, ...]] = Setting(
    key="accounts.trading_servers",
    type=tuple[TradingServerConfig, ...],
    default=(),
    group="accounts",
)

ACCOUNT_TYPES: Setting[tuple[AccountType, ...]] = Setting(
    key="accounts.types",
    type=tuple[AccountType, ...],
    default=(),
    group="accounts",
)

ACCOUNT_LIMITS = Setting(
    key="accounts.limits",
    type=AccountLimits,
    default=AccountLimits(),
    group="accounts",
)
