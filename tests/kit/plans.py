"""Commission plans in the store, proposed by one member of staff and agreed to by another."""

from dataclasses import replace
from datetime import datetime

from chalicelib.accounts.model import TRADING_SERVERS, TradingServerConfig
from chalicelib.core.actor import EVERYTHING, Actor, system
from chalicelib.gateways.trading.connection import Connection
from chalicelib.partners.model.plans import (
    DEFAULT_SCHEME,
    FlexibleScheme,
    Plan,
    PlanKind,
    SymbolGroup,
)
from chalicelib.partners.model.versions import PlanSheet, PlanState, Proposal
from chalicelib.partners.service import plans
from chalicelib.settings import public as settings
from tests.kit.approvals import member
from tests.kit.clients import command
from tests.kit.partners import MAJORS, RANKS, basic, scheme

ANN: Actor = replace(member("Ann"), scope=EVERYTHING)
BOB: Actor = replace(member("Bob"), scope=EVERYTHING)


def with_server(server_id: str = "mt5") -> None:
    """A trading server, of which nothing but its name is asked."""
    connection = Connection("http://127.0.0.1:1", 1000, "mt5-live")
    config = TradingServerConfig(server_id, "Live", connection, ("real\\std",))
    settings.adopt(system("test"), TRADING_SERVERS, (config,))


def proposed(kind: PlanKind, plan: Plan, at: datetime | None = None) -> PlanSheet:
    """A plan that Ann proposes."""
    return plans.create(ANN, kind, Proposal(plan, at), command())


def agreed(kind: PlanKind, plan: Plan, at: datetime | None = None) -> str:
    """The id of a plan that Ann has proposed and Bob has agreed to."""
    head = proposed(kind, plan, at).head
    plans.decide(BOB, kind, head.id, PlanState.APPROVED, "")
    return head.id


def ranks() -> str:
    """The five tiers of the specification, in force."""
    return agreed(PlanKind.RANK_STRUCTURE, RANKS)


def majors(group: SymbolGroup = MAJORS) -> str:
    """A symbol group, in force."""
    with_server(group.server_id)
    return agreed(PlanKind.SYMBOL_GROUP, group)


def standard(rank_structure_id: str = "") -> str:
    """The scheme of the specification's rank table, in force."""
    group = majors()
    plan = scheme(basic(symbol_group_id=group), rank_structure_id=rank_structure_id or ranks())
    return agreed(PlanKind.FIXED_SCHEME, plan)


def standard_for_all() -> str:
    """The same, as the scheme of every new tree from now on."""
    scheme_id = standard()
    settings.adopt(system("test"), DEFAULT_SCHEME, scheme_id)
    return scheme_id


def own(plan: FlexibleScheme) -> str:
    """A flexible scheme, in force."""
    return agreed(PlanKind.FLEXIBLE_SCHEME, plan)
