"""What staff change about clients: belonging, groups, tags, the tree, notes, leaving."""

from typing import Any

import pytest

from app import app
from chalicelib import ports
from chalicelib.approvals.public import Mode, RequestType
from chalicelib.clients import public as clients
from chalicelib.clients.events import clients_events, search_events
from chalicelib.clients.model import Client, ClientKind
from chalicelib.clients.model.groups import GROUPS, ClientGroup, PortalModule
from chalicelib.clients.model.tags import PUBLIC_TAGS, SystemTag
from chalicelib.clients.service import tagging
from chalicelib.core.actor import system
from chalicelib.core.money import Money
from chalicelib.core.permissions import Permission
from chalicelib.messages.accounts import AccountOpened, AccountTraded
from chalicelib.messages.funds import DepositCredited
from chalicelib.notifications.events import notifications_events
from chalicelib.settings import public as settings
from chalicelib.staff.public import DataScope
from tests.kit import people
from tests.kit.approvals import automate, open_request
from tests.kit.clients import acting, active_client, published
from tests.kit.courier import Courier
from tests.kit.funds import credit
from tests.kit.http import Answer, Caller
from tests.kit.people import PASSWORD
from tests.kit.postbox import Postbox

pytestmark = pytest.mark.usefixtures("store", "clock")
COURIER = Courier((clients_events, search_events))
SYSTEM = system("test")
ALL = (
    Permission.READ_CLIENTS,
    Permission.UPDATE_CLIENTS,
    Permission.DELETE_CLIENTS,
    Permission.RESET_CLIENT_PASSWORDS,
    Permission.READ_REQUESTS,
)


def staff(*permissions: Permission, scope: DataScope | None = None) -> Caller:
    role = people.role(*(permissions or ALL), scope=scope)
    return people.signed_in(app, "desk", people.member(role))


def ids(answer: Answer) -> list[str]:
    assert answer.status == 200, answer
    return [row["id"] for row in answer.body["items"]]


def change(desk: Caller, client: Client, what: str, body: Any, method: str = "PUT") -> Answer:
    return desk.call(method, f"/api/desk/clients/{client.id}/{what}", body)


def assign(desk: Caller, client: Client, **body: Any) -> Answer:
    return change(desk, client, "assignment", body, "PATCH")


# ---- belonging


def test_a_client_gets_an_owner_participants_and_a_kind():
    lin, desk = active_client(), staff()
    ada = people.member(people.role(), name="Ada Adler")
    ben = people.member(people.role(), name="Ben Bold")
    answer = assign(desk, lin, owner_id=ada.id, participant_ids=[ben.id, ben.id], kind="ib")
    assert answer.status == 200, answer
    assert answer.body["owner"] == {"id": ada.id, "name": "Ada Adler"}
    assert answer.body["participants"] == [{"id": ben.id, "name": "Ben Bold"}]
    assert answer.body["kind"] == "ib"
    freed = assign(desk, lin, owner_id="", participant_ids=[])
    assert (freed.body["owner"], freed.body["participants"]) == (None, [])


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"owner_id": "stf_nobody"}, 404, "not_found"),
        ({"participant_ids": ["stf_nobody"]}, 404, "not_found"),
        ({"group_id": "nothing"}, 404, "not_found"),
        ({"participant_ids": ["x"] * 21}, 400, "input_invalid"),
        ({"kind": "staff"}, 400, "input_invalid"),
    ],
)
def test_what_does_not_exist_cannot_be_assigned(body: Any, status: int, code: str):
    answer = assign(staff(), active_client(), **body)
    assert (answer.status, answer.body["code"]) == (status, code)


def test_participants_see_the_client_in_lists_and_lose_them_again():
    lin, desk = active_client(), staff()
    role = people.role(*ALL, scope=DataScope(participant=True))
    pat = people.member(role, name="Pat Part")
    watching = people.signed_in(app, "desk", pat)
    assert ids(watching.get("/api/desk/clients")) == []
    assign(desk, lin, participant_ids=[pat.id])
    assert ids(watching.get("/api/desk/clients")) == [lin.id]
    assert watching.get(f"/api/desk/clients/{lin.id}").status == 200
    assign(desk, lin, participant_ids=[])
    assert ids(watching.get("/api/desk/clients")) == []
    assert watching.get(f"/api/desk/clients/{lin.id}").status == 404


def test_a_superior_sees_what_subordinates_take_part_in():
    lin, desk = active_client(), staff()
    scope = DataScope(subordinates_participant=True)
    boss = people.member(people.role(*ALL, scope=scope), name="Bo Boss")
    pat = people.member(people.role(), name="Pat Part", under=boss.id)
    assign(desk, lin, participant_ids=[pat.id])
    assert ids(people.signed_in(app, "desk", boss).get("/api/desk/clients")) == [lin.id]


def test_requests_follow_their_client_to_another_owner():
    lin, desk = active_client(), staff()
    open_request("acc_9", by=acting(lin), client_id=lin.id, owner_id=None)
    ada = people.member(people.role(*ALL, scope=DataScope(own=True)), name="Ada Adler")
    watching = people.signed_in(app, "desk", ada)
    assign(desk, lin, owner_id=ada.id)
    COURIER.deliver_all(twice=True)
    assert "acc_9" in ids(watching.get("/api/desk/requests?view=all"))


# ---- filters


def test_each_filter_shows_what_it_names_and_filters_add_up(clock):
    settings.adopt(SYSTEM, PUBLIC_TAGS, ("VIP",))
    settings.adopt(SYSTEM, GROUPS, (*GROUPS.default, ClientGroup("gold", {"en": "Gold"})))
    old = active_client(name="Old One")
    clock.advance(minutes=60 * 48)
    desk = staff()
    ada = people.member(people.role(), name="Ada Adler")
    lin = active_client(name="Lin Chen", referral_code=old.referral_code)
    assign(desk, lin, owner_id=ada.id, group_id="gold", kind="ib")
    change(desk, lin, "tags", {"public": ["vip"], "private": ["likes tea"]})
    day = clock.now().date().isoformat()
    for query in (
        "kind=ib",
        "group=gold",
        f"owner={ada.id}",
        f"owner=team:{ada.id}",
        f"referrer={old.referral_code}",
        "tag=VIP",
        "tag=likes+tea",
        f"from={day}",
        f"kind=ib&status=active&group=gold&owner={ada.id}&tag=vip&from={day}&to={day}",
    ):
        assert ids(desk.get(f"/api/desk/clients?{query}")) == [lin.id], query
    for query in ("owner=none", "kind=trader", f"to={(old.registered_at).date()}"):
        assert ids(desk.get(f"/api/desk/clients?{query}")) == [old.id], query
    for query in ("owner=me", "tag=nothing", "status=suspended", "kind=ib&owner=none"):
        assert ids(desk.get(f"/api/desk/clients?{query}")) == [], query


def test_mine_and_my_subordinates_are_the_readers():
    boss = people.member(people.role(*ALL, scope=DataScope(own=True, subordinates=True)))
    ada = people.member(people.role(), name="Ada Adler", under=boss.id)
    desk, watching = staff(), people.signed_in(app, "desk", boss)
    mine, hers = active_client(name="Mine"), active_client(name="Hers")
    assign(desk, mine, owner_id=boss.id)
    assign(desk, hers, owner_id=ada.id)
    assert ids(watching.get("/api/desk/clients?owner=me")) == [mine.id]
    assert ids(watching.get("/api/desk/clients?owner=subordinates")) == [hers.id]


# ---- groups


def test_a_group_switches_off_parts_of_the_portal_on_the_server():
    quiet = ClientGroup("quiet", {"en": "Quiet"}, modules=(PortalModule.DEPOSIT,))
    settings.adopt(SYSTEM, GROUPS, (*GROUPS.default, quiet))
    lin = active_client()
    portal = people.signed_in(app, "portal", people.Person(lin.id, lin.email))
    assert set(portal.get("/api/portal/me").body["modules"]) == set(PortalModule)
    assign(staff(), lin, group_id="quiet")
    assert portal.get("/api/portal/me").body["modules"] == ["deposit"]
    refused = [
        portal.post(
            "/api/portal/accounts",
            {"server_id": "x", "account_type_id": "x", "leverage": 100, "agreements": []},
        ),
        portal.post(
            "/api/portal/transfers",
            {
                "source": {"type": "wallet", "currency": "USD"},
                "target": {"type": "account", "account_id": "x"},
                "amount": "1.00",
                "currency": "USD",
            },
        ),
        portal.post(
            "/api/portal/withdrawal-details", {"method_id": "x", "label": "x", "fields": {}}
        ),
    ]
    assert {(one.status, one.body["code"]) for one in refused} == {(403, "module_off")}
    assert portal.get("/api/portal/withdrawal-methods").body["items"] == []
    assert portal.get("/api/portal/account-options").body["servers"] == []
    assert portal.get("/api/portal/deposit-methods").body["items"] != []


def test_a_group_offers_only_the_methods_it_names():
    lin = active_client()
    portal = people.signed_in(app, "portal", people.Person(lin.id, lin.email))
    every = ids(portal.get("/api/portal/withdrawal-methods"))
    only = ClientGroup("one", {"en": "One"}, withdrawal_methods=(every[0],), deposit_methods=())
    settings.adopt(SYSTEM, GROUPS, (*GROUPS.default, only))
    assign(staff(), lin, group_id="one")
    assert ids(portal.get("/api/portal/withdrawal-methods")) == [every[0]]
    assert ids(portal.get("/api/portal/deposit-methods")) == []
    wire = {"method_id": "bank_wire", "amount": "70.00", "currency": "USD", "fields": {}}
    assert portal.post("/api/portal/deposits", wire).body["code"] == "method_not_available"


def test_whose_group_is_gone_is_in_the_default_one():
    settings.adopt(SYSTEM, GROUPS, (*GROUPS.default, ClientGroup("gold", {"en": "Gold"})))
    lin, desk = active_client(), staff()
    assign(desk, lin, group_id="gold")
    settings.adopt(SYSTEM, GROUPS, GROUPS.default)
    assert desk.get(f"/api/desk/clients/{lin.id}").body["group"]["id"] == "standard"


# ---- tags


def test_tags_are_the_brokers_or_a_clients_own_and_each_once():
    settings.adopt(SYSTEM, PUBLIC_TAGS, ("VIP", "Cold"))
    lin, desk = active_client(), staff()
    shown = change(desk, lin, "tags", {"public": ["vip"], "private": ["Likes tea"]})
    assert (shown.body["tags"], shown.body["private_tags"]) == (["VIP"], ["Likes tea"])
    for body, code in (
        ({"public": ["Hot"], "private": []}, "tag_unknown"),
        ({"public": ["VIP"], "private": ["vip"]}, "tag_twice"),
        ({"public": [], "private": ["Deposited"]}, "tag_twice"),
        ({"public": [], "private": ["x" * 51]}, "input_invalid"),
        ({"public": [], "private": [f"t{n}" for n in range(31)]}, "input_invalid"),
    ):
        answer = change(desk, lin, "tags", body)
        assert (answer.status, answer.body["code"]) == (400, code)
    assert desk.get(f"/api/desk/clients/{lin.id}").body["tags"] == ["VIP"]


def test_a_public_tag_that_is_no_longer_offered_stays_where_it_is():
    settings.adopt(SYSTEM, PUBLIC_TAGS, ("VIP",))
    lin, desk = active_client(), staff()
    change(desk, lin, "tags", {"public": ["VIP"], "private": []})
    settings.adopt(SYSTEM, PUBLIC_TAGS, ())
    kept = change(desk, lin, "tags", {"public": ["VIP"], "private": ["new"]})
    assert kept.body["tags"] == ["VIP"]


def tell(message: Any) -> None:
    ports.transact(SYSTEM, lambda unit: unit.publish(message))


def account_opened(client: Client, kind: str) -> AccountOpened:
    return AccountOpened(
        account_id=f"tac_{kind}",
        client_id=client.id,
        request_id="acc_1",
        server_id="s",
        server_name="S",
        login=7,
        kind=kind,
        currency="USD",
        leverage=100,
    )


def account_traded(client: Client, kind: str) -> AccountTraded:
    return AccountTraded(account_id=f"tac_{kind}", client_id=client.id, account_kind=kind)


def test_system_tags_come_from_live_activity_only():
    lin, desk = active_client(), staff()
    for kind in ("demo", "live"):
        tell(account_opened(lin, kind))
        tell(account_traded(lin, kind))
        COURIER.deliver_all(twice=True)
        found = desk.get(f"/api/desk/clients/{lin.id}").body["system_tags"]
        assert found == ([] if kind == "demo" else ["account_opened", "traded"])
    ten = Money.parse("10.00", "USD")
    tell(
        DepositCredited(
            deposit_id="dep_1",
            client_id=lin.id,
            amount=ten,
            fee=ten,
            payment=ten,
            method_id="wire",
            entry_id="ent_1",
        )
    )
    COURIER.deliver_all()
    assert ids(desk.get("/api/desk/clients?tag=deposited")) == [lin.id]


def test_a_system_tag_is_noted_once():
    lin = active_client()
    for _ in range(3):
        tagging.note(SYSTEM, lin.id, SystemTag.TRADED)
    assert clients.client_for_system(lin.id).version == lin.version + 1


# ---- the tree


@pytest.fixture
def line() -> list[Client]:
    """Root, middle, leaf and a leaf's own downline, each referred by the one before."""
    made = [active_client(name="Rita Root", kind=ClientKind.IB)]
    for name in ("Mia Middle", "Leo Leaf", "Dan Down"):
        made.append(active_client(name=name, referral_code=made[-1].referral_code))
    COURIER.deliver_all(twice=True)  # everybody below is counted by messages
    return made


def move(desk: Caller, client: Client, to: Client | None, *, bring: bool = True) -> Answer:
    body = {"referrer": to.id if to else None, "bring_downlines": bring}
    return change(desk, client, "referrer", body)


def referrer_of(client: Client) -> str | None:
    return clients.client_for_system(client.id).referrer_id


def direct(desk: Caller, client: Client) -> int:
    return int(desk.get(f"/api/desk/clients/{client.id}/tree").body["direct_downlines"])


def test_the_tree_shows_uplines_and_counts_downlines(line: list[Client]):
    root, middle, leaf, down = line
    tree = staff().get(f"/api/desk/clients/{leaf.id}/tree").body
    assert [one["name"] for one in tree["uplines"]] == ["Mia Middle", "Rita Root"]
    assert (tree["direct_downlines"], tree["indirect_downlines"]) == (1, 0)
    tree = staff().get(f"/api/desk/clients/{root.id}/tree").body
    assert (tree["direct_downlines"], tree["indirect_downlines"]) == (1, 2)
    below = staff().get(f"/api/desk/clients/{middle.id}/tree/downlines").body["items"]
    assert [(one["id"], one["direct_downlines"]) for one in below] == [(leaf.id, 1)]
    assert down.id


def test_outside_the_scope_the_tree_has_a_shape_and_no_names(line: list[Client]):
    root, middle, leaf, _ = line
    ada = people.member(people.role(*ALL, scope=DataScope(own=True)), name="Ada Adler")
    assign(staff(), middle, owner_id=ada.id)
    watching = people.signed_in(app, "desk", ada)
    tree = watching.get(f"/api/desk/clients/{middle.id}/tree").body
    assert [(one["id"], one["name"]) for one in tree["uplines"]] == [(None, None)]
    below = watching.get(f"/api/desk/clients/{middle.id}/tree/downlines")
    assert [(one["id"], one["direct_downlines"]) for one in below.body["items"]] == [(None, 1)]
    shown = str([tree, below.body, watching.get(f"/api/desk/clients/{middle.id}").body])
    assert [one for one in (root.id, root.name, leaf.id, leaf.name) if one in shown] == []


def test_a_client_moves_with_their_downlines(line: list[Client]):
    root, middle, leaf, down = line
    desk = staff()
    assert move(desk, leaf, root).status == 200
    COURIER.deliver_all(twice=True)
    assert (referrer_of(leaf), referrer_of(down)) == (root.id, leaf.id)
    assert [direct(desk, one) for one in line] == [2, 0, 1, 0]
    assert middle.id


def test_a_client_moves_alone_and_leaves_their_downlines_to_the_old_referrer(line: list[Client]):
    root, middle, leaf, down = line
    desk = staff()
    move(desk, leaf, root, bring=False)
    COURIER.deliver_all(twice=True)
    assert (referrer_of(leaf), referrer_of(down)) == (root.id, middle.id)
    assert [direct(desk, one) for one in line] == [2, 1, 0, 0]


def test_nobody_becomes_their_own_upline(line: list[Client]):
    root, middle, leaf, down = line
    for below in (root, middle, leaf, down):
        answer = move(staff(), root, below)
        assert (answer.status, answer.body["code"]) == (400, "referrer_cycle")
    assert referrer_of(root) is None


def test_a_referrer_can_be_taken_away_and_named_by_code(line: list[Client]):
    root, _, leaf, _ = line
    desk = staff()
    assert move(desk, leaf, None).body["referral"]["referrer"] is None
    body = {"referrer": root.referral_code.lower(), "bring_downlines": True}
    assert change(desk, leaf, "referrer", body).body["referral"]["referrer"]["id"] == root.id
    missing = change(desk, leaf, "referrer", body | {"referrer": "NOBODYS1"})
    assert (missing.status, missing.body["field"]) == (404, "referrer")


# ---- notes


def test_staff_note_things_with_their_name_and_once_per_key():
    lin, desk = active_client(), staff()
    path = f"/api/desk/clients/{lin.id}/comments"
    first = desk.post(path, {"text": "Called, prefers e-mail"}, key="comment-1")
    again = desk.post(path, {"text": "Called, prefers e-mail"}, key="comment-1")
    assert (first.status, again.body) == (201, first.body)
    desk.post(path, {"text": "Called again"})
    texts = [one["text"] for one in desk.get(path).body["items"]]
    assert texts == ["Called again", "Called, prefers e-mail"]
    assert first.body["by"]["name"] == "Mara Member"


# ---- a new password


def test_resetting_the_password_ends_sessions_and_sends_a_code():
    lin = active_client()
    portal = people.signed_in(app, "portal", people.Person(lin.id, lin.email))
    answer = staff().post(f"/api/desk/clients/{lin.id}/password-resets")
    assert answer.status == 204, answer
    assert portal.get("/api/portal/me").status == 401
    assert published("identity.code_issued")[-1].body["email"] == lin.email


# ---- leaving


def test_a_client_with_nothing_left_is_deleted_and_named_nowhere():
    lin, desk = active_client(), staff()
    COURIER.deliver_all()
    assert ids(desk.get(f"/api/desk/clients?q={lin.email}")) == [lin.id]
    assert desk.call("DELETE", f"/api/desk/clients/{lin.id}").status == 204
    COURIER.deliver_all(twice=True)
    gone = desk.get(f"/api/desk/clients/{lin.id}").body
    assert (gone["status"], gone["name"], gone["email"], gone["phone"]) == ("deleted", "", "", "")
    assert ids(desk.get("/api/desk/clients")) == []
    assert ids(desk.get("/api/desk/clients?status=deleted")) == [lin.id]
    for text in (lin.email, lin.id, lin.phone[1:]):
        assert ids(desk.get(f"/api/desk/clients?q={text}")) == []
    signed_in = Caller(app).post("/api/portal/session", {"email": lin.email, "password": PASSWORD})
    assert (signed_in.status, signed_in.body["code"]) == (401, "credentials_wrong")
    again = desk.call("DELETE", f"/api/desk/clients/{lin.id}")
    assert (again.status, again.body["code"]) == (409, "client_deleted")


def test_address_and_phone_of_a_deleted_client_are_free_again(clock):
    lin = active_client(email="lin@example.com", phone_number="8123 4567")
    staff().call("DELETE", f"/api/desk/clients/{lin.id}")
    clock.advance(minutes=2)
    again = active_client(email="lin@example.com", phone_number="8123 4567")
    assert again.id != lin.id


def test_who_waits_for_a_decision_cannot_be_deleted():
    lin = active_client()
    automate(RequestType.OPEN_ACCOUNT, Mode.MANUAL)
    open_request("acc_9", by=acting(lin), client_id=lin.id)
    answer = staff().call("DELETE", f"/api/desk/clients/{lin.id}")
    assert (answer.status, answer.body["code"]) == (409, "requests_pending")
    assert clients.client_for_system(lin.id).is_active


def test_who_has_money_cannot_be_deleted():
    lin = active_client()
    credit(Money.parse("10.00", "USD"), lin.id)
    answer = staff().call("DELETE", f"/api/desk/clients/{lin.id}")
    assert (answer.status, answer.body["code"]) == (409, "wallet_not_empty")
    assert answer.body["facts"] == {"currency": "USD"}


def test_nothing_is_mailed_any_more_to_who_has_left():
    lin = active_client()
    staff().call("DELETE", f"/api/desk/clients/{lin.id}")
    mailed = Courier((clients_events, search_events, notifications_events))
    box = Postbox()
    with ports.use(mailer=box):
        mailed.deliver_all(twice=True)
    assert {mail.to for mail in box.mails} <= {lin.email}, "only what was addressed before"
