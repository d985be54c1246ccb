"""What can be cut to a period, lists and sums: two moments, or two whole days."""

from datetime import UTC, date, datetime, time, timedelta

from pydantic import AwareDatetime, ConfigDict, Field

from chalicelib.core.clock import whole_milliseconds
from chalicelib.edge.schemas import Body, PageQuery


class Period(Body):
    """``from`` and ``to`` are times, or whole days (UTC); a day given as ``to`` is included."""

    model_config = ConfigDict(populate_by_name=True)

    since: AwareDatetime | date | None = Field(None, alias="from")
    until: AwareDatetime | date | None = Field(None, alias="to")

    @property
    def since_at(self) -> datetime | None:
        """The first moment of the period."""
        return _moment(self.since)

    @property
    def until_at(self) -> datetime | None:
        """The first moment after the period."""
        until = _moment(self.until)
        if until is not None and not isinstance(self.until, datetime):
            return until + timedelta(days=1)
        return until


class PeriodQuery(Period, PageQuery):
    """A list of what is in the period."""


def _moment(given: date | None) -> datetime | None:
    if given is None:
        return None
    if isinstance(given, datetime):
        return whole_milliseconds(given)
    return datetime.combine(given, time(), UTC)
