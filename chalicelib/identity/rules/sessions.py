"""How long a session lasts, and what a refresh token means when it comes."""

from datetime import datetime, timedelta
from enum import StrEnum

from chalicelib.identity.errors import LoginSuspended, SessionEnded
from chalicelib.identity.model import Login, LoginStatus
from chalicelib.identity.model.sessions import Session

ACCESS_LIFETIME = timedelta(minutes=10)
GRACE = timedelta(seconds=10)
MAX_SESSIONS = 20


class Turn(StrEnum):
    """What to do with a genuine refresh token."""

    ROTATE = "rotate"
    REPEAT = "repeat"
    REUSED = "reused"


def turn(session: Session, generation: int, now: datetime) -> Turn:
    """What a refresh token of ``generation`` means for ``session``.

    The current one is exchanged for the next. The one before it, within `GRACE`, is another tab
    or a repeated request: it gets the same answer again. Any older one is a copy in use.
    """
    if generation >= session.generation:
        return Turn.ROTATE
    if generation == session.generation - 1 and now - session.rotated_at <= GRACE:
        return Turn.REPEAT
    return Turn.REUSED


def is_current(session: Session, login: Login, now: datetime, idle: timedelta) -> bool:
    """Whether a session still stands: of this epoch, not too old, not idle for longer than
    ``idle`` since its last refresh.
    """
    return (
        session.epoch == login.epoch and now < session.ends_at and now < session.last_seen_at + idle
    )


def check(
    session: Session | None, login: Login | None, now: datetime, idle: timedelta
) -> tuple[Session, Login]:
    """Give both back if they are good; refuse what no longer is.

    Raises:
        SessionEnded, LoginSuspended.
    """
    if session is None or login is None:
        raise SessionEnded("sign in again")
    if login.status is not LoginStatus.ACTIVE:
        raise LoginSuspended("this login is shut")
    if not is_current(session, login, now, idle):
        raise SessionEnded("sign in again")
    return session, login


def surplus(sessions: list[Session]) -> list[Session]:
    """Those of ``sessions`` that must go so that one more may begin: the least used ones."""
    by_use = sorted(sessions, key=lambda session: session.last_seen_at, reverse=True)
    return by_use[MAX_SESSIONS - 1 :]
