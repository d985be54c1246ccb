"""Every route of the portal as staff see it who look at it as a client: they read, and no more.

What is expected follows from the method alone, so a new route is under this from its first day.
"""

import json
import logging
from collections.abc import Iterator

import pytest

from app import app
from chalicelib.core.permissions import Permission
from chalicelib.core.veil import SensitiveField, Veil
from tests.http.asks import prepared
from tests.http.contract import ROUTES, Checked, Route
from tests.http.parameters import every_id, ids_of, names_of_clients
from tests.http.sending import by_name, nothing_changes, refused, send
from tests.http.test_matrix import assert_veiled
from tests.http.world import World
from tests.kit import people

OF_PORTAL = [one for one in ROUTES if one.face == "portal" and one.realm is not None]
LOOKING = [one for one in OF_PORTAL if one.method == "GET"]
ACTING = [one for one in OF_PORTAL if one.method != "GET" and one.name != "end_visit"]
HIDDEN = Veil(hidden=frozenset(SensitiveField))
# What else is the visitor's own: they are no device of the client's, and the client none of theirs.
OTHERWISE = {"portal_list_sessions"}


def visitor(world: World, veil: Veil | None = None) -> Checked:
    """Somebody of the staff who has opened Lin's portal."""
    caller = world.owner
    if veil is not None:
        role = people.role(*Permission, name=f"visits {len(world.matrix)}", veil=veil)
        world.matrix.append("visits")
        caller = world.signed_in("desk", people.member(role, name="Vera Visitor"))
    return visiting(world, caller, world.lin.id)


def visiting(world: World, desk: Checked, client_id: str) -> Checked:
    """The calls of a visit that ``desk`` begins."""
    opened = world.done(desk.post(f"/api/desk/clients/{client_id}/portal-visits"))
    secret = opened.body["url"].partition("#")[2]
    taken = world.done(world.anyone.post("/api/portal/visit", {"token": secret}))
    caller = Checked(app)
    caller.token = taken.body["access_token"]
    return caller


@pytest.fixture(scope="module")
def looking(world: World) -> Checked:
    """The owner, who looks at Lin's portal."""
    return visitor(world)


@pytest.fixture(scope="module")
def veiled(world: World) -> Checked:
    """Somebody from whom every sensitive field is hidden, who looks at Lin's portal."""
    return visitor(world, HIDDEN)


@by_name(ACTING)
def test_a_visitor_changes_nothing(world: World, looking: Checked, route: Route):
    ask = prepared(world, route)
    with nothing_changes():
        assert refused(send(looking, route, ask)) == (403, "visit_read_only")


def paths(world: World, route: Route) -> Iterator[str]:
    if names_of_clients(route):
        yield from (route.url(ids) for ids in every_id(world, route, world.lin))
    else:
        yield route.url(ids_of(world, route, world.lin))


@by_name(LOOKING)
def test_a_visitor_sees_what_the_client_sees(world: World, looking: Checked, route: Route):
    for path in paths(world, route):
        answer = looking.get(path)
        assert answer.status == world.lin.caller.get(path).status, path
        if route.name not in OTHERWISE and answer.status == 200:
            assert kept(answer.body) == kept(world.lin.caller.get(path).body), path


def kept(body: object) -> object:
    """An answer without the links in it, which are new each time."""
    if isinstance(body, dict):
        return {name: kept(one) for name, one in body.items() if name != "url"}
    return [kept(one) for one in body] if isinstance(body, list) else body


@by_name(LOOKING)
def test_a_visitor_sees_no_field_that_is_hidden_from_them(
    world: World, veiled: Checked, route: Route
):
    for path in paths(world, route):
        answer = veiled.get(path)
        assert answer.status in (200, 404), (path, answer)
        assert_veiled(world, answer, route, "hidden")


def test_a_visit_is_no_device_of_the_clients_and_no_sign_in(world: World):
    before = world.lin.caller.get("/api/portal/sessions").body["items"]
    log = f"/api/desk/clients/{world.lin.id}/logins"
    lines = world.owner.get(log).body["items"]
    caller = visitor(world)
    assert world.lin.caller.get("/api/portal/sessions").body["items"] == before
    assert [one["current"] for one in caller.get("/api/portal/sessions").body["items"]] == [False]
    assert world.owner.get(log).body["items"] == lines
    assert world.done(world.lin.caller.get("/api/portal/me")).body["client_id"] == world.lin.id


def test_begin_and_end_of_a_visit_are_on_the_record_in_the_name_of_the_visitor(world: World):
    visited = world.newcomer()
    caller = visiting(world, world.owner, visited.id)
    world.done(caller.call("DELETE", "/api/portal/visit"))
    assert refused(caller.get("/api/portal/me")) == (401, "visit_over")
    audit = world.owner.get(f"/api/desk/clients/{visited.id}/audit").body["items"]
    acts = {
        one["action"]: (one["actor"]["realm"], one["actor"]["name"])
        for one in audit
        if one["action"].startswith("portal_visit")
    }
    by_owner = ("staff", "Olga Owner")
    assert acts == {"portal_visit_started": by_owner, "portal_visit_ended": by_owner}


class Heard(logging.Handler):
    """What is logged, line by line."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[dict[str, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(json.loads(record.getMessage()))


def test_whatever_a_visitor_reads_is_on_the_log_with_their_name(world: World, looking: Checked):
    me = world.owner.get("/api/desk/me").body["staff_id"]
    heard, logger = Heard(), logging.getLogger("fairlead")
    logger.addHandler(heard)
    logger.setLevel(logging.INFO)
    try:
        world.done(looking.get("/api/portal/wallets"))
    finally:
        logger.removeHandler(heard)
    (line,) = [one for one in heard.lines if one["event"] == "portal_visited"]
    told = (line["staff"], line["client"], line["method"], line["path"])
    assert told == (me, world.lin.id, "GET", "/api/portal/wallets")
