"""The minute's run: what has changed since the last one, on every side.

A server's deals and our bookings of the last quarter of an hour are compared anew each time, so
what a dealer adds, changes or deletes shows within a minute or two. Whatever does not agree at
first sight is looked at closely before it becomes a break. A side that is away is left where it
was, and caught up later.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib import ports
from chalicelib.accounts import public as accounts
from chalicelib.core.actor import Actor
from chalicelib.core.errors import FairleadError
from chalicelib.core.nouns import dataclass
from chalicelib.funds import public as funds
from chalicelib.gateways.trading.model import Deal
from chalicelib.reconciliation.model.runs import RECENT, Standing
from chalicelib.reconciliation.model.sides import Movement
from chalicelib.reconciliation.service import books, findings, looking, providers, servers
from chalicelib.reconciliation.service.findings import Tally
from chalicelib.reconciliation.store import breaks, movements, runs
from chalicelib.storage.unit import Unit

ENOUGH_SECONDS = 8
_STARTED_BEFORE = timedelta(minutes=10)
_SWEEP_EVERY = timedelta(hours=1)
_SWEPT = timedelta(hours=26)
_JUST_BOOKED = timedelta(minutes=1)
_LOOKS_PER_RUN = 25
_LOOK_AGAIN_AFTER = timedelta(minutes=5)
_OPEN_AT_MOST = 500


@dataclass(frozen=True)
class Ran:
    """What a run came to: all that is open now, sides that were away, and counts per side."""

    open_breaks: int
    away: tuple[str, ...]
    tallies: dict[str, Tally]


def run(actor: Actor, seconds_left: Callable[[], float]) -> Ran:
    """Compare what is new on every side."""
    books.catch_up(actor)
    away, tallies = [], {}
    for code, compare in _sides():
        if seconds_left() < ENOUGH_SECONDS:
            break
        tally = tallies[code] = Tally()
        standing = runs.standing(code) or _beginning(code)
        try:
            after = compare(actor, standing, tally, seconds_left)
        except (FairleadError, LookupError) as trouble:  # one side's must not stop the others
            away.append(code)
            problem = trouble.code if isinstance(trouble, FairleadError) else "not_set_up"
            after = replace(standing, problem=problem)
        _store(actor, after, tally)
    return Ran(breaks.tallies()[1], tuple(away), tallies)


def side_codes() -> list[str]:
    """All sides that there are: the broker's servers, and the providers of its methods."""
    return [code for code, _ in _sides()]


Compare = Callable[[Actor, Standing, Tally, Callable[[], float]], Standing]


def _sides() -> list[tuple[str, Compare]]:
    of_servers = [servers.side_of(config.id) for config in accounts.server_configs()]
    of_providers = [providers.side_of(name) for name in funds.payment_providers()]
    found: list[tuple[str, Compare]] = [(code, _server) for code in of_servers]
    return found + [(code, _provider) for code in of_providers]


def _beginning(code: str) -> Standing:
    now = ports.now()
    return Standing(code, until=now, ran_at=now, first_at=now)


def _store(actor: Actor, after: Standing, tally: Tally) -> None:
    def work(unit: Unit) -> None:
        before = runs.standing(after.side)
        version = before.version if before else 0
        full_at = before.full_at if before else None
        counted = replace(
            after,
            compared=tally.compared,
            calls=tally.calls,
            ran_at=unit.now,
            full_at=full_at,
            version=version,
        )
        runs.save_standing(unit, before, counted)

    ports.transact(actor, work)


def _server(
    actor: Actor, standing: Standing, tally: Tally, seconds_left: Callable[[], float]
) -> Standing:
    side, now = standing.side, ports.now()
    server_id = side.partition(":")[2]
    since = standing.until - max(RECENT, 2 * findings.tolerance())
    deals, read_until = servers.recent_deals(server_id, since, tally, seconds_left)
    own = servers.ours_among(server_id, deals)
    mine = [one for one in deals if one.login in own and one.at >= own[one.login].opened_at]
    known = servers.movements_of(side, mine)
    groups = servers.grouped(mine, known)
    doubtful: dict[str, list[Deal]] = {}
    for key, group in groups.items():
        tally.compared += 1
        one = servers.compared(side, key, known.get(key), group, own[group[0].login])
        if findings.finding_of(one) is None:
            continue
        if key in known:
            doubtful[key] = group
        else:  # nobody of ours knows of it, so there is no more to it than this
            findings.settle(actor, one, tally)
    if read_until is None:
        booked = movements.booked_since(side, since)
        doubtful |= {_key(one): [] for one in booked if _key(one) not in groups}
    again = {key: groups.get(key, []) for key in _to_be_seen_again(side)}
    _look(actor, side, again | doubtful, tally, seconds_left)
    until = now if read_until is None else max(standing.until, read_until)
    return replace(standing, until=until, problem="")


def _key(movement: Movement) -> str:
    return movement.belongs_to or movement.key


def _look(
    actor: Actor,
    side: str,
    wanted: Mapping[str, Iterable[Deal]],
    tally: Tally,
    seconds_left: Callable[[], float],
) -> None:
    """Look closely at each key; its deals that were met already come with it."""
    for key, seen in wanted.items():
        if seconds_left() < ENOUGH_SECONDS:
            return
        looking.look(actor, side, key, tally, seen)


def _to_be_seen_again(side: str) -> list[str]:
    """Open breaks that nobody has looked at for a while: they may have been mended."""
    before = ports.now() - _LOOK_AGAIN_AFTER
    found = breaks.open_of_side(side, _OPEN_AT_MOST)
    due = sorted((one.seen_at, one.key) for one in found if one.seen_at <= before)
    return [key for _, key in due[:_LOOKS_PER_RUN]]


def _provider(
    actor: Actor, standing: Standing, tally: Tally, seconds_left: Callable[[], float]
) -> Standing:
    side, now = standing.side, ports.now()
    provider = side.partition(":")[2]
    sweeps = standing.swept_at is None or now - standing.swept_at >= _SWEEP_EVERY
    since = now - _SWEPT if sweeps else standing.until - _STARTED_BEFORE
    states = providers.started(provider, since, now + _JUST_BOOKED, tally)
    providers.compare(actor, side, states, tally)
    seen = {state.psp_reference for state in states}
    booked = movements.booked_since(side, standing.until - _JUST_BOOKED)
    waiting = movements.to_be_looked_at(side, now, _LOOKS_PER_RUN)
    keys = [one.key for one in (*booked, *waiting) if one.key not in seen]
    wanted = dict.fromkeys([*keys, *_to_be_seen_again(side)], ())
    _look(actor, side, wanted, tally, seconds_left)
    swept_at: datetime | None = now if sweeps else standing.swept_at
    return replace(standing, until=now, problem="", swept_at=swept_at)
