"""What a settlement of tiers has found for a broker, as it is stored."""

from datetime import timedelta

from chalicelib import ports
from chalicelib.core.actor import system
from chalicelib.partners.model.tiers import (
    Check,
    CheckKind,
    Join,
    Method,
    OutcomeState,
    TierCheck,
    TierOutcome,
    Window,
)
from chalicelib.partners.rules.tiers import settlement_id
from chalicelib.partners.store import tiers as store


def waiting(client_id: str) -> str:
    """An outcome of a manual rule that staff have yet to decide; the settlement's id."""
    at = ports.now() - timedelta(milliseconds=int(client_id) % 10_000_000)
    lots = Check(CheckKind.LOTS, "10", "12.5", is_met=True)
    outcome = TierOutcome(
        client_id=client_id,
        settlement_at=at,
        at=at,
        structure_id="rnk_1",
        rule_name="Growth",
        rule_number=1,
        method=Method.MANUAL,
        window=Window("", at.strftime("%Y-%m")),
        tiers=("Bronze", "Silver"),
        before=1,
        reached=2,
        state=OutcomeState.PENDING,
        checks=(TierCheck(2, is_met=True, joined=Join.AND, checks=(lots,)),),
    )
    ports.transact(system("test"), lambda unit: store.add_outcome(unit, outcome))
    return settlement_id(at)
