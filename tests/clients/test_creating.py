"""Clients whom staff bring in: at once, with every check, and only whom they would see."""

from typing import Any

import pytest

from app import app
from chalicelib.clients import public as clients
from chalicelib.clients.events import clients_events, search_events
from chalicelib.clients.model import OWNER_ASSIGNMENT, ClientKind, OwnerAssignment, OwnerRule
from chalicelib.clients.model.answers import REGISTRATION_FORMS
from chalicelib.core.actor import Realm, system
from chalicelib.core.forms import Form, FormField
from chalicelib.core.paging import PageRequest
from chalicelib.core.permissions import Permission
from chalicelib.identity import public as identity
from chalicelib.notifications.events import notifications_events
from chalicelib.settings import public as settings
from chalicelib.staff.public import DataScope
from chalicelib.storage import audit, sealing
from tests.kit import people
from tests.kit.clients import active_client, published
from tests.kit.courier import Courier
from tests.kit.http import Answer, Caller
from tests.kit.people import PASSWORD, Person

pytestmark = pytest.mark.usefixtures("store", "clock")
SYSTEM = system("test")
COURIER = Courier((clients_events, search_events, notifications_events))
MAY = (Permission.READ_CLIENTS, Permission.CREATE_CLIENTS, Permission.UPDATE_BLACKLIST)


def member(*permissions: Permission, scope: DataScope | None = None) -> tuple[Person, Caller]:
    person = people.member(people.role(*(permissions or MAY), scope=scope))
    return person, people.signed_in(app, "desk", person)


@pytest.fixture
def desk() -> Caller:
    return member()[1]


def wanted(**changes: Any) -> dict[str, Any]:
    body = {
        "kind": "trader",
        "name": "Noa New",
        "email": "Noa@Example.com",
        "phone": {"country_code": "+65", "number": "8765 0001"},
    }
    return body | changes


def created(desk: Caller, **changes: Any) -> clients.Client:
    answer = desk.post("/api/desk/clients", wanted(**changes))
    assert answer.status == 201, answer
    return clients.client_for_system(answer.body["id"])


def refused(desk: Caller, **changes: Any) -> tuple[str, str | None]:
    answer: Answer = desk.post("/api/desk/clients", wanted(**changes))
    assert answer.status >= 400, answer
    return answer.body["code"], answer.body.get("field")


def test_a_client_is_active_at_once_and_can_be_found(desk):
    client = created(desk, nationality="SG")
    assert (client.status, client.name, client.email) == ("active", "Noa New", "noa@example.com")
    assert (client.phone, client.nationality, client.source) == ("+6587650001", "SG", "staff")
    COURIER.deliver_all()
    found = desk.get("/api/desk/clients?q=noa").body["items"]
    assert [one["id"] for one in found] == [client.id]
    assert found[0]["kind"] == "trader"


def test_an_introducing_broker_can_be_brought_in_without_a_nationality(desk):
    client = created(desk, kind="ib")
    assert (client.kind, client.nationality) == (ClientKind.IB, "")


def test_without_a_password_the_client_is_told_how_to_choose_one(desk):
    client = created(desk, language="zh")
    (told,) = published("identity.login_handed_over")
    assert (told.body["email"], told.body["language"]) == ("noa@example.com", "zh")
    assert told.body["sealed_password"] == ""
    sent = {"email": "noa@example.com", "password": PASSWORD}
    assert Caller(app).post("/api/portal/session", sent).status == 401
    assert not identity.login_state(Realm.CLIENT, client.id).must_change_password


def test_a_password_is_mailed_sealed_once_and_must_be_changed(desk):
    client = created(desk, password=PASSWORD, must_change_password=False)
    (told,) = published("identity.login_handed_over")
    assert PASSWORD not in str(told.body)
    opened = sealing.unseal(
        told.body["sealed_password"], purpose="mail-secrets", context="noa@example.com"
    )
    assert opened == PASSWORD
    assert identity.login_state(Realm.CLIENT, client.id).must_change_password
    portal = people.signed_in(app, "portal", Person(client.id, "noa@example.com"))
    assert portal.get("/api/portal/accounts").body["code"] == "password_change_required"


def test_a_password_that_is_told_otherwise_need_not_be_changed(desk):
    client = created(desk, password=PASSWORD, must_change_password=False, tells=False)
    assert published("identity.login_handed_over") == []
    portal = people.signed_in(app, "portal", Person(client.id, "noa@example.com"))
    assert portal.get("/api/portal/accounts").status == 200


def test_a_weak_password_is_refused(desk):
    assert refused(desk, password="weak") == ("password_weak", "password")


def test_id_and_referral_code_may_be_chosen_and_are_nobody_elses(desk):
    client = created(desk, id="20480001", referral_code="harbour")
    assert (client.id, client.referral_code) == ("20480001", "HARBOUR")
    other = {"email": "b@example.com", "phone": {"country_code": "+65", "number": "8765 0002"}}
    assert refused(desk, id="20480001", **other) == ("client_id_taken", "id")
    assert refused(desk, referral_code="Harbour", **other) == (
        "referral_code_taken",
        "referral_code",
    )
    assert refused(desk, id="123") == ("client_id_malformed", "id")
    assert refused(desk, referral_code="a-b") == ("referral_code_malformed", "referral_code")


def test_an_address_and_a_number_belong_to_one_client(desk):
    created(desk)
    assert refused(desk, phone={"country_code": "+65", "number": "8765 0009"}) == (
        "email_taken",
        "email",
    )
    assert refused(desk, email="other@example.com") == ("phone_taken", "phone")


def test_whoever_has_it_is_named_to_those_who_see_them(desk):
    there = created(desk)
    other = {"email": "b@example.com", "phone": {"country_code": "+65", "number": "8765 0002"}}
    person, blind = member(scope=DataScope(own=True))
    for taken in ("email", "phone"):
        body = wanted(owner_id=person.id, **(other | {taken: wanted()[taken]}))
        assert desk.post("/api/desk/clients", body).body["facts"]["client_id"] == there.id
        assert "client_id" not in blind.post("/api/desk/clients", body).body["facts"]


def test_a_referrer_by_id_or_code_counts_a_downline(desk):
    lin = active_client()
    client = created(desk, referrer=lin.referral_code.lower())
    assert client.referrer_id == lin.id
    row = desk.get(f"/api/desk/clients/{lin.id}").body
    assert row["referral"]["direct_downlines"] == 1
    assert refused(desk, referrer="NOBODY") == ("not_found", "referrer")


def test_the_owner_follows_the_brokers_rule_unless_staff_choose(desk):
    rule_owner, chosen = people.member(people.role()), people.member(people.role())
    settings.adopt(SYSTEM, OWNER_ASSIGNMENT, OwnerAssignment(OwnerRule.FIXED, rule_owner.id))
    assert created(desk).owner_id == rule_owner.id
    by_choice = {"email": "b@example.com", "phone": {"country_code": "+65", "number": "8765 0002"}}
    client = created(desk, owner_id=chosen.id, participant_ids=[rule_owner.id], **by_choice)
    assert (client.owner_id, client.participant_ids) == (chosen.id, (rule_owner.id,))
    nobody = {"email": "c@example.com", "phone": {"country_code": "+65", "number": "8765 0003"}}
    assert created(desk, owner_id="", **nobody).owner_id is None


@pytest.mark.parametrize("changes", [{"owner_id": "stf_none"}, {"group_id": "none"}])
def test_staff_and_groups_must_exist(desk, changes):
    assert refused(desk, **changes)[0] == "not_found"


def test_nobody_brings_in_whom_they_would_not_see():
    person, desk = member(scope=DataScope(own=True, participant=True))
    other = people.member(people.role())
    assert refused(desk, owner_id=other.id) == ("client_out_of_scope", "owner_id")
    assert refused(desk) == ("client_out_of_scope", "owner_id")
    client = created(desk, owner_id=other.id, participant_ids=[person.id])
    assert desk.get(f"/api/desk/clients/{client.id}").status == 200


def test_a_referrer_outside_the_scope_is_nobody():
    person, desk = member(scope=DataScope(own=True))
    lin = active_client()
    assert refused(desk, owner_id=person.id, referrer=lin.id) == ("not_found", "referrer")


def test_designed_fields_are_asked_of_staff_too(desk):
    form = Form((FormField("company", {"en": "Company"}, required=True),))
    settings.adopt(SYSTEM, REGISTRATION_FORMS[ClientKind.TRADER], form)
    offered = desk.get("/api/desk/registration-forms").body["items"]
    assert [one["form"]["fields"][0]["key"] for one in offered] == ["company", "company"]
    assert refused(desk) == ("answers_invalid", "answers.company")
    client = created(desk, answers={"company": "Harbour"})
    (answered,) = desk.get(f"/api/desk/clients/{client.id}/registration").body["items"]
    assert answered["answers"] == {"company": "Harbour"}


def test_staff_hear_by_what_somebody_is_blacklisted(desk):
    entry = {"key": "email", "value": "noa@example.com", "reason": "other"}
    assert desk.post("/api/desk/blacklist", entry).status == 201
    answer = desk.post("/api/desk/clients", wanted())
    assert (answer.status, answer.body["code"]) == (409, "blacklisted")
    assert answer.body["facts"]["key"] == "email"


def test_the_log_names_who_did_it_and_no_address(desk):
    client = created(desk)
    records = audit.of_client(client.id, PageRequest()).items
    (record,) = [one for one in records if one.action == "client_created"]
    assert record.actor_id.startswith("stf_")
    assert "noa" not in str(record.after)
    assert "8765" not in str(record.after)


def test_the_same_intention_makes_one_client(desk):
    first = desk.post("/api/desk/clients", wanted(), key="one-and-only")
    again = desk.post("/api/desk/clients", wanted(), key="one-and-only")
    assert (first.status, again.body) == (201, first.body)


def test_it_needs_a_permission_of_its_own():
    _, desk = member(Permission.READ_CLIENTS, Permission.UPDATE_CLIENTS)
    answer = desk.post("/api/desk/clients", wanted())
    assert (answer.status, answer.body["facts"]["permission"]) == (403, "create_clients")
