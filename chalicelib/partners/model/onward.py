"""Where somebody wants their commissions, and what became of each day's.

Owns: that commissions are credited to the wallet, and go on from there at most once for a client,
currency and day. Refuses: moving money, which `funds` does.
"""

from datetime import date, datetime

from chalicelib.core.errors import Invalid
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.core.setting import Setting


class PayoutTargetsOff(Invalid):
    """The broker pays commissions to wallets alone."""

    code = "payout_targets_off"


@dataclass(frozen=True)
class TargetStep:
    """Where commissions go from ``since`` on: to a trading account, or to the wallet without one.

    ``by_id`` and ``by_name`` are of whoever set it, the client or one of the staff.
    """

    since: datetime
    account_id: str = ""
    login: int = 0
    by_id: str = ""
    by_name: str = ""


@dataclass(frozen=True)
class PayoutTarget:
    """Where a client wants their commissions of one currency: the last steps, the newest last."""

    client_id: str
    currency: str
    steps: tuple[TargetStep, ...] = ()
    version: int = 0

    @property
    def now(self) -> TargetStep | None:
        """The step that counts now, or None before the first."""
        return self.steps[-1] if self.steps else None


@dataclass(frozen=True)
class TargetShown:
    """A target as it is read; without an account the wallet.

    ``counts_from`` is the first day whose commissions it decides about, None where it was never
    set. ``problem`` is why the account could take none now (`funds.Stays`), empty if it could.
    """

    currency: str
    account_id: str = ""
    login: int = 0
    counts_from: date | None = None
    by_staff: bool = False
    problem: str = ""


@dataclass(frozen=True)
class TargetsSheet:
    """A client's targets by wallet currency, and whether the broker lets them be accounts."""

    to_accounts: bool
    targets: tuple[TargetShown, ...]


@dataclass(frozen=True)
class OnwardDay:
    """What became of the commissions of one ``day`` of the broker's clock in one currency.

    ``earned`` is what was credited on it less what was taken back, ``sent`` what of it went on to
    the account by the transfer ``transfer_id``. ``stays`` is why not all of it, if so
    (`funds.Stays`). ``at`` is when that was decided.
    """

    client_id: str
    day: date
    earned: Money
    sent: Money
    account_id: str
    login: int
    at: datetime
    transfer_id: str = ""
    stays: str = ""
    version: int = 0


@dataclass(frozen=True)
class OnwardShown:
    """A day's commissions with where they are now (`funds.OnwardState`)."""

    found: OnwardDay
    state: str


@dataclass(frozen=True)
class OnwardClock:
    """Up to which ``day`` commissions were sent on; while ``running``, from ``cursor`` on."""

    day: date | None = None
    running: bool = False
    cursor: str = ""
    version: int = 0


PAYOUTS_TO_ACCOUNTS = Setting(
    key="partners.payouts_to_accounts",
    type=bool,
    default=False,
    group="partners",
)
