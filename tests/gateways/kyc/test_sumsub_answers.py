"""What an applicant's review means, by cases; the signature by vectors."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from chalicelib.core.errors import VendorUnavailable
from chalicelib.gateways.answer import Answer
from chalicelib.gateways.kyc.port import CheckOutcome
from chalicelib.gateways.kyc.sumsub_answers import Applicant, check_state, read_as
from chalicelib.gateways.kyc.sumsub_signature import headers_for, signature

VECTORS = json.loads(Path("tests/contract/vectors/sumsub.json").read_text())


def applicant(**review: Any) -> dict[str, Any]:
    return {
        "id": "5b594ade0a975a36c9349e66",
        "externalUserId": "10000001",
        "createdAt": "2026-11-20 10:00:00",
        "something": {"new": True},
        "review": {"reviewStatus": "completed", "levelName": "basic", **review},
    }


def answered(body: Any) -> Answer:
    text = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Answer("sumsub", 200, {}, text, changing=False)


def red(kind: str) -> dict[str, Any]:
    return {"reviewAnswer": "RED", "reviewRejectType": kind, "rejectLabels": ["FORGERY"]}


@pytest.mark.parametrize(
    ("status", "result", "outcome"),
    [
        ("init", None, CheckOutcome.STARTED),
        ("init", red("RETRY"), CheckOutcome.RETRY),
        ("pending", None, CheckOutcome.IN_REVIEW),
        ("prechecked", None, CheckOutcome.IN_REVIEW),
        ("queued", None, CheckOutcome.IN_REVIEW),
        ("onHold", red("FINAL"), CheckOutcome.IN_REVIEW),
        ("a state of next year", {"reviewAnswer": "GREEN"}, CheckOutcome.IN_REVIEW),
        ("completed", {"reviewAnswer": "GREEN"}, CheckOutcome.PASSED),
        ("completed", red("RETRY"), CheckOutcome.RETRY),
        ("completed", red("FINAL"), CheckOutcome.REFUSED),
        ("completed", red("a kind of next year"), CheckOutcome.REFUSED),
    ],
)
def test_only_a_completed_green_review_has_passed(
    status: str, result: Any, outcome: CheckOutcome
) -> None:
    review = {"reviewStatus": status} | ({"reviewResult": result} if result else {})
    assert check_state(read_as(Applicant, answered(applicant(**review)))).outcome is outcome


@pytest.mark.parametrize("result", [None, {}, {"reviewAnswer": "YELLOW"}])
def test_a_completed_review_without_an_answer_we_know_is_unreadable(result: Any) -> None:
    with pytest.raises(VendorUnavailable):
        check_state(read_as(Applicant, answered(applicant(reviewResult=result))))


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", {"id": ""}, applicant(reviewStatus=7), applicant() | {"id": 1}]
)
def test_what_is_no_applicant_is_unreadable(body: Any) -> None:
    with pytest.raises(VendorUnavailable):
        read_as(Applicant, answered(body))


@pytest.mark.parametrize(
    ("review", "as_of"),
    [
        (
            {"reviewDate": "2026-11-21 13:23:19+0000"},
            datetime(2026, 11, 21, 13, 23, 19, tzinfo=UTC),
        ),
        (
            {"createDate": "2026-11-21 15:23:19+0200"},
            datetime(2026, 11, 21, 13, 23, 19, tzinfo=UTC),
        ),
        ({}, datetime(2026, 11, 20, 10, tzinfo=UTC)),
    ],
)
def test_the_outcome_is_as_of_the_review_or_its_start(
    review: dict[str, str], as_of: datetime
) -> None:
    body = applicant(reviewResult={"reviewAnswer": "GREEN"}, **review)
    assert check_state(read_as(Applicant, answered(body))).as_of == as_of


def test_an_unreadable_time_is_no_outcome() -> None:
    body = applicant(reviewResult={"reviewAnswer": "GREEN"}, reviewDate="yesterday")
    with pytest.raises(VendorUnavailable):
        check_state(read_as(Applicant, answered(body)))


@pytest.mark.parametrize("vector", VECTORS["requests"], ids=lambda vector: vector["name"])
def test_requests_are_signed_as_the_vectors_say(vector: dict[str, Any]) -> None:
    body = vector["body"].encode()
    words = (vector["secret"], vector["ts"], vector["method"], vector["path"], body)
    assert signature(*words) == vector["signature"]
    made = headers_for(
        vector["method"], vector["path"], body, "sbx:x", vector["secret"], vector["ts"]
    )
    assert made["X-App-Access-Sig"] == vector["signature"]
    assert made["X-App-Access-Ts"] == str(vector["ts"])
