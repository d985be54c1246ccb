"""What onboarding does by itself: it throws away what newcomers have left behind."""

from chalice.app import Blueprint, Rate

from chalicelib.edge import observe
from chalicelib.edge.queue import Tick, scheduled
from chalicelib.onboarding.service import drafts

events = Blueprint(__name__)


@events.schedule(Rate(1, unit=Rate.HOURS))
@scheduled("drafts-sweep")
def drafts_sweep(tick: Tick) -> None:
    """Delete the drafts of a week ago, and their files."""
    gone = drafts.sweep(tick.actor, tick.seconds_left)
    if gone:
        observe.log("drafts_swept", gone=gone)
