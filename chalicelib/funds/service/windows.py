"""The daily windows of deposits and withdrawals: shown, and checked when something is asked for."""

from datetime import datetime
from zoneinfo import ZoneInfo

from chalicelib import ports
from chalicelib.core.clock import iso
from chalicelib.core.nouns import dataclass
from chalicelib.core.setting import Setting
from chalicelib.funds.model.places import Place
from chalicelib.funds.model.settings import DEPOSIT_DESTINATIONS, DEPOSIT_WINDOW
from chalicelib.funds.model.windows import DailyWindow, OutsideWindow
from chalicelib.funds.rules import windows as rules
from chalicelib.settings import public as settings


@dataclass(frozen=True)
class WindowState:
    """A window as it stands; ``opens_at`` is None while it is open."""

    window: DailyWindow
    zone: str
    opens_at: datetime | None


@dataclass(frozen=True)
class DepositTerms:
    """When deposits can be asked for, and where they may go."""

    window: WindowState | None
    destinations: tuple[Place, ...]


def deposit_terms() -> DepositTerms:
    """What holds for deposits now, whatever the method."""
    return DepositTerms(state(DEPOSIT_WINDOW), settings.value(DEPOSIT_DESTINATIONS))


def state(setting: Setting[DailyWindow | None]) -> WindowState | None:
    """The window that ``setting`` declares, as it stands now; None where there is none."""
    window = settings.value(setting)
    if window is None:
        return None
    zone, now = ZoneInfo(settings.value(settings.BRAND_TIME_ZONE)), ports.now()
    opened = rules.is_open(window, now, zone)
    return WindowState(window, zone.key, None if opened else rules.opens_next(window, now, zone))


def check(setting: Setting[DailyWindow | None]) -> None:
    """Return while the window is open, or where there is none.

    Raises:
        OutsideWindow.
    """
    found = state(setting)
    if found is not None and found.opens_at is not None:
        raise OutsideWindow(
            "ask again when the window opens",
            opens=found.window.opens,
            closes=found.window.closes,
            zone=found.zone,
            opens_at=iso(found.opens_at),
        )
