"""The server's own clock, which runs in the zone of the trade server.

Owns: measuring how far it is ahead of UTC, and converting both ways. Refuses: knowing the zone's
history; a time long past, from before a change to or from summer time, comes out an hour off,
which is why nouns keep what the server said beside the UTC time.
"""

from datetime import UTC, datetime, timedelta

from chalicelib.core.clock import Clock
from chalicelib.core.errors import VendorUnavailable
from chalicelib.gateways.trading.mt5.rows import Row
from chalicelib.gateways.trading.mt5.session import VENDOR, Mt5Session

_MEASURE_EVERY = timedelta(minutes=10)
_ZONE_STEP = 900
_DRIFT = 120


class ServerClock:
    """The offset of one server, measured now and then."""

    def __init__(self, session: Mt5Session, clock: Clock) -> None:
        self._session = session
        self._clock = clock
        self._measured_at: datetime | None = None
        self._offset = timedelta()

    def offset(self) -> timedelta:
        """How far the server's clock is ahead of UTC, measured within the last ten minutes.

        Zones lie whole quarters of an hour from UTC; a difference within two minutes of one is
        taken for that zone, so that an unsteady clock does not make deals' times wander.
        """
        now = self._clock.now()
        if self._measured_at is None or now - self._measured_at > _MEASURE_EVERY:
            ahead = self._read() - int(now.timestamp())
            zone = round(ahead / _ZONE_STEP) * _ZONE_STEP
            self._offset = timedelta(seconds=zone if abs(ahead - zone) <= _DRIFT else ahead)
            self._measured_at = now
        return self._offset

    def now_msc(self) -> int:
        """What the server's clock should show now, in its own milliseconds."""
        return self.to_server_msc(self._clock.now())

    def to_utc(self, server_msc: int) -> datetime:
        """The moment at which the server's clock showed ``server_msc``."""
        return datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=server_msc) - self.offset()

    def to_server_msc(self, at: datetime) -> int:
        """What the server's clock shows at ``at``."""
        return (at + self.offset() - datetime.fromtimestamp(0, UTC)) // timedelta(milliseconds=1)

    def _read(self) -> int:
        """The server's time in seconds: a number, or a date written out in older builds."""
        answer = Row(self._session.read("/api/time/server"))
        said = answer.text("time") or answer.text("Time")
        seconds = said.split(" ", 1)[0]
        if seconds.isdecimal():
            return int(seconds)
        try:
            written = datetime.strptime(said[:19], "%Y.%m.%d %H:%M:%S").replace(tzinfo=UTC)
        except ValueError as error:
            raise VendorUnavailable(
                "cannot read the server's time", vendor=VENDOR, reason="broken"
            ) from error
        return int(written.timestamp())
