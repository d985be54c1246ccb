"""What asks for a second factor: every route that says so, without one, with one, and again.

The routes come from the app, so a new one is tried the moment it names its operation.
"""

from collections.abc import Iterator
from uuid import uuid4

import pytest

from chalicelib import ports
from chalicelib.core.actor import Realm
from chalicelib.core.confirmation import Operation
from chalicelib.identity import public as identity
from chalicelib.identity.model.factors import (
    CLIENT_FACTOR_RULES,
    STAFF_FACTOR_RULES,
    ClientFactorRules,
    StaffFactorRules,
)
from chalicelib.storage.idempotency import Command
from tests.http.asks import prepared
from tests.http.contract import WRITING, Checked, Route
from tests.http.sending import by_name, nothing_changes, refused, send
from tests.http.world import SYSTEM, World
from tests.kit.factors import enrol, header
from tests.kit.people import Person
from tests.kit.settings import settings_of

CONFIRMED = [
    route for route in WRITING if route.declared.confirms not in (None, Operation.SECOND_FACTOR)
]
EVERYTHING = dict.fromkeys(
    (one.value for one in Operation if hasattr(ClientFactorRules, one)), True
)
ALL_OF_CLIENTS = ClientFactorRules(**EVERYTHING)


@pytest.fixture(autouse=True)
def everything_asks(world: World) -> Iterator[None]:
    """Every operation asks whoever has a factor. Nobody keeps one for the next test."""
    with (
        settings_of(CLIENT_FACTOR_RULES, ALL_OF_CLIENTS),
        settings_of(STAFF_FACTOR_RULES, StaffFactorRules()),
    ):
        yield
    if world.is_there:
        _forget(world, Realm.CLIENT, world.lin.id, world.lin.caller, world.lin.email)
        _forget(world, Realm.STAFF, world.keeper.id, world.kay, world.keeper.email)


def _forget(world: World, realm: Realm, who: str, caller: Checked, email: str) -> None:
    """Take the second factor away, and sign in anew: the old sessions have ended with it."""
    if not identity.factor_state(realm, who).is_enrolled:
        return
    ports.transact(SYSTEM, lambda unit: identity.reset_factor(unit, realm, who, "test"))
    fresh = world.signed_in("portal" if realm is Realm.CLIENT else "desk", Person(who, email))
    caller.token = fresh.token
    caller.headers["Cookie"] = fresh.headers["Cookie"]


def test_money_and_passwords_are_among_them():
    assert {route.declared.confirms for route in CONFIRMED} >= {
        Operation.DEPOSIT,
        Operation.WITHDRAWAL,
        Operation.TRANSFER,
        Operation.PASSWORD_CHANGE,
        Operation.PAYOUT,
    }


def recovery_codes(world: World, caller: Checked, route: Route) -> list[str]:
    return enrol(caller, route.face, world.clock.now()).recovery_codes


@by_name(CONFIRMED)
def test_without_the_factor_nothing_is_done_and_with_it_once(world: World, route: Route):
    ask, key = prepared(world, route), str(uuid4())
    codes = recovery_codes(world, ask.by, route)
    with nothing_changes():
        asked = send(ask.by, route, ask, key=key)
        assert refused(asked) == (403, "factor_required")
        assert asked.body["facts"]["operation"] == route.declared.confirms
    shown = header("recovery_code", codes[0])
    done = send(ask.by, route, ask, key=key, **shown)
    assert done.status == route.declared.status, done
    world.use_up(route.name)
    if not route.declared.once:
        return
    again = send(ask.by, route, ask, key=key)
    assert (again.status, again.body) == (done.status, done.body)
    other = send(ask.by, route, ask, key=str(uuid4()), **shown)
    assert refused(other) == (400, "factor_wrong")


@by_name(CONFIRMED)
def test_a_wrong_code_changes_nothing(world: World, route: Route):
    ask = prepared(world, route)
    recovery_codes(world, ask.by, route)
    with nothing_changes():
        wrong = send(ask.by, route, ask, **header("recovery_code", "AAAAA-AAAAA"))
    assert refused(wrong) == (400, "factor_wrong")
    world.use_up(route.name)


def test_a_deposit_that_is_paid_online_is_confirmed_before_its_page_opens(world: World):
    codes = enrol(world.lin.caller, "portal", world.clock.now()).recovery_codes
    wanted, key = {"method_id": "card", "amount": "50.00", "currency": "USD"}, str(uuid4())
    before = len(world.psp.sessions())
    asked = world.lin.caller.post("/api/portal/deposits", wanted, key=key)
    assert refused(asked) == (403, "factor_required")
    assert len(world.psp.sessions()) == before
    shown = header("recovery_code", codes[0])
    done = world.lin.caller.call("POST", "/api/portal/deposits", wanted, key=key, **shown)
    assert done.status == 201
    assert identity.factor_state(Realm.CLIENT, world.lin.id).recovery_codes_left == 9


def test_an_intention_is_confirmed_where_it_is_settled_and_once():
    asked: list[str] = []
    command = Command(key="test", confirm=lambda _: asked.append("asked"))
    command.confirmed.confirm(None)  # type: ignore[arg-type]
    assert asked == []
    ports.transact(SYSTEM, command.settle)
    assert asked == ["asked"]
