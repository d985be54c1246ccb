"""The logs of logins and of mails: who sees which lines, and by what they can be cut."""

from datetime import timedelta
from typing import Any

import pytest

from app import app
from chalicelib import ports
from chalicelib.clients.model import Client
from chalicelib.core.clock import FixedClock
from chalicelib.core.veil import SensitiveField, Veil
from chalicelib.gateways.messaging.port import MailRefused
from chalicelib.storage import aws, outbox
from tests.kit import people
from tests.kit.http import Caller
from tests.kit.people import PASSWORD
from tests.reports.conftest import READING, Broker

CLIENTS, STAFF, MAILS = "/api/desk/client-logins", "/api/desk/staff-logins", "/api/desk/mails"


def tried(client: Client, password: str = PASSWORD, ip: str = "198.51.100.1") -> None:
    caller = Caller(app)
    caller.headers["X-Forwarded-For"] = ip
    caller.post("/api/portal/session", {"email": client.email, "password": password})


def lines(caller: Caller, path: str, **query: str) -> list[dict[str, Any]]:
    """All pages of a log."""
    found: list[dict[str, Any]] = []
    cursor = ""
    while True:
        parts = [f"{name.rstrip('_')}={value}" for name, value in query.items()]
        answer = caller.get(
            f"{path}?{'&'.join([*parts, *([f'cursor={cursor}'] if cursor else [])])}"
        )
        assert answer.status == 200, answer.body
        found += answer.body["items"]
        cursor = answer.body["next_cursor"]
        if not cursor:
            return found


def names(found: list[dict[str, Any]]) -> list[str]:
    return [one["name"] for one in found]


def test_logins_of_clients_are_shown_in_the_readers_scope_newest_first(
    broker: Broker, clock: FixedClock
):
    tried(broker.lin)
    clock.advance(minutes=1)
    tried(broker.sam)
    assert names(lines(broker.ada, CLIENTS)) == ["Sam Reed", "Lin Chen"]
    assert names(lines(broker.kay, CLIENTS)) == ["Lin Chen"]
    assert lines(broker.kay, CLIENTS, who=broker.sam.id) == []


def test_logins_are_cut_by_person_outcome_and_time(broker: Broker, clock: FixedClock):
    tried(broker.lin, "wrong")
    clock.advance(days=3)
    tried(broker.lin)
    tried(broker.sam)
    ada = people.signed_in(app, "desk", broker.ada_person)
    assert len(lines(ada, CLIENTS, who=broker.lin.id)) == 2
    wrong = lines(ada, CLIENTS, outcome="password_wrong")
    assert [(one["name"], one["outcome"]) for one in wrong] == [("Lin Chen", "password_wrong")]
    today = ports.now().date().isoformat()
    assert len(lines(ada, CLIENTS, from_=today)) == 2
    before = (ports.now() - timedelta(days=1)).date().isoformat()
    assert [one["outcome"] for one in lines(ada, CLIENTS, to=before)] == ["password_wrong"]
    assert len(lines(ada, CLIENTS, who=broker.lin.id, to=before)) == 1


def test_logins_are_found_by_the_address_they_came_from(broker: Broker, clock: FixedClock):
    tried(broker.lin)
    seen = lines(broker.ada, CLIENTS)[0]["ip"]
    assert names(lines(broker.ada, CLIENTS, ip=seen)) == ["Lin Chen"]
    assert lines(broker.ada, CLIENTS, ip="192.0.2.99") == []


def test_a_long_log_is_read_page_by_page_without_loss(broker: Broker, clock: FixedClock):
    for number in range(9):
        tried(broker.lin if number % 3 else broker.sam)
        clock.advance(hours=9)
    ada = people.signed_in(app, "desk", broker.ada_person)
    assert len(lines(ada, CLIENTS, limit="2")) == 9
    kay = people.signed_in(app, "desk", broker.kay_person)
    assert names(lines(kay, CLIENTS, limit="2")) == ["Lin Chen"] * 6


def test_logins_of_staff_are_for_who_sees_the_company(broker: Broker):
    assert set(names(lines(broker.ada, STAFF))) == {"Ada All", "Kay Keeper"}
    assert lines(broker.kay, STAFF) == []


@pytest.mark.parametrize("query", ["outcome=flown", "ip=not an address", "from=yesterday"])
def test_a_malformed_filter_names_its_field(broker: Broker, query: str):
    answer = broker.ada.get(f"{CLIENTS}?{query}".replace(" ", "%20"))
    assert (answer.status, answer.body["code"]) == (400, "input_invalid")


def test_every_mail_is_logged_with_whom_what_and_why(broker: Broker):
    found = lines(broker.ada, MAILS, who=f"client:{broker.lin.id}")
    assert [one["event"] for one in found] == ["registration_approved"]
    (one,) = found
    assert one["to"] == broker.lin.email
    assert one["recipient"] == {"realm": "client", "id": broker.lin.id, "name": "Lin Chen"}
    assert (one["status"], one["attempts"], one["problem"]) == ("sent", 1, "")
    assert one["subject"].startswith("Welcome to ")
    assert one["cause"] == {"type": "request", "id": broker.lin.request_id}


def test_mails_are_shown_in_the_readers_scope_and_those_to_strangers_to_the_company(
    broker: Broker,
):
    everyone = lines(broker.ada, MAILS)
    assert {one["recipient"]["name"] for one in everyone} >= {"Lin Chen", "Sam Reed", ""}
    assert {one["event"] for one in everyone} >= {"registration_code"}
    assert {one["recipient"]["name"] for one in lines(broker.kay, MAILS)} == {"Lin Chen"}
    assert lines(broker.kay, MAILS, who=f"client:{broker.sam.id}") == []


def test_mails_are_cut_by_event_and_status(broker: Broker):
    assert {one["event"] for one in lines(broker.ada, MAILS, event="registration_code")} == {
        "registration_code"
    }
    assert lines(broker.ada, MAILS, status="refused") == []


def test_a_refused_mail_says_what_of(broker: Broker):
    broker.postbox.before = [MailRefused("no", vendor="ses", reason="MessageRejected")]
    wanted = approved_mail(broker)
    broker.ada.post(f"{MAILS}/{wanted['id']}/repeats")
    broker.courier.deliver_all()
    (refused,) = lines(broker.ada, MAILS, status="refused")
    assert (refused["problem"], refused["attempts"]) == ("MessageRejected", 1)


def test_a_clients_mails_stand_on_their_page(broker: Broker):
    found = lines(broker.kay, f"/api/desk/clients/{broker.lin.id}/mails")
    assert [one["event"] for one in found] == ["registration_approved"]
    assert broker.kay.get(f"/api/desk/clients/{broker.sam.id}/mails").status == 404


def approved_mail(broker: Broker, client: Client | None = None) -> dict[str, Any]:
    who = f"client:{(client or broker.lin).id}"
    (one,) = lines(broker.ada, MAILS, who=who, event="registration_approved")
    return one


def test_a_mail_without_secrets_is_sent_again_and_logged_as_one_of_its_own(
    broker: Broker, clock: FixedClock
):
    before = len(broker.postbox.mails)
    one = approved_mail(broker)
    assert one["repeatable"] is True
    clock.advance(minutes=1)
    answer = broker.kay.post(f"{MAILS}/{one['id']}/repeats")
    assert answer.status == 202
    broker.courier.deliver_all(twice=True)
    assert len(broker.postbox.mails) == before + 1
    assert broker.postbox.mails[-1].to == broker.lin.email
    assert len(lines(broker.ada, MAILS, who=f"client:{broker.lin.id}")) == 2


def test_a_code_is_never_sent_again(broker: Broker):
    code = lines(broker.ada, MAILS, event="registration_code")[0]
    assert code["repeatable"] is False
    answer = broker.ada.post(f"{MAILS}/{code['id']}/repeats")
    assert (answer.status, answer.body["code"]) == (409, "mail_not_repeatable")


def test_a_mail_whose_cause_is_no_longer_kept_is_not_sent_again(broker: Broker, clock: FixedClock):
    one = approved_mail(broker)
    message_id = one["id"].partition("~")[0]
    assert outbox.find(message_id) is not None
    key = {"pk": {"S": message_id}, "sk": {"S": "message"}}
    aws.client("dynamodb").delete_item(TableName=aws.resource("outbox"), Key=key)
    answer = broker.ada.post(f"{MAILS}/{one['id']}/repeats")
    assert (answer.status, answer.body["code"]) == (409, "mail_not_repeatable")


def test_a_mail_outside_the_scope_does_not_exist(broker: Broker):
    one = approved_mail(broker, broker.sam)
    assert broker.kay.post(f"{MAILS}/{one['id']}/repeats").status == 404
    assert broker.kay.post(f"{MAILS}/nothing/repeats").status == 404


def test_a_mail_can_be_sent_again_five_times_a_day(broker: Broker):
    one = approved_mail(broker)
    for _ in range(5):
        assert broker.ada.post(f"{MAILS}/{one['id']}/repeats").status == 202
    assert broker.ada.post(f"{MAILS}/{one['id']}/repeats").status == 429


def test_who_sees_addresses_in_part_finds_nothing_by_them(broker: Broker, clock: FixedClock):
    tried(broker.lin)
    seen = lines(broker.ada, CLIENTS)[0]["ip"]
    veil = Veil(partly=frozenset({SensitiveField.IP_ADDRESS, SensitiveField.EMAIL}))
    veiled = people.signed_in(app, "desk", people.member(people.role(*READING, veil=veil)))
    assert lines(veiled, CLIENTS)[0]["ip"] != seen
    assert lines(veiled, CLIENTS, ip=seen) == []
    assert broker.lin.email not in {one["to"] for one in lines(veiled, MAILS)}


def test_without_the_permission_no_log_is_read(broker: Broker):
    poor = people.signed_in(app, "desk", people.member(people.role()))
    for path in (CLIENTS, STAFF, MAILS, "/api/desk/exports"):
        assert poor.get(path).status == 403
