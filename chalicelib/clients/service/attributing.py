"""What a newcomer's source makes of them, where it is the name of a promotional link.

Capabilities above know links; they say what a source stands for. What nobody knows stays as it was
typed, so that no registration is refused for it.
"""

from collections.abc import Callable

from chalicelib.clients.model import Mark
from chalicelib.core.seams import Seam

Find = Callable[[str], Mark | None]
"""Given a source as it came with the form: the mark of the link that it names, or None."""

FINDING = Seam[Find]("clients.attributing")
"""Who is asked about every source."""


def mark_of(source: str) -> Mark | None:
    """The mark of the link that ``source`` names."""
    if not source:
        return None
    return next((mark for find in FINDING.parts() if (mark := find(source)) is not None), None)
