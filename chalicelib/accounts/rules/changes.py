"""When an account's leverage may change, and what the change does to its margin."""

from decimal import ROUND_DOWN, Decimal

from chalicelib.accounts.model import ChangeKind
from chalicelib.core.errors import Conflict, Invalid
from chalicelib.gateways.trading.model import Figures


class MarginTooThin(Conflict):
    """The open positions would come too close to a margin call."""

    code = "margin_level_too_low"


class AccountRestricted(Conflict):
    """Signing in or trading is disabled on the server: the leverage stays as it is."""

    code = "account_restricted"


_NAMES = {ChangeKind.MAIN: "main", ChangeKind.INVESTOR: "investor"}


def name_of(kind: ChangeKind) -> str:
    """Which password a change of ``kind`` is about: ``main`` or ``investor``."""
    return _NAMES[kind]


def offered(leverages: tuple[int, ...], wanted: int | None) -> int:
    """The leverage ``wanted``, which must be one of ``leverages``.

    Raises:
        Invalid: ``leverage_missing``; ``leverage_not_offered`` with the ``leverages`` that are.
    """
    if wanted is None:
        raise Invalid("choose a leverage", code="leverage_missing", field="leverage")
    if wanted not in leverages:
        raise Invalid(
            f"1:{wanted} is not offered",
            code="leverage_not_offered",
            field="leverage",
            leverages=list(leverages),
        )
    return wanted


def margin_level(figures: Figures, now: int, then: int) -> Decimal | None:
    """The margin level in per cent, two digits, at leverage ``then``; None without positions.

    Used margin goes with the inverse of the leverage: margin(then) = margin(now) * now / then, and
    the level is equity / margin * 100 (MetaTrader 5's definition). A server may charge a symbol
    independently of the account's leverage; then the true level is higher than this one when the
    leverage falls.
    """
    used = Decimal(str(figures.margin)) * now / then
    if used <= 0:
        return None
    level = Decimal(str(figures.equity)) / used * 100
    return level.quantize(Decimal("0.01"), rounding=ROUND_DOWN)


def check_margin(figures: Figures, now: int, then: int, needed: int) -> None:
    """Refuse a leverage that would bring the account below the margin level ``needed``.

    Raises:
        MarginTooThin: with ``level`` and ``needed``, in per cent.
    """
    level = margin_level(figures, now, then)
    if then < now and level is not None and level < needed:
        raise MarginTooThin(
            f"the margin level would be {level} %, and {needed} % are needed",
            field="leverage",
            level=str(level),
            needed=needed,
        )
