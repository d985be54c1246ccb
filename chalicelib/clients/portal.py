"""Registering: the code to the e-mail address, the form, referral codes and agreements."""

from chalice.app import Blueprint

from chalicelib.clients.model import Agreement, Registration
from chalicelib.clients.schemas.registration import (
    AgreementQuery,
    AgreementView,
    EmailCodeForm,
    EmailCodeView,
    ReferralCodeView,
    RegistrationBody,
    RegistrationView,
)
from chalicelib.clients.service import registration
from chalicelib.clients.service.agreements import agreements
from chalicelib.edge.auth import PUBLIC
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import ItemsView, Nothing
from chalicelib.identity.public import CodeSent

portal = Blueprint(__name__)


@portal.route("/api/portal/registrations/codes", methods=["POST"])
@endpoint(access=PUBLIC, body=EmailCodeForm, returns=EmailCodeView, status=202)
def send_registration_code(call: Call[EmailCodeForm, Nothing]) -> CodeSent:
    """Send a code to an address; the answer never tells whether the address is known."""
    return registration.send_code(call.actor, call.body.email, call.body.language, call.body.slide)


@portal.route("/api/portal/registrations", methods=["POST"])
@endpoint(access=PUBLIC, body=RegistrationBody, returns=RegistrationView, status=201, once=True)
def register_client(call: Call[RegistrationBody, Nothing]) -> Registration:
    """Register as a trader or an introducing broker."""
    return registration.register(call.actor, call.body.form(), call.command)


@portal.route("/api/portal/registrations/referrals/{code}", methods=["GET"])
@endpoint(access=PUBLIC, returns=ReferralCodeView)
def check_referral_code(call: Call[Nothing, Nothing], code: str) -> bool:
    """Whether a referral code can be used."""
    return registration.referral_code_is_valid(call.actor, code)


@portal.route("/api/portal/agreements", methods=["GET"])
@endpoint(access=PUBLIC, query=AgreementQuery, returns=ItemsView[AgreementView])
def list_agreements(call: Call[Nothing, AgreementQuery]) -> tuple[Agreement, ...]:
    """The agreements that must be accepted for a purpose."""
    return agreements(call.query.purpose)
