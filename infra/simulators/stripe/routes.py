"""Stripe's API from inside: which question is answered by what, lists and expansion.

Refuses: the meaning of the objects (`sessions`, `payments`, `refunds`).
"""

import re
from collections.abc import Callable
from typing import Any

from infra.simulators.kit.exchange import Question, Reply
from infra.simulators.stripe import payments, refunds, sessions
from infra.simulators.stripe.exchange import json_reply
from infra.simulators.stripe.expansion import expanded
from infra.simulators.stripe.failures import StripeRefusal
from infra.simulators.stripe.forms import decode
from infra.simulators.stripe.params import Listed, Params, Range, check
from infra.simulators.stripe.world import World

_Given = dict[str, Any]


class _Get(Params):
    expand: list[str] = []


class _Movements(Listed):
    created: Range = Range()
    type: str | None = None
    source: str | None = None


class _Events(Listed):
    created: Range = Range()
    type: str | None = None


def perform(world: World, question: Question) -> Reply:
    """Do what is asked.

    Raises:
        StripeRefusal: Stripe would not.
    """
    given = decode(question.text if question.method == "POST" else question.query)
    for method, pattern, act in _ROUTES:
        match = re.fullmatch(pattern, question.path)
        if match and method == question.method:
            return json_reply(200, act(world, given, *match.groups()))
    raise StripeRefusal(f"Unrecognized request URL ({question.line}).", status=404)


def _one(world: World, body: dict[str, Any], given: _Given) -> dict[str, Any]:
    wanted = check(_Get, {"expand": given.get("expand", [])})
    return expanded(world, body, wanted.expand)


def _create_session(world: World, given: _Given) -> dict[str, Any]:
    return _one(world, sessions.create(world, given), given)


def _get_session(world: World, given: _Given, session_id: str) -> dict[str, Any]:
    check(_Get, given)
    return _one(world, sessions.get(world, session_id), given)


def _expire_session(world: World, given: _Given, session_id: str) -> dict[str, Any]:
    check(_Get, given)
    return _one(world, sessions.expire(world, session_id), given)


def _list_sessions(world: World, given: _Given) -> dict[str, Any]:
    return _page(world, "/v1/checkout/sessions", *sessions.select(world, given))


def _create_refund(world: World, given: _Given) -> dict[str, Any]:
    return _one(world, refunds.create(world, given), given)


def _get_refund(world: World, given: _Given, refund_id: str) -> dict[str, Any]:
    check(_Get, given)
    return _one(world, refunds.get(world, refund_id), given)


def _list_refunds(world: World, given: _Given) -> dict[str, Any]:
    return _page(world, "/v1/refunds", *refunds.select(world, given))


def _getter(kind: str) -> Callable[[World, _Given, str], dict[str, Any]]:
    def get(world: World, given: _Given, object_id: str) -> dict[str, Any]:
        check(_Get, given)
        return _one(world, payments.get(world, kind, object_id), given)

    return get


def _list_movements(world: World, given: _Given) -> dict[str, Any]:
    wanted = check(_Movements, given)
    rows = [
        row
        for row in world.work.newest_first("balance_transaction")
        if wanted.created.covers(row["created"])
        and wanted.type in {None, row["type"]}
        and wanted.source in {None, row["source"]}
    ]
    return _page(world, "/v1/balance_transactions", rows, wanted)


def _list_events(world: World, given: _Given) -> dict[str, Any]:
    wanted = check(_Events, given)
    rows = [
        row
        for row in world.work.newest_first("event")
        if wanted.created.covers(row["created"]) and wanted.type in {None, row["type"]}
    ]
    return _page(world, "/v1/events", rows, wanted)


def _page(world: World, url: str, rows: list[dict[str, Any]], wanted: Listed) -> dict[str, Any]:
    """The page of ``rows`` after ``starting_after``."""
    start = 0
    if wanted.starting_after:
        ids = [row["id"] for row in rows]
        if wanted.starting_after not in ids:
            raise StripeRefusal("No such object to start after", param="starting_after")
        start = ids.index(wanted.starting_after) + 1
    cut = rows[start : start + wanted.limit]
    has_more = start + wanted.limit < len(rows)
    page = {"object": "list", "data": [expanded(world, row, []) for row in cut]}
    return expanded(world, page | {"has_more": has_more, "url": url}, wanted.expand)


_ROUTES: tuple[tuple[str, str, Callable[..., dict[str, Any]]], ...] = (
    ("POST", r"/v1/checkout/sessions", _create_session),
    ("GET", r"/v1/checkout/sessions", _list_sessions),
    ("GET", r"/v1/checkout/sessions/(\w+)", _get_session),
    ("POST", r"/v1/checkout/sessions/(\w+)/expire", _expire_session),
    ("GET", r"/v1/payment_intents/(\w+)", _getter("payment_intent")),
    ("GET", r"/v1/charges/(\w+)", _getter("charge")),
    ("POST", r"/v1/refunds", _create_refund),
    ("GET", r"/v1/refunds", _list_refunds),
    ("GET", r"/v1/refunds/(\w+)", _get_refund),
    ("GET", r"/v1/balance_transactions", _list_movements),
    ("GET", r"/v1/balance_transactions/(\w+)", _getter("balance_transaction")),
    ("GET", r"/v1/events", _list_events),
    ("GET", r"/v1/events/(\w+)", _getter("event")),
)
