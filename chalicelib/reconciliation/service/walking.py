"""The daily walk over everything, slice by slice: it can be left and gone on with at any point.

First the whole journal is folded anew; then every side is compared in full: a server account by
account, a provider day by day. One worker at a time gets its step stored. What a whole comparison
does not meet any more is closed.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from chalicelib import ports
from chalicelib.accounts import public as accounts
from chalicelib.accounts.public import AccountStatus, TradingAccount
from chalicelib.core.actor import Actor
from chalicelib.core.clock import iso, parse_iso
from chalicelib.core.errors import NotFound, Upstream
from chalicelib.core.nouns import dataclass
from chalicelib.gateways.trading.model import Deal
from chalicelib.reconciliation.model.runs import AskedFor, Standing, Walk
from chalicelib.reconciliation.model.sides import Side, SideKind
from chalicelib.reconciliation.service import books, findings, looking, providers, recent, servers
from chalicelib.reconciliation.service.findings import Tally
from chalicelib.reconciliation.store import breaks, movements, runs
from chalicelib.storage import audit
from chalicelib.storage.unit import Unit

ENOUGH_SECONDS = 30
_ACCOUNTS = 10
_MOST_DOUBTS = 3
_LEDGER = "ledger"
_DAY = timedelta(days=1)
_UNBOOKED_SINCE = timedelta(days=30)


@dataclass(frozen=True)
class Slice:
    """What one step came to: where to go on (None: the phase is done).

    A step that ``pauses`` was put off, and is taken again from where the walk stands; one that
    ``skips`` gives its phase up.
    """

    place: str | None = None
    examined: int = 0
    pauses: bool = False
    skips: bool = False

    @property
    def ends_phase(self) -> bool:
        """Whether the next phase is next."""
        return self.place is None and not self.pauses


def work(actor: Actor, seconds_left: Callable[[], float]) -> Walk | None:
    """Go on with the day's walk, or begin it, until it ends, must pause, or time is up.

    None when today's is done and nobody has asked for another.
    """
    walk = _begun(actor)
    if walk is None:
        return None
    try:
        while walk.finished_at is None and seconds_left() > ENOUGH_SECONDS:
            tally = Tally()
            done = _slice(actor, walk, tally)
            walk = _stored(actor, walk, done, tally)
            if done.pauses:
                break
    except runs.Overtaken:
        return walk
    return walk


def run_to_the_end(actor: Actor) -> Walk:
    """Begin a walk anew and finish it, as somebody waits for it."""
    ask(actor)
    while True:
        walk = work(actor, lambda: 3600)
        if walk is None or walk.finished_at is not None:
            return walk or runs.walks(1)[0]


def ask(actor: Actor) -> None:
    """Have everything compared once more, as soon as the walk under way is through."""

    def asked(unit: Unit) -> None:
        before = runs.asked_for()
        last = next(iter(runs.walks(1)), None)
        wanted = AskedFor(
            unit.now, after=last.number if last else 0, version=before.version if before else 0
        )
        audit.record(unit, "reconciliation_requested", "reconciliation", "all")
        runs.ask_for(unit, before, wanted)

    ports.transact(actor, asked)


def _begun(actor: Actor) -> Walk | None:
    """The walk under way, or a new one when a day has begun or somebody has asked."""
    last = next(iter(runs.walks(1)), None)
    if last is not None and last.finished_at is None:
        return last
    wanted = runs.asked_for()
    is_new_day = last is None or last.started_at.date() != ports.now().date()
    is_asked = wanted is not None and (last is None or wanted.after >= last.number)
    if not is_new_day and not is_asked:
        return None
    ledger = [f"{_LEDGER}:{part}" for part in books.parts()]
    phases = (*ledger, *recent.side_codes())

    def begin(unit: Unit) -> Walk:
        number = last.number + 1 if last else 1
        return runs.save_walk(unit, None, Walk(number, unit.now, phases))

    try:
        return ports.transact(actor, begin)
    except runs.Overtaken:
        return None


def _slice(actor: Actor, walk: Walk, tally: Tally) -> Slice:
    """The next step of the present phase."""
    phase = walk.phases[walk.phase]
    if phase.startswith(f"{_LEDGER}:"):
        page = books.fold(actor, phase.partition(":")[2], walk.place)
        return Slice(page.place, page.entries)
    of_server = Side.parse(phase).kind is SideKind.SERVER
    try:
        return (_accounts if of_server else _payments)(actor, walk, phase, tally)
    except NotFound:  # the broker no longer has this server: nothing to compare with
        return Slice(skips=True)
    except (Upstream, LookupError):
        gives_up = walk.doubts >= _MOST_DOUBTS
        return Slice(pauses=not gives_up, skips=gives_up)


def _stored(actor: Actor, before: Walk, done: Slice, tally: Tally) -> Walk:
    phase = before.phases[before.phase]
    name = _LEDGER if phase.startswith(f"{_LEDGER}:") else phase
    is_over = done.ends_phase
    after = replace(
        before,
        place=before.place if done.pauses else done.place,
        phase=before.phase + is_over,
        doubts=before.doubts + 1 if done.pauses else 0,
        examined=_plus(before.examined, name, done.examined),
        found=_plus(before.found, name, tally.found),
        calls=before.calls + tally.calls,
        skipped=(*before.skipped, name) if done.skips else before.skipped,
    )

    def store(unit: Unit) -> Walk:
        ended = after.phase == len(after.phases)
        if is_over and not done.skips and name != _LEDGER:
            _whole(unit, name, before.started_at)
        return runs.save_walk(unit, before, replace(after, finished_at=unit.now if ended else None))

    return ports.transact(actor, store)


def _whole(unit: Unit, side: str, at: datetime) -> None:
    """Note that a side was compared in full by the walk that began ``at``."""
    before = runs.standing(side)
    fresh = before or Standing(side, until=at, ran_at=unit.now, first_at=unit.now)
    runs.save_standing(unit, before, replace(fresh, full_at=at))


def _plus(counts: dict[str, int], name: str, more: int) -> dict[str, int]:
    return counts | {name: counts.get(name, 0) + more}


def _accounts(actor: Actor, walk: Walk, side: str, tally: Tally) -> Slice:
    """Compare the next accounts of a server: first what it has, then what we have booked."""
    server_id = Side.parse(side).name
    accounts.server_config(server_id)
    page = accounts.live_accounts_on(server_id, walk.place, _ACCOUNTS)
    ours = [account for _, account in page if account.status is not AccountStatus.UNBOUND]
    deals = {account.id: servers.deals_of(account, None, tally) for account in ours}
    books.catch_up(actor)
    for account in ours:
        _account(actor, side, account, deals[account.id], tally)
    return Slice(page[-1][0] if len(page) == _ACCOUNTS else None, tally.compared)


def _account(
    actor: Actor,
    side: str,
    account: TradingAccount,
    deals: list[Deal],
    tally: Tally,
) -> None:
    ours = {one.key: one for one in movements.of_account(side, account.id)}
    strangers = [deal for deal in deals if servers.key_of(deal) not in ours]
    known = ours | (servers.movements_of(side, strangers) if strangers else {})
    groups = servers.grouped(deals, known)
    open_now = {one.key: one for one in breaks.open_of_account(account.id) if one.side == side}
    keys = groups.keys() | {key for key, one in ours.items() if not one.belongs_to}
    for key in sorted(keys):
        one = servers.compared(side, key, known.get(key), groups.get(key, ()), account)
        tally.compared += 1
        if key in open_now or findings.finding_of(one) is not None:
            findings.settle(actor, one, tally)
    findings.close_unmet(actor, open_now.values(), keys, tally)


def _payments(actor: Actor, walk: Walk, side: str, tally: Tally) -> Slice:
    """Compare the payments that were started on the next day."""
    day = parse_iso(walk.place) if walk.place else _first_day(side)
    until = day + _DAY
    states = providers.started(Side.parse(side).name, day, until, tally)
    providers.compare(actor, side, states, tally)
    seen = {state.psp_reference for state in states}
    for movement in movements.begun_between(side, day, until):
        if movement.key not in seen:
            looking.look(actor, side, movement.key, tally)
    return Slice(None if until > ports.now() else iso(until), tally.compared)


def _first_day(side: str) -> datetime:
    """The day of our first payment there; a month back, for money that nobody has booked."""
    first = movements.first_begun(side)
    earliest = ports.now() - _UNBOOKED_SINCE
    begun = min(first.since, earliest) if first else earliest
    return datetime.combine(begun.date(), time(), UTC)


def walks(at_most: int) -> list[Walk]:
    """The newest walks, newest first."""
    return runs.walks(at_most)
