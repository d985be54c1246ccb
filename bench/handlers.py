"""What our handler adds to the DynamoDB calls that it makes.

A request goes through the Chalice app as Lambda would hand it over, against MiniStack. Then the
very calls that it made, writes included, are made again by a bare client on twin tables, which
have gone through everything that the first tables have gone through, set-up included.
"""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable
from statistics import median
from typing import Any

from chalice.local import LambdaEventConverter, RouteMatcher

from app import app
from bench import broker
from bench.calls import Recorder, on_tables_of, recording, replay
from bench.engines import STAGE, TWIN, bare_client
from bench.interleave import seconds
from bench.rows import Section, ratio_row
from tests.kit import people
from tests.kit.courier import FakeContext

LIMIT = 1.5
_WARM_UP = 3
_NOTE = (
    "A request through the Chalice app against the bare calls that it makes, on MiniStack: ratio "
    "of medians, in turns."
)


class _Contest:
    """One route against its own calls."""

    def __init__(self, recorder: Recorder, bare: Any, event: Callable[[], dict[str, Any]]) -> None:
        self.recorder, self.bare, self.event = recorder, bare, event
        self.made = 0

    def run(self, rounds: int) -> tuple[float, float]:
        """The median seconds of the handler and of its bare calls, one after the other."""
        pairs = [self._pair() for _ in range(rounds + _WARM_UP)][_WARM_UP:]
        return median(ours for ours, _ in pairs), median(bare for _, bare in pairs)

    def _pair(self) -> tuple[float, float]:
        event = self.event()
        ours = seconds(lambda: _accepted(app(event, FakeContext())))
        calls = on_tables_of(STAGE, TWIN, self.recorder.take())
        self.made = len(calls)
        return ours, seconds(lambda: replay(self.bare, calls))


def measured(endpoint: str, rounds: int) -> Section:
    """Wallet read, deposit request and transfer."""
    section = Section("Handler overhead", _NOTE)
    bare = bare_client(endpoint)
    with recording() as recorder:
        account = broker.set_up()
        token = _token(broker.CLIENT_ID)
        replay(bare, on_tables_of(STAGE, TWIN, recorder.take()))
        for what, method, path, body in _requests(account.id):
            contest = _Contest(recorder, bare, _events(method, path, body, token))
            ours, theirs = contest.run(rounds)
            note = f"{contest.made} calls; {ours * 1000:.1f} ms over {theirs * 1000:.1f} ms"
            section.rows.append(ratio_row(what, ours / theirs, LIMIT, note))
    return section


def _requests(account_id: str) -> list[tuple[str, str, str, Any]]:
    deposit = {"method_id": "bank_wire", "amount": "100.00", "currency": "USD", "fields": {}}
    transfer = {
        "source": {"type": "wallet", "currency": "USD"},
        "target": {"type": "account", "account_id": account_id},
        "amount": "1.00",
        "currency": "USD",
    }
    return [
        ("wallet read", "GET", "/api/portal/wallets", None),
        ("deposit request", "POST", "/api/portal/deposits", deposit),
        ("transfer", "POST", "/api/portal/transfers", transfer),
    ]


def _token(client_id: str) -> str:
    people.client(client_id, "bench@meridian.example")
    person = people.Person(client_id, "bench@meridian.example")
    return str(people.signed_in(app, "portal", person).token)


def _events(method: str, path: str, body: Any, token: str) -> Callable[[], dict[str, Any]]:
    """A maker of API Gateway's events for one request, each with an idempotency key of its own."""
    converter = LambdaEventConverter(RouteMatcher(list(app.routes)), app.api.binary_types)
    text = b"" if body is None else json.dumps(body).encode()

    def event() -> dict[str, Any]:
        headers = {
            "content-type": "application/json",
            "authorization": f"Bearer {token}",
            "idempotency-key": str(uuid.uuid4()),
        }
        made: dict[str, Any] = converter.create_lambda_event(method, path, headers, text)
        made["requestContext"] |= {"requestId": str(uuid.uuid4()), "requestTimeEpoch": time.time()}
        return made

    return event


def _accepted(answer: dict[str, Any]) -> None:
    if answer["statusCode"] >= 300:
        raise RuntimeError(f"the request was refused: {answer['body']}")
