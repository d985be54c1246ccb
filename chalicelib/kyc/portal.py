"""A client's own identity: where it stands, handing in, the history, the vendor's page."""

from chalice.app import Blueprint

from chalicelib.core.paging import Page
from chalicelib.edge.auth import CLIENT, PUBLIC
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import ItemsView, Nothing, PageQuery, PageView
from chalicelib.gateways.kyc.port import StartedCheck
from chalicelib.kyc.model.settings import KycForm
from chalicelib.kyc.schemas.portal import KycView, StartedCheckView
from chalicelib.kyc.schemas.records import KycFormView, KycRecordView, KycSubmissionForm
from chalicelib.kyc.service import checking, reading, submitting
from chalicelib.kyc.service.reading import Overview
from chalicelib.kyc.service.showing import Shown

portal = Blueprint(__name__)


@portal.route("/api/portal/kyc", methods=["GET"])
@endpoint(access=CLIENT, returns=KycView)
def read_own_kyc(call: Call[Nothing, Nothing]) -> Overview:
    """Where the client's identity stands, and what is shut to them."""
    return reading.own(call.actor)


@portal.route("/api/portal/registrations/identity-forms", methods=["GET"])
@endpoint(access=PUBLIC, returns=ItemsView[KycFormView])
def list_newcomers_identity_forms(call: Call[Nothing, Nothing]) -> tuple[KycForm, ...]:
    """The forms in which a newcomer can say who they are."""
    return reading.offered()


@portal.route("/api/portal/kyc/records", methods=["GET"])
@endpoint(access=CLIENT, query=PageQuery, returns=PageView[KycRecordView])
def list_own_kyc_records(call: Call[Nothing, PageQuery]) -> Page[Shown]:
    """Everything the client has handed in, newest first."""
    return reading.own_history(call.actor, call.query.page)


@portal.route("/api/portal/kyc/records", methods=["POST"])
@endpoint(access=CLIENT, body=KycSubmissionForm, returns=KycRecordView, status=201, once=True)
def submit_kyc(call: Call[KycSubmissionForm, Nothing]) -> Shown:
    """Hand in a form; it waits for a decision."""
    return submitting.submit(call.actor, call.body.submission(), call.command)


@portal.route("/api/portal/kyc/checks", methods=["POST"])
@endpoint(access=CLIENT, returns=StartedCheckView, status=201)
def start_kyc_check(call: Call[Nothing, Nothing]) -> StartedCheck:
    """Get the address of the vendor's page for this client."""
    return checking.start(call.actor)
