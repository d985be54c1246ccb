"""What those who brought clients see of them in the portal: whom, how far back, and which fields.

Owns: the settings. Refuses: drawing the veil, which whoever shows a downline does.
"""

from calendar import monthrange
from datetime import datetime, timedelta
from enum import StrEnum

from chalicelib.core.nouns import dataclass
from chalicelib.core.setting import Setting
from chalicelib.core.veil import HIDDEN_TEXT, SensitiveField, Showing, masked


class DownlineField(StrEnum):
    """A kind of facts about a client that their uplines can be kept from; the value is stable.

    ``balances`` are wallets, accounts' money and what was paid in and out; ``trading`` is
    positions, orders and trades as a whole, ``profit`` only what they gained or lost.
    """

    EMAIL = "email"
    PHONE = "phone"
    NATIONALITY = "nationality"
    BALANCES = "balances"
    TRADING = "trading"
    PROFIT = "profit"


_LIKE = {
    DownlineField.EMAIL: SensitiveField.EMAIL,
    DownlineField.PHONE: SensitiveField.PHONE,
    DownlineField.NATIONALITY: SensitiveField.NATIONALITY,
}


@dataclass(frozen=True)
class DownlineVeil:
    """What uplines see only in part, and what not at all. Amounts have no part: they are hidden."""

    partly: tuple[DownlineField, ...] = ()
    hidden: tuple[DownlineField, ...] = ()

    def showing(self, of: DownlineField) -> Showing:
        """How much of a field is shown."""
        if of in self.hidden or (of in self.partly and of not in _LIKE):
            return Showing.HIDDEN
        return Showing.PARTLY if of in self.partly else Showing.SHOWN

    def shows(self, of: DownlineField) -> bool:
        """Whether anything of a field is shown."""
        return self.showing(of) is not Showing.HIDDEN

    def shows_all(self, of: DownlineField) -> bool:
        """Whether a field is shown as it is."""
        return self.showing(of) is Showing.SHOWN

    def text(self, of: DownlineField, text: str) -> str:
        """``text``, which is a field's value, as uplines see it; nothing stays nothing."""
        showing = self.showing(of)
        if not text or showing is Showing.SHOWN:
            return text
        return HIDDEN_TEXT if showing is Showing.HIDDEN else masked(_LIKE[of], text)

    def under(self, other: "DownlineVeil") -> "DownlineVeil":
        """Both veils, one over the other: of each field the less is shown."""
        hidden = tuple(dict.fromkeys((*self.hidden, *other.hidden)))
        partly = dict.fromkeys((*self.partly, *other.partly))
        return DownlineVeil(tuple(one for one in partly if one not in hidden), hidden)


class RangeUnit(StrEnum):
    """What a range of time is counted in."""

    WEEKS = "weeks"
    MONTHS = "months"


@dataclass(frozen=True)
class ReportRange:
    """How far back reports reach: the last ``count`` weeks or months."""

    count: int
    unit: RangeUnit = RangeUnit.MONTHS

    def __post_init__(self) -> None:
        if not 1 <= self.count <= _MOST:
            raise ValueError(f"a report reaches back 1 to {_MOST}")

    def earliest(self, now: datetime) -> datetime:
        """The first moment that reports reach back to: midnight, so many weeks or months ago."""
        today = now.replace(hour=0, minute=0, second=0, microsecond=0)
        if self.unit is RangeUnit.WEEKS:
            return today - timedelta(weeks=self.count)
        year, month = divmod(today.year * 12 + today.month - 1 - self.count, 12)
        day = min(today.day, monthrange(year, month + 1)[1])
        return today.replace(year=year, month=month + 1, day=day)


_MOST = 240
MOST_LEVELS = 100


@dataclass(frozen=True)
class DownlineLevels:
    """How many levels below them people see."""

    count: int

    def __post_init__(self) -> None:
        if not 1 <= self.count <= MOST_LEVELS:
            raise ValueError(f"1 to {MOST_LEVELS} levels can be shown")


DOWNLINE_VEIL = Setting(
    key="clients.downline_veil",
    type=DownlineVeil,
    default=DownlineVeil(partly=(DownlineField.EMAIL, DownlineField.PHONE)),
    group="clients",
)
DOWNLINE_LEVELS: Setting[DownlineLevels | None] = Setting(
    key="clients.downline_levels", type=DownlineLevels | None, default=None, group="clients"
)
REPORT_RANGE: Setting[ReportRange | None] = Setting(
    key="clients.report_range", type=ReportRange | None, default=None, group="clients"
)
