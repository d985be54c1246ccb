"""Tier rules, their settlements and what those found, for the staff."""

from chalice.app import Blueprint

from chalicelib.core.paging import Page
from chalicelib.core.permissions import Permission
from chalicelib.edge.auth import staff
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing, PageQuery, PageView
from chalicelib.partners.model.tiers import TierSettlement
from chalicelib.partners.rules.tiers import settlement_moment
from chalicelib.partners.schemas.tier_reports import (
    ReportQuery,
    TierDecisionForm,
    TierOutcomeView,
    TierSettlementView,
)
from chalicelib.partners.schemas.tiers import TierRuleForm, TierRulesView, TierRuleView
from chalicelib.partners.service import tier_reports, tier_rules, tier_settling
from chalicelib.partners.service.tier_reports import Told
from chalicelib.partners.service.tier_rules import RuleBoard, RuleSheet

tiers = Blueprint(__name__)
_READ = staff(Permission.READ_TIER_RULES)
_UPDATE = staff(Permission.UPDATE_TIER_RULES)
_REPORT = staff(Permission.READ_TIER_REPORTS)
_RULE = "/api/desk/tier-rules/{plan_id}"
_OF_CLIENT = "/api/desk/clients/{client_id}/tier-outcomes"


@tiers.route("/api/desk/tier-rules", methods=["GET"])
@endpoint(access=_READ, returns=TierRulesView)
def list_tier_rules(call: Call[Nothing, Nothing]) -> RuleBoard:
    """By which rules tiers change, when they are settled next, and whether they are just now."""
    return tier_rules.board()


@tiers.route(_RULE, methods=["PUT"])
@endpoint(access=_UPDATE, body=TierRuleForm, returns=TierRuleView, once=True)
def put_tier_rule(call: Call[TierRuleForm, Nothing], plan_id: str) -> RuleSheet:
    """Store the rule of a rank structure, in place of the one that was seen."""
    body = call.body
    return tier_rules.put(call.actor, body.rule(plan_id), body.expected, call.command)


@tiers.route(_RULE, methods=["DELETE"])
@endpoint(access=_UPDATE, status=204)
def remove_tier_rule(call: Call[Nothing, Nothing], plan_id: str) -> None:
    """Delete the rule of a rank structure; what was found by it stays in the reports."""
    tier_rules.remove(call.actor, plan_id)


@tiers.route("/api/desk/tier-settlements", methods=["GET"])
@endpoint(access=_REPORT, query=PageQuery, returns=PageView[TierSettlementView])
def list_tier_settlements(call: Call[Nothing, PageQuery]) -> Page[TierSettlement]:
    """All settlements of tiers, the newest first, with how far the one under way is."""
    return tier_reports.settlements(call.query.page)


@tiers.route("/api/desk/tier-settlements", methods=["POST"])
@endpoint(access=_UPDATE, returns=TierSettlementView, status=201)
def begin_tier_settlement(call: Call[Nothing, Nothing]) -> TierSettlement:
    """Settle tiers now, beside the times that are set."""
    return tier_settling.begin_now(call.actor)


@tiers.route("/api/desk/tier-outcomes", methods=["GET"])
@endpoint(access=_REPORT, query=ReportQuery, returns=PageView[TierOutcomeView])
def list_tier_outcomes(call: Call[Nothing, ReportQuery]) -> Page[Told]:
    """What settlements found by automatic or by manual rules, the newest first."""
    query = call.query
    return tier_reports.reported(call.actor, query.method, query.state, query.page)


@tiers.route(_OF_CLIENT, methods=["GET"])
@endpoint(access=_REPORT, query=PageQuery, returns=PageView[TierOutcomeView])
def list_client_tier_outcomes(call: Call[Nothing, PageQuery], client_id: str) -> Page[Told]:
    """What all settlements found for one broker, also where nothing changed."""
    return tier_reports.of_client(call.actor, client_id, call.query.page)


@tiers.route(f"{_OF_CLIENT}/{{settlement_id}}", methods=["PATCH"])
@endpoint(
    access=staff(Permission.DECIDE_TIERS),
    body=TierDecisionForm,
    returns=TierOutcomeView,
)
def decide_tier_outcome(
    call: Call[TierDecisionForm, Nothing], client_id: str, settlement_id: str
) -> Told:
    """Give a broker the tier that a settlement found them good for, or reject it."""
    return tier_reports.decide(
        call.actor,
        client_id,
        settlement_moment(settlement_id),
        agreed=call.body.decision == "agreed",
        comment=call.body.comment,
    )
