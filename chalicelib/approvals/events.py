"""The clocks of requests: who must act is called before a deadline, and after it."""

from chalice.app import Blueprint, Rate

from chalicelib.approvals.service import clocks
from chalicelib.edge import observe
from chalicelib.edge.queue import Tick, scheduled

events = Blueprint(__name__)


@events.schedule(Rate(1, unit=Rate.MINUTES))
@scheduled("approvals-clock")
def approvals_clock(tick: Tick) -> None:
    """Remind the approvers of what is due soon, and escalate what is overdue."""
    rung = clocks.ring(tick.actor, tick.seconds_left)
    if rung:
        observe.log("approvals_clock_rang", requests=rung)
