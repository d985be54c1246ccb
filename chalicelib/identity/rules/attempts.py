"""Failed attempts: how many are left, and what one more of them does to a login."""

from dataclasses import replace
from datetime import datetime

from chalicelib.identity.model import Login, LoginStatus

TOO_MANY = "failed_attempts"


def left(failed: int, limit: int) -> int:
    """How many attempts remain after ``failed`` ones."""
    return max(0, limit - failed)


def is_shut(login: Login, limit: int) -> bool:
    """Whether a login takes no password at all: suspended, or waiting with no attempts left."""
    return login.status is LoginStatus.SUSPENDED or login.failed_attempts >= limit


def failed(login: Login, limit: int, now: datetime) -> Login:
    """``login`` after one more failed attempt.

    An active login that has none left is suspended and its sessions end. One that waits for
    approval keeps its status: whoever decides on it must still find it waiting.
    """
    counted = replace(login, failed_attempts=login.failed_attempts + 1)
    if counted.failed_attempts < limit or login.status is not LoginStatus.ACTIVE:
        return counted
    return suspended(counted, TOO_MANY, None, now)


def suspended(login: Login, reason: str, by: str | None, now: datetime) -> Login:
    """``login`` shut, with every session of it over."""
    return replace(
        login,
        status=LoginStatus.SUSPENDED,
        reason=reason,
        suspended_at=now,
        suspended_by=by,
        epoch=login.epoch + 1,
    )


def with_status(
    login: Login, status: LoginStatus, reason: str, by: str | None, now: datetime
) -> Login:
    """``login`` in ``status``; being active forgets why it was not, and failed attempts."""
    if status is LoginStatus.SUSPENDED:
        return suspended(login, reason, by, now)
    epoch = login.epoch if status is LoginStatus.ACTIVE else login.epoch + 1
    fresh = status is LoginStatus.ACTIVE
    return replace(
        login,
        status=status,
        reason=reason,
        suspended_at=None,
        suspended_by=None,
        epoch=epoch,
        failed_attempts=0 if fresh else login.failed_attempts,
    )
