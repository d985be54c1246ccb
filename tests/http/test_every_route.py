"""Who is let in: every route, asked by nobody, the wrong realm, no permission, and strangers.

The routes come from the app, so a new one is tested the moment it is there. It needs an entry in
`tests.http.parameters` for what its path names, and one in `tests.http.asks` if it writes.
"""

from collections.abc import Callable
from typing import Any

import pytest

from app import app
from chalicelib import ports
from chalicelib.core.actor import Realm
from chalicelib.core.clock import FixedClock
from tests.conftest import START
from tests.http.asks import ASKS, prepared
from tests.http.contract import (
    GUARDED,
    PERMITTED,
    READING,
    ROUTES,
    WRITING,
    Checked,
    Ids,
    Route,
)
from tests.http.parameters import (
    BODY_MEMBERS,
    PARAMETERS,
    Whose,
    every_id,
    ids_of,
    named_in,
    names_of_clients,
    unmapped,
)
from tests.http.sending import (
    by_name,
    is_too_broad,
    nothing_changes,
    refused,
    send,
    tells_of,
    with_member,
)
from tests.http.world import World
from tests.kit.http import Answer

OF_CLIENTS = [route for route in ROUTES if not unmapped(route) and names_of_clients(route)]
CLIENTS_READ = [route for route in OF_CLIENTS if route.method == "GET"]
CLIENTS_WRITTEN = [route for route in OF_CLIENTS if route.method != "GET"]
LISTS = [route for route in READING if route.realm is not None and route not in OF_CLIENTS]
# What belongs to the broker as a whole; who may see it is a matter of the permission alone.
OF_THE_BROKER = {
    "list_audit",
    "list_parked_events",
    "list_logins_of_staff",
    "list_blacklist",
    "read_audit_chain",
    "read_invariants",
    "read_reconciliation",
}


def nowhere(route: Route) -> Ids:
    """Ids of the right kind that nothing has."""
    return dict.fromkeys(route.parameters, "nothing")


# ---- the tables of the tests are complete


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_what_a_path_names_is_known(route: Route):
    assert not unmapped(route), (
        f"{route} has a path parameter that these tests do not know: {unmapped(route)}. Say whose "
        "it is in PARAMETERS of tests/http/parameters.py, so that strangers are tried with it."
    )


@pytest.mark.parametrize("route", [route for route in WRITING if route.has_body], ids=str)
def test_what_a_body_names_is_known(route: Route):
    unknown = sorted(named_in(route.body_schema) - BODY_MEMBERS.keys())
    assert unknown == [], (
        f"the body of {route} names something that these tests do not know: {unknown}. Say in "
        "BODY_MEMBERS of tests/http/parameters.py whether it can be another client's."
    )


@pytest.mark.parametrize("route", WRITING, ids=str)
def test_there_is_a_good_request_for_every_route_that_writes(route: Route):
    assert route.name in ASKS, (
        f"{route} is new: enter a request that is fine for {route.name!r} in tests/http/asks.py."
    )


def test_no_entry_of_the_tables_has_outlived_its_route():
    named = {(route.face, name) for route in ROUTES for name in route.parameters}
    assert PARAMETERS.keys() - named <= {("desk", "file_id")}
    assert ASKS.keys() - {route.name for route in WRITING} == set()


# ---- tokens


@by_name(GUARDED)
def test_nobody_is_let_in_without_a_token(world: World, route: Route):
    answer = world.anyone.call(route.method, route.url(nowhere(route)))
    assert refused(answer) == (401, "token_missing")


@by_name(GUARDED)
def test_a_token_of_the_other_realm_opens_nothing(world: World, route: Route):
    wrong = world.owner if route.realm is Realm.CLIENT else world.lin.caller
    answer = Checked(app, wrong.token).call(route.method, route.url(nowhere(route)))
    assert refused(answer) == (401, "token_invalid")


Spoilt = Callable[[str], str]
SPOILT: dict[str, Spoilt] = {
    "another signature": lambda token: token[:-4] + ("aaaa" if token[-4:] != "aaaa" else "bbbb"),
    "another payload": lambda token: ".".join(
        [token.split(".")[0], token.split(".")[1][:-3] + "AAA", token.split(".")[2]]
    ),
    "no signature": lambda token: token.rpartition(".")[0] + ".",
    "no algorithm": lambda token: f"eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0.{token.split('.')[1]}.",
    "not a token": lambda token: token[::-1],
}


@by_name(GUARDED)
def test_a_tampered_token_opens_nothing(world: World, route: Route):
    good = right(world, route).token
    assert good is not None
    for how, spoil in SPOILT.items():
        answer = Checked(app, spoil(good)).call(route.method, route.url(nowhere(route)))
        assert refused(answer) == (401, "token_invalid"), how


@by_name(GUARDED)
def test_an_expired_token_opens_nothing(world: World, route: Route):
    later = FixedClock(START)
    later.advance(minutes=10)
    with ports.use(clock=later):
        answer = right(world, route).call(route.method, route.url(nowhere(route)))
    assert refused(answer) == (401, "token_expired")


@by_name(GUARDED)
def test_the_token_of_a_session_that_has_ended_opens_nothing(world: World, route: Route):
    gone = world.gone(route.face)
    answer = gone.call(route.method, route.url(nowhere(route)))
    assert refused(answer) == (401, "session_ended")


def right(world: World, route: Route) -> Checked:
    """Somebody of the right realm who may do everything."""
    return world.lin.caller if route.realm is Realm.CLIENT else world.owner


# ---- permissions


@by_name(PERMITTED)
def test_staff_without_the_permission_are_turned_away(world: World, route: Route):
    answer = world.pia.call(route.method, route.url(nowhere(route)))
    assert refused(answer) == (403, "permission_missing")
    assert answer.body["facts"] == {"permission": route.declared.access.permission}


# ---- strangers


def stranger(world: World, route: Route) -> Checked:
    """Who may do as much as the one who is let in, but to nobody whom the ids belong to."""
    return world.sam.caller if route.realm is Realm.CLIENT else world.otto


def familiar(world: World, route: Route) -> Checked:
    return world.lin.caller if route.realm is Realm.CLIENT else world.kay


@by_name(CLIENTS_READ)
def test_what_is_another_clients_does_not_exist(world: World, route: Route):
    for ids in every_id(world, route, world.lin):
        path = route.url(ids)
        assert familiar(world, route).get(path).status == 200
        unknown = stranger(world, route).get(path)
        assert refused(unknown) == (404, unknown.body["code"]), path
        nothing = stranger(world, route).get(route.url(ids | nowhere_in(route)))
        assert told(unknown) == told(nothing), "another's must look like nobody's"


def nowhere_in(route: Route) -> Ids:
    """An id that nothing has, for what the path names last."""
    return {names_of_clients(route)[-1]: "nothing"}


def told(answer: Answer) -> tuple[int, dict[str, Any]]:
    return answer.status, {**answer.body, "request_id": ""}


@by_name([route for route in CLIENTS_READ if len(names_of_clients(route)) > 1])
def test_what_is_another_clients_is_not_found_under_ones_own(world: World, route: Route):
    last = names_of_clients(route)[-1]
    ids = ids_of(world, route, world.sam) | {last: world.lin.first[last]}
    assert world.owner.get(route.url(ids)).status == 404


@by_name(CLIENTS_WRITTEN)
def test_what_is_another_clients_cannot_be_changed(world: World, route: Route):
    ask = prepared(world, route)
    with nothing_changes():
        answer = send(stranger(world, route), route, ask)
    assert refused(answer) == (404, answer.body["code"])


def of_clients_in(route: Route) -> list[str]:
    """What the body of ``route`` can name of a client's; a file stands among a method's fields."""
    names = named_in(route.body_schema) | ({"proof"} if route.name == "submit_deposit" else set())
    return sorted(name for name in names if BODY_MEMBERS.get(name))


NAMING = [(one, name) for one in WRITING if one.has_body for name in of_clients_in(one)]


@pytest.mark.parametrize(("route", "name"), NAMING, ids=[f"{r.name}-{n}" for r, n in NAMING])
def test_what_is_another_clients_cannot_be_named_in_a_body(world: World, route: Route, name: str):
    theirs = BODY_MEMBERS[name]
    assert theirs is not None
    for one in theirs(world.sam):
        of_sam = send_named(world, route, name, one)
        nobodys = send_named(world, route, name, "nothing")
        assert of_sam.status in (400, 404), of_sam
        assert told(of_sam) == told(nobodys), "another's must look like nobody's"


def send_named(world: World, route: Route, name: str, value: str) -> Answer:
    """Lin's request, naming ``value``."""
    ask = prepared(world, route)
    with nothing_changes():
        return send(ask.by, route, ask, body=with_member(ask.body, name, value))


# ---- lists show only what is one's own


@by_name([route for route in LISTS if route.name not in OF_THE_BROKER])
def test_no_list_shows_a_stranger_anything_of_a_clients(world: World, route: Route):
    query = {"view": "all"} if route.name == "list_requests" else {}
    shown = stranger(world, route).get(route.url(ids_of(world, route, world.sam), **query))
    if shown.status != 200:
        assert refused(shown) == (404, "not_found")
        whose = PARAMETERS[route.face, route.parameters[-1]].whose
        assert whose in {Whose.READER, Whose.COMPANY}
    assert [mark for mark in world.lin.marks if mark in str(shown.body)] == []


@by_name(
    [
        route
        for route in LISTS
        if "q" in route.declared.query.model_fields and route.name not in OF_THE_BROKER
    ]
)
def test_no_search_finds_a_stranger_anything_of_a_clients(world: World, route: Route):
    for text in (world.lin.id, world.lin.email, world.lin.phone.removeprefix("+"), "lin"):
        path = f"{route.url({})}?q={text}"
        found = world.kay.get(path).body
        works = tells_of(found, world.lin.id) or is_too_broad(found)
        assert works, "the search itself must work"
        nothing = world.otto.get(path).body
        assert nothing.get("items", nothing.get("sums")) == []


def test_a_notice_is_only_its_readers(world: World):
    (found, *_) = world.owner.get("/api/desk/notifications").body["items"]
    path = f"/api/desk/notifications/{found['id']}"
    assert refused(world.otto.patch(path, {"read": True})) == (404, "not_found")
