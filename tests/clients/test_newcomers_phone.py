"""Registering where phone numbers are proven: no proof, no entry."""

from typing import Any

import pytest

from app import app
from chalicelib import ports
from chalicelib.core.clock import FixedClock
from tests.kit.clients import ACCEPTED, active_client, emailed_code
from tests.kit.http import Answer, Caller
from tests.kit.people import PASSWORD
from tests.kit.phones import NUMBER, PhoneSide
from tests.kit.slides import slid_at
from tests.simulators.twilio.fixtures import twilio, twilio_process
from tests.simulators.twilio.kit import Simulator

__all__ = ["twilio", "twilio_process"]
ANYONE = Caller(app)
PHONE = {"country_code": "+65", "number": NUMBER.removeprefix("+65")}


@pytest.fixture
def side(store: None, clock: FixedClock, twilio: Simulator) -> PhoneSide:
    ports._Current.ports.gateways.clear()
    side = PhoneSide(twilio, clock)
    side.connect()
    return side


def ask(phone: dict[str, str] = PHONE, slide: str | None = None) -> Answer:
    token = slid_at(ANYONE, "portal", "registration") if slide is None else slide
    body = {"phone": phone, "language": "en", "slide": token}
    return ANYONE.post("/api/portal/registrations/phone-codes", body)


def prove(code: str, phone: dict[str, str] = PHONE) -> Answer:
    body = {"phone": phone, "code": code}
    return ANYONE.post("/api/portal/registrations/phone-proofs", body)


def register(proof: str, **changes: Any) -> Answer:
    body = {
        "kind": "trader",
        "name": "Lin Chen",
        "nationality": "SG",
        "phone": PHONE,
        "phone_proof": proof,
        "email": "lin@example.com",
        "email_code": emailed_code("lin@example.com"),
        "password": PASSWORD,
        "language": "en",
        "consents": [{"document": one.document, "version": one.version} for one in ACCEPTED],
    }
    return ANYONE.post("/api/portal/registrations", body | changes)


def test_a_newcomer_proves_the_number_and_registers_with_it(side: PhoneSide) -> None:
    assert ask().status == 202
    proven = prove(side.code())
    assert proven.status == 201
    assert register(proven.body["token"]).status == 201


@pytest.mark.parametrize("proof", ["", "guessed"])
def test_without_a_good_proof_nobody_registers(side: PhoneSide, proof: str) -> None:
    refused = register(proof)
    assert (refused.status, refused.body["code"]) == (400, "phone_unproven")
    assert refused.body["field"] == "phone_proof"


def test_a_proof_of_another_number_is_none(side: PhoneSide) -> None:
    ask()
    token = prove(side.code()).body["token"]
    other = {"country_code": "+65", "number": "9123 0009"}
    assert register(token, phone=other).body["code"] == "phone_unproven"


def test_robots_get_no_text_and_neither_does_a_number_that_a_client_has(side: PhoneSide) -> None:
    assert ask(slide="").body["code"] == "slide_required"
    taken = active_client().phone
    answer = ask({"country_code": "+65", "number": taken.removeprefix("+65")})
    assert (answer.status, answer.body["code"]) == (409, "phone_taken")
    assert side.simulator.texts() == []


def test_while_the_vendor_is_away_registration_stops_and_says_so(side: PhoneSide) -> None:
    side.simulator.fault("unavailable")
    refused = ask()
    assert (refused.status, refused.body["code"]) == (503, "phone_unavailable")
    assert register("").body["code"] == "phone_unproven"
    assert ask().status == 202


def test_where_numbers_are_not_proven_nothing_is_asked(side: PhoneSide) -> None:
    side.connect(on=False)
    assert ask().body["code"] == "phone_codes_off"
    assert prove("123456").body["code"] == "phone_codes_off"
    assert register("").status == 201
