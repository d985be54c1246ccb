"""The simulator's clock: the machine's, shifted or stopped on demand, in the server's zone."""

import time
from collections.abc import Callable

from infra.simulators.mt5.store import Store


class SimClock:
    """Time in milliseconds. What was set survives a restart."""

    def __init__(self, store: Store, real: Callable[[], float] = time.time) -> None:
        self._store = store
        self._real = real

    def utc_msc(self) -> int:
        """The simulated moment, in milliseconds of UTC."""
        stopped = self._store.setting("clock_stopped_at_msc")
        if stopped:
            return int(stopped)
        return int(self._real() * 1000) + int(self._store.setting("clock_shift_msc") or 0)

    def server_msc(self) -> int:
        """What the trade server's own clock shows: the zone's time, counted like UTC."""
        return self.utc_msc() + self.zone_seconds() * 1000

    def zone_seconds(self) -> int:
        """How far the server's zone is ahead of UTC; two hours unless set."""
        return int(self._store.setting("zone_seconds") or 7200)

    def set_zone(self, seconds: int) -> None:
        """Move the server to another zone; what is booked already keeps its time."""
        self._store.set_setting("zone_seconds", str(seconds))

    def set_utc_msc(self, at_msc: int | None, *, stopped: bool = False) -> None:
        """Jump to ``at_msc``, and run on or stand there; None returns to the machine's time."""
        stands = stopped and at_msc is not None
        self._store.set_setting("clock_stopped_at_msc", str(at_msc) if stands else "")
        shift = 0 if at_msc is None else at_msc - int(self._real() * 1000)
        self._store.set_setting("clock_shift_msc", str(shift))

    def advance(self, milliseconds: int) -> None:
        """Jump ahead, stopped or running."""
        if self._store.setting("clock_stopped_at_msc"):
            self._store.set_setting("clock_stopped_at_msc", str(self.utc_msc() + milliseconds))
        else:
            self.set_utc_msc(self.utc_msc() + milliseconds)

    def stop(self) -> None:
        """Stand still at the present moment."""
        self._store.set_setting("clock_stopped_at_msc", str(self.utc_msc()))
