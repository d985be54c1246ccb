"""What a vendor's verdict means for a case."""

from datetime import datetime, timedelta
from enum import StrEnum

from chalicelib.gateways.kyc.port import CheckOutcome, CheckState
from chalicelib.kyc.model.cases import Case, VendorCheck
from chalicelib.kyc.model.settings import VerdictUse

_AWAITED = frozenset({CheckOutcome.STARTED, CheckOutcome.IN_REVIEW})
_UNWELCOME = frozenset({CheckOutcome.RETRY, CheckOutcome.REFUSED})
ASK_AFTER = timedelta(hours=1)


class Consequence(StrEnum):
    """What a verdict brings about, beside being known."""

    NOTHING = "nothing"
    APPROVE = "approve"
    REJECT = "reject"
    ASK_AGAIN = "ask_again"
    REOPEN = "reopen"


def is_awaited(outcome: CheckOutcome) -> bool:
    """Whether a verdict is still to come."""
    return outcome in _AWAITED


def seen(vendor: str, state: CheckState, now: datetime) -> VendorCheck:
    """``state`` as it is kept; one that is still to come is asked for in an hour."""
    return VendorCheck(
        vendor=vendor,
        reference=state.reference,
        outcome=state.outcome,
        as_of=state.as_of,
        level=state.level,
        labels=state.labels,
        comment=state.comment,
        staff_comment=state.staff_comment,
        due_at=now + ASK_AFTER if is_awaited(state.outcome) else None,
    )


def is_news(known: VendorCheck | None, state: CheckState) -> bool:
    """Whether ``state`` says something that was not known, and not something overtaken."""
    if known is None or known.reference != state.reference:
        return True
    if state.as_of != known.as_of:
        return state.as_of > known.as_of
    return (state.outcome, state.labels) != (known.outcome, known.labels)


def consequence(case: Case, outcome: CheckOutcome, use: VerdictUse) -> Consequence:
    """What ``outcome``, which is news, brings about.

    An approved client of whom the vendor now thinks ill is looked at again by staff, whatever the
    setting. To be asked again decides nothing: the client can do something about it.
    """
    if case.approved_id is not None and outcome in _UNWELCOME:
        return Consequence.REOPEN
    if case.pending_id is None:
        return Consequence.NOTHING
    if outcome is CheckOutcome.RETRY:
        return Consequence.ASK_AGAIN
    if use is VerdictUse.INFORM:
        return Consequence.NOTHING
    if outcome is CheckOutcome.PASSED:
        return Consequence.APPROVE
    return Consequence.REJECT if outcome is CheckOutcome.REFUSED else Consequence.NOTHING
