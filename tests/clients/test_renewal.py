"""Renewed consent: asked of those concerned, before anything else, and kept for ever."""

from dataclasses import replace
from datetime import timedelta

import pytest
from pydantic import TypeAdapter

from app import app
from chalicelib.clients.model import AGREEMENTS, Agreement, Client
from chalicelib.consents import rules
from chalicelib.consents.model import Demand, GivenConsent
from chalicelib.core.actor import system
from chalicelib.core.clock import FixedClock
from chalicelib.core.permissions import Permission
from chalicelib.settings import public as settings
from chalicelib.settings.service import changes
from chalicelib.settings.service.changes import Asked
from tests.kit import people
from tests.kit.clients import active_client, command
from tests.kit.http import Answer, Caller
from tests.kit.people import Person

pytestmark = pytest.mark.usefixtures("store")
TERMS = "client-agreement"
PLAIN = TypeAdapter(Agreement)


def in_force(*changed: Agreement) -> None:
    """Let these stand in the place of those of the same name."""
    names = {one.document for one in changed}
    others = [one for one in AGREEMENTS.default if one.document not in names]
    settings.adopt(system("test"), AGREEMENTS, (*changed, *others))


def terms(version: str, *, renews: bool = True) -> Agreement:
    found = next(one for one in AGREEMENTS.default if one.document == TERMS)
    return replace(found, version=version, renews=renews)


def caller(client: Client) -> Caller:
    return people.signed_in(app, "portal", Person(client.id, client.email))


def accept(who: Caller, *named: tuple[str, str]) -> Answer:
    given = [{"document": document, "version": version} for document, version in named]
    return who.post("/api/portal/consents", {"consents": given})


def outstanding(who: Caller) -> list[tuple[str, str]]:
    found = who.get("/api/portal/consents").body["outstanding"]
    return [(one["document"], one["version"]) for one in found]


def test_what_was_accepted_at_registration_is_known_with_its_moment(clock: FixedClock) -> None:
    lin = active_client()
    body = caller(lin).get("/api/portal/consents").body
    assert body["outstanding"] == []
    assert {(one["document"], one["version"]) for one in body["given"]} == {
        (TERMS, "1"),
        ("privacy-policy", "1"),
    }
    assert body["given"][0]["title"]["en"]


def test_a_version_that_renews_is_asked_for_and_nothing_goes_without(clock: FixedClock) -> None:
    who = caller(active_client())
    in_force(terms("2"))
    assert outstanding(who) == [(TERMS, "2")]
    refused = who.post("/api/portal/deposits", {"method_id": "x", "amount": "1", "currency": "USD"})
    assert (refused.status, refused.body["code"]) == (403, "agreements_outstanding")
    assert refused.body["facts"] == {"documents": [TERMS]}
    clock.advance(minutes=5)
    answer = accept(who, (TERMS, "2"))
    assert (answer.status, answer.body["outstanding"]) == (200, [])
    going_on = who.post(
        "/api/portal/deposits", {"method_id": "x", "amount": "1", "currency": "USD"}
    )
    assert going_on.body["code"] != "agreements_outstanding"


def test_a_version_that_does_not_renew_is_for_newcomers(clock: FixedClock) -> None:
    who = caller(active_client())
    in_force(terms("2", renews=False))
    assert outstanding(who) == []


def test_another_version_than_the_one_in_force_is_no_consent(clock: FixedClock) -> None:
    who = caller(active_client())
    in_force(terms("3"))
    refused = accept(who, (TERMS, "2"))
    assert (refused.status, refused.body["code"]) == (400, "agreement_not_accepted")
    assert outstanding(who) == [(TERMS, "3")]


def test_a_version_counts_from_the_moment_that_staff_have_set(clock: FixedClock) -> None:
    lin = active_client()
    value = [PLAIN.dump_python(one, mode="json") for one in (terms("2"), *AGREEMENTS.default[1:])]
    olga = people.staff_actor(app, people.owner())
    later = clock.now() + timedelta(days=2)
    changes.propose(olga, AGREEMENTS.key, Asked(value, later, "new terms"), command())
    assert outstanding(caller(lin)) == []
    clock.advance(days=2)
    assert outstanding(caller(lin)) == [(TERMS, "2")]


def test_accepting_twice_keeps_the_first_moment_and_staff_see_the_history(
    clock: FixedClock,
) -> None:
    lin = active_client()
    who = caller(lin)
    in_force(terms("2"))
    clock.advance(minutes=5)
    first = accept(who, (TERMS, "2")).body["given"]
    clock.advance(minutes=1)
    assert accept(who, (TERMS, "2")).body["given"] == first
    mara = people.signed_in(app, "desk", people.member(people.role(Permission.READ_CLIENTS)))
    told = mara.get(f"/api/desk/clients/{lin.id}").body["consents"]
    assert [(one["document"], one["version"], one["occasion"]) for one in told] == [
        (TERMS, "2", "entry"),
        (TERMS, "1", "registration"),
        ("privacy-policy", "1", "registration"),
    ]


@pytest.mark.parametrize(
    ("demand", "accepted", "asked"),
    [
        (Demand("terms", "2", renews=True, of_everyone=True), [], True),
        (Demand("terms", "2", renews=True, of_everyone=True), ["1"], True),
        (Demand("terms", "2", renews=True, of_everyone=True), ["1", "2"], False),
        (Demand("terms", "2", renews=False, of_everyone=True), ["1"], False),
        (Demand("risk", "2", renews=True, of_everyone=False), [], False),
        (Demand("risk", "2", renews=True, of_everyone=False), ["1"], True),
        (Demand("risk", "1", renews=True, of_everyone=False), ["2"], True),
    ],
)
def test_who_is_asked(
    clock: FixedClock, demand: Demand, accepted: list[str], *, asked: bool
) -> None:
    given = [
        GivenConsent("1", demand.document, one, clock.now(), "", "", "entry") for one in accepted
    ]
    assert bool(rules.missing([demand], given)) is asked
