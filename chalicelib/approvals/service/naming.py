"""Whom the approval processes in force name."""

from chalicelib.approvals.model.settings import FLOWS
from chalicelib.core.errors import Conflict
from chalicelib.settings import public as settings


def check_named_nowhere(staff_id: str) -> None:
    """Refuse to let a member of staff go who is named by a step of a process in force.

    Raises:
        Conflict: ``decides_requests`` with the ``types`` of requests.
    """
    naming = sorted(
        kind.value
        for kind, flow in FLOWS.items()
        if any(staff_id in node.user_ids for node in settings.value(flow).nodes)
    )
    if naming:
        raise Conflict(
            "steps of approval processes name this member", code="decides_requests", types=naming
        )
