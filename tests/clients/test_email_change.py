"""Changing one's e-mail address, and undoing it from the old one."""

from datetime import datetime
from typing import Any

import pytest

from app import app
from chalicelib import ports
from chalicelib.clients import public as clients
from chalicelib.clients.events import search_events
from chalicelib.clients.model import Client
from chalicelib.core.actor import Realm, system
from chalicelib.core.clock import FixedClock
from chalicelib.identity import public as identity
from chalicelib.notifications.events import notifications_events
from chalicelib.storage import sealing
from tests.kit import people
from tests.kit.clients import active_client, published, sent_code
from tests.kit.courier import Courier
from tests.kit.http import Answer, Caller
from tests.kit.people import PASSWORD, Person
from tests.kit.postbox import Postbox

pytestmark = pytest.mark.usefixtures("store", "clock")
NEW = "lin.new@example.com"
ANYONE = Caller(app)


@pytest.fixture
def lin(store: None, clock: FixedClock) -> Client:
    return active_client()


def caller(client: Client, email: str = "") -> Caller:
    return people.signed_in(app, "portal", Person(client.id, email or client.email))


def ask(who: Caller, email: str = NEW) -> Answer:
    return who.post("/api/portal/email/codes", {"email": email})


def change(who: Caller, code: str, **changes: Any) -> Answer:
    body = {"email": NEW, "code": code, "password": PASSWORD} | changes
    return who.call("PUT", "/api/portal/email", body)


def changed(client: Client) -> Caller:
    """The client with a new address, still holding the old token."""
    who = caller(client)
    assert ask(who).status == 202
    assert change(who, sent_code(NEW)).status == 204
    return who


def token() -> str:
    body = published("identity.email_changed")[-1].body
    link = sealing.unseal(body["sealed_link"], purpose="mail-secrets", context=body["old_email"])
    return link.partition("#")[2]


def undo(given: str) -> Answer:
    return ANYONE.post("/api/portal/email/objections", {"token": given})


def sign_in(email: str, password: str = PASSWORD) -> Answer:
    return ANYONE.post("/api/portal/session", {"email": email, "password": password})


def test_the_new_address_signs_in_and_the_old_one_is_nobody_and_told(lin: Client) -> None:
    who, postbox = changed(lin), Postbox()
    assert who.get("/api/portal/me").status == 401
    assert sign_in(lin.email).body["code"] == "credentials_wrong"
    assert sign_in(NEW).status == 200
    with ports.use(mailer=postbox):
        Courier((notifications_events, search_events)).deliver_all(twice=True)
    (mail,) = [one for one in postbox.mails if one.subject == "Your e-mail address was changed"]
    assert mail.to == lin.email
    assert f"/keep-email#{lin.id}." in mail.html
    assert NEW not in mail.html + mail.text
    assert [one.email for one in clients.search(system("test"), NEW, 5)] == [NEW]
    assert clients.search(system("test"), lin.email, 5) == []


def changed_last(client: Client) -> tuple[str, datetime]:
    found = identity.last_security_change(Realm.CLIENT, client.id)
    assert found is not None
    return found.what, found.at


def test_a_change_and_its_undoing_are_noted_for_payouts_to_wait(
    lin: Client, clock: FixedClock
) -> None:
    assert identity.last_security_change(Realm.CLIENT, lin.id) is None
    changed(lin)
    assert changed_last(lin) == ("email", clock.now())
    clock.advance(hours=30)
    assert undo(token()).status == 204
    assert changed_last(lin) == ("email", clock.now())


def test_the_old_address_can_undo_it_once_within_three_days(lin: Client, clock: FixedClock) -> None:
    changed(lin)
    given = token()
    assert undo(given).status == 204
    assert clients.client_for_system(lin.id).email == lin.email
    assert sign_in(NEW).body["code"] == "credentials_wrong"
    assert sign_in(lin.email).body["code"] == "credentials_wrong"
    assert undo(given).body["code"] == "objection_invalid"
    clock.advance(minutes=2)
    sam = active_client(email=NEW)
    assert sam.email == NEW


def test_after_three_days_it_is_too_late_and_the_old_address_is_free(
    lin: Client, clock: FixedClock
) -> None:
    changed(lin)
    given = token()
    clock.advance(days=2)
    with pytest.raises(Exception, match="somebody has this address"):
        active_client(email=lin.email)
    clock.advance(days=1)
    assert undo(given).body["code"] == "objection_invalid"
    assert active_client(email=lin.email).email == lin.email


@pytest.mark.parametrize("spoilt", ["", "a.b", "10000000.obj_1.secret", "x.y.z"])
def test_a_link_of_nobodys_undoes_nothing(lin: Client, spoilt: str) -> None:
    changed(lin)
    assert undo(spoilt).status == 400
    subject, objection, _ = token().split(".")
    assert undo(f"{subject}.{objection}.guessed").body["code"] == "objection_invalid"
    assert sign_in(NEW).status == 200


def test_an_address_that_somebody_has_gets_no_mail_and_the_answer_is_the_same(
    lin: Client,
) -> None:
    sam = active_client()
    before = len(published("identity.code_issued"))
    assert ask(caller(lin), sam.email).status == 202
    assert len(published("identity.code_issued")) == before


def test_code_and_password_are_both_needed(lin: Client) -> None:
    who = caller(lin)
    ask(who)
    code = sent_code(NEW)
    refused = change(who, code, password="not this one 9")
    assert (refused.status, refused.body["field"]) == (401, "password")
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    assert change(who, wrong).body["code"] == "code_wrong"
    assert change(who, code, email="other@example.com").body["code"] == "code_expired"
    assert change(who, code).status == 204


def test_ones_own_address_is_no_change(lin: Client) -> None:
    answer = change(caller(lin), "123456", email=lin.email.upper())
    assert answer.body["code"] == "email_unchanged"


def test_a_change_to_and_fro_ends_where_it_began(lin: Client, clock: FixedClock) -> None:
    changed(lin)
    clock.advance(minutes=2)
    who = caller(lin, NEW)
    assert ask(who, lin.email).status == 202
    assert change(who, sent_code(lin.email), email=lin.email).status == 204
    assert sign_in(lin.email).status == 200


def test_an_objection_ends_what_came_after_the_change_it_undoes(
    lin: Client, clock: FixedClock
) -> None:
    changed(lin)
    the_owners = token()
    clock.advance(minutes=2)
    thief = caller(lin, NEW)
    ask(thief, "elsewhere@example.com")
    code = sent_code("elsewhere@example.com")
    assert change(thief, code, email="elsewhere@example.com").status == 204
    the_thiefs = token()
    assert undo(the_owners).status == 204
    assert undo(the_thiefs).body["code"] == "objection_invalid"
    assert clients.client_for_system(lin.id).email == lin.email


def test_a_link_brings_no_address_back_to_a_login_that_was_erased(lin: Client) -> None:
    changed(lin)
    given = token()
    ports.transact(system("test"), lambda unit: identity.erase_login(unit, Realm.CLIENT, lin.id))
    assert undo(given).body["code"] == "objection_invalid"


def test_an_objection_leaves_those_of_earlier_changes_good(lin: Client, clock: FixedClock) -> None:
    changed(lin)
    the_owners = token()
    clock.advance(minutes=2)
    thief = caller(lin, NEW)
    ask(thief, "elsewhere@example.com")
    code = sent_code("elsewhere@example.com")
    assert change(thief, code, email="elsewhere@example.com").status == 204
    assert undo(token()).status == 204
    assert undo(the_owners).status == 204
    assert clients.client_for_system(lin.id).email == lin.email


def test_an_address_changes_five_times_a_day_at_most(lin: Client, clock: FixedClock) -> None:
    at, answers = lin.email, []
    for number in range(6):
        clock.advance(minutes=2)
        who, wanted = caller(lin, at), f"lin.{number}@example.com"
        ask(who, wanted)
        answers.append(change(who, sent_code(wanted), email=wanted))
        at = wanted
    assert [one.status for one in answers] == [204, 204, 204, 204, 204, 429]
