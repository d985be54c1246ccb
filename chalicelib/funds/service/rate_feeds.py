"""Asking sources of rates: by the clock, and when staff test one. What is known is kept.

A source that fails, or answers what cannot be read, never takes away what it said before: rules
decide by its age whether that is still good enough.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from chalicelib import ports
from chalicelib.core.actor import Actor
from chalicelib.core.errors import FairleadError, NotFound
from chalicelib.core.nouns import dataclass
from chalicelib.funds.model.rates import ECB, OwnSource, RateFeed
from chalicelib.funds.model.settings import RATE_RULES, RATE_SOURCES
from chalicelib.funds.store import rates as store
from chalicelib.ports import markets
from chalicelib.settings import public as settings
from chalicelib.storage import audit
from chalicelib.storage.unit import Unit

# The bank publishes about 16:00 in Frankfurt; by then the day's rates are of that afternoon.
_ECB_TIME = time(14, 15, tzinfo=UTC)
_ECB_EVERY = timedelta(hours=1)
_ENOUGH_SECONDS = 20


@dataclass(frozen=True)
class SourceState:
    """A source with what it last said; ``own`` is None for the European Central Bank."""

    id: str
    own: OwnSource | None
    is_used: bool
    feed: RateFeed | None


@dataclass(frozen=True)
class Refreshed:
    """One run: ids of sources that answered, and of those that did not."""

    fetched: tuple[str, ...]
    failed: tuple[str, ...]


def states() -> list[SourceState]:
    """Every source: the bank's, and the broker's own in their order."""
    own: dict[str, OwnSource | None] = {ECB: None}
    own |= {one.id: one for one in settings.value(RATE_SOURCES)}
    used = {one.source for one in settings.value(RATE_RULES) if one.manual is None}
    feeds = store.found(list(own))
    return [SourceState(key, one, key in used, feeds.get(key)) for key, one in own.items()]


def refresh_due(actor: Actor, seconds_left: Callable[[], float]) -> Refreshed:
    """Ask the sources that rules name and whose time has come."""
    fetched: list[str] = []
    failed: list[str] = []
    for state in states():
        if not state.is_used or not _is_due(state) or seconds_left() < _ENOUGH_SECONDS:
            continue
        after = _ask(actor, state)
        (failed if after.problem else fetched).append(state.id)
    return Refreshed(tuple(fetched), tuple(failed))


def _is_due(state: SourceState) -> bool:
    every = timedelta(minutes=state.own.every_minutes) if state.own else _ECB_EVERY
    return state.feed is None or ports.now() >= state.feed.tried_at + every


def test(actor: Actor, source_id: str) -> SourceState:
    """Ask a source now, keep what it says, and show it; a failure is told in its ``problem``.

    Raises:
        NotFound: no such source.
    """
    for state in states():
        if state.id == source_id:
            return replace(state, feed=_ask(actor, state, tested=True))
    raise NotFound("no such source of rates", what="rate_source")


def _ask(actor: Actor, state: SourceState, *, tested: bool = False) -> RateFeed:
    now = ports.now()
    try:
        news = _ecb(now) if state.own is None else _own(state.own, now)
    except FairleadError as failure:
        reason = str(failure.facts.get("reason", failure.code))
        news = RateFeed(state.id, tried_at=now, problem=f"{reason}: {failure.message}"[:200])

    def work(unit: Unit) -> RateFeed:
        before = store.find(state.id)
        after = news
        if news.problem and before:
            after = replace(before, tried_at=now, problem=news.problem)
        if tested:
            audit.record(unit, "rate_source_tested", "rate_source", state.id)
        return store.put(unit, before, after)

    return ports.transact(actor, work)


def _ecb(now: datetime) -> RateFeed:
    sheet = markets.rate_source().rates()
    as_of = min(datetime.combine(sheet.as_of, _ECB_TIME), now)
    pairs = {f"{sheet.base}/{currency}": rate for currency, rate in sheet.rates.items()}
    return RateFeed(ECB, now, as_of, now, sheet.base, pairs)


def _own(source: OwnSource, now: datetime) -> RateFeed:
    symbols = {one.symbol: (one.base, one.quote) for one in source.symbols}
    found = markets.own_rate_source(source.id, source.url, symbols, keyed=source.keyed).rates()
    as_of = min(found.as_of or now, now)
    return RateFeed(source.id, now, as_of, now, "", dict(found.pairs))
