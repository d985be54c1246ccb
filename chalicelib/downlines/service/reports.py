"""What downlines have and did, client by client in the order of the tree.

A report needs no index of its own: it walks the tree and reads each client's own lists, so it is
always about those who are below now, and what is veiled of a client is never read. Where it was
left is the last client who was done, and how far the next one's list was read.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from chalicelib.clients import public as clients
from chalicelib.core.actor import Actor
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest
from chalicelib.downlines.model import Period, Report, Where
from chalicelib.downlines.service import people, sources
from chalicelib.downlines.service.nouns import ANYBODY, Line, Person, Who
from chalicelib.storage import cursors

T = TypeVar("T")

_AT_ONCE = 25
_AT_MOST = 100  # clients without anything that one page passes over before it comes back empty
_STEPS = 5  # of the walk, where not everybody who is met is looked for
_ASKED_AT_MOST = 10  # the same where each client costs questions to a trading server


@dataclass(frozen=True)
class _Left:
    """Where a report was left: after ``done``, inside the list of ``client``."""

    done: str | None = None
    client: str | None = None
    inner: str | None = None


def page(
    actor: Actor,
    report: Report,
    where: Where,
    wanted: sources.Wanted,
    request: PageRequest,
    who: Who = ANYBODY,
) -> Page[Line[Any]]:
    """Lines of a report on those who are meant.

    A page may be shorter than asked for, or empty, although another follows.

    Raises:
        As `people.next_people`. VendorUnavailable: a trading server is away.
    """
    period = Period(clients.reports_since(wanted.period.since), wanted.period.until)
    source = sources.of(report, wanted.within(period))
    who = _holding(who, wanted)
    name = f"downlines|{actor.id}|{report}|{where}|{wanted}|{who}"
    left = _opened(cursors.unseal(name, request.cursor)) if request.cursor else _Left()
    at_most = _ASKED_AT_MOST if report in (Report.POSITIONS, Report.ORDERS) else _AT_MOST
    reading = _Reading(source, request.limit, at_most, None if who.is_anybody else _STEPS)
    at_once = _AT_ONCE if who.is_anybody else _AT_MOST
    end = reading.on(lambda after: people.next_people(actor, where, after, at_once, who), left)
    return Page(tuple(reading.lines), None if end is None else cursors.seal(name, _text(end)))


def _holding(who: Who, wanted: sources.Wanted) -> Who:
    """Those who are looked for, and have the account that is wanted, where one is."""
    owners = sources.holders(wanted)
    if owners is None:
        return who
    return replace(who, ids=tuple(one for one in owners if who.ids is None or one in who.ids))


class _Reading:
    """One page being gathered."""

    def __init__(
        self,
        source: "sources.Source[Any]",
        limit: int,
        people_at_most: int,
        steps_at_most: int | None,
    ) -> None:
        self._steps_left = steps_at_most
        self._source = source
        self._limit = limit
        self._people_left = people_at_most
        self.lines: list[Line[Any]] = []

    def on(self, people_after: Callable[[str | None], people.People], left: _Left) -> _Left | None:
        """Read on from ``left``; gives where it was left, or None at the end."""
        while True:
            found = people_after(left.done)
            for one in found.some:
                if len(self.lines) >= self._limit or not self._people_left:
                    return left
                inner = self._read(one, left.inner if left.client == one.id else None)
                if inner is not None:
                    return _Left(left.done, one.id, inner)
                left = _Left(done=one.id)
                self._people_left -= 1
            if found.left_at is None:
                return None
            left = _Left(done=found.left_at)
            if len(self.lines) >= self._limit or not self._people_left:
                return left
            if not self._goes_on(found):
                return left

    def _goes_on(self, found: people.People) -> bool:
        """Whether the page looks at more people; where many are passed over, a few steps more."""
        if self._steps_left is None:
            return bool(found.some)
        self._steps_left -= 1
        return self._steps_left > 0

    def _read(self, person: Person, inner: str | None) -> str | None:
        """Read what is left of one client's list; where to go on when the page is full."""
        while True:
            room = self._limit - len(self.lines)
            read = self._source(person, PageRequest(max(room, 1), inner))
            self.lines += [Line(person, one) for one in read.items]
            inner = read.next_cursor
            if inner is None or len(self.lines) >= self._limit:
                return inner


def _text(left: _Left) -> str:
    return json.dumps([left.done, left.client, left.inner], separators=(",", ":"))


def _opened(text: str) -> _Left:
    return _Left(*json.loads(text))
