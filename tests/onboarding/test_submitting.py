"""Sending in: one act, three linked requests, and the order in which they are decided."""

from typing import Any

import pytest

from chalicelib.accounts import public as accounts
from chalicelib.accounts.model import ApplicationStatus
from chalicelib.accounts.store.applications import find_application
from chalicelib.approvals import public as approvals
from chalicelib.approvals.model import Verdict
from chalicelib.approvals.public import Mode, Request, RequestStatus, RequestType
from chalicelib.approvals.rules import RequestHeld, Review
from chalicelib.approvals.service import decisions, queues, review
from chalicelib.clients import public as clients
from chalicelib.clients.model import ClientStatus
from chalicelib.clients.model.blacklist import BlacklistKey, BlacklistReason, EntryDraft
from chalicelib.clients.service import blacklist
from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import FairleadError
from chalicelib.core.paging import PageRequest
from chalicelib.documents import public as documents
from chalicelib.kyc import store as cases
from chalicelib.kyc.model.cases import KycStatus, RecordStatus
from chalicelib.kyc.model.settings import Gate
from chalicelib.onboarding.model import (
    DraftSubmitted,
    Identity,
    StepMissing,
    Submitted,
    WantedAccount,
)
from tests.kit import trading
from tests.kit.approvals import automate, member
from tests.kit.clients import command, published, registered
from tests.kit.courier import Courier
from tests.kit.kyc import answers, shut
from tests.kit.onboarding import (
    Newcomer,
    ask_for_steps,
    details,
    known,
    wanted_account,
    whole,
)

ADA = member("Ada")
REJECTED = Review(Verdict.REJECTED, "no")


def approve(request_id: str) -> None:
    decisions.decide(ADA, request_id, Review(Verdict.APPROVED))


def status(request_id: str | None) -> RequestStatus:
    assert request_id
    return approvals.read(request_id).status


def waiting(made: Submitted) -> list[Request]:
    return [approvals.read(one) for one in (made.identity_id, made.account_id) if one]


def refused(nan: Newcomer, **changes: Any) -> FairleadError:
    """What is said; and nothing was made."""
    before = len(published("clients.client_registered"))
    with pytest.raises(FairleadError) as told:
        nan.submit(**changes)
    assert len(published("clients.client_registered")) == before
    draft = nan.read()
    assert draft is None or draft.submitted is None
    return told.value


# ---- one act


def test_nothing_exists_before_and_everything_after(broker: Courier):
    nan = whole()
    assert published("clients.client_registered") == []
    made = nan.submit()
    client = clients.client_for_system(made.client_id)
    assert (client.name, client.email, client.status) == (
        "Nan New",
        nan.email,
        ClientStatus.PENDING,
    )
    kinds = {one.type for one in map(approvals.read, [made.registration_id, *ids(made)])}
    assert kinds == {
        RequestType.TRADER_REGISTRATION,
        RequestType.KYC,
        RequestType.OPEN_ACCOUNT,
    }
    case = cases.case_of(client.id)
    assert (case.status, case.pending_id) == (KycStatus.PENDING, made.identity_id)
    assert find_application(made.account_id or "").client_id == client.id


def ids(made: Submitted) -> list[str]:
    return [one for one in (made.identity_id, made.account_id) if one]


def test_each_request_shows_the_other_two(broker: Courier):
    made = whole().submit()
    every = {made.registration_id, *ids(made)}
    for one in every:
        shown = review.review(ADA, one)
        assert {other.id for other in shown.linked} == every - {one}


def test_files_become_the_clients_and_stay_when_the_draft_goes(broker: Courier, clock: FixedClock):
    from tests.onboarding.test_drafts import kept_files, sweep

    nan = whole()
    nan.picture()
    made = nan.submit()
    (file_id,) = cases.record(made.identity_id or "").files
    assert documents.document_of(made.client_id, file_id).client_id == made.client_id
    assert len(kept_files()) == 2
    clock.advance(days=7)
    assert sweep() == 1
    assert len(kept_files()) == 1


def test_a_draft_that_was_sent_in_only_tells_what_came_of_it(broker: Courier):
    nan = whole()
    made = nan.submit()
    left = nan.fill_in()
    assert left.submitted == made
    assert (left.details.name, left.identity, left.account) == ("", None, None)
    with pytest.raises(DraftSubmitted):
        nan.fill_in(details=details())
    with pytest.raises(DraftSubmitted):
        nan.submit()
    assert len(published("clients.client_registered")) == 1


def test_only_the_registration_is_acknowledged(broker: Courier):
    whole().submit()
    opened = [one.body for one in published("approvals.request_opened")]
    assert {one["type"]: one["held"] for one in opened} == {
        "trader_registration": False,
        "kyc": True,
        "open_account": True,
    }


def test_the_form_alone_will_do_where_the_broker_wants_no_more(broker: Courier):
    ask_for_steps(identity=False, account=False)
    nan = Newcomer()
    nan.begin()
    nan.fill_in(details=details())
    made = nan.submit()
    assert ids(made) == []
    assert approvals.read(made.registration_id).linked == ()


def test_what_the_broker_no_longer_asks_for_is_not_handed_in(broker: Courier):
    nan = whole()
    ask_for_steps(identity=False)
    made = nan.submit()
    assert made.identity_id is None
    assert made.account_id is not None


def test_nobody_registers_in_one_form_where_steps_are_asked_for(broker: Courier):
    with pytest.raises(FairleadError) as told:
        registered()
    assert told.value.code == "registration_in_steps"


# ---- what is refused


def test_a_step_that_is_missing_is_named(broker: Courier):
    nan = Newcomer()
    nan.begin()
    nan.fill_in(details=details())
    told = refused(nan)
    assert isinstance(told, StepMissing)
    assert told.facts == {"step": "identity"}


@pytest.mark.parametrize(
    ("spoilt", "code", "field"),
    [
        ({"details": details(phone_number="1")}, "phone_invalid", "phone"),
        ({"details": details(nationality="XX")}, "nationality_unknown", "nationality"),
        (
            {"identity": Identity("passport", {"full_name": "Nan"})},
            "answers_invalid",
            "identity.answers.number",
        ),
        ({"identity": Identity("none")}, "kyc_form_not_offered", "identity.form_id"),
        (
            {"identity": Identity("passport", answers(picture="fil_none"))},
            "file_missing",
            "identity.answers.picture",
        ),
        (
            {"account": WantedAccount(trading.SERVER, "none")},
            "account_type_not_offered",
            "account.account_type_id",
        ),
    ],
)
def test_every_refusal_says_which_step_it_is_about(
    broker: Courier, spoilt: dict[str, Any], code: str, field: str
):
    nan = whole()
    nan.fill_in(**spoilt)
    told = refused(nan)
    assert (told.code, told.field) == (code, field)


def test_a_weak_password_and_a_missing_consent_make_nothing(broker: Courier):
    nan = whole()
    assert refused(nan, password="short").code == "password_weak"
    assert refused(nan, accepted=()).code == "agreement_not_accepted"


def test_a_picture_of_somebody_elses_draft_is_nobodys(broker: Courier):
    nan, other = whole(), whole()
    nan.fill_in(identity=Identity("passport", answers(picture=other.picture())))
    assert refused(nan).code == "file_missing"


def test_a_number_that_a_client_has_is_refused(broker: Courier):
    nan = whole(country_code="+65", phone_number="8123 9999")
    known(country_code="+65", phone_number="8123 9999")
    told = refused(nan)
    assert (told.code, told.field) == ("phone_taken", "phone")


def test_an_address_that_became_a_clients_meanwhile_is_refused(broker: Courier, clock: FixedClock):
    nan = whole()
    clock.advance(minutes=2)
    known(email=nan.email)
    assert refused(nan).code == "email_taken"


def test_a_blacklisted_person_hears_nothing_more(broker: Courier):
    nan = whole()
    blacklist.add(
        member("Otto"), EntryDraft(BlacklistKey.EMAIL, nan.email, BlacklistReason.OTHER), command()
    )
    assert refused(nan).code == "unknown_service_error"


def test_trying_out_numbers_of_documents_is_limited(broker: Courier):
    nan = whole()
    nan.fill_in(identity=Identity("none"))
    codes = [refused(nan).code for _ in range(21)]
    assert codes == ["kyc_form_not_offered"] * 20 + ["limited"]


# ---- staff decide: the registration first


def test_the_others_are_in_no_queue_and_cannot_be_decided_before(broker: Courier):
    made = whole().submit()
    assert [one.request.id for one in queues.to_do(ADA, PageRequest()).items] == [
        made.registration_id
    ]
    for request in waiting(made):
        assert request.waits_for == "request"
        with pytest.raises(RequestHeld) as told:
            approve(request.id)
        assert told.value.facts == {"waits_on": ["trader_registration"]}
        assert review.review(ADA, request.id).why_not == "request_held"
    counted = {one.type: one.pending for one in queues.counts(ADA).items}
    assert (counted[RequestType.KYC], counted[RequestType.OPEN_ACCOUNT]) == (0, 0)
    listed = queues.everything(ADA, PageRequest(), None, RequestStatus.PENDING).items
    assert {one.request.id for one in listed} == {made.registration_id, *ids(made)}


def test_the_approved_registration_lets_the_others_go(broker: Courier, clock: FixedClock):
    made = whole().submit()
    clock.advance(hours=30)
    approve(made.registration_id)
    assert [one.is_held for one in waiting(made)] == [True, True], "its effect is still due"
    broker.deliver_all()
    assert clients.client_for_system(made.client_id).is_active
    for request in waiting(made):
        assert request.is_queued
        assert request.deadline_at is not None
        assert request.deadline_at > clock.now(), "its clock starts now"
    for one in ids(made):
        approve(one)
    broker.deliver_all()
    assert [status(one) for one in ids(made)] == [RequestStatus.APPROVED] * 2
    (account,) = accounts.accounts_of(made.client_id)
    assert account.login


def test_a_rejected_registration_takes_the_others_along(broker: Courier, clock: FixedClock):
    nan = whole()
    made = nan.submit()
    decisions.decide(ADA, made.registration_id, REJECTED)
    assert [status(one) for one in ids(made)] == [RequestStatus.CANCELLED] * 2
    broker.deliver_all()
    assert clients.client_for_system(made.client_id).status is ClientStatus.REJECTED
    record = cases.record(made.identity_id or "")
    assert record.status is RecordStatus.CANCELLED
    assert find_application(made.account_id or "").status is ApplicationStatus.CANCELLED
    clock.advance(minutes=2)
    again = Newcomer(email=nan.email)
    assert again.begin().draft.submitted is None


def test_where_registrations_are_automatic_nothing_is_held(broker: Courier):
    automate(RequestType.TRADER_REGISTRATION, Mode.AUTOMATIC)
    made = whole().submit()
    assert made.status == "approved"
    assert [one.is_queued for one in waiting(made)] == [True, True]


def test_automatic_requests_are_carried_out_once_the_registration_is_approved(broker: Courier):
    automate(RequestType.KYC, Mode.AUTOMATIC)
    automate(RequestType.OPEN_ACCOUNT, Mode.AUTOMATIC)
    made = whole().submit()
    broker.deliver_all()
    assert accounts.accounts_of(made.client_id) == []
    approve(made.registration_id)
    broker.deliver_all(twice=True, reverse=True)
    assert cases.case_of(made.client_id).status is KycStatus.APPROVED
    assert len(accounts.accounts_of(made.client_id)) == 1


# ---- behind a gate


def test_behind_a_shut_gate_the_account_waits_for_the_identity_too(broker: Courier):
    shut(Gate.LIVE_ACCOUNT)
    automate(RequestType.OPEN_ACCOUNT, Mode.AUTOMATIC)
    made = whole().submit()
    approve(made.registration_id)
    broker.deliver_all()
    assert approvals.read(made.account_id or "").is_held
    assert accounts.accounts_of(made.client_id) == []
    approve(made.identity_id or "")
    broker.deliver_all()
    assert len(accounts.accounts_of(made.client_id)) == 1


def test_behind_a_shut_gate_a_rejected_identity_ends_the_account(broker: Courier):
    shut(Gate.LIVE_ACCOUNT)
    made = whole().submit()
    approve(made.registration_id)
    broker.deliver_all()
    decisions.decide(ADA, made.identity_id or "", REJECTED)
    broker.deliver_all()
    assert status(made.account_id) is RequestStatus.CANCELLED


def test_a_rejected_identity_leaves_an_account_before_no_gate_alone(broker: Courier):
    made = whole().submit()
    approve(made.registration_id)
    broker.deliver_all()
    decisions.decide(ADA, made.identity_id or "", REJECTED)
    assert status(made.account_id) is RequestStatus.PENDING


def test_what_no_identity_step_could_open_is_not_offered(broker: Courier):
    shut(Gate.LIVE_ACCOUNT)
    ask_for_steps(identity=False)
    offers = accounts.newcomers_options()
    assert [kind.id for one in offers.servers for kind in one.account_types] == [trading.DEMO]
    nan = whole()
    nan.fill_in(account=wanted_account(trading.LIVE))
    assert refused(nan).code == "kyc_required"
