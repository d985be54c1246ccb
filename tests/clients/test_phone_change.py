"""Changing one's phone number: code and password, and nothing happens without both."""

from typing import Any

import pytest

from app import app
from chalicelib import ports
from chalicelib.clients import public as clients
from chalicelib.clients.events import clients_events, search_events
from chalicelib.clients.model import Client
from chalicelib.core.actor import Realm, system
from chalicelib.core.clock import FixedClock
from chalicelib.identity import public as identity
from chalicelib.identity.public import SecuredBy
from chalicelib.notifications.events import notifications_events
from chalicelib.phones.events import phones_events
from tests.kit import people
from tests.kit.clients import active_client
from tests.kit.courier import Courier
from tests.kit.http import Answer, Caller
from tests.kit.people import PASSWORD, Person
from tests.kit.phones import NUMBER, PhoneSide
from tests.kit.postbox import Postbox
from tests.simulators.twilio.fixtures import twilio, twilio_process
from tests.simulators.twilio.kit import Simulator

__all__ = ["twilio", "twilio_process"]
PHONE = {"country_code": "+65", "number": NUMBER.removeprefix("+65")}
COURIER = Courier((clients_events, search_events, notifications_events, phones_events))


@pytest.fixture
def side(store: None, clock: FixedClock, twilio: Simulator) -> PhoneSide:
    ports._Current.ports.gateways.clear()
    side = PhoneSide(twilio, clock)
    side.connect()
    return side


@pytest.fixture
def lin(side: PhoneSide) -> Client:
    return active_client()


def caller(client: Client) -> Caller:
    return people.signed_in(app, "portal", Person(client.id, client.email))


def change(who: Caller, code: str, **changes: Any) -> Answer:
    body = {"phone": PHONE, "code": code, "password": PASSWORD} | changes
    return who.call("PUT", "/api/portal/phone", body)


def ask(who: Caller, phone: dict[str, str] = PHONE) -> Answer:
    return who.post("/api/portal/phone/codes", {"phone": phone})


def test_a_client_takes_another_number_and_everyone_concerned_is_told(
    side: PhoneSide, lin: Client
) -> None:
    who, postbox = caller(lin), Postbox()
    sent = ask(who)
    assert sent.status == 202
    assert change(who, side.code()).status == 204
    assert who.get("/api/portal/me").body["phone"] == NUMBER
    noted = identity.last_security_change(Realm.CLIENT, lin.id)
    assert noted is not None
    assert noted.what is SecuredBy.PHONE
    with ports.use(mailer=postbox):
        COURIER.deliver_all(twice=True)
    assert postbox.subjects.count("Your phone number was changed") == 1
    assert len(side.simulator.texts(lin.phone)) == 1
    assert [one.id for one in clients.search(system("test"), NUMBER, 5)] == [lin.id]
    assert clients.search(system("test"), lin.phone, 5) == []


def test_the_number_given_up_is_free_and_the_new_one_is_not(side: PhoneSide, lin: Client) -> None:
    who = caller(lin)
    ask(who)
    change(who, side.code())
    sam = caller(active_client())
    assert ask(sam).body["code"] == "phone_taken"
    country, rest = lin.phone[:3], lin.phone[3:]
    assert ask(sam, {"country_code": country, "number": rest}).status == 202


def test_a_number_that_somebody_has_costs_no_text(side: PhoneSide, lin: Client) -> None:
    sam = active_client()
    taken = {"country_code": "+65", "number": sam.phone.removeprefix("+65")}
    answer = ask(caller(lin), taken)
    assert (answer.status, answer.body["code"], answer.body["field"]) == (
        409,
        "phone_taken",
        "phone",
    )
    assert side.simulator.texts(sam.phone) == []


def test_asking_whose_numbers_exist_is_limited(side: PhoneSide, lin: Client) -> None:
    who, sam = caller(lin), active_client()
    taken = {"country_code": "+65", "number": sam.phone.removeprefix("+65")}
    codes = [ask(who, taken).body["code"] for _ in range(11)]
    assert codes == ["phone_taken"] * 10 + ["limited"]


def test_a_wrong_password_changes_nothing_and_spends_no_code(side: PhoneSide, lin: Client) -> None:
    who = caller(lin)
    ask(who)
    refused = change(who, side.code(), password="not this one 9")
    assert (refused.status, refused.body["field"]) == (401, "password")
    assert refused.body["facts"]["attempts_left"] == 4
    assert change(who, side.code()).status == 204


def test_a_wrong_code_changes_nothing(side: PhoneSide, lin: Client) -> None:
    who = caller(lin)
    ask(who)
    wrong = f"{(int(side.code()) + 1) % 1_000_000:06}"
    refused = change(who, wrong)
    assert (refused.status, refused.body["code"]) == (400, "phone_code_wrong")
    assert who.get("/api/portal/me").body["phone"] == lin.phone


def test_a_code_for_one_number_is_worth_nothing_for_another(side: PhoneSide, lin: Client) -> None:
    who = caller(lin)
    ask(who)
    other = {"country_code": "+65", "number": "9123 0002"}
    assert change(who, side.code(), phone=other).body["code"] == "phone_code_expired"


def test_ones_own_number_needs_no_change(side: PhoneSide, lin: Client) -> None:
    own = {"country_code": "+65", "number": lin.phone.removeprefix("+65")}
    assert ask(caller(lin), own).body["code"] == "phone_unchanged"


def test_without_the_service_the_number_is_read_only(side: PhoneSide, lin: Client) -> None:
    side.connect(on=False)
    who = caller(lin)
    assert ask(who).body["code"] == "phone_codes_off"
    assert change(who, "123456").body["code"] == "phone_codes_off"
    assert who.get("/api/portal/brand").body["phone_codes"] is False


def test_while_the_vendor_is_away_nothing_changes(side: PhoneSide, lin: Client) -> None:
    who = caller(lin)
    ask(who)
    code = side.code()
    side.simulator.fault("unavailable", path="VerificationCheck")
    refused = change(who, code)
    assert (refused.status, refused.body["code"]) == (503, "phone_unavailable")
    assert who.get("/api/portal/me").body["phone"] == lin.phone
    assert change(who, code).status == 204
