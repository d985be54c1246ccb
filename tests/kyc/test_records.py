"""Handing in, deciding, correcting and taking back, on a real store."""

from dataclasses import replace
from typing import Any

import pytest

from chalicelib.approvals import public as approvals
from chalicelib.approvals.model import Verdict
from chalicelib.approvals.public import Mode, RequestStatus, RequestType
from chalicelib.approvals.rules import OwnRequest
from chalicelib.approvals.service import decisions
from chalicelib.core.actor import NOTHING, Actor
from chalicelib.core.errors import Forbidden, NotFound
from chalicelib.core.forms import AnswersInvalid
from chalicelib.core.paging import PageRequest
from chalicelib.documents.model import DocumentMissing
from chalicelib.kyc.model.cases import KycStatus, Origin, Record, RecordStatus, Submission
from chalicelib.kyc.model.errors import (
    FormNotOffered,
    KycNotApproved,
    KycNotPending,
    KycPending,
    ValueTaken,
)
from chalicelib.kyc.service import correcting, deciding, reading, submitting
from chalicelib.storage import audit
from chalicelib.storage.idempotency import AlreadyDone
from tests.kit.approvals import automate, member
from tests.kit.clients import command, published, registered
from tests.kit.courier import Courier
from tests.kit.files import proof
from tests.kit.kyc import (
    COMPANY,
    PASSPORT,
    REVIEWER,
    answers,
    case,
    decide,
    hand_in,
    offer,
    picture,
    read,
)

ADA = member("Ada")


def request_of(record: Record) -> Any:
    return approvals.read(record.id)


def test_a_record_waits_until_staff_approve_it(lin: Actor, courier: Courier) -> None:
    record = hand_in(lin, **answers(picture=picture(lin)))
    assert case(lin).status is KycStatus.PENDING
    assert (record.number, record.origin, len(record.files)) == (1, Origin.CLIENT, 1)
    assert request_of(record).type is RequestType.KYC
    decide(record)
    courier.deliver_all(twice=True, reverse=True)
    assert case(lin).status is KycStatus.APPROVED
    assert read(record).status is RecordStatus.APPROVED
    assert request_of(record).status is RequestStatus.APPROVED


def test_in_automatic_mode_nobody_is_asked(lin: Actor, courier: Courier) -> None:
    automate(RequestType.KYC, Mode.AUTOMATIC)
    hand_in(lin)
    courier.deliver_all()
    assert case(lin).status is KycStatus.APPROVED


def test_a_rejected_client_reads_why_and_hands_in_again(lin: Actor, courier: Courier) -> None:
    first = hand_in(lin)
    decide(first, Verdict.REJECTED, "The picture is blurred.")
    courier.deliver_all(twice=True)
    assert case(lin).status is KycStatus.REJECTED
    assert read(first).reason == "The picture is blurred."
    second = hand_in(lin)
    decide(second)
    courier.deliver_all()
    assert (second.number, case(lin).status) == (2, KycStatus.APPROVED)
    history = reading.own_history(lin, PageRequest()).items
    assert [one.record.number for one in history] == [2, 1]


def test_nothing_is_handed_in_while_a_record_waits(lin: Actor) -> None:
    hand_in(lin)
    with pytest.raises(KycPending):
        hand_in(lin)
    assert case(lin).records == 1


def test_one_key_hands_in_once(lin: Actor) -> None:
    once = command()
    submission = Submission("passport", answers())
    submitting.submit(lin, submission, once)
    with pytest.raises((AlreadyDone, KycPending)):
        submitting.submit(lin, submission, once)
    assert case(lin).records == 1


def test_a_client_takes_a_waiting_record_back(lin: Actor, courier: Courier) -> None:
    record = hand_in(lin)
    decisions.take_back(lin, record.id)
    courier.deliver_all()
    assert read(record).status is RecordStatus.CANCELLED
    assert case(lin).status is KycStatus.NONE
    hand_in(lin)


def test_an_approved_client_stays_so_while_a_new_record_waits(lin: Actor, courier: Courier) -> None:
    first = approved(lin, courier)
    second = hand_in(lin, **answers(full_name="Lin Chen-Wu"))
    assert case(lin).status is KycStatus.APPROVED
    decide(second, Verdict.REJECTED, "no")
    courier.deliver_all()
    assert case(lin).status is KycStatus.APPROVED
    third = hand_in(lin, **answers(full_name="Lin Chen-Wu"))
    decide(third)
    courier.deliver_all()
    assert (read(first).status, read(third).status) == (
        RecordStatus.REPLACED,
        RecordStatus.APPROVED,
    )


def approved(actor: Actor, courier: Courier, **given: Any) -> Record:
    record = hand_in(actor, **(given or answers()))
    decide(record)
    courier.deliver_all()
    assert case(actor).status is KycStatus.APPROVED
    return record


@pytest.mark.parametrize(
    ("form_id", "given", "error", "field"),
    [
        ("nothing", answers(), FormNotOffered, "form_id"),
        ("passport", {"full_name": "Lin"}, AnswersInvalid, "answers.number"),
        ("passport", answers(colour="red"), AnswersInvalid, "answers.colour"),
        ("passport", answers(valid_until="soon"), AnswersInvalid, "answers.valid_until"),
        ("passport", answers(picture="fil_x"), DocumentMissing, "answers.picture"),
    ],
)
def test_what_the_form_does_not_want_leaves_nothing(
    lin: Actor, form_id: str, given: Any, error: type[Exception], field: str
) -> None:
    with pytest.raises(error) as refused:
        hand_in(lin, form_id, **given)
    assert refused.value.field == field  # type: ignore[attr-defined]
    assert case(lin).version == 0


def test_a_document_of_another_client_or_purpose_is_none(lin: Actor, sam: Actor) -> None:
    for file_id in (picture(sam), proof(lin).file_id):
        with pytest.raises(DocumentMissing):
            hand_in(lin, **answers(picture=file_id))


def test_a_client_who_may_not_act_hands_in_nothing(lin: Actor) -> None:
    automate(RequestType.TRADER_REGISTRATION, Mode.MANUAL)
    pending = Actor(lin.realm, registered().client_id, "New")
    with pytest.raises(Forbidden):
        hand_in(pending)


# ---- values that nobody else may have


def test_a_value_of_an_approved_client_is_refused_to_others(
    lin: Actor, sam: Actor, courier: Courier
) -> None:
    approved(lin, courier)
    with pytest.raises(ValueTaken) as refused:
        hand_in(sam, **answers("e1234567"))
    assert refused.value.field == "answers.number"
    hand_in(sam, **answers("E7654321"))


def test_of_two_who_wait_with_one_value_the_second_goes_back_to_staff(
    lin: Actor, sam: Actor, courier: Courier
) -> None:
    first, second = hand_in(lin), hand_in(sam)
    decide(first)
    decide(second)
    courier.deliver_all(twice=True)
    states = {case(lin).status, case(sam).status}
    assert states == {KycStatus.APPROVED, KycStatus.PENDING}
    back = first if case(lin).status is KycStatus.PENDING else second
    assert request_of(back).status is RequestStatus.PENDING
    assert request_of(back).returned_code == "kyc_value_taken"


def test_a_form_without_the_mark_compares_nothing(lin: Actor, sam: Actor, courier: Courier) -> None:
    approved(lin, courier, **answers("7777"))
    hand_in(sam, "company", number="7777")


def test_a_value_that_was_replaced_is_free_again(lin: Actor, sam: Actor, courier: Courier) -> None:
    approved(lin, courier)
    approved(lin, courier, **answers("E7654321"))
    approved(sam, courier)
    with pytest.raises(ValueTaken):
        hand_in(sam, **answers("E7654321"))


def test_the_same_value_again_is_the_clients_own(lin: Actor, courier: Courier) -> None:
    approved(lin, courier)
    approved(lin, courier, **answers(full_name="Lin Chen-Wu"))


# ---- staff


def test_staff_hand_in_for_a_client_and_somebody_else_decides(lin: Actor, courier: Courier) -> None:
    shown = submitting.submit_for(ADA, lin.id, Submission("passport", answers()), command())
    record = shown.record
    assert (record.origin, record.submitted_by_name) == (Origin.STAFF, "Ada")
    with pytest.raises(OwnRequest):
        decisions.decide(ADA, record.id, decisions.Review(Verdict.APPROVED))
    decide(record)
    courier.deliver_all()
    assert case(lin).status is KycStatus.APPROVED


def test_outside_their_scope_staff_see_no_identity(lin: Actor) -> None:
    record = hand_in(lin)
    stranger = member("Tom", scope=NOTHING)
    submission = Submission("passport", answers())
    for attempt in (
        lambda: submitting.submit_for(stranger, lin.id, submission, command()),
        lambda: reading.sheet(stranger, lin.id),
        lambda: reading.history(stranger, lin.id, PageRequest()),
        lambda: reading.in_full(stranger, record.id),
        lambda: correcting.correct(stranger, record.id, answers("X")),
        lambda: deciding.take_back(stranger, lin.id, "no"),
    ):
        with pytest.raises(NotFound):
            attempt()
    assert read(record) == record


def test_a_correction_is_kept_with_its_author_and_stands_in_the_log(lin: Actor) -> None:
    record = hand_in(lin, **answers("E12345678"))
    correcting.correct(ADA, record.id, answers("E12345679", full_name="Lin Chen"))
    after = read(record)
    assert after.answers["number"] == "E12345679"
    assert [(one.key, one.by_name, one.before, one.after) for one in after.edits] == [
        ("number", "Ada", "•••••5678", "•••••5679")
    ]
    lines = decisions.own_with_log(lin, record.id).log
    assert {"fields": "number"} in [line.facts for line in lines]
    acts = [one.action for one in audit.of_client(lin.id, PageRequest()).items]
    assert "kyc_record_corrected" in acts


def test_a_correction_without_a_change_is_none(lin: Actor) -> None:
    record = hand_in(lin)
    correcting.correct(ADA, record.id, answers())
    assert read(record) == record


def test_a_correction_obeys_the_form(lin: Actor, sam: Actor, courier: Courier) -> None:
    approved(sam, courier)
    record = hand_in(lin, **answers("E7654321"))
    with pytest.raises(AnswersInvalid):
        correcting.correct(ADA, record.id, {"full_name": "Lin"})
    with pytest.raises(ValueTaken):
        correcting.correct(ADA, record.id, answers())
    assert read(record) == record


def test_what_is_decided_is_not_corrected(lin: Actor, courier: Courier) -> None:
    record = approved(lin, courier)
    with pytest.raises(KycNotPending):
        correcting.correct(ADA, record.id, answers("X"))


def test_staff_end_an_approval_with_a_reason(lin: Actor, courier: Courier) -> None:
    record = approved(lin, courier)
    deciding.take_back(ADA, lin.id, "The passport was reported stolen.")
    assert case(lin).status is KycStatus.EXPIRED
    assert read(record).reason == "The passport was reported stolen."
    told = published("kyc.case_expired")
    assert [one.body["reason"] for one in told] == ["The passport was reported stolen."]
    with pytest.raises(KycNotApproved):
        deciding.take_back(ADA, lin.id, "again")
    approved(lin, courier)


def test_staff_see_sensitive_answers_masked_until_they_review(lin: Actor) -> None:
    record = hand_in(lin, **answers("E12345678"))
    sheet = reading.sheet(REVIEWER, lin.id)
    assert sheet.latest is not None
    assert sheet.latest.answers["number"] == "•••••5678"
    shown, _ = reading.in_full(REVIEWER, record.id)
    assert shown.answers["number"] == "E12345678"
    acts = [one.action for one in audit.of_client(lin.id, PageRequest()).items]
    assert "kyc_record_read" in acts


def test_a_record_is_read_with_the_form_it_answers(lin: Actor) -> None:
    record = hand_in(lin)
    renamed = replace(PASSPORT, name={"en": "Travel document"}, enabled=False)
    offer(renamed, COMPANY)
    own = reading.own(lin)
    assert own.latest is not None
    assert own.latest.form.name["en"] == "Passport"
    assert [one.id for one in own.forms] == ["company"]
    assert read(record).form_name["en"] == "Passport"
