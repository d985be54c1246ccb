"""The settings of approvals: automation, flow and deadline of each type, and the base currency."""

from collections.abc import Callable
from typing import Annotated

from pydantic import Field

from chalicelib.approvals.model.clock import BusinessHours, Escalation
from chalicelib.approvals.model.flow import Automation, Flow
from chalicelib.approvals.model.kinds import TYPE_RULES, Mode, RequestType
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Invalid
from chalicelib.core.forms import LocalText
from chalicelib.core.nouns import dataclass
from chalicelib.core.setting import Setting

_AUTOMATIC = frozenset({RequestType.DEPOSIT, RequestType.TRANSFER, RequestType.WITHDRAWAL_DETAILS})

BASE_CURRENCY = Setting[str](
    key="approvals.base_currency", type=str, default="USD", group="approvals"
)


def _offered(kind: RequestType) -> Callable[[Actor, Automation], None]:
    def check(_: Actor, automation: Automation) -> None:
        if automation.mode not in TYPE_RULES[kind].modes:
            raise Invalid(
                "not for this type", code="mode_not_offered", field="value", mode=automation.mode
            )

    return check


@dataclass(frozen=True)
class RejectReason:
    """Words that are often needed to refuse: for ``kinds`` of requests, or for all without any."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
    text: LocalText
    kinds: tuple[RequestType, ...] = ()

    def fits(self, kind: RequestType) -> bool:
        """Whether it is for requests of ``kind``."""
        return not self.kinds or kind in self.kinds


REJECT_REASONS = Setting[tuple[RejectReason, ...]](
    key="approvals.reject_reasons",
    type=Annotated[tuple[RejectReason, ...], Field(max_length=100)],
    default=(),
    group="approvals",
)

AUTOMATIONS = {
    kind: Setting[Automation](
        key=f"approvals.automation.{kind}",
        type=Automation,
        default=Automation(Mode.AUTOMATIC if kind in _AUTOMATIC else Mode.MANUAL),
        group="approvals",
        four_eyes=True,
        guard=_offered(kind),
    )
    for kind in RequestType
}

FLOWS = {
    kind: Setting[Flow](
        key=f"approvals.flow.{kind}", type=Flow, default=Flow(), group="approvals", four_eyes=True
    )
    for kind in RequestType
}

DEADLINE_HOURS = {
    kind: Setting[int](
        key=f"approvals.deadline_hours.{kind}",
        type=Annotated[int, Field(ge=1, le=2160)],
        default=24,
        group="approvals",
    )
    for kind in RequestType
}

BUSINESS_HOURS = Setting[BusinessHours](
    key="approvals.business_hours", type=BusinessHours, default=BusinessHours(), group="approvals"
)

ESCALATION = Setting[Escalation](
    key="approvals.escalation", type=Escalation, default=Escalation(), group="approvals"
)
