"""What a case becomes, by tables: decisions, expiry, claims, verdicts; which designs are sound."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.forms import FieldType, Form, FormField
from chalicelib.core.setting import CATALOGUE
from chalicelib.gateways.kyc.port import CheckOutcome, CheckState
from chalicelib.kyc.model.cases import Case, KycStatus, Origin, Record, RecordStatus
from chalicelib.kyc.model.errors import FormNotOffered, KycNotApproved, KycPending, KycRequired
from chalicelib.kyc.model.settings import FORMS, Gate, KycForm, VerdictUse
from chalicelib.kyc.rules import records, verdicts
from chalicelib.kyc.rules.gates import check_gate
from chalicelib.kyc.rules.verdicts import Consequence
from chalicelib.settings import rules as settings_rules
from chalicelib.settings.rules import SettingInvalid
from tests.kit.kyc import COMPANY, PASSPORT

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
EMPTY = Case("10000001")
WAITING = Case("10000001", records=1, pending_id="kyc_1", latest_id="kyc_1", version=1)
APPROVED = Case("10000001", records=1, approved_id="kyc_1", latest_id="kyc_1", version=2)


def record(number: int = 1, **answers: Any) -> Record:
    return Record(
        id=f"kyc_{number}",
        client_id="10000001",
        number=number,
        form_id="passport",
        form_name={"en": "Passport"},
        design=0,
        answers=answers,
        status=RecordStatus.PENDING,
        origin=Origin.CLIENT,
        submitted_at=NOW,
        submitted_by="client:10000001",
    )


@pytest.mark.parametrize(
    ("case", "status"),
    [
        (EMPTY, KycStatus.NONE),
        (WAITING, KycStatus.PENDING),
        (APPROVED, KycStatus.APPROVED),
        (records.handed_in(APPROVED, record(2)), KycStatus.APPROVED),
        (records.refused(WAITING, RecordStatus.REJECTED), KycStatus.REJECTED),
        (records.refused(WAITING, RecordStatus.CANCELLED), KycStatus.NONE),
        (records.taken_back(APPROVED, KycStatus.EXPIRED), KycStatus.EXPIRED),
        (
            records.refused(
                records.handed_in(records.taken_back(APPROVED, KycStatus.EXPIRED), record(2)),
                RecordStatus.CANCELLED,
            ),
            KycStatus.EXPIRED,
        ),
        (
            records.refused(records.handed_in(APPROVED, record(2)), RecordStatus.REJECTED),
            KycStatus.APPROVED,
        ),
    ],
)
def test_where_a_client_stands(case: Case, status: KycStatus) -> None:
    assert case.status is status


def test_one_record_waits_at_a_time() -> None:
    with pytest.raises(KycPending):
        records.handed_in(WAITING, record(2))


def test_only_an_approval_can_be_taken_back() -> None:
    with pytest.raises(KycNotApproved):
        records.taken_back(WAITING, KycStatus.EXPIRED)


@pytest.mark.parametrize("shut", [set(), {Gate.DEPOSIT}, set(Gate)])
@pytest.mark.parametrize("case", [EMPTY, WAITING, APPROVED])
def test_a_shut_gate_lets_the_approved_through_and_nobody_else(shut: set[Gate], case: Case) -> None:
    if Gate.DEPOSIT in shut and case is not APPROVED:
        with pytest.raises(KycRequired) as refused:
            check_gate(Gate.DEPOSIT, shut, case)
        assert refused.value.facts == {"gate": "deposit", "status": case.status.value}
    else:
        check_gate(Gate.DEPOSIT, shut, case)


@pytest.mark.parametrize(
    ("days_left", "look_in"),
    [(400, 370), (31, 1), (30, 23), (29, 22), (8, 1), (7, 7), (6, 6), (1, 1), (0, 0), (-3, -3)],
)
def test_the_next_look_is_at_a_warning_or_the_end(days_left: int, look_in: int) -> None:
    expires_on = TODAY + timedelta(days=days_left)
    assert records.next_look(expires_on, TODAY) == TODAY + timedelta(days=look_in)


@given(st.dates(date(2026, 1, 1), date(2028, 1, 1)))
def test_from_any_day_two_looks_at_most_warn_and_the_last_is_the_end(expires_on: date) -> None:
    day, looks = date(2025, 12, 31), []
    while (look := records.next_look(expires_on, day)) is not None and look > day:
        looks.append((expires_on - look).days)
        day = look
    assert looks == [one for one in (30, 7, 0) if one < (expires_on - date(2025, 12, 31)).days]


@pytest.mark.parametrize(
    ("answers", "expires_on"),
    [({}, None), ({"valid_until": "2026-03-02"}, date(2026, 3, 3))],
)
def test_a_document_is_good_on_its_last_day(answers: Any, expires_on: date | None) -> None:
    assert records.expiry_of(PASSPORT, answers) == expires_on


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("E1234567", "e 123-4567", True),
        ("\uff251234567", "E1234567", True),
        ("E1234567", "E1234568", False),
        ("--", "--", True),
        ("--", "..", False),
    ],
)
def test_values_are_compared_as_people_read_them(one: str, other: str, *, same: bool) -> None:
    assert (records.digest_of(one) == records.digest_of(other)) is same


def test_a_form_that_is_switched_off_is_not_offered() -> None:
    off = KycForm("old", {"en": "Old"}, Form(), enabled=False)
    assert records.offered((off, PASSPORT), "passport") is PASSPORT
    for unknown in ("old", "nothing"):
        with pytest.raises(FormNotOffered):
            records.offered((off, PASSPORT), unknown)


IN, ALONE = VerdictUse.INFORM, VerdictUse.SETTLE
BOTH = records.handed_in(APPROVED, record(2))


@pytest.mark.parametrize(
    ("case", "outcome", "use", "what"),
    [
        (EMPTY, CheckOutcome.PASSED, ALONE, Consequence.NOTHING),
        (WAITING, CheckOutcome.STARTED, ALONE, Consequence.NOTHING),
        (WAITING, CheckOutcome.IN_REVIEW, ALONE, Consequence.NOTHING),
        (WAITING, CheckOutcome.PASSED, ALONE, Consequence.APPROVE),
        (WAITING, CheckOutcome.PASSED, IN, Consequence.NOTHING),
        (WAITING, CheckOutcome.REFUSED, ALONE, Consequence.REJECT),
        (WAITING, CheckOutcome.REFUSED, IN, Consequence.NOTHING),
        (WAITING, CheckOutcome.RETRY, ALONE, Consequence.ASK_AGAIN),
        (WAITING, CheckOutcome.RETRY, IN, Consequence.ASK_AGAIN),
        (APPROVED, CheckOutcome.PASSED, ALONE, Consequence.NOTHING),
        (APPROVED, CheckOutcome.IN_REVIEW, ALONE, Consequence.NOTHING),
        (APPROVED, CheckOutcome.RETRY, IN, Consequence.REOPEN),
        (APPROVED, CheckOutcome.REFUSED, IN, Consequence.REOPEN),
        (APPROVED, CheckOutcome.REFUSED, ALONE, Consequence.REOPEN),
        (BOTH, CheckOutcome.REFUSED, ALONE, Consequence.REOPEN),
        (BOTH, CheckOutcome.PASSED, ALONE, Consequence.APPROVE),
    ],
)
def test_what_a_verdict_brings_about(
    case: Case, outcome: CheckOutcome, use: VerdictUse, what: Consequence
) -> None:
    assert verdicts.consequence(case, outcome, use) is what


def state(
    outcome: CheckOutcome = CheckOutcome.PASSED, minutes: int = 0, reference: str = "a"
) -> CheckState:
    return CheckState(reference, "10000001", outcome, NOW + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("second", "news"),
    [
        (state(), False),
        (state(CheckOutcome.REFUSED, -1), False),
        (state(CheckOutcome.REFUSED, 0), True),
        (state(CheckOutcome.REFUSED, 1), True),
        (state(CheckOutcome.PASSED, 1), True),
        (state(CheckOutcome.PASSED, -1, "b"), True),
    ],
)
def test_an_older_verdict_is_no_news(second: CheckState, *, news: bool) -> None:
    known = verdicts.seen("sumsub", state(), NOW)
    assert verdicts.is_news(known, second) is news


@pytest.mark.parametrize("outcome", CheckOutcome)
def test_only_what_is_still_to_come_is_asked_for(outcome: CheckOutcome) -> None:
    awaited = outcome in (CheckOutcome.STARTED, CheckOutcome.IN_REVIEW)
    due_at = verdicts.seen("sumsub", state(outcome), NOW).due_at
    assert due_at == (NOW + verdicts.ASK_AFTER if awaited else None)


# ---- the setting


def refusal(*forms: KycForm) -> str:
    """Why the setting does not take these forms; empty if it does."""
    try:
        settings_rules.typed(FORMS, settings_rules.plain(FORMS, forms))
    except SettingInvalid as error:
        return error.message
    return ""


def test_at_most_twenty_forms() -> None:
    forms = [KycForm(f"f{n}", {"en": f"Form {n}"}, Form()) for n in range(21)]
    assert not refusal(*forms[:20])
    assert "20" in refusal(*forms)


@pytest.mark.parametrize(
    "other",
    [
        KycForm("passport", {"en": "Another"}, Form()),
        KycForm("other", {"en": "PASSPORT"}, Form()),
        KycForm("other", {"en": "Other", "zh": "护照"}, Form()),
    ],
)
def test_ids_and_names_are_unique_in_every_language(other: KycForm) -> None:
    assert "comes twice" in refusal(PASSPORT, other)


@pytest.mark.parametrize("name", [{"en": "x" * 101}, {"en": " "}, {"zh": "护照"}, {}])
def test_a_name_has_a_hundred_characters_at_most_and_is_there_in_english(name: Any) -> None:
    with pytest.raises(ValueError, match="name"):
        KycForm("named", name, Form())


@pytest.mark.parametrize(
    "more",
    [
        {"unique_keys": ("nothing",)},
        {"unique_keys": ("picture",)},
        {"expiry_keys": ("full_name",)},
        {"expiry_keys": ("nothing",)},
    ],
)
def test_marks_are_on_fields_that_can_carry_them(more: Any) -> None:
    with pytest.raises(ValueError, match="of this form"):
        KycForm("marked", {"en": "Marked"}, PASSPORT.form, **more)


def test_a_field_keeps_its_meaning_in_later_designs() -> None:
    changed = Form((FormField("full_name", {"en": "Name"}, FieldType.DATE),))
    follows = CATALOGUE[FORMS.key].follows
    assert follows is not None
    with pytest.raises(ValueError, match="keeps its type"):
        follows((PASSPORT, COMPANY), (KycForm("passport", {"en": "Passport"}, changed),))
    follows((COMPANY,), (PASSPORT,))


def test_the_form_that_comes_with_an_installation_is_sound() -> None:
    assert not refusal(*FORMS.default)
    labels = [one.label for one in FORMS.default[0].form.fields]
    assert all(set(label) == {"en", "zh", "ar"} for label in labels)
