"""From where the back office may be entered, and that nobody shuts themselves out unknowingly."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from app import app
from chalicelib.core.actor import system
from chalicelib.core.permissions import Permission
from chalicelib.identity.model.ways_in import DESK_ALLOW_LIST, AllowList, RoleRanges
from chalicelib.settings import public as settings
from tests.kit import people
from tests.kit.http import Answer, Caller

pytestmark = pytest.mark.usefixtures("store", "clock")
HERE = "127.0.0.1"
SETTING = "/api/desk/settings/identity.desk_allow_list"


def allow(*everybody: str, **by_role: str) -> None:
    roles = tuple(RoleRanges(role, (text,)) for role, text in by_role.items())
    settings.adopt(system("test"), DESK_ALLOW_LIST, AllowList(everybody, roles))


@pytest.mark.parametrize(
    ("everybody", "by_role", "ip", "admitted"),
    [
        ((), {}, "203.0.113.7", True),
        (("203.0.113.0/24",), {}, "203.0.113.7", True),
        (("203.0.113.0/24",), {}, "203.0.114.7", False),
        (("203.0.113.0/24", "2001:db8::/32"), {}, "2001:db8::1", True),
        (("203.0.113.0/24",), {}, "::ffff:203.0.113.7", True),
        (("203.0.113.0/24",), {}, "", False),
        (("203.0.113.0/24",), {"care": "198.51.100.0/24"}, "198.51.100.1", True),
        (("203.0.113.0/24",), {"care": "198.51.100.0/24"}, "203.0.113.7", False),
        (("203.0.113.0/24",), {"sales": "198.51.100.0/24"}, "203.0.113.7", True),
        ((), {"sales": "198.51.100.0/24"}, "203.0.113.7", True),
    ],
)
def test_a_roles_own_ranges_go_before_those_for_everybody(
    everybody: tuple[str, ...], by_role: dict[str, str], ip: str, admitted: bool
):
    roles = tuple(RoleRanges(role, (text,)) for role, text in by_role.items())
    assert AllowList(everybody, roles).admits(frozenset({"care"}), ip) is admitted


@pytest.mark.parametrize("text", ["", "203.0.113", "203.0.113.0/33", "everywhere", "1.2.3.4/x"])
def test_what_is_no_range_is_refused(text: str):
    with pytest.raises(ValidationError):
        TypeAdapter(AllowList).validate_python({"everybody": (text,)})


class TestTheDoor:
    @pytest.fixture
    def mara(self) -> people.Person:
        return people.member(people.role(Permission.READ_CLIENTS))

    def sign_in(self, person: people.Person) -> Answer:
        body = {"email": person.email, "password": people.PASSWORD}
        return Caller(app).post("/api/desk/session", body)

    def test_nobody_signs_in_from_outside(self, mara: people.Person):
        allow("203.0.113.0/24")
        answer = self.sign_in(mara)
        assert (answer.status, answer.body["code"]) == (403, "address_not_allowed")
        assert answer.body["facts"] == {"ip": HERE}
        allow("127.0.0.0/8")
        assert self.sign_in(mara).status == 200

    def test_a_session_taken_elsewhere_does_nothing_there(self, mara: people.Person):
        caller = people.signed_in(app, "desk", mara)
        allow("203.0.113.0/24")
        answer = caller.get("/api/desk/me")
        assert (answer.status, answer.body["code"]) == (403, "address_not_allowed")
        allow()
        assert caller.get("/api/desk/me").status == 200

    def test_it_is_no_way_to_find_out_passwords(self, mara: people.Person):
        allow("203.0.113.0/24")
        body = {"email": mara.email, "password": "not it at all 1"}
        assert Caller(app).post("/api/desk/session", body).body["code"] == "credentials_wrong"

    def test_clients_come_in_from_anywhere(self):
        allow("203.0.113.0/24")
        lin = people.client()
        body = {"email": lin.email, "password": people.PASSWORD}
        assert Caller(app).post("/api/portal/session", body).status == 200


class TestSaving:
    @pytest.fixture
    def owner(self) -> Caller:
        return people.signed_in(app, "desk", people.owner())

    def save(self, owner: Caller, **value: Any) -> Answer:
        wanted = {"everybody": [], "by_role": []} | value
        return owner.call("PUT", SETTING, {"value": wanted})

    def test_ranges_that_hold_ones_own_address_are_saved(self, owner: Caller):
        assert self.save(owner, everybody=["127.0.0.0/8"]).status == 200
        assert owner.get("/api/desk/me").status == 200

    @pytest.mark.parametrize(
        "value",
        [
            {"everybody": ["203.0.113.0/24"]},
            {"by_role": [{"role_id": "rol_owner", "ranges": ["203.0.113.0/24"]}]},
        ],
    )
    def test_ranges_that_would_shut_oneself_out_are_refused(self, owner: Caller, value: Any):
        answer = self.save(owner, **value)
        assert (answer.status, answer.body["code"]) == (400, "own_address_outside")
        assert answer.body["facts"] == {"ip": HERE}
        assert settings.value(DESK_ALLOW_LIST) == AllowList()

    def test_another_roles_ranges_are_none_of_ones_own_business(self, owner: Caller):
        role = people.role(Permission.READ_CLIENTS)
        ranges = [{"role_id": role, "ranges": ["203.0.113.0/24"]}]
        assert self.save(owner, by_role=ranges).status == 200
