"""The walk over everything, slice by slice: it can be left and gone on with at any point.

One worker at a time gets its step stored; another that runs at the same moment loses its step and
stops. What a whole walk does not meet any more is closed at its end.
"""

import itertools
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from chalicelib import ports
from chalicelib.core.actor import Actor
from chalicelib.core.nouns import dataclass
from chalicelib.funds.model.invariants import Break, Pass, PassReport, Seal, Slice
from chalicelib.funds.service.invariants import journal, requests, servers, wallets
from chalicelib.funds.store import invariants as store
from chalicelib.messages.funds import InvariantsRequested
from chalicelib.storage import audit
from chalicelib.storage.unit import Unit

ENOUGH_SECONDS = 12


@dataclass(frozen=True)
class Task:
    """One kind of check on one part of what there is."""

    run: Callable[[Pass, str], Slice]
    part: str = ""


TASKS: tuple[Task, ...] = (
    *(Task(journal.fold, part) for part in journal.parts()),
    Task(journal.compare),
    *(Task(wallets.check, part) for part in wallets.parts()),
    Task(requests.check_holds),
    *(Task(requests.check_requests, part) for part in requests.parts()),
    Task(servers.check),
)


@dataclass(frozen=True)
class Worked:
    """How far a worker came: ``is_finished`` with the walk, or there is more to do."""

    is_finished: bool
    open_breaks: int


def work(actor: Actor, seconds_left: Callable[[], float]) -> Worked:
    """Go on with the walk (or begin the next) until it ends, must pause, or time is up."""
    try:
        state = _begun(actor)
        while seconds_left() > ENOUGH_SECONDS:
            done = TASKS[state.task].run(state, TASKS[state.task].part)
            state = _stored(actor, state, done)
            if state.finished_at is not None or done.pauses:
                break
    except store.Overtaken:
        return Worked(is_finished=False, open_breaks=len(store.open_breaks()))
    return Worked(state.finished_at is not None, len(store.open_breaks()))


def _begun(actor: Actor) -> Pass:
    """The walk under way, or a new one."""
    current = store.current_pass()
    if current is not None and current.finished_at is None:
        return current
    number = current.number + 1 if current else 1

    def begin(unit: Unit) -> Pass:
        version = current.version if current else 0
        return store.save_pass(unit, current, Pass(number, unit.now, version=version))

    return ports.transact(actor, begin)


def _stored(actor: Actor, before: Pass, done: Slice) -> Pass:
    for finding in done.findings:
        ports.transact(actor, partial(store.report, finding=finding, pass_number=before.number))
    after = done.state
    if done.task_is_done:
        after = replace(after, task=after.task + 1, place=None)
    if after.task < len(TASKS):
        return ports.transact(actor, lambda unit: store.save_pass(unit, before, after))
    return _ended(actor, before, after)


def _ended(actor: Actor, before: Pass, after: Pass) -> Pass:
    """Close what was not met again, and remember the walk."""
    for broken in store.open_breaks():
        if broken.pass_number < before.number and broken.rule not in after.skipped:
            ports.transact(actor, partial(store.close, broken=broken))

    def finish(unit: Unit) -> Pass:
        done = replace(after, finished_at=unit.now)
        store.keep_finished(unit, done)
        return store.save_pass(unit, before, done)

    return ports.transact(actor, finish)


def report() -> PassReport:
    """When all was last checked to the end, and what is broken now, oldest first."""
    last = store.last_finished()
    return PassReport(
        checked_at=last.finished_at if last else None,
        examined=last.examined if last else 0,
        breaks=tuple(store.open_breaks()),
    )


def request_run(actor: Actor) -> None:
    """Let the checking go on now, as staff have asked."""

    def ask(unit: Unit) -> None:
        audit.record(unit, "invariants_requested", "invariants", "all")
        unit.publish(InvariantsRequested())

    ports.transact(actor, ask)


def seals() -> list[Seal]:
    """The newest daily seals, newest first."""
    return store.seals()


def age_seconds(broken: Break) -> int:
    """How long a break has been open."""
    return int((ports.now() - broken.since).total_seconds())


def run_to_the_end(actor: Actor, wait: Callable[[], None], most_slices: int = 10_000) -> PassReport:
    """Finish the walk under way, then make a whole one; ``wait`` is called at each pause."""
    for _ in range(2):
        for _ in itertools.repeat(None, most_slices):
            if work(actor, lambda: 3600).is_finished:
                break
            wait()
    return report()
