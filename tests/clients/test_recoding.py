"""Referral codes that staff change, and that are never anybody's again once they are given up."""

from typing import Any

import pytest

from app import app
from chalicelib import ports
from chalicelib.clients import public as clients
from chalicelib.clients.events import clients_events, search_events
from chalicelib.clients.model import Client, ClientKind
from chalicelib.core.paging import PageRequest
from chalicelib.core.permissions import Permission
from chalicelib.notifications.events import notifications_events
from chalicelib.staff.public import DataScope
from chalicelib.storage import audit, aws
from chalicelib.storage.wire import item_from_wire
from tests.kit import people
from tests.kit.clients import active_client, registered
from tests.kit.courier import Courier
from tests.kit.http import Answer, Caller
from tests.kit.people import Person
from tests.kit.postbox import Postbox

pytestmark = pytest.mark.usefixtures("store", "clock")
COURIER = Courier((clients_events, search_events, notifications_events))
ALL = (
    Permission.READ_CLIENTS,
    Permission.CREATE_CLIENTS,
    Permission.UPDATE_CLIENTS,
    Permission.DELETE_CLIENTS,
)


def staff(*permissions: Permission, scope: DataScope | None = None) -> Caller:
    role = people.role(*(permissions or ALL), scope=scope)
    return people.signed_in(app, "desk", people.member(role))


@pytest.fixture
def desk() -> Caller:
    return staff()


def recoded(desk: Caller, client: Client, code: str, **more: Any) -> Answer:
    body = {"referral_code": code, "replaces": client.referral_code} | more
    return desk.call("PUT", f"/api/desk/clients/{client.id}/referral-code", body)


def refusal(answer: Answer) -> tuple[int, str, str | None]:
    return answer.status, answer.body["code"], answer.body.get("field")


def refers(code: str) -> bool:
    """Whether the page of registration takes the code."""
    answer = Caller(app).get(f"/api/portal/registrations/referrals/{code}")
    assert answer.status == 200, answer
    return bool(answer.body["valid"])


def brought_in(desk: Caller, code: str) -> Answer:
    phone = {"country_code": "+65", "number": "8765 0001"}
    body = {"kind": "trader", "name": "Noa New", "email": "noa@example.com", "phone": phone}
    return desk.post("/api/desk/clients", body | {"referral_code": code})


def reviewed(desk: Caller, code: str) -> list[tuple[str, str]]:
    """What a review finds wrong with a row of a file that chooses the code."""
    csv = f"name,email,phone,referral_code\nAda,ada@example.com,+65 8765 0002,{code}\n"
    answer = desk.post("/api/desk/client-imports/reviews", {"kind": "trader", "csv": csv})
    assert answer.status == 200, answer
    return [(one["column"], one["code"]) for row in answer.body["rows"] for one in row["faults"]]


def records(client: Client) -> list[Any]:
    found = audit.of_client(client.id, PageRequest(50)).items
    return [one for one in found if one.action == "client_referral_code_changed"]


def mails() -> list[Any]:
    """The mails about codes after everything is delivered, twice over."""
    box = Postbox()
    with ports.use(mailer=box):
        COURIER.deliver_all(twice=True)
    return [mail for mail in box.mails if mail.subject.endswith("referral code has changed")]


# ---- changing


def test_the_new_code_refers_from_then_on_and_the_former_one_nobody(desk):
    lin = active_client(kind=ClientKind.IB)
    assert refers(lin.referral_code)
    answer = recoded(desk, lin, " harbour ")
    assert answer.status == 200, answer
    assert (answer.body["referral"]["code"], answer.body["referral_code"]) == ("HARBOUR",) * 2
    assert (refers("harbour"), refers(lin.referral_code)) == (True, False)
    by_new = registered(referral_code="harbour")
    by_former = registered(referral_code=lin.referral_code)
    assert clients.client_for_system(by_new.client_id).referrer_id == lin.id
    assert clients.client_for_system(by_former.client_id).referrer_id is None
    assert (by_new.referral_code_cleared, by_former.referral_code_cleared) == (False, True)


def test_the_portal_shows_the_new_code_at_once(desk):
    lin = active_client(kind=ClientKind.IB)
    portal = people.signed_in(app, "portal", Person(lin.id, lin.email))
    assert portal.get("/api/portal/me").body["referral_code"] == lin.referral_code
    recoded(desk, lin, "HARBOUR")
    assert portal.get("/api/portal/me").body["referral_code"] == "HARBOUR"


def test_who_came_by_the_former_code_stays_below(desk):
    lin = active_client(kind=ClientKind.IB)
    mia = active_client(referral_code=lin.referral_code)
    recoded(desk, lin, "HARBOUR")
    assert clients.client_for_system(mia.id).referrer_id == lin.id


def test_the_client_is_found_by_the_new_code_and_no_longer_by_the_former(desk):
    lin = active_client()
    COURIER.deliver_all()
    recoded(desk, lin, "HARBOUR")
    COURIER.deliver_all(twice=True)

    def found(text: str) -> list[str]:
        return [one["id"] for one in desk.get(f"/api/desk/clients?q={text}").body["items"]]

    assert (found("harbour"), found(lin.referral_code)) == ([lin.id], [])


def test_the_record_says_who_changed_which_code_to_which(desk):
    lin = active_client()
    recoded(desk, lin, "HARBOUR")
    (record,) = records(lin)
    assert record.before == {"referral_code": lin.referral_code}
    assert record.after == {"referral_code": "HARBOUR"}


def test_the_same_change_again_changes_nothing_and_tells_nobody_twice(desk):
    lin = active_client()
    first, again = recoded(desk, lin, "HARBOUR"), recoded(desk, lin, "harbour")
    assert (first.status, again.status) == (200, 200)
    assert again.body["referral_code"] == "HARBOUR"
    assert len(records(lin)) == 1
    assert len(mails()) == 1


def test_the_code_they_have_is_no_change(desk):
    lin = active_client()
    assert recoded(desk, lin, lin.referral_code.lower()).status == 200
    assert records(lin) == []
    assert recoded(desk, lin, "HARBOUR").status == 200, "it was not retired"


def test_two_who_change_it_at_once_do_not_overwrite_each_other(desk):
    lin = active_client()
    recoded(desk, lin, "HARBOUR")
    late = recoded(staff(), lin, "ANCHOR")
    assert refusal(late) == (409, "referral_code_changed", "referral_code")
    assert late.body["facts"] == {"now": "HARBOUR"}
    assert clients.client_for_system(lin.id).referral_code == "HARBOUR"
    assert recoded(staff(), lin, "ANCHOR", replaces="harbour").status == 200


@pytest.mark.parametrize("code", ["abc", "A" * 17, "a-bcd", "HÄRBOUR", "HAR BOUR"])
def test_a_code_is_four_to_sixteen_letters_and_digits(desk, code: str):
    lin = active_client()
    assert refusal(recoded(desk, lin, code)) == (400, "referral_code_malformed", "referral_code")
    assert clients.client_for_system(lin.id).referral_code == lin.referral_code


def test_a_code_of_another_client_is_taken_and_both_stay_as_they_were(desk):
    lin, mia = active_client(), active_client()
    answer = recoded(desk, lin, mia.referral_code.lower())
    assert refusal(answer) == (409, "referral_code_taken", "referral_code")
    assert clients.client_for_system(lin.id).referral_code == lin.referral_code
    assert recoded(desk, mia, "HARBOUR").status == 200, "the former code was still Mia's"


# ---- who may


def test_it_takes_the_permission_to_change_clients_and_the_scope_to_see_this_one():
    lin = active_client()
    assert recoded(staff(Permission.READ_CLIENTS), lin, "HARBOUR").status == 403
    elsewhere = staff(*ALL, scope=DataScope(own=True))
    assert recoded(elsewhere, lin, "HARBOUR").status == 404
    assert clients.client_for_system(lin.id).referral_code == lin.referral_code


def test_who_has_left_gets_no_other_code(desk):
    lin = active_client()
    desk.call("DELETE", f"/api/desk/clients/{lin.id}")
    answer = recoded(desk, lin, "HARBOUR")
    assert (answer.status, answer.body["code"]) == (409, "client_not_active")


# ---- telling


def test_the_client_is_told_the_new_code_by_mail_and_in_the_portal(desk):
    lin = active_client()
    portal = people.signed_in(app, "portal", Person(lin.id, lin.email))
    recoded(desk, lin, "HARBOUR")
    (mail,) = mails()
    assert mail.to == lin.email
    assert "HARBOUR" in mail.text
    told = portal.get("/api/portal/notifications").body["items"]
    facts = [one["facts"] for one in told if one["code"] == "referral_code_changed"]
    assert facts == [{"referral_code": "HARBOUR"}]


def test_staff_may_leave_the_telling_to_themselves(desk):
    lin = active_client()
    assert recoded(desk, lin, "HARBOUR", tells=False).status == 200
    assert mails() == []


# ---- never again


def retired_by_change(desk: Caller) -> str:
    lin = active_client()
    assert recoded(desk, lin, "HARBOUR").status == 200
    return lin.referral_code


def retired_by_deletion(desk: Caller) -> str:
    lin = active_client()
    assert desk.call("DELETE", f"/api/desk/clients/{lin.id}").status == 204
    return lin.referral_code


@pytest.mark.parametrize("retired", [retired_by_change, retired_by_deletion])
def test_a_retired_code_refers_nobody_and_can_never_be_chosen_again(desk, retired: Any):
    code = retired(desk)
    taken = (409, "referral_code_taken", "referral_code")
    assert not refers(code)
    assert refusal(brought_in(desk, code.lower())) == taken
    assert reviewed(desk, code) == [("referral_code", "referral_code_taken")]
    assert refusal(recoded(desk, active_client(), code)) == taken


def test_not_even_who_had_a_retired_code_gets_it_back(desk):
    lin = active_client()
    recoded(desk, lin, "HARBOUR")
    back = recoded(desk, lin, lin.referral_code, replaces="HARBOUR")
    assert refusal(back) == (409, "referral_code_taken", "referral_code")


def test_staff_reach_nobody_by_a_retired_code(desk):
    lin, mia = active_client(), active_client()
    recoded(desk, lin, "HARBOUR")
    body = {"referrer": lin.referral_code, "bring_downlines": True}
    answer = desk.call("PUT", f"/api/desk/clients/{mia.id}/referrer", body)
    assert refusal(answer) == (404, "not_found", "referrer")


@pytest.mark.parametrize("retired", [retired_by_change, retired_by_deletion])
def test_what_is_kept_of_a_retired_code_names_nobody(desk, retired: Any):
    code = retired(desk)
    wire = aws.client("dynamodb").scan(TableName=aws.resource("clients"))["Items"]
    (kept,) = [
        row for row in map(item_from_wire, wire) if code in str(row) and row["sk"] == "CLAIM"
    ]
    assert kept["pk"] == f"REFERRAL#{code}"
    assert kept.get("client_id") is None
