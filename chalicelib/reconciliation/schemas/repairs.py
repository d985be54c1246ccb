"""Repairs of breaks: what is proposed, and what is said to it."""

from typing import Annotated, Any, Literal, Self, cast

from pydantic import Field

from chalicelib.edge.schemas import Body, Instant, MoneyOut, View
from chalicelib.reconciliation.model.breaks import RepairAction, RepairAgainst
from chalicelib.reconciliation.model.repairs import Repair, RepairStatus
from chalicelib.reconciliation.service.repairs import Proposal

Reason = Annotated[str, Field(min_length=3, max_length=1000)]


class RepairView(View):
    """A repair: who wanted it, who decided, and what came of it."""

    id: str
    action: RepairAction
    against: RepairAgainst | None
    amount: MoneyOut | None
    status: RepairStatus
    reason: str
    note: str
    proposed_by: str
    proposed_at: Instant
    decided_by: str
    decided_at: Instant | None
    entry_id: str
    reference: str
    refusal: str

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        return cls.with_names(cast("Repair", noun), {})

    @classmethod
    def with_names(cls, repair: Repair, names: dict[str, str]) -> Self:
        """The view with the names of those who are among ``names``, by their references."""
        own = {name: getattr(repair, name) for name in cls.model_fields}
        people = {
            name: names.get(own[name], own[name].partition(":")[2])
            for name in ("proposed_by", "decided_by")
        }
        return cls(**own | people)


class RepairForm(Body):
    """What is to be done. ``against`` is for an entry alone: what it is booked against."""

    action: RepairAction
    reason: Reason
    against: RepairAgainst | None = None

    @property
    def proposal(self) -> Proposal:
        """As the use case takes it."""
        return Proposal(self.action, self.reason, self.against)


class RepairDecisionForm(Body):
    """The second person's word."""

    decision: Literal["approve", "decline"]
    note: Annotated[str, Field(max_length=1000)] = ""
