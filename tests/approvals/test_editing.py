"""Corrections under review, through an owner of this test's own."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from app import app
from chalicelib import ports
from chalicelib.approvals import public as approvals
from chalicelib.approvals import rules, store
from chalicelib.approvals.model import EditableField, FieldChoice, FieldKind, LogCode, Verdict
from chalicelib.approvals.public import Request, RequestType
from chalicelib.approvals.rules import Review
from chalicelib.approvals.service import decisions, editing, keeping, review
from chalicelib.core.actor import Actor, Scope
from chalicelib.core.errors import Conflict, Invalid, NotFound
from chalicelib.core.permissions import Permission
from chalicelib.messages.approvals import RequestQueued, Summary
from chalicelib.storage.unit import Unit
from tests.kit import people
from tests.kit.approvals import CLIENT, DECIDING, member, open_request
from tests.kit.messages import published

ANN = member("Ann", permissions=DECIDING | {Permission.UPDATE_REQUESTS})
LEVERAGE = EditableField("leverage", FieldKind.CHOICE, "100", choices=(FieldChoice("50", "1:50"),))


class Owner:
    """Keeps the leverage of one payload."""

    def __init__(self) -> None:
        self.now = "100"

    def fields(self, _request: Request, _actor: Actor) -> tuple[EditableField, ...]:
        return (replace(LEVERAGE, value=self.now),)

    def apply(self, unit: Unit, request: Request, values: Mapping[str, str]) -> Summary:
        if values["leverage"] == "7":
            raise Invalid("no", code="leverage_not_offered", field="values.leverage")
        self.now = values["leverage"]
        return {"leverage": int(self.now)}


@pytest.fixture(autouse=True)
def owner():
    made, kind = Owner(), RequestType.OPEN_ACCOUNT
    with (
        review.DETAILS[kind].replaced(),
        editing.FIELDS[kind].replaced(made.fields),
        editing.EDITS[kind].replaced(made.apply),
    ):
        yield made


def edit(request_id: str = "acc_1", by: Actor = ANN, round_: int = 1, **values: str) -> Request:
    return editing.edit(by, request_id, values, round_, "")


def test_a_correction_is_a_new_round_with_the_first_wish_kept():
    open_request()
    request = edit(leverage="50")
    assert (request.round, request.summary["leverage"]) == (2, 50)
    assert request.first_asked == {"server": "Meridian Live", "leverage": 100}
    again = edit(round_=2, leverage="30")
    assert again.first_asked["leverage"] == 100


def test_a_correction_that_was_written_before_another_is_refused():
    open_request()
    edit(leverage="50")
    with pytest.raises(rules.RequestNotPending):
        edit(leverage="30")


def test_a_correction_before_any_decision_calls_nobody_anew():
    open_request()
    edit(leverage="50")
    assert len([one for one in published() if isinstance(one, RequestQueued)]) == 1


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"leverage": "7"}, "leverage_not_offered"),
        ({"login": "1"}, "field_not_editable"),
        ({"leverage": " 100 "}, "nothing_changed"),
    ],
)
def test_what_cannot_be_corrected_is_refused_and_changes_nothing(values: dict[str, str], code: str):
    open_request()
    with pytest.raises(Invalid) as refusal:
        edit(**values)
    assert refusal.value.code == code
    assert approvals.read("acc_1").round == 1


def test_what_nobody_registered_cannot_be_corrected():
    open_request("trf_1", type=RequestType.TRANSFER, manual_only=True)
    with pytest.raises(editing.NothingToEdit):
        edit("trf_1", leverage="50")


def test_a_decided_request_is_not_corrected():
    open_request()
    decisions.decide(ANN, "acc_1", Review(Verdict.REJECTED, reason="no"))
    with pytest.raises(Conflict):
        edit(leverage="50")


def test_a_request_out_of_scope_is_not_found():
    open_request()
    with pytest.raises(NotFound):
        edit(by=replace(ANN, scope=Scope(unowned=True)), leverage="50")


def test_answers_corrected_by_their_owner_are_a_new_round_too():
    open_request()
    ports.transact(ANN, lambda unit: approvals.note_edit(unit, "acc_1", {"fields": "city"}))
    with pytest.raises(rules.RequestNotPending):
        decisions.decide(ANN, "acc_1", Review(Verdict.APPROVED, round=1))
    assert decisions.decide(ANN, "acc_1", Review(Verdict.APPROVED, round=2))


def test_the_client_sees_that_it_was_corrected():
    open_request()
    edit(leverage="50")
    seen = decisions.own_with_log(CLIENT, "acc_1")
    assert LogCode.EDITED in [line.code for line in seen.log]


def test_an_erased_client_leaves_only_what_belongs_to_the_books():
    open_request(summary={"leverage": 100, "label": "For my son"})
    edit(leverage="50")
    keeping.KEEPER.erasers[0](lambda work: ports.transact(ANN, work), CLIENT.id, None)
    request = approvals.read("acc_1")
    assert (request.summary, request.first_asked) == ({"leverage": 50}, {"leverage": 100})
    (line,) = [one for one in store.log_of("acc_1") if one.code is LogCode.EDITED]
    assert line.facts == {"leverage_before": "100", "leverage_after": "50"}


def test_the_review_screen_offers_the_fields_and_takes_the_correction():
    open_request()
    role = people.role(*DECIDING, Permission.UPDATE_REQUESTS)
    ann = people.signed_in(app, "desk", people.member(role, name="Ann"))
    shown = ann.get("/api/desk/requests/acc_1").body
    assert (shown["round"], shown["first_asked"]) == (1, {})
    assert shown["editable"] == [
        {
            "code": "leverage",
            "kind": "choice",
            "value": "100",
            "currency": None,
            "maximum": None,
            "choices": [{"value": "50", "label": "1:50"}],
        }
    ]
    body = {"values": {"leverage": "50"}, "round": 1, "reason": "the client called"}
    after = ann.patch("/api/desk/requests/acc_1/fields", body)
    assert (after.status, after.body["round"]) == (200, 2)
    assert after.body["first_asked"]["leverage"] == 100
    again = ann.patch("/api/desk/requests/acc_1/fields", body)
    assert (again.status, again.body["code"]) == (409, "request_not_pending")


def test_who_may_only_decide_is_offered_no_fields():
    open_request()
    ann = people.signed_in(app, "desk", people.member(people.role(*DECIDING), name="Ann"))
    assert ann.get("/api/desk/requests/acc_1").body["editable"] == []
    body = {"values": {"leverage": "50"}, "round": 1}
    assert ann.patch("/api/desk/requests/acc_1/fields", body).status == 403
