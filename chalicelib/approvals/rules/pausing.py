"""The end of a pause, as every ending of a request brings it."""

from dataclasses import replace
from datetime import datetime

from chalicelib.approvals.model import Request


def unpaused(request: Request, now: datetime) -> Request:
    """``request`` with its pause, if any, at its end and counted."""
    if request.pause is None:
        return request
    stood = int((now - request.pause.since).total_seconds())
    return replace(request, pause=None, paused_seconds=request.paused_seconds + stood)
