"""What an introducing broker sees of how they earn, and of what they have earned."""

from chalice.app import Blueprint

from chalicelib.core.paging import Page
from chalicelib.edge.auth import CLIENT
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import ItemsView, Nothing, PageQuery, PageView
from chalicelib.partners.model.earnings import Earned
from chalicelib.partners.model.onward import OnwardShown, TargetShown, TargetsSheet
from chalicelib.partners.model.passing import PassingSheet, SubBroker
from chalicelib.partners.model.sought import SumsPart
from chalicelib.partners.model.terms import TermsSheet
from chalicelib.partners.model.tiers import TierProgress
from chalicelib.partners.schemas.deals import OwnShareView
from chalicelib.partners.schemas.earnings import EarnedView
from chalicelib.partners.schemas.onward import (
    OnwardDayView,
    TargetForm,
    TargetsView,
    TargetView,
)
from chalicelib.partners.schemas.own_lists import OwnCommissionView
from chalicelib.partners.schemas.passing import PassingForm, PassingView, SubBrokerView
from chalicelib.partners.schemas.reporting import CommissionSumsView, OwnCommissionsQuery
from chalicelib.partners.schemas.terms import OwnTermsView
from chalicelib.partners.schemas.tier_reports import TierProgressView
from chalicelib.partners.service import (
    explaining,
    onward,
    own_lists,
    passing,
    targets,
    terms,
    tier_reports,
)
from chalicelib.partners.service.explaining import OwnShare
from chalicelib.partners.service.own_lists import OwnLine

portal = Blueprint(__name__)


@portal.route("/api/portal/commission-terms", methods=["GET"])
@endpoint(access=CLIENT, returns=OwnTermsView)
def read_own_commission_terms(call: Call[Nothing, Nothing]) -> TermsSheet:
    """The tier and the schemes by which the caller earns."""
    return terms.own(call.actor)


@portal.route("/api/portal/commissions", methods=["GET"])
@endpoint(access=CLIENT, query=OwnCommissionsQuery, returns=PageView[OwnCommissionView])
def list_own_commissions(call: Call[Nothing, OwnCommissionsQuery]) -> Page[OwnLine]:
    """What the caller has earned, and the deals below them that paid nothing, with the reason."""
    query = call.query
    return own_lists.page(call.actor, query.sought, query.days, query.page)


@portal.route("/api/portal/commissions/sums", methods=["GET"])
@endpoint(access=CLIENT, query=OwnCommissionsQuery, returns=CommissionSumsView)
def sum_up_own_commissions(call: Call[Nothing, OwnCommissionsQuery]) -> SumsPart:
    """What the caller has earned by state and currency, some deals at a time; the parts add up."""
    query = call.query
    return own_lists.sums(call.actor, query.sought, query.days, query.cursor)


@portal.route("/api/portal/commissions/months", methods=["GET"])
@endpoint(access=CLIENT, returns=ItemsView[EarnedView])
def list_own_commission_months(call: Call[Nothing, Nothing]) -> list[Earned]:
    """What the caller was paid by month and currency."""
    return explaining.own_months(call.actor)


@portal.route("/api/portal/commissions/onward", methods=["GET"])
@endpoint(access=CLIENT, query=PageQuery, returns=PageView[OnwardDayView])
def list_own_onward_commissions(call: Call[Nothing, PageQuery]) -> Page[OnwardShown]:
    """What became of the caller's commissions that go on to trading accounts, day by day."""
    return onward.page(call.actor, call.actor.id, call.query.page)


@portal.route("/api/portal/payout-targets", methods=["GET"])
@endpoint(access=CLIENT, returns=TargetsView)
def read_own_payout_targets(call: Call[Nothing, Nothing]) -> TargetsSheet:
    """Where the caller's commissions go, by currency."""
    return targets.sheet(call.actor, call.actor.id)


@portal.route("/api/portal/payout-targets/{currency}", methods=["PUT"])
@endpoint(access=CLIENT, body=TargetForm, returns=TargetView)
def set_own_payout_target(call: Call[TargetForm, Nothing], currency: str) -> TargetShown:
    """Let the caller's commissions of today and later go to an own trading account, or stay."""
    return targets.put(call.actor, call.actor.id, currency, call.body.account_id)


@portal.route("/api/portal/commissions/{deal_key}", methods=["GET"])
@endpoint(access=CLIENT, returns=OwnShareView)
def read_own_commission(call: Call[Nothing, Nothing], deal_key: str) -> OwnShare:
    """What the caller got of one deal, with everything that it was computed from."""
    return explaining.own_share(call.actor, deal_key)


@portal.route("/api/portal/tier-progress", methods=["GET"])
@endpoint(access=CLIENT, returns=TierProgressView)
def read_own_tier_progress(call: Call[Nothing, Nothing]) -> TierProgress:
    """The caller's tier, and how far they are from the next one by the figures of now."""
    return tier_reports.progress(call.actor)


@portal.route("/api/portal/passing", methods=["GET"])
@endpoint(access=CLIENT, returns=PassingView)
def read_own_passing(call: Call[Nothing, Nothing]) -> PassingSheet:
    """What the caller can pass on of their rate, and within which limits."""
    return passing.own(call.actor)


@portal.route("/api/portal/sub-brokers", methods=["GET"])
@endpoint(access=CLIENT, query=PageQuery, returns=PageView[SubBrokerView])
def list_sub_brokers(call: Call[Nothing, PageQuery]) -> Page[SubBroker]:
    """The brokers directly below the caller, with what each is passed."""
    return passing.sub_brokers(call.actor, call.query.page)


@portal.route("/api/portal/sub-brokers/{sub_broker_id}", methods=["PUT"])
@endpoint(access=CLIENT, body=PassingForm, returns=SubBrokerView, once=True)
def pass_on_to_sub_broker(call: Call[PassingForm, Nothing], sub_broker_id: str) -> SubBroker:
    """Pass on a share of the own rate to one of them, from now on."""
    return passing.grant(call.actor, sub_broker_id, call.body.share, call.command)
