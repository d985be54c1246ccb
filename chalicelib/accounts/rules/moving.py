"""When a trading server may be asked to move money, and when it must be searched first. Pure."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

# A worker that was held up between storing that it asks and asking must not ask any more: another
# one may have looked meanwhile. Far below the time after which others look.
FRESH = timedelta(seconds=8)
# How long a worker may take from storing that it asks until the question is out: no handler lives
# longer. Only after that, and after the server's own time to settle, is a lost answer looked for.
ASKING = timedelta(seconds=60)
# When a sweep takes up what nobody has moved on.
STUCK_AFTER = timedelta(seconds=45)


class Step(StrEnum):
    """What is to be done now with a movement that is under way."""

    ASK = "ask"
    LOOK = "look"
    WAIT = "wait"


class Asked(Protocol):
    """Whatever has a server move money."""

    @property
    def asked_at(self) -> datetime | None:
        """When it was stored that the server is asked; None while it was surely not."""
        ...


def step_of(under_way: Asked, now: datetime, settling: timedelta) -> Step:
    """Ask a server that was not asked; look for what a lost answer may have done, but not before
    the question is surely out and the server through with it (``settling``); else let it be."""
    if under_way.asked_at is None:
        return Step.ASK
    return Step.LOOK if now >= under_way.asked_at + ASKING + settling else Step.WAIT


def may_still_ask(claimed: Asked, now: datetime) -> bool:
    """Whether so little time has passed since that was stored that nobody else can have looked."""
    return claimed.asked_at is not None and now < claimed.asked_at + FRESH
