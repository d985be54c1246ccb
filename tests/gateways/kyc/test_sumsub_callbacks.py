"""Callbacks: the vectors, the simulator's own, and everything forged."""

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from chalicelib.core.clock import SystemClock
from chalicelib.core.errors import Kind
from chalicelib.gateways.kyc.port import (
    CallbackEvent,
    CallbackForged,
    CallbackMalformed,
    CheckOrder,
)
from chalicelib.gateways.kyc.sumsub import Sumsub
from tests.simulators.sumsub.kit import WEBHOOK_SECRET, Inbox, Letter, Simulator

VECTORS = json.loads(Path("tests/contract/vectors/sumsub.json").read_text())["webhooks"]
BODY = VECTORS[0]["body"].encode()


def adapter(secret: str = WEBHOOK_SECRET) -> Sumsub:
    return Sumsub("sbx:unused", "unused", secret, SystemClock())


def signed(body: bytes, secret: str = WEBHOOK_SECRET, algorithm: str = "sha256") -> dict[str, str]:
    digest = hmac.new(secret.encode(), body, algorithm).hexdigest()
    name = f"HMAC_{algorithm.upper()}_HEX"
    return {"X-Payload-Digest": digest, "X-Payload-Digest-Alg": name}


@pytest.mark.parametrize("vector", VECTORS[:3], ids=lambda vector: vector["name"])
def test_a_digest_made_elsewhere_is_accepted_by_its_algorithm(vector: dict[str, Any]) -> None:
    headers = {
        "x-payload-digest": vector["digest"],
        "x-payload-digest-alg": vector["algorithm"],
    }
    body = vector["body"].encode()
    if not vector["accepted"]:
        with pytest.raises(CallbackForged):
            adapter(vector["secret"]).read_callback(headers, body)
        return
    event = adapter(vector["secret"]).read_callback(headers, body)
    assert event.reference == "5cb56e8e0a975a35f333cb83"
    assert (event.client_id, event.name) == ("10000001", "applicantReviewed")
    assert event.at == datetime(2026, 11, 21, 13, 23, 19, 321000, tzinfo=UTC)


@pytest.mark.parametrize(
    "spoil",
    [
        {"X-Payload-Digest": ""},
        {"X-Payload-Digest": "0" * 64},
        {"X-Payload-Digest-Alg": ""},
        {"X-Payload-Digest-Alg": "HMAC_SHA1_HEX"},
        {"X-Payload-Digest-Alg": "HMAC_SHA512_HEX"},
        {"X-Payload-Digest-Alg": "none"},
    ],
)
def test_headers_that_prove_nothing_are_forged(spoil: dict[str, str]) -> None:
    with pytest.raises(CallbackForged) as refused:
        adapter().read_callback(signed(BODY) | spoil, BODY)
    assert refused.value.kind is Kind.UNAUTHENTICATED


def test_no_headers_prove_nothing() -> None:
    with pytest.raises(CallbackForged):
        adapter().read_callback({}, BODY)


def test_another_secret_proves_nothing() -> None:
    with pytest.raises(CallbackForged):
        adapter().read_callback(signed(BODY, "of somebody else"), BODY)


def test_without_a_secret_nothing_is_accepted() -> None:
    with pytest.raises(CallbackForged):
        adapter("").read_callback(signed(BODY, ""), BODY)


@pytest.mark.parametrize("changed", [BODY.replace(b"RED", b"GREEN"), BODY + b" ", BODY[:-1]])
def test_one_changed_byte_is_forged(changed: bytes) -> None:
    with pytest.raises(CallbackForged):
        adapter().read_callback(signed(BODY), changed)


def test_the_raw_body_counts_and_not_what_it_means() -> None:
    same = json.dumps(json.loads(BODY)).encode()
    assert json.loads(same) == json.loads(BODY)
    with pytest.raises(CallbackForged):
        adapter().read_callback(signed(BODY), same)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no json",
        b"[]",
        b"{}",
        b'{"type":"x","applicantId":"","createdAt":"2026-11-21 13:23:19"}',
        b'{"type":"x","applicantId":7,"createdAt":"2026-11-21 13:23:19"}',
        b'{"type":"x","applicantId":"a"}',
        b'{"type":"x","applicantId":"a","createdAt":"soon"}',
        b'{"type":"x","applicantId":"a","createdAtMs":99999999999999999999}',
    ],
)
def test_a_signed_callback_that_makes_no_sense_is_malformed(body: bytes) -> None:
    with pytest.raises(CallbackMalformed):
        adapter().read_callback(signed(body), body)


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ({"createdAtMs": 1795267399321}, datetime(2026, 11, 21, 13, 23, 19, 321000, tzinfo=UTC)),
        ({"createdAtMs": "1795267399321"}, datetime(2026, 11, 21, 13, 23, 19, 321000, tzinfo=UTC)),
        ({"createdAt": "2026-11-21 13:23:19+0000"}, datetime(2026, 11, 21, 13, 23, 19, tzinfo=UTC)),
    ],
)
def test_the_time_is_read_however_it_is_written(written: dict[str, Any], at: datetime) -> None:
    body = json.dumps({"type": "x", "applicantId": "a", **written}).encode()
    assert adapter().read_callback(signed(body), body).at == at


def read(sumsub: Sumsub, letter: Letter) -> CallbackEvent:
    return sumsub.read_callback(letter.headers, letter.body)


def test_the_simulators_callbacks_are_read_and_repeated_under_one_id(
    sumsub: Sumsub, simulator: Simulator, inbox: Inbox, order: CheckOrder
) -> None:
    simulator.fault("webhook_duplicate")
    reference = sumsub.start_check(order).reference
    first, again = (read(sumsub, letter) for letter in inbox.wait_for(2))
    assert (first.reference, first.client_id) == (reference, "10000001")
    assert first.event_id == again.event_id
    assert datetime.now(UTC) - first.at < timedelta(seconds=30)


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("webhook_forge", CallbackForged),
        ("webhook_tamper", CallbackForged),
        ("webhook_sha1", CallbackForged),
        ("webhook_garble", CallbackMalformed),
    ],
)
def test_a_bad_copy_is_told_from_the_true_one(
    sumsub: Sumsub,
    simulator: Simulator,
    inbox: Inbox,
    order: CheckOrder,
    fault: str,
    error: type[Exception],
) -> None:
    simulator.fault(fault)
    reference = sumsub.start_check(order).reference
    bad, true = inbox.wait_for(2)
    with pytest.raises(error):
        read(sumsub, bad)
    assert read(sumsub, true).reference == reference


def test_two_events_of_one_applicant_have_two_ids(
    sumsub: Sumsub, simulator: Simulator, inbox: Inbox, order: CheckOrder
) -> None:
    sumsub.start_check(order)
    simulator.submit("10000001")
    first, second = (read(sumsub, letter) for letter in inbox.wait_for(2))
    assert first.event_id != second.event_id
    assert hashlib.sha256(inbox.letters[0].body).hexdigest() == first.event_id
