"""The routes of clients: registering from the browser, and what staff may see and do."""

from typing import Any
from urllib.parse import quote

import pytest

from app import app
from chalicelib import ports
from chalicelib.clients import public as clients
from chalicelib.clients.events import clients_events, search_events
from chalicelib.clients.model import OWNER_ASSIGNMENT, ClientKind, OwnerAssignment, OwnerRule
from chalicelib.core.actor import system
from chalicelib.core.paging import PageRequest
from chalicelib.core.permissions import Permission
from chalicelib.notifications.events import notifications_events
from chalicelib.settings import public as settings
from chalicelib.staff.public import DataScope
from chalicelib.storage import audit, sealing
from tests.kit import people
from tests.kit.clients import ACCEPTED, active_client, emailed_code, published, registered
from tests.kit.courier import Courier
from tests.kit.http import Caller
from tests.kit.mails import came_back
from tests.kit.people import PASSWORD, Person
from tests.kit.postbox import Postbox
from tests.kit.slides import slid_at

pytestmark = pytest.mark.usefixtures("store", "clock")
COURIER = Courier((clients_events, search_events))
ANYONE = Caller(app)


def staff(*permissions: Permission, scope: DataScope | None = None, **more: Any) -> Caller:
    """A signed-in member of staff with these permissions."""
    return people.signed_in(
        app, "desk", people.member(people.role(*permissions, scope=scope), **more)
    )


def body(**changes: Any) -> dict[str, Any]:
    """A registration that is fine, but for its code."""
    return {
        "kind": "trader",
        "name": "Lin Chen",
        "nationality": "SG",
        "phone": {"country_code": "+65", "number": "8123 4567"},
        "email": "lin@example.com",
        "email_code": "",
        "password": PASSWORD,
        "language": "en",
        "consents": [{"document": one.document, "version": one.version} for one in ACCEPTED],
    } | changes


def test_a_newcomer_registers_is_approved_and_signs_in():
    sent = ANYONE.post(
        "/api/portal/registrations/codes",
        {
            "email": "lin@example.com",
            "language": "zh",
            "slide": slid_at(ANYONE, "portal", "registration"),
        },
    )
    assert sent.status == 202
    assert set(sent.body) == {"expires_at", "resend_at"}
    answer = ANYONE.post(
        "/api/portal/registrations", body(email_code=code_sent(), referral_code="NOBODYS1")
    )
    assert answer.status == 201, answer.body
    assert answer.body["status"] == "pending"
    assert answer.body["referral_code_cleared"] is True
    early = ANYONE.post("/api/portal/session", {"email": "lin@example.com", "password": PASSWORD})
    assert (early.status, early.body["code"]) == (403, "registration_pending")
    desk = staff(Permission.READ_REQUESTS, Permission.DECIDE_REGISTRATIONS)
    shown = desk.get(f"/api/desk/requests/{answer.body['request_id']}")
    facts = {fact["code"]: fact["value"] for fact in shown.body["details"]["facts"]}
    assert facts["phone"] == "+6581234567"
    decided = desk.patch(
        f"/api/desk/requests/{answer.body['request_id']}",
        {"decision": "approved", "notify": {"email": True, "popup": False}},
    )
    assert decided.status == 200, decided.body
    COURIER.deliver_all()
    signed_in = ANYONE.post(
        "/api/portal/session", {"email": "lin@example.com", "password": PASSWORD}
    )
    assert signed_in.status == 200
    me = Caller(app, signed_in.body["access_token"]).get("/api/portal/me").body
    assert me["phone"] == "+6581234567"
    assert (me["kind"], me["nationality"], me["language"]) == ("trader", "SG", "en")
    assert len(me["referral_code"]) == 8


def code_sent() -> str:
    sent = published("identity.code_issued")[-1].body
    return sealing.unseal(sent["sealed_code"], purpose="mail-secrets", context=sent["email"])


def test_registering_twice_with_one_key_answers_the_first_answer_again():
    typed = body(email_code=emailed_code("lin@example.com"))
    first = ANYONE.post("/api/portal/registrations", typed, key="registration-1")
    again = ANYONE.post("/api/portal/registrations", typed, key="registration-1")
    assert (again.status, again.body) == (201, first.body)
    assert again.headers["Idempotency-Replayed"] == "true"
    other = ANYONE.post("/api/portal/registrations", typed | {"name": "X"}, key="registration-1")
    assert (other.status, other.body["code"]) == (409, "idempotency_key_reused")


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"nationality": "ZZ"}, "nationality_unknown", "nationality"),
        ({"phone": {"country_code": "+65", "number": "12345"}}, "phone_invalid", "phone"),
        ({"kind": "staff"}, "input_invalid", "kind"),
        ({"consents": []}, "agreement_not_accepted", "agreements"),
        ({"language": "xx"}, "input_invalid", "language"),
        ({"balance": 5}, "input_invalid", "balance"),
        ({"email": "not an address"}, "email_malformed", "email"),
    ],
)
def test_a_form_that_is_wrong_is_refused_by_its_field(changes, code, field):
    typed = body(email_code="123456") | changes
    answer = ANYONE.post("/api/portal/registrations", typed)
    assert (answer.status, answer.body["code"], answer.body["field"]) == (400, code, field)


def test_referral_codes_and_agreements_can_be_asked_without_signing_in():
    good = active_client().referral_code
    valid = ANYONE.get(f"/api/portal/registrations/referrals/{good}")
    assert (valid.status, valid.body) == (200, {"valid": True})
    assert ANYONE.get("/api/portal/registrations/referrals/NOBODYS1").body == {"valid": False}
    registering = ANYONE.get("/api/portal/agreements?purpose=registration").body["items"]
    assert [one["document"] for one in registering] == ["client-agreement", "privacy-policy"]
    opening = ANYONE.get("/api/portal/agreements?purpose=account").body["items"]
    assert [one["document"] for one in opening] == ["risk-disclosure"]


# ---- the back office


def test_the_list_shows_names_of_owner_and_referrer_and_counts():
    ada = people.member(people.role(Permission.READ_CLIENTS), name="Ada Adler")
    settings.adopt(system("test"), OWNER_ASSIGNMENT, OwnerAssignment(OwnerRule.FIXED, ada.id))
    referrer = active_client(name="Rita Reed")
    referred = active_client(name="Sam Song", referral_code=referrer.referral_code)
    rows = people.signed_in(app, "desk", ada).get("/api/desk/clients").body["items"]
    assert {row["id"] for row in rows} == {referrer.id, referred.id}
    by_name = {row["name"]: row for row in rows}
    assert by_name["Sam Song"]["owner"] == {"id": ada.id, "name": "Ada Adler"}
    assert by_name["Sam Song"]["referrer"] == {"id": referrer.id, "name": "Rita Reed"}
    assert by_name["Rita Reed"]["downline_count"] == 1
    assert by_name["Rita Reed"]["referrer"] is None


def test_the_list_is_paged_and_cut_by_kind_and_status(clock):
    ids = []
    for number in range(3):
        clock.advance(minutes=1)
        ids.append(active_client(kind=ClientKind.IB if number == 1 else ClientKind.TRADER).id)
    desk = staff(Permission.READ_CLIENTS)
    first = desk.get("/api/desk/clients?limit=2").body
    rest = desk.get(f"/api/desk/clients?limit=2&cursor={first['next_cursor']}").body
    assert [row["id"] for row in first["items"] + rest["items"]] == ids[::-1]
    assert [row["id"] for row in desk.get("/api/desk/clients?kind=ib").body["items"]] == [ids[1]]
    assert desk.get("/api/desk/clients?status=suspended").body["items"] == []


@pytest.mark.parametrize(
    "text", ["lin", "CHEN", "lin.chen@", "+65 8123", "81234567", "chen", "Łin"]
)
def test_a_client_is_found_by_the_beginning_of_a_word(text):
    lin = active_client(name="Lin Chen", email="lin.chen@example.com", phone_number="8123 4567")
    active_client(name="Rita Reed", email="rita@example.com", phone_number="9123 4567")
    COURIER.deliver_all(twice=True)
    desk = staff(Permission.READ_CLIENTS)
    found = desk.get(f"/api/desk/clients?q={quote(text)}").body["items"]
    assert [row["id"] for row in found] == [lin.id]


def test_a_client_is_found_by_id_and_referral_code():
    lin = active_client()
    COURIER.deliver_all()
    desk = staff(Permission.READ_CLIENTS)
    for text in (lin.id, lin.referral_code.lower()):
        found = desk.get(f"/api/desk/clients?q={text}").body["items"]
        assert [row["id"] for row in found] == [lin.id]


def test_a_client_outside_the_scope_does_not_exist():
    lin = active_client()
    COURIER.deliver_all()
    every = (Permission.READ_CLIENTS, Permission.SUSPEND_CLIENTS, Permission.READ_AUDIT)
    desk = staff(*every, Permission.READ_REQUESTS, scope=DataScope(own=True))
    assert desk.get("/api/desk/clients").body["items"] == []
    assert desk.get(f"/api/desk/clients?q={lin.id}").body["items"] == []
    for tab in ("", "/downlines", "/requests", "/logins", "/audit", "/notifications"):
        answer = desk.get(f"/api/desk/clients/{lin.id}{tab}")
        assert (answer.status, answer.body["code"]) == (404, "not_found")
    shut = desk.patch(f"/api/desk/clients/{lin.id}", {"suspended": True, "reason": "x"})
    assert shut.status == 404
    assert clients.client_for_system(lin.id).is_active


def test_a_scope_of_own_and_unowned_clients_adds_up():
    nobodys = active_client()
    ada = people.member(
        people.role(Permission.READ_CLIENTS, scope=DataScope(own=True, unowned=True))
    )
    settings.adopt(system("test"), OWNER_ASSIGNMENT, OwnerAssignment(OwnerRule.FIXED, ada.id))
    adas = active_client()
    settings.adopt(system("test"), OWNER_ASSIGNMENT, OwnerAssignment(OwnerRule.FIXED, "stf_x"))
    active_client()
    rows = people.signed_in(app, "desk", ada).get("/api/desk/clients").body["items"]
    assert {row["id"] for row in rows} == {nobodys.id, adas.id}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/desk/clients"),
        ("GET", "/api/desk/clients/10000001"),
        ("PATCH", "/api/desk/clients/10000001"),
        ("GET", "/api/desk/clients/10000001/downlines"),
        ("GET", "/api/desk/clients/10000001/requests"),
        ("GET", "/api/desk/clients/10000001/logins"),
        ("GET", "/api/desk/clients/10000001/audit"),
        ("GET", "/api/desk/clients/10000001/notifications"),
    ],
)
def test_staff_without_the_permission_and_clients_are_kept_out(method, path):
    assert ANYONE.call(method, path).status == 401
    poor = staff(Permission.READ_DASHBOARD)
    assert poor.call(method, path).body["code"] == "permission_missing"
    lin = active_client()
    trader = people.signed_in(app, "portal", Person(lin.id, lin.email))
    assert trader.call(method, path).status == 401


def test_the_page_of_a_client_tells_everything_once():
    referrer = active_client(name="Rita Reed")
    made = registered(referral_code=referrer.referral_code, email="sam@example.com")
    desk = staff(Permission.READ_CLIENTS, Permission.READ_REQUESTS, Permission.READ_AUDIT)
    page = desk.get(f"/api/desk/clients/{made.client_id}").body
    assert page["referral"]["referrer"]["name"] == "Rita Reed"
    assert page["language"] == "en"
    assert [one["document"] for one in page["consents"]] == ["client-agreement", "privacy-policy"]
    assert page["suspended"] is None
    assert page["login"] == {"status": "active", "failed_attempts": 0}
    tab = f"/api/desk/clients/{made.client_id}"
    assert [one["id"] for one in desk.get(f"{tab}/requests").body["items"]] == [made.request_id]
    audit = desk.get(f"{tab}/audit").body["items"]
    assert "client_registered" in {one["action"] for one in audit}
    people.signed_in(app, "portal", Person(made.client_id, "sam@example.com"))
    assert [one["outcome"] for one in desk.get(f"{tab}/logins").body["items"]] == ["signed_in"]
    downlines = desk.get(f"/api/desk/clients/{referrer.id}/downlines").body["items"]
    assert [one["id"] for one in downlines] == [made.client_id]


# ---- suspension


def test_suspending_ends_sessions_and_unsuspending_lets_in_again():
    lin = active_client()
    trader = people.signed_in(app, "portal", Person(lin.id, lin.email))
    desk = staff(Permission.SUSPEND_CLIENTS, Permission.READ_CLIENTS, name="Ada Adler")
    shut = desk.patch(f"/api/desk/clients/{lin.id}", {"suspended": True, "reason": "papers"})
    assert shut.status == 200, shut.body
    assert shut.body["status"] == "suspended"
    assert (shut.body["suspended"]["by"], shut.body["suspended"]["reason"]) == (
        "Ada Adler",
        "papers",
    )
    assert trader.get("/api/portal/me").status == 401
    refused = ANYONE.post("/api/portal/session", {"email": lin.email, "password": PASSWORD})
    assert refused.body["code"] == "login_suspended"
    again = desk.patch(f"/api/desk/clients/{lin.id}", {"suspended": True, "reason": "papers"})
    assert (again.status, again.body["code"]) == (409, "client_not_active")
    back = desk.patch(f"/api/desk/clients/{lin.id}", {"suspended": False, "reason": "fine now"})
    assert (back.body["status"], back.body["suspended"]) == ("active", None)
    assert people.signed_in(app, "portal", Person(lin.id, lin.email)).get("/api/portal/me").body
    told = [one.name for one in published() if one.name.startswith("clients.client_")]
    assert told[-2:] == ["clients.client_suspended", "clients.client_reinstated"]


def test_a_login_that_suspended_itself_is_shown_and_can_be_let_in():
    lin = active_client()
    for _ in range(5):
        slide = slid_at(ANYONE, "portal", "sign_in")
        sent = {"email": lin.email, "password": "not it at all 1", "slide": slide}
        ANYONE.post("/api/portal/session", sent)
    desk = staff(Permission.SUSPEND_CLIENTS, Permission.READ_CLIENTS)
    page = desk.get(f"/api/desk/clients/{lin.id}").body
    assert (page["status"], page["suspended"]["by"]) == ("active", "system")
    back = desk.patch(f"/api/desk/clients/{lin.id}", {"suspended": False, "reason": "called us"})
    assert (back.status, back.body["suspended"]) == (200, None)
    people.signed_in(app, "portal", Person(lin.id, lin.email))
    twice = desk.patch(f"/api/desk/clients/{lin.id}", {"suspended": False, "reason": "again"})
    assert (twice.status, twice.body["code"]) == (409, "client_not_suspended")


@pytest.mark.parametrize("sent", [{"suspended": True}, {"suspended": True, "reason": "  "}])
def test_a_suspension_needs_a_reason(sent):
    lin = active_client()
    desk = staff(Permission.SUSPEND_CLIENTS)
    assert desk.patch(f"/api/desk/clients/{lin.id}", sent).status == 400
    assert clients.client_for_system(lin.id).is_active


def test_staff_see_that_mails_come_back_and_let_them_go_there_again():
    client = active_client()
    desk = staff(Permission.READ_CLIENTS, Permission.UPDATE_CLIENTS)
    path = f"/api/desk/clients/{client.id}"
    assert desk.get(path).body["returned_mail"] is None
    assert desk.call("DELETE", f"{path}/returned-mail").status == 404
    came_back(Person(client.id, client.email))
    returned = desk.get(path).body["returned_mail"]
    assert (returned["kind"], returned["reason"]) == ("bounced", "NoEmail")
    assert desk.call("DELETE", f"{path}/returned-mail").body["returned_mail"] is None
    acts = audit.of_object("client", client.id, PageRequest()).items
    assert acts[0].action == "mail_mark_cleared"


def test_staff_read_what_a_client_was_told():
    made = registered(name="Lin Chen")
    desk = staff(Permission.READ_CLIENTS, Permission.READ_REQUESTS, Permission.DECIDE_REGISTRATIONS)
    tab = f"/api/desk/clients/{made.client_id}/notifications"
    assert desk.get(tab).body == {"items": [], "next_cursor": None}
    desk.patch(
        f"/api/desk/requests/{made.request_id}",
        {"decision": "approved", "notify": {"email": False, "popup": True}},
    )
    with ports.use(mailer=Postbox()):
        Courier((clients_events, notifications_events)).deliver_all()
    (told,) = desk.get(tab).body["items"]
    assert told["link"] == {"type": "request", "id": made.request_id}
    assert told["read"] is False
