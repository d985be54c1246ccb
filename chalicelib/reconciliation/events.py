"""The clocks of reconciliation: the minute's run, and the daily walk."""

from chalice.app import Blueprint, Rate

from chalicelib.edge import observe
from chalicelib.edge.queue import Tick, scheduled
from chalicelib.reconciliation.service import carrying_out, recent, walking

events = Blueprint(__name__)


@events.schedule(Rate(1, unit=Rate.MINUTES))
@scheduled("reconciliation")
def reconciliation_minute(tick: Tick) -> None:
    """Carry out approved repairs, and compare what is new on every side; a break alarms."""
    swept = carrying_out.sweep(tick.actor, tick.seconds_left)
    if swept.ended or swept.waiting:
        observe.log("repairs_swept", ended=swept.ended, waiting=swept.waiting)
    ran = recent.run(tick.actor, tick.seconds_left)
    for side, tally in ran.tallies.items():
        observe.log(
            "side_compared",
            side=side,
            compared=tally.compared,
            found=tally.found,
            closed=tally.closed,
            calls=tally.calls,
        )
    for side in ran.away:
        observe.log("side_away", side=side)
        observe.count("side_away", side=side)
    observe.count("ReconciliationBreaks", ran.open_breaks)


@events.schedule(Rate(5, unit=Rate.MINUTES))
@scheduled("reconciliation-walk")
def reconciliation_walk(tick: Tick) -> None:
    """Go on with the day's walk over everything."""
    walk = walking.work(tick.actor, tick.seconds_left)
    if walk is not None:
        observe.log(
            "everything_compared" if walk.finished_at else "walk_goes_on",
            number=walk.number,
            phase=walk.phase,
            of=len(walk.phases),
            examined=walk.examined,
            found=walk.found,
            skipped=walk.skipped,
        )
