"""The open PSP protocol: the signature of the document, and what is read and refused."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from chalicelib.core.errors import Invalid, Unauthenticated
from chalicelib.core.money import Money
from chalicelib.gateways.payments.open_psp import OpenPsp, OpenPspAccount
from chalicelib.gateways.payments.open_psp_notices import (
    PspSignInvalid,
    PspTokenInvalid,
    StatusNotAllowed,
    merchant_of,
    signature,
)
from chalicelib.gateways.payments.port import CallbackMalformed
from infra.simulators.psp.notices import signed

DOCUMENT = Path("docs/psp-open-protocol.md").read_text()
TOKEN = "0123456789abcdef"
NOTICE: dict[str, Any] = {
    "merchant_id": "mer_1",
    "order_no": "dep_1",
    "transaction_id": "T-9",
    "amount": "102.50",
    "currency": "USD",
    "time": 1772442000000,
    "status": 1,
    "user_id": "",
}


def psp() -> OpenPsp:
    return OpenPsp(OpenPspAccount("psp_harbour", "https://pay.example", "mer_1", TOKEN, {}))


def read(members: dict[str, Any], token: str = TOKEN) -> Any:
    body = json.dumps(signed(members, TOKEN)).encode()
    return psp().read_notice({"Crm-Pay-Token": token}, body)


def test_the_example_of_the_document_is_what_both_sides_sign():
    (line,) = re.findall(r"^`([0-9a-f]{64})`\.$", DOCUMENT, re.MULTILINE)
    assert signature(NOTICE, TOKEN) == line
    assert signed(NOTICE, TOKEN)["sign"] == line


def test_a_notice_is_read():
    notice = read(NOTICE)
    assert (notice.order_no, notice.transaction_id, notice.status) == ("dep_1", "T-9", 1)
    assert notice.money == Money(10_250, "USD")
    assert notice.at.isoformat() == "2026-03-02T09:00:00+00:00"


def test_the_same_word_has_the_same_id_and_any_other_another():
    ids = {
        read({**NOTICE, **change}).event_id
        for change in (
            {},
            {"time": 1},
            {"status": 0},
            {"amount": "1"},
            {"currency": "EUR"},
            {"transaction_id": "T-8"},
            {"order_no": "dep_2"},
        )
    }
    assert len(ids) == 6


@pytest.mark.parametrize("token", ["", "another", "é"])
def test_without_the_token_nobody_is_believed(token: str):
    with pytest.raises(PspTokenInvalid):
        read(NOTICE, token)


@pytest.mark.parametrize("change", [{"amount": "1.00"}, {"status": 0}, {"sign": "00"}, {"more": 1}])
def test_a_changed_notice_is_refused(change: dict[str, Any]):
    body = json.dumps({**signed(NOTICE, TOKEN), **change}).encode()
    with pytest.raises(PspSignInvalid):
        psp().read_notice({"crm-pay-token": TOKEN}, body)


@pytest.mark.parametrize("status", [3, -1, "1", None, True, 1.5])
def test_a_status_is_one_of_three_numbers(status: Any):
    with pytest.raises((StatusNotAllowed, CallbackMalformed)):
        read({**NOTICE, "status": status})


@pytest.mark.parametrize(
    "change",
    [
        {"amount": 102.5},
        {"transaction_id": "a.b"},
        {"transaction_id": ""},
        {"transaction_id": "x" * 65},
        {"currency": "usd"},
        {"time": "now"},
        {"time": -1},
        {"order_no": "../x"},
    ],
)
def test_a_signed_notice_that_makes_no_sense_is_malformed(change: dict[str, Any]):
    with pytest.raises(CallbackMalformed):
        read({**NOTICE, **change})


@pytest.mark.parametrize("amount", ["1.001", "-5.00", "0.00", "1e2", ""])
def test_an_amount_is_positive_and_no_finer_than_its_currency(amount: str):
    with pytest.raises(Invalid):
        _ = read({**NOTICE, "amount": amount}).money


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"merchant_id": 1}', b"\xff"])
def test_a_body_says_whom_it_is_for_or_is_malformed(body: bytes):
    with pytest.raises(CallbackMalformed):
        merchant_of(body)


def test_refusals_of_faith_are_unauthenticated():
    assert issubclass(PspTokenInvalid, Unauthenticated)
    assert issubclass(PspSignInvalid, Unauthenticated)
