"""Registering: the code to the e-mail address, the form, referral codes and agreements."""

from chalice.app import Blueprint

from chalicelib.clients.model import Agreement, ClientKind, Registration
from chalicelib.clients.schemas.consents import ConsentForm, ConsentsView
from chalicelib.clients.schemas.emails import EmailChangeForm, NewEmailForm, ObjectionForm
from chalicelib.clients.schemas.own_registration import OwnRegistrationView
from chalicelib.clients.schemas.phones import (
    NewcomersPhoneForm,
    PhoneChangeForm,
    PhoneCodeForm,
    PhoneCodeView,
    PhoneProofForm,
    PhoneProofView,
)
from chalicelib.clients.schemas.registration import (
    AgreementQuery,
    EmailCodeForm,
    EmailCodeView,
    ReferralCodeView,
    RegistrationBody,
    RegistrationFormView,
    RegistrationView,
)
from chalicelib.clients.service import (
    answering,
    email_change,
    newcomers_phone,
    phone_change,
    registration,
    renewal,
)
from chalicelib.clients.service.agreements import agreements
from chalicelib.clients.service.answering import OfferedForm, OwnRegistration
from chalicelib.clients.service.renewal import Standing
from chalicelib.core.confirmation import Operation
from chalicelib.edge.agreements import AgreementView
from chalicelib.edge.auth import CLIENT, PUBLIC
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import ItemsView, Nothing
from chalicelib.identity.public import CodeSent
from chalicelib.phones.public import CodeOut, Proof

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


@portal.route("/api/portal/registration", methods=["GET"])
@endpoint(access=CLIENT, returns=OwnRegistrationView)
def read_own_registration(call: Call[Nothing, Nothing]) -> OwnRegistration:
    """What the client gave at registration."""
    return answering.own(call.actor)


@portal.route("/api/portal/registrations/forms", methods=["GET"])
@endpoint(access=PUBLIC, returns=ItemsView[RegistrationFormView])
def list_registration_forms(call: Call[Nothing, Nothing]) -> list[OfferedForm]:
    """What the broker asks newcomers of each kind beside the fixed fields."""
    return [answering.offered(kind) for kind in ClientKind]


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


@portal.route("/api/portal/phone/codes", methods=["POST"])
@endpoint(access=CLIENT, body=PhoneCodeForm, returns=PhoneCodeView, status=202)
def send_phone_code(call: Call[PhoneCodeForm, Nothing]) -> CodeOut:
    """Send a code to the phone number that the client wants to have."""
    phone = call.body.phone
    return phone_change.send_code(call.actor, phone.country_code, phone.number)


@portal.route("/api/portal/phone", methods=["PUT"])
@endpoint(access=CLIENT, body=PhoneChangeForm, status=204)
def change_phone(call: Call[PhoneChangeForm, Nothing]) -> None:
    """Take another phone number, by the code that went there and the password."""
    phone, form = call.body.phone, call.body
    phone_change.change(call.actor, phone.country_code, phone.number, form.code, form.password)


@portal.route("/api/portal/consents", methods=["GET"])
@endpoint(access=CLIENT, returns=ConsentsView)
def read_consents(call: Call[Nothing, Nothing]) -> Standing:
    """What the client has accepted, and what must be accepted before going on."""
    return renewal.standing(call.actor.id)


@portal.route("/api/portal/consents", methods=["POST"])
@endpoint(access=CLIENT, body=ConsentForm, returns=ConsentsView)
def give_consents(call: Call[ConsentForm, Nothing]) -> Standing:
    """Accept the agreements that have changed; saying so twice changes nothing."""
    return renewal.accept(call.actor, call.body.accepted())


@portal.route("/api/portal/email/codes", methods=["POST"])
@endpoint(access=CLIENT, body=NewEmailForm, returns=EmailCodeView, status=202)
def send_email_code(call: Call[NewEmailForm, Nothing]) -> CodeSent:
    """Send a code to the e-mail address that the client wants to have."""
    return email_change.send_code(call.actor, call.body.email)


@portal.route("/api/portal/email", methods=["PUT"])
@endpoint(access=CLIENT, body=EmailChangeForm, status=204, confirms=Operation.EMAIL_CHANGE)
def change_email(call: Call[EmailChangeForm, Nothing]) -> None:
    """Take another e-mail address, by the code that went there and the password."""
    form = call.body
    email_change.change(call.actor, form.email, form.code, form.password, call.command)


@portal.route("/api/portal/email/objections", methods=["POST"])
@endpoint(access=PUBLIC, body=ObjectionForm, status=204)
def object_to_email(call: Call[ObjectionForm, Nothing]) -> None:
    """Undo a change of address, by the link that the old address was sent."""
    email_change.undo(call.actor, call.body.token)


@portal.route("/api/portal/registrations/phone-codes", methods=["POST"])
@endpoint(access=PUBLIC, body=NewcomersPhoneForm, returns=PhoneCodeView, status=202)
def send_newcomers_phone_code(call: Call[NewcomersPhoneForm, Nothing]) -> CodeOut:
    """Send a code to the phone number of somebody who registers."""
    form, phone = call.body, call.body.phone
    return newcomers_phone.send_code(
        call.actor, phone.country_code, phone.number, form.language, slide=form.slide
    )


@portal.route("/api/portal/registrations/phone-proofs", methods=["POST"])
@endpoint(access=PUBLIC, body=PhoneProofForm, returns=PhoneProofView, status=201)
def prove_newcomers_phone(call: Call[PhoneProofForm, Nothing]) -> Proof:
    """Exchange the code for a proof that the registration carries along."""
    phone = call.body.phone
    return newcomers_phone.prove(call.actor, phone.country_code, phone.number, call.body.code)
