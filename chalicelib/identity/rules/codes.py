"""E-mailed codes: six digits, ten minutes, five tries, once; another one after a minute."""

from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib.core.errors import Limited
from chalicelib.identity.errors import CodeExpired, CodeWrong
from chalicelib.identity.model.codes import Code

DIGITS = 6
LIFETIME = timedelta(minutes=10)
RESEND_AFTER = timedelta(seconds=60)
TRIES = 5


def check_resend(earlier: Code | None, now: datetime) -> None:
    """Refuse a second code within a minute of the first.

    Raises:
        Limited: with ``retry_after_seconds``.
    """
    if earlier is not None and now < (again := earlier.sent_at + RESEND_AFTER):
        wait = int((again - now).total_seconds()) or 1
        raise Limited("a code has just been sent", what="code", retry_after_seconds=wait)


def is_waiting(code: Code | None, now: datetime) -> bool:
    """Whether there is a code to be tried."""
    return code is not None and not code.used and now < code.ends_at and code.tries_left > 0


def used(code: Code) -> Code:
    """``code`` after it has served."""
    return replace(code, used=True)


def tried(code: Code) -> Code:
    """``code`` after a wrong try."""
    return replace(code, tries_left=code.tries_left - 1)


def wrong(code: Code) -> CodeWrong:
    """The refusal after a wrong try."""
    return CodeWrong("this is not the code", field="code", tries_left=code.tries_left)


def expired() -> CodeExpired:
    """The refusal when no code waits."""
    return CodeExpired("ask for another code", field="code")
