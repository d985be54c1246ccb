"""Repairs: what one person proposes, another approves, and is then done exactly once."""

from datetime import datetime
from enum import StrEnum

from chalicelib.core.errors import Conflict, Forbidden, Invalid
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.reconciliation.model.breaks import RepairAction, RepairAgainst


class RepairStatus(StrEnum):
    """Where a repair stands.

    ``proposed`` waits for a second person; ``started`` is approved and the other side has not been
    asked, or has surely not done it; ``asked`` means that it was asked and we do not know yet what
    came of it. The others are final.
    """

    PROPOSED = "proposed"
    STARTED = "started"
    ASKED = "asked"
    DONE = "done"
    DECLINED = "declined"
    REFUSED = "refused"


UNDER_WAY = frozenset({RepairStatus.STARTED, RepairStatus.ASKED})
LIVE = UNDER_WAY | {RepairStatus.PROPOSED}


@dataclass(frozen=True)
class Repair:
    """One repair of one break. ``amount`` is the difference that it was proposed for.

    ``entry_id`` is what it booked, ``reference`` the server's ticket or the provider's refund.
    ``refusal`` is the code with which the other side said no.
    """

    id: str
    break_id: str
    side: str
    key: str
    action: RepairAction
    reason: str
    proposed_by: str
    proposed_at: datetime
    amount: Money | None = None
    against: RepairAgainst | None = None
    status: RepairStatus = RepairStatus.PROPOSED
    decided_by: str = ""
    decided_at: datetime | None = None
    note: str = ""
    changed_at: datetime | None = None
    asked_at: datetime | None = None
    entry_id: str = ""
    reference: str = ""
    refusal: str = ""
    version: int = 0

    @property
    def operation_id(self) -> str:
        """Under which a server knows it, the same for every try."""
        return self.id.partition("_")[2]


class RepairUnderWay(Conflict):
    """Another repair of this break is proposed or being carried out."""

    code = "repair_under_way"


class RepairDecided(Conflict):
    """Somebody has decided this repair already."""

    code = "repair_decided"


class OwnRepair(Forbidden):
    """Whoever proposed a repair does not approve it."""

    code = "own_repair"


class BreakChanged(Conflict):
    """The two sides have moved since the repair was proposed: look again and propose anew."""

    code = "break_changed"


class RepairNotPossible(Invalid):
    """This break cannot be mended so; the fact ``action`` names what was asked."""

    code = "repair_not_possible"
