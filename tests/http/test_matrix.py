"""Every route by who asks: sample roles, each part of a data scope, and veils over fields.

The rows of the matrix are the routes as the app declares them, the columns the people below; what
is expected follows from the declaration alone. A route that anyone may call, or anyone on the
staff, has to be entered here by name: openness is decided, not forgotten. Tokens, realms and
strangers are the business of `test_every_route`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from app import app
from chalicelib.core.permissions import Permission
from chalicelib.core.veil import SensitiveField, Veil
from chalicelib.edge.auth import ANY_STAFF, PUBLIC
from chalicelib.edge.declaration import Declaration
from chalicelib.staff.public import DataScope
from tests.http.asks import prepared
from tests.http.contract import READING, ROUTES, WRITING, Checked, Ids, Route
from tests.http.parameters import every_id, ids_of, names_of_clients, unmapped
from tests.http.sending import by_name, is_too_broad, refused, send, tells_of
from tests.http.world import IDENTITY, World
from tests.kit import people
from tests.kit.http import Answer

# ---- what is open is open on purpose

OPEN_TO_ANYONE = {
    "begin_registration",
    "check_newcomers_upload",
    "check_referral_code",
    "desk_confirm_sign_in",
    "desk_draw_slide",
    "desk_finish_sign_in_setup",
    "desk_refresh",
    "desk_reset_password",
    "desk_send_reset_code",
    "desk_sign_in",
    "desk_sign_out",
    "desk_solve_slide",
    "desk_start_sign_in_setup",
    "fill_in_registration",
    "follow_promotional_link",
    "list_agreements",
    "list_newcomers_account_options",
    "list_newcomers_identity_forms",
    "object_to_email",
    "portal_confirm_sign_in",
    "portal_draw_slide",
    "portal_finish_sign_in_setup",
    "list_registration_forms",
    "portal_refresh",
    "portal_reset_password",
    "portal_send_reset_code",
    "portal_sign_in",
    "portal_sign_out",
    "portal_solve_slide",
    "portal_start_sign_in_setup",
    "read_desk_brand",
    "read_portal_brand",
    "read_sign_in_options",
    "prove_newcomers_phone",
    "receive_btcpay_callback",
    "receive_open_psp_notice",
    "receive_stripe_callback",
    "receive_sumsub_callback",
    "receive_text_report",
    "register_client",
    "send_newcomers_phone_code",
    "send_registration_code",
    "start_newcomers_upload",
    "submit_registration",
    "take_over_visit",
}
OF_ANYONE_ON_THE_STAFF = {
    "cancel_job",
    "count_desk_notifications",
    "desk_finish_passkey",
    "desk_finish_totp",
    "desk_list_sessions",
    "desk_read_factor",
    "desk_remove_factor",
    "desk_renew_recovery_codes",
    "desk_sign_out_everywhere",
    "desk_sign_out_one",
    "desk_start_passkey",
    "desk_start_totp",
    "list_client_job_rows",
    "list_client_jobs",
    "list_desk_notifications",
    "list_job_rows",
    "list_jobs",
    "list_permissions",
    "list_saved_views",
    "read_all_desk_notifications",
    "read_client_job",
    "read_desk_notification",
    "read_job",
    "read_job_result",
    "read_refused_rows",
    "save_views",
}


def test_every_handler_of_the_app_declares_who_may_call_it():
    for path, methods in app.routes.items():
        for method, entry in methods.items():
            declared = getattr(entry.view_function, "declaration", None)
            assert isinstance(declared, Declaration), f"{method} {path} declares nothing"


def test_what_anyone_may_call_is_meant_to_be_open():
    assert {one.name for one in ROUTES if one.declared.access == PUBLIC} == OPEN_TO_ANYONE


def test_what_anyone_on_the_staff_may_call_is_meant_to_be():
    found = {one.name for one in ROUTES if one.declared.access == ANY_STAFF}
    assert found == OF_ANYONE_ON_THE_STAFF


def test_what_is_open_before_a_new_password_is_chosen_is_meant_to_be():
    found = {one.name for one in ROUTES if one.declared.access.unfinished}
    assert found == {
        f"{face}_{what}"
        for face in ("portal", "desk")
        for what in ("read_me", "change_me", "change_password")
    }


def test_each_face_is_for_its_own_realm():
    realms = {"portal": {"client", None}, "desk": {"staff", None}, "hooks": {None}}
    for route in ROUTES:
        assert (route.realm and route.realm.value) in realms[route.face], route


# ---- sample roles

_P = Permission
SAMPLE_ROLES: dict[str, frozenset[Permission]] = {
    "support": frozenset({_P.READ_CLIENTS, _P.READ_REQUESTS, _P.READ_ACCOUNTS, _P.SUSPEND_CLIENTS}),
    "payments": frozenset(
        {
            _P.READ_REQUESTS,
            _P.READ_WALLETS,
            _P.READ_TRANSACTIONS,
            _P.DECIDE_DEPOSITS,
            _P.DECIDE_WITHDRAWALS,
            _P.READ_WITHDRAWAL_DETAILS,
            _P.REFUND_WITHDRAWALS,
        }
    ),
    "sales": frozenset({_P.READ_CLIENTS, _P.UPDATE_CLIENTS, _P.READ_DASHBOARD}),
    "auditor": frozenset(one for one in Permission if one.value.startswith("read_")),
    "administrator": frozenset(
        {
            _P.READ_STAFF,
            _P.UPDATE_STAFF,
            _P.READ_ROLES,
            _P.UPDATE_ROLES,
            _P.READ_SETTINGS,
            _P.UPDATE_SETTINGS,
        }
    ),
}
DESK = [route for route in ROUTES if route.declared.access.permission is not None]


@pytest.fixture(scope="module")
def sampled(world: World) -> dict[str, Checked]:
    """Somebody with each sample role."""
    return {name: hired(world, name, *held) for name, held in SAMPLE_ROLES.items()}


def hired(world: World, name: str, *permissions: Permission, **more: Any) -> Checked:
    """A new member with a role of their own, signed in."""
    role = people.role(*permissions, name=named(world, name), **more)
    return world.signed_in("desk", people.member(role, name=name))


@by_name(DESK)
def test_a_role_opens_what_its_permissions_name_and_nothing_else(
    world: World, sampled: dict[str, Checked], route: Route
):
    needed = route.declared.access.permission
    for name, held in SAMPLE_ROLES.items():
        answer = sampled[name].call(route.method, route.url(nowhere(route)))
        shut = answer.status == 403 and answer.body["code"] == "permission_missing"
        assert shut == (needed not in held), (name, answer)


def nowhere(route: Route) -> Ids:
    return dict.fromkeys(route.parameters, "nothing")


# ---- the parts of a data scope


@dataclass(frozen=True)
class Watch:
    """Somebody who sees Lin by exactly one part of a data scope, and somebody who does not."""

    inside: Checked
    outside: Checked


PARTS = {
    "company": DataScope(company=True),
    "own": DataScope(own=True),
    "subordinates": DataScope(subordinates=True),
    "participant": DataScope(participant=True),
    "subordinates_participant": DataScope(subordinates_participant=True),
}


@pytest.fixture(scope="module")
def watches(world: World) -> dict[str, Watch]:
    """For each part a watcher for whom Lin is inside it, and one for whom she is not."""
    part = member(world, "participant")
    above_part = member(world, "subordinates_participant")
    junior = people.member(people.role(name=named(world, "junior")), under=above_part.id)
    body = {"participant_ids": [part.id, junior.id]}
    path = f"/api/desk/clients/{world.lin.id}/assignment"
    world.done(world.owner.patch(path, body))
    above = member(world, "subordinates")
    superior = {"supervisor_id": above.id}
    world.done(world.owner.patch(f"/api/desk/staff/{world.keeper.id}", superior))
    world.courier.deliver_all()
    inside = {"subordinates": above, "participant": part, "subordinates_participant": above_part}
    seen = {name: world.signed_in("desk", one) for name, one in inside.items()}
    seen |= {"company": world.owner, "own": world.kay}
    return {
        name: Watch(seen[name], world.signed_in("desk", member(world, blind(name))))
        for name in PARTS
    }


def blind(part: str) -> str:
    """The scope of whoever must not see Lin: the same part, or nothing of the company."""
    return "own" if part == "company" else part


def member(world: World, part: str) -> people.Person:
    """A new member who may do everything and sees by ``part`` alone."""
    role = people.role(*Permission, name=named(world, part), scope=PARTS[part])
    return people.member(role, name=part)


def named(world: World, name: str) -> str:
    """A name that no role of the world has."""
    world.matrix.append(name)
    return f"{name} {len(world.matrix)}"


OF_CLIENTS = [one for one in ROUTES if not unmapped(one) and names_of_clients(one)]
DESK_READ = [one for one in OF_CLIENTS if one.face == "desk" and one.method == "GET"]
DESK_LISTS = [
    one
    for one in READING
    if one.face == "desk" and one not in OF_CLIENTS and one.declared.access.permission is not None
]


@by_name(DESK_READ)
def test_each_part_of_a_scope_shows_what_is_in_it_and_hides_the_rest(
    world: World, watches: dict[str, Watch], route: Route
):
    path = route.url(ids_of(world, route, world.lin))
    for part, watch in watches.items():
        assert watch.inside.get(path).status == 200, part
        assert refused(watch.outside.get(path))[0] == 404, part


@pytest.mark.parametrize("path", ["clients", "accounts", "wallets", "requests?view=all"])
def test_each_part_of_a_scope_lists_what_is_in_it_and_leaves_out_the_rest(
    world: World, watches: dict[str, Watch], path: str
):
    for part, watch in watches.items():
        assert world.lin.id in str(watch.inside.get(f"/api/desk/{path}").body), part
        assert world.lin.id not in str(watch.outside.get(f"/api/desk/{path}").body), part


def test_unowned_shows_who_has_no_owner_and_nobody_else(world: World):
    caller = hired(world, "unowned", *Permission, scope=DataScope(unowned=True))
    assert caller.get(f"/api/desk/clients/{world.sam.id}").status == 200
    assert caller.get(f"/api/desk/clients/{world.lin.id}").status == 404
    for path in ("clients", "accounts", "wallets", "requests?view=all"):
        shown = str(caller.get(f"/api/desk/{path}").body)
        assert (world.sam.id in shown, world.lin.id in shown) == (True, False), path


# ---- sensitive fields

EVERY_FIELD = frozenset(SensitiveField)
VEILS = {"hidden": Veil(hidden=EVERY_FIELD), "partly": Veil(partly=EVERY_FIELD)}


@pytest.fixture(scope="module")
def veiled(world: World) -> dict[str, Checked]:
    """Somebody who may do everything, to every client, and sees no sensitive field whole."""
    return {how: hired_veiled(world, how, veil) for how, veil in VEILS.items()}


def hired_veiled(world: World, how: str, veil: Veil) -> Checked:
    role = people.role(*Permission, name=named(world, how), veil=veil)
    return world.signed_in("desk", people.member(role, name=f"Veiled {how}"))


def secrets(world: World) -> list[str]:
    """Values of Lin's that stand in sensitive fields."""
    return [world.lin.email, world.lin.phone, *world.lin.payout, IDENTITY]


# The reader's own devices.
OF_NO_CLIENT = {"desk_list_sessions"}
OF_THE_DESK = [
    one
    for one in ROUTES
    if one.face == "desk" and not unmapped(one) and one.name not in OF_NO_CLIENT
]
VEILED_READ = [one for one in OF_THE_DESK if one.method == "GET"]
VEILED_WRITTEN = [one for one in WRITING if one in OF_THE_DESK and one.declared.access.permission]


@by_name(VEILED_READ)
def test_what_is_read_shows_no_sensitive_field(
    world: World, veiled: dict[str, Checked], route: Route
):
    for how, caller in veiled.items():
        for path in paths(world, route):
            answer = caller.get(path)
            assert answer.status in (200, 404), (how, answer)
            assert_veiled(world, answer, route, how)


def paths(world: World, route: Route) -> Iterator[str]:
    if names_of_clients(route):
        yield from (route.url(ids) for ids in every_id(world, route, world.lin))
        return
    path = route.url(ids_of(world, route, world.lin))
    yield path
    if "q" in route.declared.query.model_fields:
        yield f"{path}?q=lin"
    if route.name == "list_requests":
        yield f"{path}?view=all"


@by_name(VEILED_WRITTEN)
def test_what_is_answered_to_a_change_shows_no_sensitive_field(
    world: World, veiled: dict[str, Checked], route: Route
):
    ask = prepared(world, route)
    answer = send(veiled["hidden"], route, ask)
    world.use_up(route.name)
    assert_veiled(world, answer, route, "hidden")


def assert_veiled(world: World, answer: Answer, route: Route, how: str) -> None:
    text = str(answer.body)
    found = [one for one in secrets(world) if one in text]
    assert found == [], f"{route} shows {found} to somebody from whom it is {how}"
    for name, value in members(answer.body):
        if name in ("nationality", "ip") and value:
            assert "***" in value, (route, name)


def members(body: Any) -> Iterator[tuple[str, Any]]:
    """Every member of an answer, at any depth; facts by the code they stand under."""
    if isinstance(body, dict):
        if body.keys() == {"code", "value"}:
            yield body["code"], body["value"]
        for name, value in body.items():
            if name != "sensitive_fields":  # what roles say of fields, not their values
                yield name, value
                yield from members(value)
    elif isinstance(body, list):
        for one in body:
            yield from members(one)


def test_the_same_values_are_there_for_who_may_see_them(world: World):
    shown = str([world.owner.get(path).body for path in shown_paths(world)])
    assert [one for one in (*secrets(world), "SG", "127.0.0.1") if one not in shown] == []


def shown_paths(world: World) -> list[str]:
    of_lin = f"/api/desk/clients/{world.lin.id}"
    details = f"{of_lin}/withdrawal-details/{world.lin.first['details_id']}"
    return [of_lin, f"{of_lin}/logins", f"{of_lin}/kyc", details]


def test_nobody_finds_a_client_by_what_is_hidden_from_them(
    world: World, veiled: dict[str, Checked]
):
    for route in (one for one in READING if "q" in one.declared.query.model_fields):
        # Of people who are no clients; below one client, by the same search as the list of clients.
        if route.face != "desk" or route.name in ("list_blacklist", "find_in_tree"):
            continue
        for text in (
            world.lin.email,
            world.lin.email[:4],
            world.lin.phone[1:],
            world.lin.phone[3:],
        ):
            path = f"{route.url({})}?q={text}"
            found = world.owner.get(path).body
            assert tells_of(found, world.lin.id) or is_too_broad(found), (route, text)
            assert not tells_of(veiled["hidden"].get(path).body, world.lin.id), (route, text)


def test_what_is_shown_in_part_is_found_whole_but_cannot_be_spelt_out(
    world: World, veiled: dict[str, Checked]
):
    def found(text: str) -> bool:
        return world.lin.id in str(veiled["partly"].get(f"/api/desk/clients?q={text}").body)

    assert found(world.lin.email)
    assert found(world.lin.phone[1:])
    assert not found(world.lin.email[:-1])
    assert not found(world.lin.phone[1:-1])
    assert found("lin%20che")


def test_who_is_under_a_veil_cannot_make_a_role_without_it(
    world: World, veiled: dict[str, Checked]
):
    body = {"name": "Clear view", "permissions": [], "scope": {}}
    answer = veiled["hidden"].post("/api/desk/roles", body)
    assert refused(answer) == (403, "role_beyond_own")
    assert answer.body["facts"]["sensitive_fields"] == sorted(SensitiveField)
    of_own = dict.fromkeys(SensitiveField, "hidden")
    made = veiled["hidden"].post("/api/desk/roles", body | {"sensitive_fields": of_own})
    assert made.status == 201, made
