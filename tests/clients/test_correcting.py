"""Staff correct what a client gave at registration: checked, told, and on the record."""

from typing import Any

import pytest

from app import app
from chalicelib.clients import public as clients
from chalicelib.clients.events import clients_events, search_events
from chalicelib.core.actor import Realm
from chalicelib.core.paging import PageRequest
from chalicelib.core.permissions import Permission
from chalicelib.core.veil import CLEAR, SensitiveField, Veil
from chalicelib.identity import public as identity
from chalicelib.staff.public import DataScope
from chalicelib.storage import audit
from tests.kit import people
from tests.kit.clients import active_client, published
from tests.kit.courier import Courier
from tests.kit.http import Answer, Caller
from tests.kit.people import Person

pytestmark = pytest.mark.usefixtures("store", "clock")
COURIER = Courier((clients_events, search_events))
MAY = (Permission.READ_CLIENTS, Permission.UPDATE_CLIENTS, Permission.UPDATE_BLACKLIST)
MOBILE = {"country_code": "+65", "number": "8765 4321"}


def staff(*, scope: DataScope | None = None, veil: Veil = CLEAR) -> Caller:
    role = people.role(*MAY, scope=scope, veil=veil)
    return people.signed_in(app, "desk", people.member(role))


@pytest.fixture
def desk() -> Caller:
    return staff()


@pytest.fixture
def lin() -> clients.Client:
    return active_client(name="Lin Chen", email="lin@example.com", phone_number="8123 0001")


def corrected(desk: Caller, client: clients.Client, **changes: Any) -> Answer:
    return desk.patch(f"/api/desk/clients/{client.id}/profile", changes)


def test_everything_that_was_given_can_be_corrected(desk, lin):
    answer = corrected(
        desk,
        lin,
        name="Lin Chan",
        email="New@Example.com",
        phone=MOBILE,
        nationality="GB",
        language="zh",
        source="fair",
    )
    assert answer.status == 200, answer
    after = clients.client_for_system(lin.id)
    assert (after.name, after.email, after.phone, after.nationality, after.source) == (
        "Lin Chan",
        "new@example.com",
        "+6587654321",
        "GB",
        "fair",
    )
    contact = identity.contact(Realm.CLIENT, lin.id)
    assert (contact.name, contact.email, contact.language) == ("Lin Chan", "new@example.com", "zh")
    COURIER.deliver_all()
    assert [one["id"] for one in desk.get("/api/desk/clients?q=chan").body["items"]] == [lin.id]
    assert desk.get("/api/desk/clients?q=81230001").body["items"] == []


def test_the_old_address_hears_of_it_and_sessions_end(desk, lin):
    portal = people.signed_in(app, "portal", Person(lin.id, lin.email))
    corrected(desk, lin, email="new@example.com")
    (told,) = published("identity.email_changed")
    assert told.body["old_email"] == "lin@example.com"
    assert portal.get("/api/portal/accounts").status == 401
    people.signed_in(app, "portal", Person(lin.id, "new@example.com"))


def test_the_number_that_was_left_is_free_and_the_new_one_is_theirs(desk, lin):
    corrected(desk, lin, phone=MOBILE)
    assert len(published("clients.phone_changed")) == 1
    active_client(phone_number="8123 0001")
    sam = active_client()
    answer = corrected(desk, sam, phone=MOBILE)
    assert (answer.body["code"], answer.body["field"]) == ("phone_taken", "phone")


def test_an_address_of_somebody_else_is_refused(desk, lin):
    sam = active_client(email="sam@example.com")
    answer = corrected(desk, sam, email="LIN@example.com")
    assert (answer.body["code"], answer.body["field"]) == ("email_taken", "email")


def test_only_what_is_new_is_compared_with_the_blacklist(desk, lin):
    for value in ("SG", "KP"):
        entry = {"key": "nationality", "value": value, "reason": "other"}
        assert desk.post("/api/desk/blacklist", entry).status == 201
    assert corrected(desk, lin, name="Lin Chan").status == 200
    answer = corrected(desk, lin, nationality="KP")
    assert (answer.body["code"], answer.body["field"]) == ("blacklisted", "nationality")


def test_the_log_keeps_old_and_new_and_no_whole_address(desk, lin):
    corrected(desk, lin, name="Lin Chan", email="new@example.com", phone=MOBILE)
    records = audit.of_client(lin.id, PageRequest()).items
    (record,) = [one for one in records if one.action == "client_corrected"]
    assert record.before == {
        "name": "Lin Chen",
        "email": "l***@example.com",
        "phone": "***001",
    }
    assert record.after == {"name": "Lin Chan", "email": "n***@example.com", "phone": "***321"}


def test_what_is_the_same_already_changes_nothing(desk, lin):
    before = clients.client_for_system(lin.id)
    assert corrected(desk, lin, name=lin.name, email=lin.email).status == 200
    assert clients.client_for_system(lin.id) == before
    assert published("identity.email_changed") == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"email": "new@example.com"}, "email"),
        ({"phone": MOBILE}, "phone"),
        ({"nationality": "GB"}, "nationality"),
    ],
)
def test_whoever_does_not_see_a_field_does_not_change_it(lin, changes, field):
    desk = staff(veil=Veil(partly=frozenset({SensitiveField(field)})))
    answer = corrected(desk, lin, **changes)
    assert (answer.status, answer.body["code"], answer.body["field"]) == (
        403,
        "field_veiled",
        field,
    )
    assert corrected(desk, lin, name="Lin Chan").status == 200


def test_a_client_outside_the_scope_is_not_there(lin):
    assert corrected(staff(scope=DataScope(own=True)), lin, name="X").status == 404


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"phone": {"country_code": "+65", "number": "1234"}}, "phone_invalid"),
        ({"email": "nobody"}, "email_malformed"),
        ({"nationality": "XX"}, "nationality_unknown"),
        ({"name": ""}, "input_invalid"),
    ],
)
def test_what_cannot_be_is_refused(desk, lin, changes, code):
    assert corrected(desk, lin, **changes).body["code"] == code
