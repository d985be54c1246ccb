"""What is said: every route that writes, with a request that is fine, and spoilt in every way.

Whatever is spoilt gets a refusal with its code, and changes nothing.
"""

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from app import app
from tests.http.asks import prepared
from tests.http.contract import ROUTES, WRITING, Checked, Ids, Route, check
from tests.http.parameters import ids_of
from tests.http.sending import by_name, nothing_changes, refused, send, with_member
from tests.http.world import World
from tests.kit.http import Answer, Caller

WITH_BODY = [route for route in WRITING if route.has_body]
ONCE = [route for route in WRITING if route.declared.once]
PAGED = [route for route in ROUTES if "cursor" in route.declared.query.model_fields]


def is_money(route: Route) -> bool:
    return "amount" in route.body_schema["properties"]


MONEY = [route for route in WITH_BODY if is_money(route)]


# ---- as it should be


@by_name(WRITING)
def test_a_good_request_is_carried_out_and_a_repeat_gets_the_first_answer(
    world: World, route: Route
):
    ask, key = prepared(world, route), str(uuid4())
    first = send(ask.by, route, ask, key=key)
    assert first.status == route.declared.status, first
    world.use_up(route.name)
    if not route.declared.once:
        return
    with nothing_changes():
        again = send(ask.by, route, ask, key=key)
        assert (again.status, again.body) == (first.status, first.body)
        assert again.headers["Idempotency-Replayed"] == "true"
        other = send(ask.by, route, ask, key=key, body=altered(ask.body))
        assert refused(other) == (409, "idempotency_key_reused")


def altered(body: Any) -> Any:
    """``body`` with another text or number in the first place that has one, at any depth."""
    if isinstance(body, dict):
        plain = [name for name, value in body.items() if isinstance(value, str | int)]
        name = (plain or list(body))[0]
        return body | {name: altered(body[name])}
    if isinstance(body, list):
        return [altered(body[0]), *body[1:]]
    return f"{body}1" if isinstance(body, str) else body + 1


@by_name(ONCE)
def test_without_a_key_nothing_is_done(world: World, route: Route):
    ask = prepared(world, route)
    with nothing_changes():
        for key in ("", "short", "x" * 65):
            answer = send(ask.by, route, ask, key=key)
            assert refused(answer) == (400, "idempotency_key_missing")
            assert answer.body["field"] == "Idempotency-Key"


# ---- what is no body at all

NO_JSON = {
    "half a body": b'{"name": ',
    "no text": b"\xff\xfe\x00",
    "nested without end": b"[" * 100_000,
}


@by_name(WITH_BODY)
def test_what_is_no_json_is_refused(world: World, route: Route):
    ask = prepared(world, route)
    with nothing_changes():
        for how, body in NO_JSON.items():
            answer = send(ask.by, route, ask, body=body)
            assert refused(answer) == (400, "body_malformed"), how
    assert refused(send(ask.by, route, ask, body=b"[]")) == (400, "input_invalid")


@by_name(WITH_BODY)
def test_an_unknown_member_is_refused_by_its_name(world: World, route: Route):
    ask = prepared(world, route)
    with nothing_changes():
        answer = send(ask.by, route, ask, body=ask.body | {"surprise": True})
    assert refused(answer) == (400, "input_invalid")
    assert answer.body["field"] == "surprise"


@by_name(WITH_BODY)
def test_a_missing_member_is_refused_by_its_name(world: World, route: Route):
    ask = prepared(world, route)
    for name in route.body_schema.get("required", []):
        left = {key: value for key, value in ask.body.items() if key != name}
        with nothing_changes():
            answer = send(ask.by, route, ask, body=left)
        assert refused(answer) == (400, "input_invalid")
        assert answer.body["field"] == name


@by_name(WITH_BODY)
def test_a_member_of_another_type_is_refused(world: World, route: Route):
    ask = prepared(world, route)
    with nothing_changes():
        for name, value in ask.body.items():
            if (route.name, name) == ("change_setting", "value"):
                continue  # any JSON: the setting's own type decides
            answer = send(ask.by, route, ask, body=ask.body | {name: [[value]]})
            assert refused(answer) == (400, "input_invalid"), name
            assert answer.body["field"].split(".")[0] == name


@by_name(ROUTES)
def test_ten_megabytes_are_too_much_for_anyone(world: World, route: Route):
    path = route.url(dict.fromkeys(route.parameters, "nothing"))
    media = {"Content-Type": app.routes[route.path][route.method].content_types[0]}
    answer = world.anyone.call(route.method, path, TEN_MEGABYTES, **media)
    assert refused(answer) == (413, "body_too_large")


TEN_MEGABYTES = b'{"name": "' + b"x" * 10_000_000 + b'"}'


@by_name(WITH_BODY)
def test_another_media_type_is_refused_in_the_same_shape(world: World, route: Route):
    ask = prepared(world, route)
    caller = Caller(app, ask.by.token, {**ask.by.headers, **ask.headers})
    sent = {"Content-Type": "text/plain"}
    with nothing_changes():
        answer = caller.call(route.method, route.url(ask.ids), ask.body, **sent)
    check(route, answer)
    assert refused(answer) == (415, "media_type_unsupported")


# ---- money

AMOUNTS: dict[str, Any] = {
    "a float": 12.5,
    "a whole number": 12,
    "too precise": "12.505",
    "with an exponent": "1e2",
    "with separators": "1,000.00",
    "with a sign in front": "+12.00",
    "in other digits": "\u0661\u0662",
    "not a number": "NaN",
    "endless": "9" * 39,
    "past all counting": "9" * 18,
    "empty": "",
    "nothing": "0.00",
    "null": None,
}
CURRENCIES: dict[str, Any] = {
    "unknown": "XXX",
    "in small letters": "usd",
    "not a text": 840,
}


def wrong_amounts(route: Route) -> Iterator[tuple[str, Any]]:
    yield from AMOUNTS.items()
    if route.name != "adjust_wallet":  # an adjustment can take from the wallet
        yield "negative", "-60.00"
        yield "a little less than nothing", "-0.01"


@by_name(MONEY)
def test_a_wrong_amount_is_refused_by_its_field(world: World, route: Route):
    ask = prepared(world, route)
    with nothing_changes():
        for how, amount in wrong_amounts(route):
            answer = send(ask.by, route, ask, body=ask.body | {"amount": amount})
            assert answer.status in (400, 409), how
            assert field_of(answer) == "amount", (how, answer)


@by_name(MONEY)
def test_a_wrong_currency_is_refused_by_its_field(world: World, route: Route):
    ask = prepared(world, route)
    with nothing_changes():
        for how, currency in CURRENCIES.items():
            body = with_member(ask.body, "currency", currency)
            answer = send(ask.by, route, ask, body=body)
            assert answer.status == 400, (how, answer)
            assert field_of(answer) == "currency", (how, answer)


@by_name([route for route in MONEY if route.name != "adjust_wallet"])
def test_a_currency_that_the_broker_does_not_offer_is_refused(world: World, route: Route):
    ask = prepared(world, route)
    body = with_member(ask.body, "currency", "JPY") | {"amount": "60"}
    with nothing_changes():
        answer = send(ask.by, route, ask, body=body)
    assert answer.status == 400, answer
    assert field_of(answer) in ("currency", "method_id", "account_id"), answer


def field_of(answer: Answer) -> str | None:
    field = answer.body["field"]
    return field and str(field).rpartition(".")[2]


def test_every_money_body_was_tried():
    assert {route.name for route in MONEY} >= {
        "submit_deposit",
        "submit_transfer",
        "submit_withdrawal",
        "adjust_wallet",
    }


# ---- what stands in addresses


@by_name([route for route in ROUTES if route.parameters and route.realm])
def test_an_absurdly_long_id_is_not_found(world: World, route: Route):
    caller = world.lin.caller if route.face == "portal" else world.owner
    ids: Ids = dict.fromkeys(route.parameters, "x" * 3000)
    assert refused(caller.call(route.method, route.url(ids), {})) == (404, "not_found")


@by_name(PAGED)
def test_a_page_that_cannot_be_is_refused_by_its_field(world: World, route: Route):
    caller: Checked = world.lin.caller if route.face == "portal" else world.owner
    ids = ids_of(world, route, world.lin)
    for field, text in (("limit", "201"), ("cursor", "made-up"), ("surprise", "1")):
        answer = caller.get(route.url(ids, **{field: text}))
        assert refused(answer) == (400, answer.body["code"]), field
        assert answer.body["field"] == field


def test_a_cursor_of_another_list_is_refused(world: World):
    first = world.lin.caller.get("/api/portal/wallets/USD/entries?limit=1").body
    cursor = first["next_cursor"]
    assert world.lin.caller.get(f"/api/portal/wallets/USD/entries?cursor={cursor}").status == 200
    for caller, path in (
        (world.lin.caller, "/api/portal/transactions"),
        (world.sam.caller, "/api/portal/wallets/USD/entries"),
        (world.owner, "/api/desk/clients"),
    ):
        assert refused(caller.get(f"{path}?cursor={cursor}")) == (400, "cursor_invalid")


def test_numbers_of_a_setting_are_exact_too(world: World):
    path = "/api/desk/settings/funds.max_pending_deposits"
    with nothing_changes():
        for value in (1.5, 5.0, "5", None, [5]):
            answer = world.owner.call("PUT", path, {"value": value})
            assert refused(answer) == (400, "setting_invalid"), json.dumps(value)
            assert answer.body["field"] == "value"
