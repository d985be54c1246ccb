"""Visits: a member of staff looks at the portal as one client has it, and can change nothing."""

from datetime import datetime

from chalicelib.core.nouns import dataclass


@dataclass(frozen=True)
class Visit:
    """One visit of ``staff_id`` to the portal of ``client_id``, until ``ends_at`` at the latest.

    It lives in the session of the back office that it was opened from. ``digest`` is a keyed hash
    of the secret that takes the visit over to the portal, once, before ``handover_until``.
    """

    id: str
    client_id: str
    staff_id: str
    staff_name: str
    session_id: str
    digest: str
    started_at: datetime
    handover_until: datetime
    ends_at: datetime
    taken_over: bool = False
    version: int = 0


@dataclass(frozen=True)
class Opened:
    """A visit that has begun; ``secret`` takes it over to the portal."""

    visit: Visit
    url: str
