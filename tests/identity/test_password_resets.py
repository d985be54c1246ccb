"""Staff reset a password: void at once, told by mail, and chosen anew by its owner alone."""

import pytest

from app import app
from chalicelib.core.actor import Realm, system
from chalicelib.core.paging import PageRequest
from chalicelib.core.permissions import Permission
from chalicelib.identity import public as identity
from chalicelib.identity.model.codes import CodePurpose, SlidePurpose
from chalicelib.identity.service import colleagues
from chalicelib.staff.public import MemberChange
from chalicelib.storage import audit
from tests.identity.scenes import SOMEBODY, bodies, last_code
from tests.kit import people
from tests.kit.http import Answer, Caller
from tests.kit.slides import slid

pytestmark = pytest.mark.usefixtures("store", "clock")
NEW = "another Harbour 8"
WHY = {"reason": "a password was seen"}


@pytest.fixture
def otto() -> Caller:
    """Somebody who may reset passwords."""
    resetter = people.role(Permission.RESET_STAFF_PASSWORDS, name="Help desk")
    return people.signed_in(app, "desk", people.member(resetter, name="Otto"))


def reset(who: Caller, staff_id: str, **body: object) -> Answer:
    return who.post(f"/api/desk/staff/{staff_id}/password-resets", body or WHY)


def refused(answer: Answer) -> tuple[int, str]:
    return answer.status, answer.body["code"]


def signing_in(person: people.Person, password: str) -> Answer:
    return Caller(app).post("/api/desk/session", {"email": person.email, "password": password})


def test_a_reset_ends_every_session_and_the_old_password_opens_nothing(otto: Caller):
    mara = people.member(people.role())
    hers = people.signed_in(app, "desk", mara)
    answer = reset(otto, mara.id)
    assert (answer.status, answer.body) == (204, None)
    assert refused(hers.get("/api/desk/me")) == (401, "session_ended")
    for guess in (people.PASSWORD, "", NEW):
        assert signing_in(mara, guess).status != 200


def test_the_colleague_is_told_and_chooses_the_next_password_by_mail(otto: Caller):
    mara = people.member(people.role())
    reset(otto, mara.id)
    assert bodies("identity.password_voided") == [{"realm": "staff", "subject_id": mara.id}]
    slide = slid(SOMEBODY, SlidePurpose.PASSWORD_RESET, Realm.STAFF)
    identity.send_code(
        SOMEBODY, CodePurpose.PASSWORD_RESET, mara.email, "en", slide=slide, realm=Realm.STAFF
    )
    form = {"email": mara.email, "code": last_code(), "password": NEW}
    assert Caller(app).post("/api/desk/password-resets", form).status == 204
    assert signing_in(mara, NEW).status == 200
    assert signing_in(mara, people.PASSWORD).status != 200


def test_the_log_keeps_who_did_it_and_why_and_no_password(otto: Caller):
    mara = people.member(people.role())
    reset(otto, mara.id)
    (line,) = (
        one
        for one in audit.of_object("staff", mara.id, PageRequest()).items
        if one.action == "password_voided"
    )
    assert (line.actor_name, line.after) == ("Otto", WHY)


def test_nobody_resets_their_own_password():
    powerful = people.member(people.role(*Permission), name="Pia")
    pia = people.signed_in(app, "desk", powerful)
    assert refused(reset(pia, powerful.id)) == (403, "own_password")
    assert pia.get("/api/desk/me").status == 200


def test_nobody_resets_the_password_of_somebody_mightier(otto: Caller):
    boss = people.owner()
    assert refused(reset(otto, boss.id)) == (403, "role_beyond_own")
    assert signing_in(boss, people.PASSWORD).status == 200


def test_resetting_needs_its_own_permission():
    plain = people.role(Permission.UPDATE_STAFF, Permission.RESET_STAFF_FACTORS)
    pia = people.signed_in(app, "desk", people.member(plain, name="Pia"))
    mara = people.member(people.role())
    assert reset(pia, mara.id).status == 403
    assert signing_in(mara, people.PASSWORD).status == 200


def test_who_is_shut_out_is_enabled_first(otto: Caller):
    mara = people.member(people.role())
    colleagues.change(system("test"), mara.id, MemberChange(active=False))
    assert refused(reset(otto, mara.id)) == (409, "member_disabled")


@pytest.mark.parametrize("reason", ["", "   ", None])
def test_a_reset_without_a_reason_is_refused(otto: Caller, reason: str | None):
    mara = people.member(people.role())
    assert refused(reset(otto, mara.id, reason=reason)) == (400, "input_invalid")
    assert signing_in(mara, people.PASSWORD).status == 200


def test_nobody_is_flooded_with_resets(otto: Caller):
    mara = people.member(people.role())
    for _ in range(6):
        assert reset(otto, mara.id).status == 204
    assert reset(otto, mara.id).status == 429
    assert len(bodies("identity.password_voided")) == 6
