"""Meridian Markets' commission plans: five tiers, majors and gold, and the scheme of the house."""

from __future__ import annotations

from decimal import Decimal

from chalicelib import ports
from chalicelib.core.actor import Actor, system
from chalicelib.partners.model.plans import (
    DEFAULT_SCHEME,
    Alias,
    Basic,
    FixedScheme,
    FlexibleRate,
    FlexibleScheme,
    Plan,
    PlanKind,
    RankStructure,
    RateType,
    Structure,
    SymbolGroup,
)
from chalicelib.partners.model.versions import PlanState, Proposal
from chalicelib.partners.service import plans
from chalicelib.settings import public as settings
from chalicelib.storage.idempotency import Command


def agree(proposer: Actor, decider: Actor, server_id: str) -> None:
    """Put the plans in force, and make the house's scheme that of new introducing brokers."""

    def agreed(kind: PlanKind, plan: Plan) -> str:
        command = Command(key=ports.ids().new("key", ports.now()))
        plan_id = plans.create(proposer, kind, Proposal(plan), command).head.id
        plans.decide(decider, kind, plan_id, PlanState.APPROVED, "")
        return plan_id

    ranks = agreed(
        PlanKind.RANK_STRUCTURE,
        RankStructure("Metals", ("Bronze", "Silver", "Gold", "Diamond", "Platinum")),
    )
    majors = agreed(
        PlanKind.SYMBOL_GROUP,
        SymbolGroup("Majors", server_id, ("EURUSD", "GBPUSD", "USDJPY", "AUDUSD")),
    )
    gold = agreed(
        PlanKind.SYMBOL_GROUP,
        SymbolGroup(
            "Gold", server_id, ("XAUUSD",), aliases=(Alias("GOLD", "XAUUSD"),), suffixes=(".m",)
        ),
    )
    house = agreed(PlanKind.FIXED_SCHEME, _house_scheme(ranks, majors, gold))
    rate = FlexibleRate(gold, RateType.PER_LOT, Decimal(4))
    agreed(PlanKind.FLEXIBLE_SCHEME, FlexibleScheme("Gold desk", (rate,)))
    settings.adopt(system("demonstration"), DEFAULT_SCHEME, house)


def _house_scheme(ranks: str, majors: str, gold: str) -> FixedScheme:
    slots = tuple(Decimal(one) for one in (1, 2, 3, 4, 5))
    levels = tuple(Decimal(one) for one in (20, 10, 5))
    return FixedScheme(
        "House standard",
        ranks,
        (
            Basic(majors, Structure.RANK, RateType.PER_LOT, slots),
            Basic(gold, Structure.LEVEL, RateType.PLATFORM_COMMISSION, levels),
        ),
        overriding=(Decimal(5),),
        same_rank=(Decimal(10),),
    )
