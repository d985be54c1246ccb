"""The second factor over HTTP, in both realms: at sign-in, among one's own things, taken away."""

from typing import Any

import pytest

from app import app
from chalicelib.core.clock import FixedClock
from chalicelib.core.permissions import Permission
from chalicelib.identity.model.factors import (
    CLIENT_FACTOR_RULES,
    STAFF_FACTOR_RULES,
    ClientFactorRules,
    StaffFactorRules,
)
from tests.identity.scenes import LIN, last_code
from tests.kit import people
from tests.kit.factors import DESK, PORTAL, SoftKey, enrol, header, totp
from tests.kit.http import Answer, Caller
from tests.kit.people import PASSWORD
from tests.kit.settings import settings_of
from tests.kit.slides import slid_at

pytestmark = pytest.mark.usefixtures("store", "clock")
NEW = "another Harbour 8"


class Door:
    """One realm, with somebody who has an authenticator app there."""

    def __init__(self, face: str, clock: FixedClock) -> None:
        self.face, self.clock = face, clock
        self.base = f"/api/{face}"
        self.origin = PORTAL if face == "portal" else DESK
        self.person = (
            people.client(LIN)
            if face == "portal"
            else people.member(people.role(Permission.READ_CLIENTS), name="Mara")
        )
        self.caller, self.anyone = people.signed_in(app, face, self.person), Caller(app)

    def enrol(self) -> None:
        """Set up an app."""
        self.app = enrol(self.caller, self.face, self.clock.now())
        self.clock.advance(seconds=60)

    def code(self) -> str:
        """What the app shows now."""
        return totp(self.app.secret, self.clock.now())

    def wrong(self) -> str:
        """What it does not show."""
        shown = {totp(self.app.secret, self.clock.now(), steps) for steps in (-1, 0, 1)}
        return next(f"{n:06}" for n in range(9) if f"{n:06}" not in shown)

    def sign_in(self) -> Answer:
        """The first step."""
        sent = {"email": self.person.email, "password": PASSWORD}
        return self.anyone.post(f"{self.base}/session", sent)

    def finish(self, ticket: str, method: str | None = None, answer: str | None = None) -> Answer:
        """The second step."""
        sent = {"ticket": ticket, "method": method, "answer": answer}
        return self.anyone.post(f"{self.base}/session/confirmations", sent)

    def must_have_one(self) -> Any:
        """The broker demands a second factor of this realm."""
        if self.face == "portal":
            return settings_of(CLIENT_FACTOR_RULES, ClientFactorRules(mandatory=True))
        return settings_of(STAFF_FACTOR_RULES, StaffFactorRules(mandatory=True))


@pytest.fixture(params=["portal", "desk"])
def door(request: pytest.FixtureRequest, store: None, clock: FixedClock) -> Door:
    return Door(request.param, clock)


def refused(answer: Answer) -> tuple[int, str]:
    return answer.status, answer.body["code"]


# ---- signing in


def test_whoever_has_a_factor_is_asked_for_it_after_the_password(door: Door):
    door.enrol()
    asked = door.sign_in()
    assert refused(asked) == (403, "factor_required")
    assert "Set-Cookie" not in asked.headers
    facts = asked.body["facts"]
    assert (facts["operation"], facts["methods"]) == ("login", ["totp", "recovery_code"])
    granted = door.finish(facts["ticket"], "totp", door.code())
    assert granted.status == 200
    assert "HttpOnly" in granted.headers["Set-Cookie"]
    door.caller.token = granted.body["access_token"]
    assert door.caller.get(f"{door.base}/me").body == granted.body["who"]


def test_a_wrong_password_is_told_before_any_factor_is_asked_for(door: Door):
    door.enrol()
    sent = {"email": door.person.email, "password": "a wrong Password 1"}
    answer = door.anyone.post(f"{door.base}/session", sent)
    assert refused(answer) == (401, "credentials_wrong")


def test_a_ticket_is_good_for_one_session(door: Door):
    door.enrol()
    ticket = door.sign_in().body["facts"]["ticket"]
    assert door.finish(ticket, "recovery_code", door.app.recovery_codes[0]).status == 200
    again = door.finish(ticket, "recovery_code", door.app.recovery_codes[1])
    assert refused(again) == (401, "ticket_expired")


def test_a_wrong_code_leaves_the_ticket_good(door: Door):
    door.enrol()
    ticket = door.sign_in().body["facts"]["ticket"]
    wrong = door.finish(ticket, "totp", door.wrong())
    assert refused(wrong) == (400, "factor_wrong")
    assert wrong.body["facts"] == {"attempts_left": 4}
    assert door.finish(ticket, "totp", door.code()).status == 200


def test_a_ticket_lasts_ten_minutes(door: Door):
    door.enrol()
    ticket = door.sign_in().body["facts"]["ticket"]
    door.clock.advance(minutes=10)
    assert refused(door.finish(ticket, "totp", door.code())) == (401, "ticket_expired")


def test_a_ticket_that_was_never_given_opens_nothing(door: Door):
    for ticket in ("a ticket of nobody's", "x" * 43):
        assert refused(door.finish(ticket, "totp", "123456")) == (401, "ticket_expired")
        setup = door.anyone.post(f"{door.base}/session/factor", {"ticket": ticket})
        assert refused(setup) == (401, "ticket_expired")


def test_a_ticket_of_the_other_realm_opens_nothing(door: Door):
    door.enrol()
    ticket = door.sign_in().body["facts"]["ticket"]
    other = "desk" if door.face == "portal" else "portal"
    sent = {"ticket": ticket, "method": "totp", "answer": door.code()}
    answer = door.anyone.post(f"/api/{other}/session/confirmations", sent)
    assert refused(answer) == (401, "ticket_expired")


def test_a_new_password_voids_the_tickets_of_the_old(door: Door):
    door.enrol()
    ticket = door.sign_in().body["facts"]["ticket"]
    body = {"current": PASSWORD, "password": NEW}
    shown = header("recovery_code", door.app.recovery_codes[0])
    assert door.caller.call("PUT", f"{door.base}/password", body, **shown).status == 204
    assert refused(door.finish(ticket, "totp", door.code())) == (401, "ticket_expired")


def test_the_last_wrong_code_suspends(door: Door):
    door.enrol()
    ticket = door.sign_in().body["facts"]["ticket"]
    answers = [refused(door.finish(ticket, "totp", door.wrong())) for _ in range(5)]
    assert answers == [(400, "factor_wrong")] * 4 + [(401, "login_suspended")]
    assert refused(door.finish(ticket, "totp", door.code())) == (401, "ticket_expired")
    assert refused(door.sign_in()) == (401, "login_suspended")


def test_a_passkey_signs_in_and_another_challenge_can_be_had(door: Door):
    key = SoftKey(door.origin)
    sent = {"password": PASSWORD}
    begun = door.caller.post(f"{door.base}/factor/passkeys", sent).body["options"]
    made = {"name": "Phone", "credential": key.make(begun)}
    kept = door.caller.call("PUT", f"{door.base}/factor/passkeys", made)
    assert len(kept.body["recovery_codes"]) == 10
    facts = door.sign_in().body["facts"]
    assert facts["methods"] == ["passkey", "recovery_code"]
    anew = door.finish(facts["ticket"])
    assert refused(anew) == (403, "factor_required")
    assert anew.body["facts"]["passkey"]["challenge"] != facts["passkey"]["challenge"]
    answer = key.get(anew.body["facts"]["passkey"])
    assert door.finish(facts["ticket"], "passkey", answer).status == 200


def test_where_signing_in_asks_for_nothing_the_password_will_do(door: Door):
    door.enrol()
    setting, rules = (
        (CLIENT_FACTOR_RULES, ClientFactorRules(login=False))
        if door.face == "portal"
        else (STAFF_FACTOR_RULES, StaffFactorRules(login=False))
    )
    with settings_of(setting, rules):
        assert door.sign_in().status == 200


# ---- where there must be one


def test_whoever_lacks_one_sets_it_up_before_anything_else(door: Door):
    with door.must_have_one():
        asked = door.sign_in()
        assert refused(asked) == (403, "factor_setup_required")
        sent = {"ticket": asked.body["facts"]["ticket"]}
        assert refused(door.finish(sent["ticket"])) == (403, "factor_setup_required")
        path = f"{door.base}/session/factor"
        setup = door.anyone.post(path, sent).body
        now = door.clock.now()
        wrong = door.anyone.call("PUT", path, sent | {"code": totp(setup["secret"], now, 5)})
        assert refused(wrong) == (400, "setup_code_wrong")
        made = door.anyone.call("PUT", path, sent | {"code": totp(setup["secret"], now)})
        assert len(made.body["recovery_codes"]) == 10
        assert door.finish(sent["ticket"]).status == 200
        assert refused(door.finish(sent["ticket"])) == (401, "ticket_expired")


def test_a_ticket_to_confirm_sets_nothing_up(door: Door):
    door.enrol()
    sent = {"ticket": door.sign_in().body["facts"]["ticket"]}
    path = f"{door.base}/session/factor"
    assert refused(door.anyone.post(path, sent)) == (401, "ticket_expired")
    begun = door.anyone.call("PUT", path, sent | {"code": door.code()})
    assert refused(begun) == (401, "ticket_expired")


def test_a_session_without_one_is_not_renewed(door: Door):
    signed_in = door.sign_in()
    cookie = str(signed_in.headers["Set-Cookie"]).partition(";")[0]
    sent = {"X-Fairlead-Csrf": "1", "Cookie": cookie}
    with door.must_have_one():
        answer = door.anyone.call("POST", f"{door.base}/session/refresh", **sent)
        assert refused(answer) == (401, "session_ended")
    assert door.anyone.call("POST", f"{door.base}/session/refresh", **sent).status == 200


def test_whoever_has_one_notices_nothing(door: Door):
    door.enrol()
    with door.must_have_one():
        ticket = door.sign_in().body["facts"]["ticket"]
        granted = door.finish(ticket, "totp", door.code())
        cookie = str(granted.headers["Set-Cookie"]).partition(";")[0]
        sent = {"X-Fairlead-Csrf": "1", "Cookie": cookie}
        assert door.anyone.call("POST", f"{door.base}/session/refresh", **sent).status == 200


# ---- one's own


def test_people_see_what_they_have_and_what_is_asked(door: Door):
    before = door.caller.get(f"{door.base}/factor").body
    assert (before["enrolled"], before["mandatory"], before["totp_added_at"]) == (
        False,
        False,
        None,
    )
    door.enrol()
    after = door.caller.get(f"{door.base}/factor").body
    assert (after["enrolled"], after["recovery_codes_left"]) == (True, 10)
    assert after["totp_added_at"] == "2026-03-02T09:00:00.000Z"
    assert "login" in after["operations"]
    assert "second_factor" not in after["operations"]


def test_a_new_password_asks_for_the_factor_too(door: Door):
    door.enrol()
    body = {"current": PASSWORD, "password": NEW}
    asked = door.caller.call("PUT", f"{door.base}/password", body)
    assert refused(asked) == (403, "factor_required")
    assert asked.body["facts"]["operation"] == "password_change"
    weak = door.caller.call(
        "PUT", f"{door.base}/password", body | {"password": "x"}, **header("totp", door.code())
    )
    assert refused(weak) == (400, "password_weak")
    shown = header("totp", door.code())
    assert door.caller.call("PUT", f"{door.base}/password", body, **shown).status == 204


def test_a_forgotten_password_does_not_take_the_factor_away(door: Door):
    door.enrol()
    slide = slid_at(door.anyone, door.face, "password_reset")
    asked = {"email": door.person.email, "slide": slide}
    assert door.anyone.post(f"{door.base}/password-resets/codes", asked).status == 202
    body = {"email": door.person.email, "code": last_code(), "password": PASSWORD + "x"}
    assert door.anyone.post(f"{door.base}/password-resets", body).status == 204
    sent = {"email": door.person.email, "password": PASSWORD + "x"}
    answer = door.anyone.post(f"{door.base}/session", sent)
    assert refused(answer) == (403, "factor_required")


def test_taking_it_away(door: Door):
    door.enrol()
    body = {"method": "totp", "password": PASSWORD}
    assert refused(door.caller.post(f"{door.base}/factor/removals", body)) == (
        403,
        "factor_required",
    )
    gone = door.caller.call(
        "POST", f"{door.base}/factor/removals", body, **header("totp", door.code())
    )
    assert (gone.status, gone.body["enrolled"]) == (200, False)
    assert door.sign_in().status == 200


@pytest.mark.parametrize("sent", ["totp", "123456", "sms 123456", "totp ", f"passkey {'x' * 4001}"])
def test_a_header_that_means_nothing_is_refused(door: Door, sent: str):
    body = {"password": PASSWORD}
    path = f"{door.base}/factor/recovery-codes"
    answer = door.caller.call("POST", path, body, **{"X-Fairlead-Factor": sent})
    assert refused(answer) == (400, "factor_malformed")
    assert answer.body["field"] == "X-Fairlead-Factor"


# ---- staff take it away


def test_nobody_resets_their_own_factor(clock: FixedClock):
    door = Door("desk", clock)
    powerful = people.member(people.role(*Permission), name="Otto")
    otto = people.signed_in(app, "desk", powerful)
    body = {"enrolled": False, "reason": "lost telephone"}
    own = otto.patch(f"/api/desk/staff/{powerful.id}/factor", body)
    assert refused(own) == (403, "own_factor")
    door.enrol()
    assert otto.get(f"/api/desk/staff/{door.person.id}/factor").body["enrolled"] is True
    done = otto.patch(f"/api/desk/staff/{door.person.id}/factor", body)
    assert (done.status, done.body["enrolled"]) == (200, False)
    assert refused(door.caller.get("/api/desk/me")) == (401, "session_ended")
    assert door.sign_in().status == 200
    again = otto.patch(f"/api/desk/staff/{door.person.id}/factor", body)
    assert refused(again) == (409, "factor_not_set")


def test_nobody_resets_the_factor_of_somebody_mightier(clock: FixedClock):
    door = Door("desk", clock)
    door.enrol()
    resetter = people.role(Permission.RESET_STAFF_FACTORS, name="Help desk")
    otto = people.signed_in(app, "desk", people.member(resetter, name="Otto"))
    body = {"enrolled": False, "reason": "lost telephone"}
    answer = otto.patch(f"/api/desk/staff/{door.person.id}/factor", body)
    assert refused(answer) == (403, "role_beyond_own")
    assert refused(door.sign_in()) == (403, "factor_required")


@pytest.mark.parametrize("reason", ["", "   ", None])
def test_a_reset_without_a_reason_is_refused(clock: FixedClock, reason: str | None):
    door = Door("desk", clock)
    door.enrol()
    otto = people.signed_in(app, "desk", people.member(people.role(*Permission), name="Otto"))
    body = {"enrolled": False, "reason": reason}
    answer = otto.patch(f"/api/desk/staff/{door.person.id}/factor", body)
    assert refused(answer) == (400, "input_invalid")
    assert otto.get(f"/api/desk/staff/{door.person.id}/factor").body["enrolled"] is True


# ---- signing in anew


def kept(who: Caller, answer: Answer) -> str:
    """Let ``who`` keep the cookie of ``answer``, as a browser does; gives the access token."""
    who.headers["Cookie"] = answer.headers["Set-Cookie"].partition(";")[0]
    return answer.body["access_token"]


def test_signing_in_again_ends_the_session_that_the_browser_had(door: Door):
    other = door.sign_in().body["access_token"]
    former = kept(door.anyone, door.sign_in())
    present = kept(door.anyone, door.sign_in())
    assert refused(Caller(app, former).get(f"{door.base}/me")) == (401, "session_ended")
    assert Caller(app, present).get(f"{door.base}/me").status == 200
    assert Caller(app, other).get(f"{door.base}/me").status == 200


def test_so_does_signing_in_with_a_second_factor_and_a_refused_sign_in_does_not(door: Door):
    former = kept(door.anyone, door.sign_in())
    door.enrol()
    ticket = door.sign_in().body["facts"]["ticket"]
    assert refused(door.finish(ticket, "totp", door.wrong())) == (400, "factor_wrong")
    assert Caller(app, former).get(f"{door.base}/me").status == 200
    present = kept(door.anyone, door.finish(ticket, "totp", door.code()))
    assert refused(Caller(app, former).get(f"{door.base}/me")) == (401, "session_ended")
    assert Caller(app, present).get(f"{door.base}/me").status == 200
