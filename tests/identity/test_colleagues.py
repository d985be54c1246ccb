"""Staff joining and leaving with their logins; on a real store."""

import pytest

from chalicelib.core.actor import Realm, system
from chalicelib.core.errors import Conflict, Forbidden, NotFound
from chalicelib.core.paging import PageRequest
from chalicelib.core.permissions import Permission
from chalicelib.identity import errors
from chalicelib.identity import public as identity
from chalicelib.identity.model import LoginStatus
from chalicelib.identity.model.codes import CodePurpose, SlidePurpose
from chalicelib.identity.public import Hiring
from chalicelib.identity.service import colleagues, passwords
from chalicelib.staff import public as staff
from chalicelib.staff.public import MemberChange
from tests.identity.scenes import SOMEBODY, bodies, last_code, sign_in
from tests.kit import people
from tests.kit.slides import slid

pytestmark = pytest.mark.usefixtures("store", "clock")
SYSTEM = system("test")


def test_the_first_owner_signs_in_and_may_do_everything():
    boss = people.owner()
    grant = sign_in(email=boss.email, realm=Realm.STAFF)
    actor = identity.authenticate_staff(grant.access_token, people.ORIGIN)
    assert actor.permissions == frozenset(Permission)
    assert actor.scope.company


def test_there_is_one_first_owner():
    people.owner()
    with pytest.raises(Conflict):
        people.owner("second@meridian.example")
    assert len(colleagues.colleagues(PageRequest()).items) == 1


def test_a_weak_password_makes_no_owner():
    with pytest.raises(errors.PasswordWeak):
        identity.create_first_owner(name="Olga", email="o@example.com", password="x")
    assert colleagues.colleagues(PageRequest()).items == ()


def test_who_is_invited_chooses_a_password_by_mail():
    draft = Hiring("Mara", "Mara@Meridian.example", people.role(), language="zh")
    staff_id = identity.hire(SYSTEM, draft)
    (invited,) = bodies("identity.member_invited")
    assert (invited["subject_id"], invited["email"], invited["language"]) == (
        staff_id,
        "mara@meridian.example",
        "zh",
    )
    for guess in ("", "nobody has this password", people.PASSWORD):
        with pytest.raises(errors.CredentialsWrong):
            sign_in(guess, invited["email"], Realm.STAFF)
    slide = slid(SOMEBODY, SlidePurpose.PASSWORD_RESET, Realm.STAFF)
    identity.send_code(
        SOMEBODY, CodePurpose.PASSWORD_RESET, invited["email"], "en", slide=slide, realm=Realm.STAFF
    )
    assert bodies("identity.code_issued")[0]["language"] == "zh"
    passwords.reset(SOMEBODY, Realm.STAFF, invited["email"], last_code(), people.PASSWORD)
    assert sign_in(email=invited["email"], realm=Realm.STAFF).session.subject_id == staff_id


def test_without_a_login_nobody_joins():
    role_id = people.role()
    people.member(role_id, email="mara@meridian.example")
    with pytest.raises(errors.EmailTaken):
        people.member(role_id, email="MARA@meridian.example")
    assert len(colleagues.colleagues(PageRequest()).items) == 1
    with pytest.raises(NotFound):
        people.member("rol_nowhere")


def test_a_name_is_changed_for_member_and_login_together():
    mara = people.member(people.role())
    changed = colleagues.change(SYSTEM, mara.id, MemberChange(name="Maria Member"))
    assert changed.member.name == "Maria Member"
    assert identity.contact(Realm.STAFF, mara.id).name == "Maria Member"


def test_enabling_opens_a_login_that_failed_attempts_have_shut():
    mara = people.member(people.role())
    for _ in range(5):
        with pytest.raises((errors.CredentialsWrong, errors.LoginSuspended)):
            sign_in("wrong", mara.email, Realm.STAFF)
    with pytest.raises(errors.LoginSuspended):
        sign_in(email=mara.email, realm=Realm.STAFF)
    opened = colleagues.change(SYSTEM, mara.id, MemberChange(active=True))
    assert opened.state is not None
    assert opened.state.status is LoginStatus.ACTIVE
    assert sign_in(email=mara.email, realm=Realm.STAFF).session.subject_id == mara.id


def test_nobody_opens_the_login_of_somebody_mightier():
    boss = people.owner()
    for _ in range(5):
        with pytest.raises((errors.CredentialsWrong, errors.LoginSuspended)):
            sign_in("wrong", boss.email, Realm.STAFF)
    admin = people.member(people.role(Permission.UPDATE_STAFF))
    grant = sign_in(email=admin.email, realm=Realm.STAFF)
    actor = identity.authenticate_staff(grant.access_token, people.ORIGIN)
    with pytest.raises(Forbidden) as refusal:
        colleagues.change(actor, boss.id, MemberChange(active=True))
    assert refusal.value.code == "role_beyond_own"
    with pytest.raises(errors.LoginSuspended):
        sign_in(email=boss.email, realm=Realm.STAFF)


def test_a_refused_change_leaves_member_and_login_alone():
    boss = people.owner()
    with pytest.raises(Conflict):
        colleagues.change(SYSTEM, boss.id, MemberChange(name="Nobody", active=False))
    assert identity.contact(Realm.STAFF, boss.id).name == "Olga Owner"
    assert staff.member(boss.id).active


def test_an_administrator_hires_nobody_above_themselves():
    admin = people.member(people.role(Permission.UPDATE_STAFF))
    grant = sign_in(email=admin.email, realm=Realm.STAFF)
    actor = identity.authenticate_staff(grant.access_token, people.ORIGIN)
    mightier = people.role(Permission.ADJUST_WALLETS)
    with pytest.raises(Forbidden) as refusal:
        identity.hire(actor, Hiring("Mara", "mara@meridian.example", mightier))
    assert refusal.value.code == "role_beyond_own"
    assert bodies("identity.member_invited") == []


def test_colleagues_are_listed_with_the_names_that_go_with_them():
    boss = people.owner()
    mara = people.member(people.role(name="Sales"), under=boss.id)
    sign_in(email=mara.email, realm=Realm.STAFF)
    first, second = colleagues.colleagues(PageRequest()).items
    assert (first.member.id, first.role_name, first.supervisor_name) == (
        mara.id,
        "Sales",
        "Olga Owner",
    )
    assert first.state is not None
    assert first.state.last_login_at is not None
    assert (second.member.id, second.supervisor_name) == (boss.id, None)
