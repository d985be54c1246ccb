"""Daily windows in which money can be asked for, in the broker's time."""

from datetime import time
from typing import Annotated

from pydantic import Field

from chalicelib.core.errors import Conflict
from chalicelib.core.nouns import dataclass

ClockText = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]


class OutsideWindow(Conflict):
    """Nothing can be asked for at this time of day; facts ``opens``, ``closes``, ``zone`` and
    ``opens_at``, the moment from which it can be again."""

    code = "outside_window"


@dataclass(frozen=True)
class DailyWindow:
    """From ``opens`` (inclusive) to ``closes`` (exclusive), each day, in the broker's time.

    One that closes before it opens crosses midnight; equal times leave it open all day.
    """

    opens: ClockText
    closes: ClockText

    @property
    def first(self) -> time:
        """From when."""
        return time.fromisoformat(self.opens)

    @property
    def end(self) -> time:
        """Until when."""
        return time.fromisoformat(self.closes)
