"""The nouns of trading accounts, and the settings that say where and how accounts can be opened.

Owns: accounts as the broker keeps them, applications to open one, deals as stored, and the state of
the deals feed. Refuses: what the server alone knows (figures and positions come through the port).
"""

from chalicelib.accounts.model.account import (
    AccountStatus,
    Facet,
    Flags,
    KnownFigures,
    LastFigures,
    TradingAccount,
    access_of,
)
from chalicelib.accounts.model.binding import (
    LOCKED_FOR,
    WRONG_TRIES,
    BindForm,
    BindTries,
    LoginFound,
)
from chalicelib.accounts.model.changes import (
    MARGIN_WARNING_LEVEL,
    PASSWORD_KINDS,
    AccountChange,
    ChangeKind,
    ChangeStatus,
    UnderWay,
)
from chalicelib.accounts.model.deals import (
    DEALS_HISTORY_DAYS,
    LEASE_DURATION,
    FeedState,
    Lease,
    LeaseTaken,
    Round,
    StoredDeal,
)
from chalicelib.accounts.model.demo import DEMO_EXPIRY, DemoExpiry, DemoLife, DemoStage
from chalicelib.accounts.model.offer import (
    ACCOUNT_LIMITS,
    ACCOUNT_TYPES,
    TRADING_SERVERS,
    AccountKind,
    AccountLimits,
    AccountType,
    LocalText,
    TradingServerConfig,
)
from chalicelib.accounts.model.opening import (
    Application,
    ApplicationForm,
    ApplicationMode,
    ApplicationStatus,
    Grant,
    GrantPurpose,
    LoginRange,
    Opening,
    Quota,
)
from chalicelib.accounts.model.platform import PlatformEdit
from chalicelib.accounts.model.symbols import (
    SYMBOL_ALIASES,
    Resolution,
    ResolvedBy,
    SymbolAliases,
)
from chalicelib.accounts.model.totals import EVERY_DEAL, DaySums, DealFilter, DealKind, DealTotals

__all__ = [
    "ACCOUNT_LIMITS",
    "ACCOUNT_TYPES",
    "DEALS_HISTORY_DAYS",
    "DEMO_EXPIRY",
    "EVERY_DEAL",
    "LEASE_DURATION",
    "LOCKED_FOR",
    "MARGIN_WARNING_LEVEL",
    "PASSWORD_KINDS",
    "SYMBOL_ALIASES",
    "TRADING_SERVERS",
    "WRONG_TRIES",
    "AccountChange",
    "AccountKind",
    "AccountLimits",
    "AccountStatus",
    "AccountType",
    "Application",
    "ApplicationForm",
    "ApplicationMode",
    "ApplicationStatus",
    "BindForm",
    "BindTries",
    "ChangeKind",
    "ChangeStatus",
    "DaySums",
    "DealFilter",
    "DealKind",
    "DealTotals",
    "DemoExpiry",
    "DemoLife",
    "DemoStage",
    "Facet",
    "FeedState",
    "Flags",
    "Grant",
    "GrantPurpose",
    "KnownFigures",
    "LastFigures",
    "Lease",
    "LeaseTaken",
    "LocalText",
    "LoginFound",
    "LoginRange",
    "Opening",
    "PlatformEdit",
    "Quota",
    "Resolution",
    "ResolvedBy",
    "Round",
    "StoredDeal",
    "SymbolAliases",
    "TradingAccount",
    "TradingServerConfig",
    "UnderWay",
    "access_of",
]
