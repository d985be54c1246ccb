"""The HTTP seam: who gets in, what input is refused and how, and what a repeat is answered."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

import pytest
from chalice.app import Chalice
from pydantic import Field

from chalicelib import ports
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.errors import Limited, NotFound, Unauthenticated
from chalicelib.core.money import Money
from chalicelib.core.paging import Page
from chalicelib.core.permissions import Permission
from chalicelib.edge import auth, http
from chalicelib.edge.auth import CLIENT, PUBLIC, Caller, staff
from chalicelib.edge.headers import EVERY_ANSWER
from chalicelib.edge.http import Call, Reply, endpoint
from chalicelib.edge.openapi import document
from chalicelib.edge.schemas import AmountText, Body, MoneyOut, Nothing, PageQuery, PageView, View
from tests.kit import http as kit

pytestmark = pytest.mark.usefixtures("store", "clock")


@dataclass(frozen=True)
class Gift:
    id: str
    amount: Money


class GiftForm(Body):
    amount: AmountText
    times: Annotated[int, Field(ge=1, le=3)] = 1


class GiftView(View):
    id: str
    amount: MoneyOut


app = Chalice(app_name="example")
app.register_middleware(http.serve, "http")
made: list[str] = []


@app.route("/api/portal/gifts", methods=["POST"])
@endpoint(access=CLIENT, body=GiftForm, returns=GiftView, status=201, once=True)
def give(call: Call[GiftForm, Nothing]) -> Gift:
    """Give something."""
    gift = Gift(f"gift-{len(made)}", Money.parse(call.body.amount, "USD"))
    made.append(gift.id)
    ports.transact(call.actor, lambda unit: call.command.settle(unit, gift))
    return gift


@app.route("/api/portal/gifts", methods=["GET"])
@endpoint(access=CLIENT, query=PageQuery, returns=PageView[GiftView])
def list_gifts(call: Call[Nothing, PageQuery]) -> Page[Gift]:
    """All gifts."""
    return Page(tuple(Gift(str(n), Money(n, "JPY")) for n in range(call.query.limit)), "more")


@app.route("/api/desk/gifts/{gift_id}", methods=["GET"])
@endpoint(access=staff(Permission.READ_WALLETS), returns=GiftView)
def read_gift(call: Call[Nothing, Nothing], gift_id: str) -> Gift:
    """One gift."""
    if gift_id == "none":
        raise NotFound(what="gift")
    if gift_id == "busy":
        raise Limited(retry_after_seconds=7)
    if gift_id == "broken":
        raise ZeroDivisionError
    return Gift(gift_id, Money(1, "USD"))


@app.route("/api/portal/doors", methods=["DELETE"])
@endpoint(access=PUBLIC, status=204)
def close_door(_call: Call[Nothing, Nothing]) -> Reply:
    """Close it, and take the cookie away."""
    return Reply(None, {"Set-Cookie": "door=; Max-Age=0"})


def _authenticate(realm: Realm, permissions: frozenset[Permission]) -> auth.Authenticator:
    def authenticate(token: str, caller: Caller) -> Actor:
        if not token.startswith(realm):
            raise Unauthenticated(code="token_foreign")
        return Actor(realm, token, permissions=permissions if "full" in token else frozenset())

    return authenticate


@pytest.fixture(autouse=True)
def _authenticators():
    before = dict(auth._authenticators)
    for realm in (Realm.CLIENT, Realm.STAFF):
        auth.install(realm, _authenticate(realm, frozenset({Permission.READ_WALLETS})))
    made.clear()
    yield
    auth._authenticators.clear()
    auth._authenticators.update(before)


CLIENT_CALLER = kit.Caller(app, "client-1")
STAFF_CALLER = kit.Caller(app, "staff-full")


def test_a_route_answers_the_view_of_what_its_use_case_gives():
    answer = CLIENT_CALLER.post("/api/portal/gifts", {"amount": "12.5"})
    assert (answer.status, answer.body) == (
        201,
        {"id": "gift-0", "amount": {"amount": "12.50", "currency": "USD"}},
    )
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("caller", "status", "code"),
    [
        (kit.Caller(app), 401, "token_missing"),
        (kit.Caller(app, headers={"Authorization": "Basic eA=="}), 401, "token_missing"),
        (kit.Caller(app, "client-1"), 401, "token_foreign"),
        (kit.Caller(app, "staff-poor"), 403, "permission_missing"),
    ],
)
def test_whoever_may_not_enter_is_told_why(caller: kit.Caller, status: int, code: str):
    answer = caller.get("/api/desk/gifts/1")
    assert (answer.status, answer.body["code"]) == (status, code)
    assert answer.body["request_id"]


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        (b"{", "body_malformed", None),
        (b"[]", "input_invalid", None),
        (b"{}", "input_invalid", "amount"),
        (b'{"amount": 1.5}', "input_invalid", "amount"),
        (b'{"amount": "1.505"}', "amount_too_precise", "amount"),
        (b'{"amount": "1e3"}', "amount_malformed", "amount"),
        (b'{"amount": "1", "times": "2"}', "input_invalid", "times"),
        (b'{"amount": "1", "times": 9}', "input_invalid", "times"),
        (b'{"amount": "1", "surprise": true}', "input_invalid", "surprise"),
        (b'\xff{"amount": "1"}', "body_malformed", None),
    ],
)
def test_bad_input_names_the_field_and_changes_nothing(body: bytes, code: str, field: str | None):
    answer = CLIENT_CALLER.call("POST", "/api/portal/gifts", body)
    assert (answer.status, answer.body["code"], answer.body["field"]) == (400, code, field)
    assert made == []


def test_a_body_that_no_request_needs_is_refused_unread():
    answer = CLIENT_CALLER.call("POST", "/api/portal/gifts", b"x" * 10_000_000)
    assert (answer.status, answer.body["code"]) == (413, "body_too_large")


def test_a_repeat_is_answered_as_the_first_time_and_done_once():
    first = CLIENT_CALLER.post("/api/portal/gifts", {"amount": "5", "times": 2}, key="key-00000001")
    again = CLIENT_CALLER.post("/api/portal/gifts", {"times": 2, "amount": "5"}, key="key-00000001")
    assert again.body == first.body
    assert (again.status, again.headers["Idempotency-Replayed"]) == (201, "true")
    assert made == ["gift-0"]


def test_a_key_used_again_with_other_input_is_a_conflict():
    CLIENT_CALLER.post("/api/portal/gifts", {"amount": "5"}, key="key-00000001")
    other = CLIENT_CALLER.post("/api/portal/gifts", {"amount": "6"}, key="key-00000001")
    assert (other.status, other.body["code"]) == (409, "idempotency_key_reused")
    assert made == ["gift-0"]


def test_two_clients_may_choose_the_same_key():
    CLIENT_CALLER.post("/api/portal/gifts", {"amount": "5"}, key="key-00000001")
    kit.Caller(app, "client-2").post("/api/portal/gifts", {"amount": "5"}, key="key-00000001")
    assert len(made) == 2


@pytest.mark.parametrize("key", ["short", "x" * 65])
def test_a_key_of_another_length_is_refused(key: str):
    answer = CLIENT_CALLER.post("/api/portal/gifts", {"amount": "5"}, key=key)
    assert answer.body["code"] == "idempotency_key_missing"


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "limit=ten", "page=2"])
def test_a_query_out_of_bounds_is_refused(query: str):
    assert CLIENT_CALLER.get(f"/api/portal/gifts?{query}").body["code"] == "input_invalid"


def test_a_page_is_rendered_item_by_item():
    answer = CLIENT_CALLER.get("/api/portal/gifts?limit=2")
    assert answer.body == {
        "items": [
            {"id": "0", "amount": {"amount": "0", "currency": "JPY"}},
            {"id": "1", "amount": {"amount": "1", "currency": "JPY"}},
        ],
        "next_cursor": "more",
    }


@pytest.mark.parametrize(
    ("gift", "status", "code"),
    [("none", 404, "not_found"), ("busy", 429, "limited"), ("broken", 500, "internal")],
)
def test_every_refusal_has_its_status_and_code(gift: str, status: int, code: str):
    answer = STAFF_CALLER.get(f"/api/desk/gifts/{gift}")
    assert (answer.status, answer.body["code"]) == (status, code)
    assert "ZeroDivision" not in json.dumps(answer.body)
    if status == 429:
        assert answer.headers["Retry-After"] == "7"


@pytest.mark.parametrize(
    "answer",
    [
        lambda: CLIENT_CALLER.get("/api/portal/gifts"),
        lambda: CLIENT_CALLER.get("/api/desk/gifts/1"),
        lambda: STAFF_CALLER.get("/api/desk/gifts/broken"),
        lambda: kit.Caller(app).call("DELETE", "/api/portal/doors"),
        lambda: CLIENT_CALLER.call("PATCH", "/api/portal/gifts"),
    ],
    ids=["page", "refusal", "fault", "reply", "framework"],
)
def test_every_answer_says_that_nothing_may_keep_run_or_frame_it(answer: Callable[[], kit.Answer]):
    headers = answer().headers
    assert {name: headers.get(name) for name in EVERY_ANSWER} == EVERY_ANSWER


def test_a_body_that_a_form_of_another_site_could_send_is_refused():
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        sender = kit.Caller(app, "client-1", headers={"Content-Type": kind})
        answer = sender.call("POST", "/api/portal/gifts", b'{"amount": "5"}')
        assert (answer.status, answer.body["code"]) == (415, "media_type_unsupported")
    assert made == []


def test_a_reply_may_carry_headers_and_no_content():
    answer = kit.Caller(app).call("DELETE", "/api/portal/doors")
    assert (answer.status, answer.body) == (204, None)
    assert answer.headers["Set-Cookie"] == "door=; Max-Age=0"


def test_the_document_says_what_the_routes_declare():
    described = document(app)
    give = described["paths"]["/api/portal/gifts"]["post"]
    assert give["security"] == [{"clientToken": []}]
    assert {part["name"] for part in give["parameters"]} == {"Idempotency-Key"}
    read = described["paths"]["/api/desk/gifts/{gift_id}"]["get"]
    assert read["x-permission"] == "read_wallets"
    assert described["components"]["schemas"]["MoneyView"]["required"] == ["amount", "currency"]
    assert "/api/desk/gifts/{gift_id}" not in document(app, ("/api/portal/",))["paths"]
