"""Signing in over HTTP, in both realms: bodies, cookies, headers, refusals."""

from http.cookies import SimpleCookie

import pytest

from app import app
from chalicelib.core.actor import system
from chalicelib.core.clock import FixedClock
from chalicelib.core.permissions import Permission
from chalicelib.identity.model import LoginStatus
from chalicelib.identity.model.settings import INACTIVITY_HOURS, STAFF_INACTIVITY_HOURS
from chalicelib.settings import public as settings
from tests.identity.scenes import LIN, last_code
from tests.kit import people
from tests.kit.http import Answer, Caller
from tests.kit.slides import slid_at

pytestmark = pytest.mark.usefixtures("store", "clock")
NEW = "another Harbour 8"
CSRF = {"X-Fairlead-Csrf": "1"}


class Door:
    """One realm, with somebody who can sign in there."""

    def __init__(self, face: str, person: people.Person) -> None:
        self.face, self.person = face, person
        self.base = f"/api/{face}"
        self.caller = Caller(app)

    def sign_in(self, password: str = people.PASSWORD) -> Answer:
        """Sign in and keep the tokens, as a browser does."""
        body = {"email": self.person.email, "password": password}
        answer = self.caller.post(f"{self.base}/session", body)
        if answer.status == 403 and answer.body["code"] == "slide_required":
            slide = slid_at(self.caller, self.face, "sign_in")
            answer = self.caller.post(f"{self.base}/session", body | {"slide": slide})
        return self.keep(answer)

    def send_code(self, email: str) -> Answer:
        """Ask for a code to choose a new password."""
        slide = slid_at(self.caller, self.face, "password_reset")
        sent = {"email": email, "slide": slide}
        return self.caller.post(f"{self.base}/password-resets/codes", sent)

    def keep(self, answer: Answer) -> Answer:
        """Keep what ``answer`` gives."""
        if answer.status == 200:
            self.caller.token = answer.body["access_token"]
            morsel = self.cookie(answer)
            self.caller.headers["Cookie"] = f"{morsel.key}={morsel.value}"
        return answer

    def cookie(self, answer: Answer):
        """The cookie that ``answer`` sets."""
        (morsel,) = SimpleCookie(answer.headers["Set-Cookie"]).values()
        return morsel

    def refresh(self, **headers: str) -> Answer:
        """Ask for new tokens, and keep them."""
        sent = headers or CSRF
        return self.keep(self.caller.call("POST", f"{self.base}/session/refresh", **sent))


@pytest.fixture(params=["portal", "desk"])
def door(request: pytest.FixtureRequest, store: None, clock: FixedClock) -> Door:
    if request.param == "portal":
        return Door("portal", people.client(LIN))
    return Door("desk", people.member(people.role(Permission.READ_CLIENTS), name="Mara"))


def test_a_session_begins_with_a_token_oneself_and_a_guarded_cookie(door: Door):
    answer = door.sign_in()
    assert answer.status == 200
    assert answer.body["expires_at"] == "2026-03-02T09:10:00.000Z"
    assert answer.body["who"] == door.caller.get(f"{door.base}/me").body
    cookie = door.cookie(answer)
    assert cookie.key == f"__Host-fairlead_{door.face}_session"
    assert cookie["path"] == "/"
    assert (cookie["samesite"], cookie["max-age"]) == ("Strict", "43200")
    assert cookie["httponly"]
    assert cookie["secure"]
    assert cookie["domain"] == ""
    assert cookie.value not in str(answer.body)
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_cookie_is_exchanged_at_every_refresh(door: Door, clock: FixedClock):
    first = door.sign_in()
    clock.advance(minutes=10)
    expired = door.caller.get(f"{door.base}/me")
    assert (expired.status, expired.body["code"]) == (401, "token_expired")
    second = door.refresh()
    assert second.status == 200
    assert door.cookie(second).value != door.cookie(first).value
    assert door.caller.get(f"{door.base}/me").status == 200


def test_an_exchanged_cookie_ends_the_session_for_everyone(door: Door, clock: FixedClock):
    door.sign_in()
    stolen = door.caller.headers["Cookie"]
    door.refresh()
    mine = door.caller.headers["Cookie"]
    clock.advance(seconds=11)
    door.caller.headers["Cookie"] = stolen
    reused = door.refresh()
    assert (reused.status, reused.body["code"]) == (401, "session_reused")
    door.caller.headers["Cookie"] = mine
    assert door.refresh().body["code"] == "session_ended"
    assert door.caller.get(f"{door.base}/me").body["code"] == "session_ended"


@pytest.mark.parametrize("headers", [{"X-Fairlead-Csrf": "0"}, {"X-Other": "1"}])
def test_without_the_header_a_cookie_does_nothing(door: Door, headers: dict[str, str]):
    door.sign_in()
    answer = door.refresh(**headers)
    assert (answer.status, answer.body["code"]) == (403, "csrf_header_missing")
    answer = door.caller.call("DELETE", f"{door.base}/session", **headers)
    assert (answer.status, answer.body["code"]) == (403, "csrf_header_missing")
    assert door.refresh().status == 200


@pytest.mark.parametrize(
    "cookie", ["", "__Host-fairlead_portal_session=", "x=y", ";;;=", "a\x01b=c"]
)
def test_without_a_good_cookie_there_is_no_session(door: Door, cookie: str):
    door.caller.headers["Cookie"] = cookie
    answer = door.refresh()
    assert (answer.status, answer.body["code"]) == (401, "session_ended")


def test_signing_out_ends_the_session_and_takes_the_cookie_away(door: Door):
    door.sign_in()
    answer = door.caller.call("DELETE", f"{door.base}/session", **CSRF)
    assert (answer.status, answer.body) == (204, None)
    assert door.cookie(answer)["max-age"] == "0"
    assert door.refresh().body["code"] == "session_ended"
    assert door.caller.get(f"{door.base}/me").body["code"] == "session_ended"
    assert door.caller.call("DELETE", f"{door.base}/session", **CSRF).status == 204


def test_signing_out_everywhere_ends_the_other_devices_too(door: Door):
    other = Door(door.face, door.person)
    other.sign_in()
    door.sign_in()
    assert len(door.caller.get(f"{door.base}/sessions").body["items"]) == 2
    assert door.caller.call("DELETE", f"{door.base}/sessions").status == 204
    assert other.caller.get(f"{door.base}/me").body["code"] == "session_ended"
    assert other.refresh().body["code"] == "session_ended"


def test_one_sees_where_one_is_signed_in(door: Door, clock: FixedClock):
    elsewhere = Door(door.face, door.person)
    elsewhere.caller.headers["User-Agent"] = "a telephone"
    elsewhere.sign_in()
    clock.advance(minutes=1)
    door.sign_in()
    here, there = door.caller.get(f"{door.base}/sessions").body["items"]
    assert (here["current"], there["current"]) == (True, False)
    assert there["device"] == "a telephone"
    assert there["created_at"] == "2026-03-02T09:00:00.000Z"
    assert set(here) == {"id", "device", "ip", "city", "created_at", "last_seen_at", "current"}


def test_a_wrong_password_tells_how_many_tries_are_left(door: Door):
    answer = door.sign_in("a wrong Password 1")
    assert (answer.status, answer.body["code"]) == (401, "credentials_wrong")
    assert answer.body["facts"] == {"attempts_left": 4}
    assert "Set-Cookie" not in answer.headers
    nobody = door.caller.post(
        f"{door.base}/session", {"email": "nobody@example.com", "password": "a wrong Password 1"}
    )
    assert nobody.body | {"request_id": ""} == answer.body | {"request_id": ""}


def test_the_last_try_suspends(door: Door):
    for _ in range(4):
        door.sign_in("a wrong Password 1")
    for password in ("a wrong Password 1", people.PASSWORD):
        answer = door.sign_in(password)
        assert (answer.status, answer.body["code"]) == (401, "login_suspended")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"email": "lin@example.com"},
        {"email": "lin@example.com", "password": ""},
        {"email": "lin@example.com", "password": 5},
        {"email": "lin@example.com", "password": "x" * 201},
        {"email": "lin@example.com", "password": "x", "admin": True},
        {"email": ["lin@example.com"], "password": "x"},
        {"email": "lin", "password": "x"},
        b"{",
        b"[]",
        b"null",
    ],
)
def test_a_malformed_sign_in_is_a_clear_400(door: Door, body):
    answer = door.caller.post(f"{door.base}/session", body)
    assert answer.status == 400
    assert answer.body["code"] in ("input_invalid", "email_malformed", "body_malformed")


@pytest.mark.parametrize(
    ("status", "http", "code"),
    [
        (LoginStatus.PENDING_APPROVAL, 403, "registration_pending"),
        (LoginStatus.REJECTED, 403, "registration_rejected"),
        (LoginStatus.SUSPENDED, 401, "login_suspended"),
    ],
)
def test_a_registration_that_is_not_approved_does_not_come_in(status, http: int, code: str):
    answer = Door("portal", people.client(LIN, status=status)).sign_in()
    assert (answer.status, answer.body["code"]) == (http, code)


def test_the_password_is_changed_by_the_present_one(door: Door):
    door.sign_in()
    weak = door.caller.call(
        "PUT", f"{door.base}/password", {"current": people.PASSWORD, "password": "short"}
    )
    assert (weak.status, weak.body["code"]) == (400, "password_weak")
    assert weak.body["facts"]["missing"] == ["min_length", "upper", "digit"]
    changed = door.caller.call(
        "PUT", f"{door.base}/password", {"current": people.PASSWORD, "password": NEW}
    )
    assert changed.status == 204
    assert door.caller.get(f"{door.base}/me").body["code"] == "session_ended"
    assert door.sign_in(NEW).status == 200


def test_a_password_counts_as_it_was_typed_with_the_blanks_at_its_ends(door: Door):
    door.sign_in()
    spaced = f" {NEW} "
    form = {"current": people.PASSWORD, "password": spaced}
    assert door.caller.call("PUT", f"{door.base}/password", form).status == 204
    assert door.sign_in(NEW).status == 401
    assert door.sign_in(spaced).status == 200


def test_a_forgotten_password_is_chosen_anew_by_mail(door: Door):
    known = door.send_code(door.person.email)
    unknown = door.send_code("nobody@example.com")
    assert (known.status, known.body) == (unknown.status, unknown.body) == (202, None)
    reset = f"{door.base}/password-resets"
    body = {"email": door.person.email, "code": last_code(), "password": NEW}
    wrong = door.caller.post(reset, body | {"code": "000000"})
    assert (wrong.status, wrong.body["code"]) == (400, "code_wrong")
    assert wrong.body["facts"] == {"tries_left": 4}
    assert door.caller.post(reset, body).status == 204
    again = door.caller.post(reset, body)
    assert (again.status, again.body["code"]) == (400, "code_expired")
    assert door.sign_in(NEW).status == 200


def test_a_code_asked_for_too_soon_is_held_up_alike_for_everyone(door: Door):
    for email in (door.person.email, "nobody@example.com"):
        door.send_code(email)
        answer = door.send_code(email)
        assert (answer.status, answer.headers["Retry-After"]) == (429, "60")


def test_people_choose_language_and_looks(door: Door):
    door.sign_in()
    me = door.caller.patch(f"{door.base}/me", {"language": "ar"}).body
    assert (me["language"], me["theme"]) == ("ar", "system")
    me = door.caller.patch(f"{door.base}/me", {"theme": "dark"}).body
    assert (me["language"], me["theme"]) == ("ar", "dark")
    for bad in ({"language": "de"}, {"theme": "pink"}, {"email": "x@example.com"}):
        assert door.caller.patch(f"{door.base}/me", bad).status == 400


def test_a_client_sees_themselves():
    door = Door("portal", people.client(LIN))
    assert door.sign_in().body["who"] == {
        "client_id": LIN,
        "name": "Lin Chen",
        "email": "lin@example.com",
        "phone": "+44 20 7946 0000",
        "nationality": "GB",
        "kind": "trader",
        "referral_code": "LIN1",
        "modules": [],
        "language": "en",
        "theme": "system",
        "status": "active",
        "must_change_password": False,
    }


def test_a_colleague_sees_their_role_and_what_they_may_do():
    role_id = people.role(Permission.READ_CLIENTS, name="Sales")
    who = Door("desk", people.member(role_id, name="Mara")).sign_in().body["who"]
    assert who["role"] == {"id": role_id, "name": "Sales"}
    assert who["permissions"] == ["read_clients"]
    assert who["scope"]["company"] is True


MINE = [
    ("GET", "me"),
    ("PATCH", "me"),
    ("GET", "sessions"),
    ("DELETE", "sessions"),
    ("PUT", "password"),
]


@pytest.mark.parametrize(("method", "path"), MINE)
def test_what_is_ones_own_is_shut_to_strangers_and_to_the_other_realm(
    door: Door, method: str, path: str
):
    answer = door.caller.call(method, f"{door.base}/{path}", {})
    assert (answer.status, answer.body["code"]) == (401, "token_missing")
    door.sign_in()
    other = "desk" if door.face == "portal" else "portal"
    answer = door.caller.call(method, f"/api/{other}/{path}", {})
    assert (answer.status, answer.body["code"]) == (401, "token_invalid")
    assert door.caller.get(f"{door.base}/me").status == 200


def test_a_cookie_of_one_realm_opens_nothing_in_the_other():
    portal = Door("portal", people.client(LIN))
    portal.sign_in()
    value = portal.caller.headers["Cookie"].partition("=")[2]
    desk = Door("desk", portal.person)
    desk.caller.headers["Cookie"] = f"__Host-fairlead_desk_session={value}"
    assert desk.refresh().body["code"] == "session_ended"


@pytest.fixture
def admin() -> Caller:
    permissions = (Permission.READ_STAFF, Permission.UPDATE_STAFF, Permission.READ_CLIENTS)
    return people.signed_in(app, "desk", people.member(people.role(*permissions), name="Adam"))


class TestStaffRoutes:
    def form(self, **facts) -> dict:
        role_id = people.role(Permission.READ_CLIENTS)
        return {"name": "Mara", "email": "mara@meridian.example", "role_id": role_id} | facts

    def test_somebody_joins_is_read_changed_and_disabled(self, admin: Caller):
        joined = admin.post("/api/desk/staff", self.form())
        assert joined.status == 201
        path = f"/api/desk/staff/{joined.body['id']}"
        assert admin.get(path).body == joined.body
        changed = admin.patch(path, {"name": "Maria", "active": False}).body
        assert (changed["name"], changed["active"]) == ("Maria", False)
        assert [one["name"] for one in admin.get("/api/desk/staff").body["items"]] == [
            "Adam",
            "Maria",
        ]

    def test_joining_twice_with_one_key_is_joining_once(self, admin: Caller):
        form = self.form()
        first = admin.post("/api/desk/staff", form, key="one-intention")
        again = admin.post("/api/desk/staff", form, key="one-intention")
        assert again.body == first.body
        assert len(admin.get("/api/desk/staff").body["items"]) == 2

    def test_a_supervisor_is_given_and_taken_away(self, admin: Caller):
        boss = admin.get("/api/desk/staff").body["items"][0]["id"]
        joined = admin.post("/api/desk/staff", self.form(supervisor_id=boss)).body
        assert joined["supervisor"] == {"id": boss, "name": "Adam"}
        path = f"/api/desk/staff/{joined['id']}"
        assert admin.patch(path, {"name": "Mia"}).body["supervisor"] == joined["supervisor"]
        assert admin.patch(path, {"supervisor_id": None}).body["supervisor"] is None

    @pytest.mark.parametrize(
        ("facts", "status", "code"),
        [
            ({"name": ""}, 400, "input_invalid"),
            ({"email": "mara"}, 400, "email_malformed"),
            ({"role_id": "rol_nowhere"}, 404, "not_found"),
            ({"supervisor_id": "stf_nobody"}, 404, "not_found"),
            ({"password": "short"}, 400, "password_weak"),
            ({"salary": 5}, 400, "input_invalid"),
        ],
    )
    def test_who_cannot_join(self, admin: Caller, facts: dict, status: int, code: str):
        answer = admin.post("/api/desk/staff", self.form(**facts))
        assert (answer.status, answer.body["code"]) == (status, code)
        assert len(admin.get("/api/desk/staff").body["items"]) == 1

    def test_a_taken_address_is_a_conflict_at_its_field(self, admin: Caller):
        admin.post("/api/desk/staff", self.form())
        answer = admin.post("/api/desk/staff", self.form())
        assert (answer.status, answer.body["code"]) == (409, "email_taken")
        assert answer.body["field"] == "email"

    def test_nobody_disables_themselves(self, admin: Caller):
        me = admin.get("/api/desk/staff").body["items"][0]["id"]
        answer = admin.patch(f"/api/desk/staff/{me}", {"active": False})
        assert (answer.status, answer.body["code"]) == (403, "own_membership")

    @pytest.mark.parametrize(
        ("method", "path"),
        [
            ("GET", "/api/desk/staff"),
            ("POST", "/api/desk/staff"),
            ("GET", "/api/desk/staff/stf_1"),
            ("PATCH", "/api/desk/staff/stf_1"),
        ],
    )
    def test_staff_is_shut_without_the_permission(self, method: str, path: str):
        outsider = people.member(people.role(Permission.READ_CLIENTS))
        answer = people.signed_in(app, "desk", outsider).call(method, path, {})
        assert (answer.status, answer.body["code"]) == (403, "permission_missing")
        assert Caller(app).call(method, path, {}).status == 401

    def test_who_may_read_may_not_change(self):
        reader = people.member(people.role(Permission.READ_STAFF))
        caller = people.signed_in(app, "desk", reader)
        assert caller.get("/api/desk/staff").status == 200
        assert caller.post("/api/desk/staff", {}).status == 403


def test_one_device_is_signed_out_and_the_others_stay(door: Door, clock: FixedClock):
    other = Door(door.face, door.person)
    other.sign_in()
    clock.advance(minutes=1)
    door.sign_in()
    there = door.caller.get(f"{door.base}/sessions").body["items"][1]
    assert there["city"] == ""
    assert door.caller.call("DELETE", f"{door.base}/sessions/{there['id']}").status == 204
    assert other.caller.get(f"{door.base}/me").body["code"] == "session_ended"
    assert door.caller.get(f"{door.base}/me").status == 200
    again = door.caller.call("DELETE", f"{door.base}/sessions/{there['id']}")
    assert (again.status, again.body["code"]) == (404, "not_found")


def test_all_other_devices_are_signed_out_and_this_one_stays(door: Door):
    others = [Door(door.face, door.person) for _ in range(2)]
    for other in others:
        other.sign_in()
    door.sign_in()
    answer = door.caller.call("DELETE", f"{door.base}/sessions?keep_this=true")
    assert (answer.status, "Set-Cookie" in answer.headers) == (204, False)
    for other in others:
        assert other.caller.get(f"{door.base}/me").body["code"] == "session_ended"
        assert other.refresh().body["code"] == "session_ended"
    assert [one["current"] for one in door.caller.get(f"{door.base}/sessions").body["items"]] == [
        True
    ]
    assert door.refresh().status == 200


@pytest.mark.parametrize("door", ["portal"], indirect=True)
def test_anothers_session_is_not_found(door: Door):
    sam = Door("portal", people.client("10000002", "sam@example.com"))
    sam.sign_in()
    his = sam.caller.get("/api/portal/sessions").body["items"][0]["id"]
    door.sign_in()
    assert door.caller.call("DELETE", f"/api/portal/sessions/{his}").status == 404
    assert sam.caller.get("/api/portal/me").status == 200


def test_the_hours_of_inactivity_are_set_for_each_realm(door: Door, clock: FixedClock):
    ours = INACTIVITY_HOURS if door.face == "portal" else STAFF_INACTIVITY_HOURS
    theirs = STAFF_INACTIVITY_HOURS if door.face == "portal" else INACTIVITY_HOURS
    settings.adopt(system("test"), ours, 3)
    settings.adopt(system("test"), theirs, 168)
    door.sign_in()
    clock.advance(hours=2, minutes=59)
    assert door.refresh().status == 200
    clock.advance(hours=3)
    assert door.refresh().body["code"] == "session_ended"
