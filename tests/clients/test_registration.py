"""Coming in: what a registration makes, refuses and leaves to the decision."""

from dataclasses import replace

import pytest

from chalicelib.approvals import public as approvals
from chalicelib.approvals.model import Verdict
from chalicelib.approvals.public import Mode, RequestStatus, RequestType
from chalicelib.approvals.rules import Review
from chalicelib.approvals.service import decisions
from chalicelib.clients import public as clients
from chalicelib.clients import store as rows
from chalicelib.clients.events import clients_events
from chalicelib.clients.model import (
    OWNER_ASSIGNMENT,
    REFERRING_KINDS,
    Client,
    ClientKind,
    ClientStatus,
    OwnerAssignment,
    OwnerRule,
    PhoneTaken,
)
from chalicelib.clients.service import admission, registration
from chalicelib.clients.store import tally
from chalicelib.core.actor import Realm, system
from chalicelib.core.consent import Acceptance
from chalicelib.core.errors import FairleadError, Invalid, Limited
from chalicelib.core.paging import PageRequest
from chalicelib.identity import public as identity
from chalicelib.identity.public import LoginStatus
from chalicelib.settings import public as settings
from chalicelib.storage import audit
from chalicelib.storage.idempotency import Command
from tests.kit.approvals import automate, member
from tests.kit.clients import (
    ACCEPTED,
    active_client,
    command,
    emailed_code,
    form,
    newcomer,
    published,
    registered,
)
from tests.kit.courier import Courier

pytestmark = pytest.mark.usefixtures("store", "clock")
COURIER = Courier((clients_events,))


def client(client_id: str) -> Client:
    return clients.client_for_system(client_id)


def login_status(client_id: str) -> LoginStatus:
    return identity.login_state(Realm.CLIENT, client_id).status


def decide(request_id: str, verdict: Verdict = Verdict.APPROVED, reason: str = "") -> None:
    decisions.decide(member("Ada"), request_id, Review(verdict, reason))


def test_a_registration_waits_with_a_login_that_waits_and_a_request():
    made = registered(name="Lin Chen", kind=ClientKind.TRADER)
    who = client(made.client_id)
    assert made.status == "pending"
    assert (who.status, who.name, len(who.id)) == (ClientStatus.PENDING, "Lin Chen", 8)
    assert login_status(who.id) is LoginStatus.PENDING_APPROVAL
    request = approvals.read(made.request_id)
    assert (request.type, request.status) == (
        RequestType.TRADER_REGISTRATION,
        RequestStatus.PENDING,
    )
    assert request.client_id == who.id
    (told,) = published("clients.client_registered")
    assert told.body["client_id"] == who.id


def test_an_introducing_broker_asks_for_another_request():
    made = registered(kind=ClientKind.IB)
    assert approvals.read(made.request_id).type is RequestType.IB_REGISTRATION


def test_consents_keep_version_time_and_address():
    who = client(registered().client_id)
    assert [(one.document, one.version) for one in who.consents] == [
        (one.document, one.version) for one in ACCEPTED
    ]
    assert all(one.ip.startswith("198.51.100.") for one in who.consents)
    assert all(one.accepted_at == who.registered_at for one in who.consents)


@pytest.mark.parametrize(
    "accepted", [(), ACCEPTED[:1], (ACCEPTED[0], Acceptance("privacy-policy", "0"))]
)
def test_every_agreement_must_be_accepted_in_its_version(accepted):
    with pytest.raises(Invalid) as refusal:
        registered(accepted=accepted)
    assert refusal.value.code == "agreement_not_accepted"
    assert refusal.value.facts["document"] in {"client-agreement", "privacy-policy"}


def test_the_audit_log_holds_the_registration_without_an_address():
    made = registered(email="somebody@example.com", phone_number="8123 9999")
    records = audit.of_client(made.client_id, PageRequest()).items
    (record,) = [one for one in records if one.action == "client_registered"]
    assert record.actor_id == made.client_id
    assert "somebody" not in str(record.after)
    assert "81239999" not in str(record.after)


def test_a_phone_number_belongs_to_one_client_however_it_is_written():
    registered(country_code="+44", phone_number="07911 123456")
    with pytest.raises(PhoneTaken):
        registered(country_code="+44", phone_number="+447911123456")


def test_an_address_belongs_to_one_client(clock):
    registered(email="lin@example.com")
    clock.advance(minutes=2)
    with pytest.raises(FairleadError) as refusal:
        registered(email="LIN@example.com")
    assert refusal.value.code == "email_taken"


def test_a_refused_registration_leaves_nothing_behind(clock):
    registered(country_code="+44", phone_number="07911 123456")
    typed = form(country_code="+44", phone_number="07911 123456", email="new@example.com")
    with pytest.raises(PhoneTaken):
        registered(**vars(typed))
    clock.advance(minutes=2)
    assert registered(email="new@example.com").status == "pending"


def test_one_address_cannot_try_out_whose_numbers_are_known():
    registered(country_code="+44", phone_number="07911 123456")
    typed = form(country_code="+44", phone_number="07911 123456", email="new@example.com")
    typed = replace(typed, email_code=emailed_code(typed.email))
    curious = newcomer()
    for number in range(60):
        with pytest.raises(PhoneTaken):
            registration.register(curious, typed, Command(key=f"try-{number}", render=str))
    with pytest.raises(Limited):
        registration.register(curious, typed, Command(key="try-60", render=str))


def test_a_wrong_code_is_refused_and_counted():
    typed = form()
    code = emailed_code(typed.email)
    wrong = "000000" if code != "000000" else "000001"
    with pytest.raises(FairleadError) as refusal:
        registered(email=typed.email, email_code=wrong)
    assert refusal.value.code == "code_wrong"
    assert refusal.value.facts["tries_left"] == 4
    assert registered(email=typed.email, email_code=code).status == "pending"


def test_a_code_is_good_for_the_address_it_was_sent_to_alone():
    code = emailed_code("mine@example.com")
    with pytest.raises(FairleadError) as refusal:
        registered(email="another@example.com", email_code=code)
    assert refusal.value.code == "code_expired"


def test_a_weak_password_is_refused():
    with pytest.raises(FairleadError) as refusal:
        registered(password="short")
    assert refusal.value.code == "password_weak"


def test_the_same_command_registers_once():
    typed = form()
    typed = form(email=typed.email, email_code=emailed_code(typed.email))
    intention = command()
    first = registration.register(newcomer(), typed, intention)
    answer = intention.answered()
    assert answer is not None
    assert first.client_id in answer.body


# ---- the decision


def test_approval_lets_the_client_in_and_completes_the_request():
    made = registered()
    decide(made.request_id)
    COURIER.deliver_all()
    who = client(made.client_id)
    assert (who.status, login_status(who.id)) == (ClientStatus.ACTIVE, LoginStatus.ACTIVE)
    assert who.activated_at is not None
    assert approvals.read(made.request_id).status is RequestStatus.APPROVED
    assert len(published("clients.client_activated")) == 1


def test_rejection_keeps_the_record_and_frees_address_and_phone(clock):
    made = registered(email="lin@example.com", phone_number="8123 7777")
    decide(made.request_id, Verdict.REJECTED, "We could not verify you")
    COURIER.deliver_all()
    who = client(made.client_id)
    assert who.status is ClientStatus.REJECTED
    assert who.rejection_reason == "We could not verify you"
    assert login_status(who.id) is LoginStatus.REJECTED
    clock.advance(minutes=2)
    again = registered(email="lin@example.com", phone_number="8123 7777")
    assert again.client_id != made.client_id


@pytest.mark.parametrize("verdict", [Verdict.APPROVED, Verdict.REJECTED])
def test_a_decision_delivered_twice_and_backwards_counts_once(verdict):
    code = active_client(kind=ClientKind.IB).referral_code
    automate(RequestType.TRADER_REGISTRATION, Mode.MANUAL)
    made = registered(referral_code=code)
    decide(made.request_id, verdict, "no")
    COURIER.deliver_all(twice=True, reverse=True)
    referrer_id = client(made.client_id).referrer_id
    assert referrer_id is not None
    expected = 1 if verdict is Verdict.APPROVED else 0
    assert tally.counts([referrer_id]) == {referrer_id: expected}
    told = published("clients.client_activated") + published("clients.client_rejected")
    assert len([one for one in told if one.body["client_id"] == made.client_id]) == 1


def test_a_decision_about_another_request_changes_nothing():
    made = registered()
    admission.activate(system("test"), "reg_of_somebody_else", made.client_id, command())
    assert client(made.client_id).status is ClientStatus.PENDING


def test_in_automatic_mode_the_client_is_in_at_once():
    automate(RequestType.TRADER_REGISTRATION, Mode.AUTOMATIC)
    made = registered()
    assert made.status == "approved"
    assert client(made.client_id).status is ClientStatus.ACTIVE
    assert login_status(made.client_id) is LoginStatus.ACTIVE
    assert COURIER.deliver_all() == 0
    assert len(published("clients.client_activated")) == 1


# ---- referral and owner


def test_a_code_makes_a_downline_that_counts_only_after_approval():
    referrer = active_client(kind=ClientKind.IB)
    automate(RequestType.TRADER_REGISTRATION, Mode.MANUAL)
    made = registered(referral_code=referrer.referral_code.lower())
    assert client(made.client_id).referrer_id == referrer.id
    assert not made.referral_code_cleared
    assert tally.counts([referrer.id]) == {referrer.id: 0}
    assert rows.downlines(referrer.id, PageRequest()).items == ()
    decide(made.request_id)
    COURIER.deliver_all()
    assert tally.counts([referrer.id]) == {referrer.id: 1}
    assert [one.id for one in rows.downlines(referrer.id, PageRequest()).items] == [made.client_id]


def test_an_unknown_code_is_cleared_and_registration_goes_on():
    made = registered(referral_code="NOBODYS1")
    assert made.referral_code_cleared
    assert client(made.client_id).referrer_id is None


def test_a_code_of_a_kind_that_may_not_refer_is_cleared():
    settings.adopt(system("test"), REFERRING_KINDS, (ClientKind.IB,))
    trader = active_client()
    assert registered(referral_code=trader.referral_code).referral_code_cleared


def test_a_code_of_a_client_who_waits_is_cleared():
    waiting = client(registered().client_id)
    assert registered(referral_code=waiting.referral_code).referral_code_cleared


def test_whether_a_code_is_good_can_be_asked_but_not_for_ever():
    good = active_client().referral_code
    asking = newcomer()
    assert registration.referral_code_is_valid(asking, good)
    assert not registration.referral_code_is_valid(asking, "NOBODYS1")
    for _ in range(28):
        registration.referral_code_is_valid(asking, "NOBODYS1")
    with pytest.raises(Limited):
        registration.referral_code_is_valid(asking, good)


def test_a_fixed_owner_gets_every_newcomer():
    settings.adopt(system("test"), OWNER_ASSIGNMENT, OwnerAssignment(OwnerRule.FIXED, "stf_ada"))
    made = registered()
    assert client(made.client_id).owner_id == "stf_ada"
    assert approvals.read(made.request_id).owner_id == "stf_ada"


def test_the_referrers_owner_gets_the_newcomer():
    settings.adopt(system("test"), OWNER_ASSIGNMENT, OwnerAssignment(OwnerRule.FIXED, "stf_ada"))
    referrer = active_client()
    settings.adopt(
        system("test"), OWNER_ASSIGNMENT, OwnerAssignment(OwnerRule.REFERRERS, "stf_default")
    )
    assert client(registered(referral_code=referrer.referral_code).client_id).owner_id == "stf_ada"
    assert client(registered().client_id).owner_id == "stf_default"
