"""A member of staff is deleted, over HTTP: refused while in charge of something, gone for good."""

from typing import Any

import pytest

from app import app
from chalicelib.approvals.model import Node
from chalicelib.approvals.public import RequestType
from chalicelib.core.actor import Realm, system
from chalicelib.core.errors import Conflict
from chalicelib.core.paging import PageRequest
from chalicelib.core.permissions import Permission
from chalicelib.identity import public as identity
from chalicelib.identity.service import colleagues, departures
from chalicelib.staff import public as staff
from chalicelib.staff.public import MemberChange
from chalicelib.staff.service import roles
from chalicelib.storage import audit
from tests.identity.scenes import bodies
from tests.kit import people
from tests.kit.approvals import publish_flow
from tests.kit.clients import active_client
from tests.kit.http import Answer, Caller

pytestmark = pytest.mark.usefixtures("store", "clock")
SYSTEM = system("test")


@pytest.fixture
def boss() -> Caller:
    return people.signed_in(app, "desk", people.owner())


def delete(who: Caller, staff_id: str) -> Answer:
    return who.call("DELETE", f"/api/desk/staff/{staff_id}", None)


def refused(answer: Answer) -> tuple[int, str, dict[str, Any]]:
    return answer.status, answer.body["code"], answer.body["facts"]


def hand(who: Caller, client_id: str, owner_id: str) -> None:
    path = f"/api/desk/clients/{client_id}/assignment"
    assert who.patch(path, {"owner_id": owner_id}).status == 200


def listed(who: Caller) -> list[str]:
    return [one["id"] for one in who.get("/api/desk/staff").body["items"]]


def test_whoever_is_deleted_is_signed_out_and_listed_no_more(boss: Caller):
    mara = people.member(people.role())
    hers = people.signed_in(app, "desk", mara)
    assert delete(boss, mara.id).status == 204
    assert hers.get("/api/desk/me").status == 401
    assert mara.id not in listed(boss)
    assert boss.get(f"/api/desk/staff/{mara.id}").status == 404
    sent = {"email": mara.email, "password": people.PASSWORD}
    assert Caller(app).post("/api/desk/session", sent).status != 200


def test_nothing_can_be_done_with_somebody_who_has_left(boss: Caller):
    mara = people.member(people.role())
    delete(boss, mara.id)
    path = f"/api/desk/staff/{mara.id}"
    assert delete(boss, mara.id).status == 404
    assert boss.patch(path, {"active": True}).status == 404
    assert boss.post(f"{path}/password-resets", {"reason": "why"}).status == 404
    client = active_client()
    answer = boss.patch(f"/api/desk/clients/{client.id}/assignment", {"owner_id": mara.id})
    assert answer.status == 404


def test_the_address_serves_somebody_else_afterwards(boss: Caller):
    role_id = people.role()
    mara = people.member(role_id)
    delete(boss, mara.id)
    again = people.member(role_id, name="Nora", email=mara.email)
    assert again.id != mara.id
    assert people.signed_in(app, "desk", again).get("/api/desk/me").body["name"] == "Nora"


def test_the_name_stays_in_the_logs(boss: Caller):
    mara = people.member(people.role(), name="Mara Member")
    delete(boss, mara.id)
    assert staff.names([mara.id]) == {mara.id: "Mara Member"}
    line = audit.of_object("staff", mara.id, PageRequest()).items[0]
    assert (line.action, line.actor_name) == ("member_deleted", "Olga Owner")
    assert line.before["name"] == "Mara Member"
    assert [one["staff_id"] for one in bodies("staff.member_left")] == [mara.id]
    assert identity.contact(Realm.STAFF, mara.id).email == ""


def test_a_role_is_free_once_whoever_had_it_has_left(boss: Caller):
    role_id = people.role()
    active, disabled = people.member(role_id), people.member(role_id)
    colleagues.change(SYSTEM, disabled.id, MemberChange(active=False))
    delete(boss, active.id)
    delete(boss, disabled.id)
    left = boss.get(f"/api/desk/roles/{role_id}").body
    assert left["members"] == 0
    roles.remove_role(SYSTEM, role_id)
    gone = staff.principal(active.id)
    assert (gone.name, gone.active, gone.permissions) == ("Mara Member", False, frozenset())


def test_nobody_deletes_themselves(boss: Caller):
    pia = people.member(people.role(*Permission), name="Pia")
    hers = people.signed_in(app, "desk", pia)
    assert refused(delete(hers, pia.id))[:2] == (403, "own_membership")
    assert hers.get("/api/desk/me").status == 200


def test_the_last_owner_stays():
    boss = people.owner()
    second = people.member(staff.OWNER_ROLE_ID, name="Oscar")
    oscar = people.signed_in(app, "desk", second)
    assert delete(oscar, boss.id).status == 204
    with pytest.raises(Conflict) as refusal:
        departures.delete(SYSTEM, second.id)
    assert refusal.value.code == "last_owner"


def test_nobody_deletes_somebody_mightier(boss: Caller):
    mighty = people.member(people.role(Permission.ADJUST_WALLETS))
    pia = people.member(people.role(Permission.DELETE_STAFF), name="Pia")
    answer = delete(people.signed_in(app, "desk", pia), mighty.id)
    assert refused(answer)[:2] == (403, "role_beyond_own")
    assert mighty.id in listed(boss)


def test_deleting_needs_its_own_permission(boss: Caller):
    mara = people.member(people.role())
    pia = people.member(people.role(Permission.UPDATE_STAFF), name="Pia")
    assert delete(people.signed_in(app, "desk", pia), mara.id).status == 403
    assert mara.id in listed(boss)


def test_who_leads_others_stays_until_they_report_to_somebody_else(boss: Caller):
    role_id = people.role()
    lea = people.member(role_id, name="Lea")
    ann = people.member(role_id, name="Ann", under=lea.id)
    people.member(role_id, name="Bea", under=lea.id)
    assert refused(delete(boss, lea.id)) == (409, "leads_others", {"members": 2})
    assert delete(boss, ann.id).status == 204
    assert refused(delete(boss, lea.id)) == (409, "leads_others", {"members": 1})


def test_who_owns_clients_stays_until_somebody_else_has_them(boss: Caller):
    role_id = people.role()
    mara, nora = people.member(role_id), people.member(role_id, name="Nora")
    client = active_client()
    hand(boss, client.id, mara.id)
    assert refused(delete(boss, mara.id)) == (409, "owns_clients", {})
    assert mara.id in listed(boss), "a refusal leaves everything as it was"
    assert people.signed_in(app, "desk", mara).get("/api/desk/me").status == 200
    hand(boss, client.id, nora.id)
    assert delete(boss, mara.id).status == 204


def test_whom_a_process_names_stays_until_it_names_somebody_else(boss: Caller):
    mara = people.member(people.role())
    publish_flow(RequestType.DEPOSIT, Node(user_ids=(mara.id,)))
    publish_flow(RequestType.KYC, Node(user_ids=("stf_other",)), Node(user_ids=(mara.id,)))
    answer = refused(delete(boss, mara.id))
    assert answer == (409, "decides_requests", {"types": ["deposit", "kyc"]})
    publish_flow(RequestType.DEPOSIT)
    publish_flow(RequestType.KYC)
    assert delete(boss, mara.id).status == 204
