"""E-mailed codes and choosing new passwords; on a real store."""

from datetime import timedelta

import pytest

from chalicelib import ports
from chalicelib.core.actor import Actor, Realm, system
from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import Invalid, Limited
from chalicelib.core.paging import PageRequest
from chalicelib.identity import errors
from chalicelib.identity import public as identity
from chalicelib.identity.model import LoginStatus
from chalicelib.identity.model.codes import CodePurpose, SlidePurpose
from chalicelib.identity.model.sessions import Outcome
from chalicelib.identity.service import passwords
from chalicelib.messages.identity import CODE_SEAL
from chalicelib.storage import audit
from chalicelib.storage.idempotency import Command
from chalicelib.storage.sealing import unseal
from chalicelib.storage.table import Range, Table
from tests.identity.scenes import (
    EMAIL,
    LIN,
    SOMEBODY,
    as_client,
    bodies,
    last_code,
    outcomes,
    set_status,
    sign_in,
)
from tests.kit import people
from tests.kit.slides import slid

pytestmark = pytest.mark.usefixtures("store", "clock")
REGISTRATION, RESET = CodePurpose.REGISTRATION, CodePurpose.PASSWORD_RESET
NEW = "another Harbour 8"


@pytest.fixture
def lin(store: None, clock: FixedClock) -> people.Person:
    return people.client(LIN)


def send(
    purpose: CodePurpose = REGISTRATION, email: str = EMAIL, actor: Actor = SOMEBODY
) -> identity.CodeSent:
    slide = slid(actor, SlidePurpose(purpose))
    return identity.send_code(actor, purpose, email, "ar", slide=slide)


def consume(code: str, purpose: CodePurpose = REGISTRATION, email: str = EMAIL) -> None:
    ports.transact(
        SOMEBODY,
        lambda unit: identity.consume_code(unit, purpose=purpose, email=email, code=code),
    )


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_a_code_reaches_the_mailer_sealed(clock: FixedClock):
    sent = send()
    (body,) = bodies("identity.code_issued")
    assert (body["email"], body["language"], body["purpose"]) == (EMAIL, "ar", "registration")
    assert body["subject_id"] == ""
    code = last_code()
    assert len(code) == 6
    assert code.isdigit()
    assert code not in str(body)
    assert sent.expires_at == clock.now() + timedelta(minutes=10)
    assert sent.resend_at == clock.now() + timedelta(seconds=60)


def test_the_code_that_was_sent_is_taken_once():
    send()
    consume(last_code())
    with pytest.raises(errors.CodeExpired):
        consume(last_code())


def test_the_spelling_of_the_address_does_not_matter():
    send(email="Lin@Example.com")
    consume(last_code(), email="lin@EXAMPLE.com")


def test_five_tries_and_no_more():
    send()
    right = last_code()
    for left in (4, 3, 2, 1, 0):
        with pytest.raises(errors.CodeWrong) as refusal:
            consume(wrong(right))
        assert refusal.value.facts == {"tries_left": left}
    with pytest.raises(errors.CodeExpired):
        consume(right)


def test_a_wrong_try_counts_though_its_unit_fails():
    send()
    right = last_code()
    for _ in range(4):
        with pytest.raises(errors.CodeWrong):
            consume(wrong(right))
    consume(right)


def test_a_code_that_was_used_in_a_unit_that_failed_is_still_good():
    send()

    def fails_later(unit):
        identity.consume_code(unit, purpose=REGISTRATION, email=EMAIL, code=last_code())
        raise Invalid("something else")

    with pytest.raises(Invalid):
        ports.transact(SOMEBODY, fails_later)
    consume(last_code())


def test_a_code_is_good_for_ten_minutes(clock: FixedClock):
    send()
    clock.advance(minutes=9, seconds=59)
    with pytest.raises(errors.CodeWrong):
        consume(wrong(last_code()))
    clock.advance(seconds=1)
    with pytest.raises(errors.CodeExpired):
        consume(last_code())


def test_a_code_is_bound_to_its_address_and_purpose(lin: people.Person):
    send()
    send(RESET)
    registration = bodies("identity.code_issued")[0]
    assert registration["purpose"] == "registration"
    send(email="kim@example.com")
    for purpose, email in ((RESET, EMAIL), (REGISTRATION, "kim@example.com")):
        code = code_of(registration)
        with pytest.raises(errors.CodeWrong):
            consume(code, purpose, email)
    consume(code_of(registration))


def code_of(body: dict) -> str:
    return unseal(body["sealed_code"], purpose=CODE_SEAL, context=body["email"])


def test_no_code_was_sent_so_none_is_right():
    with pytest.raises(errors.CodeExpired):
        consume("123456")


def test_a_second_code_must_wait_a_minute_and_voids_the_first(clock: FixedClock):
    send()
    first = last_code()
    with pytest.raises(Limited) as refusal:
        send()
    assert refusal.value.facts["retry_after_seconds"] == 60
    clock.advance(seconds=60)
    send()
    assert last_code() != first
    with pytest.raises(errors.CodeWrong):
        consume(first)
    consume(last_code())


def test_an_address_is_sent_six_codes_an_hour_at_most(clock: FixedClock):
    for _ in range(6):
        send()
        clock.advance(minutes=1)
    with pytest.raises(Limited):
        send()
    clock.advance(hours=1)
    send()


def test_a_place_asks_for_forty_codes_an_hour_at_most():
    for number in range(40):
        send(email=f"n{number}@example.com")
    with pytest.raises(Limited):
        send(email="one-more@example.com")
    elsewhere = Actor(Realm.CLIENT, "", ip="198.51.100.9")
    send(email="one-more@example.com", actor=elsewhere)


def test_codes_are_not_stored_as_they_are():
    send()
    partition = f"CODE#client#registration#{EMAIL}"
    assert last_code() not in str(Table("identity").query(Range(partition), 5))


class TestForgottenPassword:
    def reset(self, code: str, new: str = NEW, email: str = EMAIL) -> None:
        passwords.reset(SOMEBODY, Realm.CLIENT, email, code, new)

    def test_who_reads_the_mail_chooses_a_new_password(self, lin: people.Person):
        grant = sign_in()
        send(RESET)
        assert bodies("identity.code_issued")[-1]["name"] == "Lin Chen"
        self.reset(last_code())
        with pytest.raises(errors.SessionEnded):
            identity.authenticate_client(grant.access_token, people.ORIGIN)
        with pytest.raises(errors.CredentialsWrong):
            sign_in()
        assert sign_in(NEW).session.subject_id == LIN
        assert Outcome.PASSWORD_RESET in outcomes()
        assert bodies("identity.password_changed")[0]["reset"] is True
        assert audit.of_client(LIN, PageRequest()).items[0].action == "password_reset"

    def test_an_unknown_address_gets_the_same_answer_and_no_mail(self, lin: people.Person):
        known, unknown = send(RESET), send(RESET, "nobody@example.com")
        assert known == unknown
        assert [body["email"] for body in bodies("identity.code_issued")] == [EMAIL]
        with pytest.raises(Limited):
            send(RESET, "nobody@example.com")
        for email, code in ((EMAIL, wrong(last_code())), ("nobody@example.com", "123456")):
            with pytest.raises(errors.CodeWrong) as refusal:
                self.reset(code, email=email)
            assert refusal.value.facts == {"tries_left": 4}

    def test_a_weak_password_is_refused_and_the_code_stays_good(self, lin: people.Person):
        send(RESET)
        with pytest.raises(errors.PasswordWeak) as refusal:
            self.reset(last_code(), "short")
        assert "min_length" in refusal.value.facts["missing"]
        self.reset(last_code())

    def test_a_suspension_outlasts_a_new_password(self, lin: people.Person):
        set_status(LoginStatus.SUSPENDED, "fraud")
        send(RESET)
        self.reset(last_code())
        with pytest.raises(errors.LoginSuspended):
            sign_in(NEW)

    def test_a_rejected_login_gets_no_mail(self, lin: people.Person):
        set_status(LoginStatus.REJECTED)
        send(RESET)
        assert bodies("identity.code_issued") == []


class TestChangingPassword:
    def test_it_ends_every_session(self, lin: people.Person):
        grant = sign_in()
        passwords.change(as_client(), people.PASSWORD, NEW, Command(key=""))
        with pytest.raises(errors.SessionEnded):
            identity.authenticate_client(grant.access_token, people.ORIGIN)
        assert sign_in(NEW).session.subject_id == LIN
        noted = identity.last_security_change(Realm.CLIENT, LIN)
        assert noted is not None
        assert noted.what is identity.SecuredBy.PASSWORD
        assert bodies("identity.password_changed") == [
            {"realm": "client", "subject_id": LIN, "reset": False}
        ]

    def test_a_wrong_present_password_counts_like_a_failed_sign_in(self, lin: people.Person):
        for left in (4, 3, 2, 1):
            with pytest.raises(errors.CredentialsWrong) as refusal:
                passwords.change(as_client(), "wrong", NEW, Command(key=""))
            assert refusal.value.facts == {"attempts_left": left}
            assert refusal.value.field == "current"
        with pytest.raises(errors.LoginSuspended):
            passwords.change(as_client(), "wrong", NEW, Command(key=""))
        with pytest.raises(errors.LoginSuspended):
            sign_in()

    @pytest.mark.parametrize(
        ("new", "missing"),
        [
            ("tiny", ["min_length", "upper", "digit", "not_common"]),
            ("lin-harbour-Q7", []),
            ("chen on a Boat 7", ["not_personal"]),
        ],
    )
    def test_a_new_password_must_be_strong(self, lin: people.Person, new, missing):
        if not missing:
            passwords.change(as_client(), people.PASSWORD, new, Command(key=""))
            return
        with pytest.raises(errors.PasswordWeak) as refusal:
            passwords.change(as_client(), people.PASSWORD, new, Command(key=""))
        assert refusal.value.facts == {"missing": missing}

    def test_the_old_one_is_no_new_one(self, lin: people.Person):
        with pytest.raises(Invalid) as refusal:
            passwords.change(as_client(), people.PASSWORD, people.PASSWORD, Command(key=""))
        assert refusal.value.code == "password_unchanged"


class TestLogins:
    def test_an_address_is_taken_once_per_realm(self, lin: people.Person):
        with pytest.raises(errors.EmailTaken) as refusal:
            people.client("10000002", "LIN@example.com")
        assert refusal.value.field == "email"

    def test_a_rejected_address_can_register_again(self, lin: people.Person):
        def reject(unit):
            identity.set_status(unit, Realm.CLIENT, LIN, LoginStatus.REJECTED, "no papers")
            identity.release_email(unit, Realm.CLIENT, LIN)

        ports.transact(system("test"), reject)
        with pytest.raises(errors.RegistrationRejected) as refusal:
            sign_in()
        assert refusal.value.facts == {"reason": "no papers"}
        people.client("10000002", EMAIL)
        assert sign_in().session.subject_id == "10000002"
        assert identity.login_state(Realm.CLIENT, LIN).status is LoginStatus.REJECTED

    def test_two_who_want_a_freed_address_do_not_both_get_it(self, lin: people.Person):
        ports.transact(system("test"), lambda unit: identity.release_email(unit, Realm.CLIENT, LIN))
        raced = []

        def register(unit):
            if not raced:
                raced.append(people.client("10000003", EMAIL))
            identity.create_login(
                unit,
                realm=Realm.CLIENT,
                subject_id="10000002",
                email=EMAIL,
                name="Lin Chen",
                password=people.PASSWORD,
                language="en",
                status=LoginStatus.ACTIVE,
            )

        with pytest.raises(errors.EmailTaken):
            ports.transact(system("test"), register)

    def test_contacts_are_given_for_those_who_have_a_login(self, lin: people.Person):
        found = identity.contacts(Realm.CLIENT, [LIN, "10000009"])
        assert found == {LIN: identity.Contact(LIN, "Lin Chen", EMAIL, "en")}
        assert identity.contact(Realm.CLIENT, LIN) == found[LIN]

    def test_a_contact_can_be_renamed_and_change_language(self, lin: people.Person):
        ports.transact(
            system("test"),
            lambda unit: identity.change_contact(
                unit, Realm.CLIENT, LIN, name="Lin Zhao", language="zh"
            ),
        )
        contact = identity.contact(Realm.CLIENT, LIN)
        assert (contact.name, contact.language) == ("Lin Zhao", "zh")

    def test_setting_the_status_it_has_changes_nothing(self, lin: people.Person):
        grant = sign_in()
        set_status(LoginStatus.ACTIVE)
        assert identity.authenticate_client(grant.access_token, people.ORIGIN).id == LIN

    def test_opening_and_shutting_are_told(self, lin: people.Person):
        set_status(LoginStatus.SUSPENDED, "fraud")
        set_status(LoginStatus.ACTIVE)
        assert bodies("identity.login_suspended")[0]["reason"] == "fraud"
        assert len(bodies("identity.login_restored")) == 1
