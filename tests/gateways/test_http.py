"""The way out to vendors: which failure means what, what is repeated, and what is never shown."""

import logging
import socket
import threading
from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest

from chalicelib.core.errors import OutcomeUnknown, VendorRefused, VendorUnavailable
from chalicelib.gateways.breaker import Breaker
from chalicelib.gateways.http import Answer, VendorHttp

Script = Callable[[socket.socket], None]


class Vendor:
    """A vendor on a socket of its own that answers each connection's first request by a script."""

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.scripts: list[Script] = []
        self.heard: list[bytes] = []
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with connection:
                self.heard.append(connection.recv(65536))
                script = self.scripts.pop(0) if len(self.scripts) > 1 else self.scripts[0]
                script(connection)

    def close(self) -> None:
        self.over.set()
        self.listener.close()

    def silent(self, _connection: socket.socket) -> None:
        self.over.wait(5)

    def dripping(self, connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while not self.over.wait(0.05):
            try:
                connection.sendall(b".")
            except OSError:
                return


def saying(status: int, body: bytes = b"{}", *headers: str) -> Script:
    lines = [f"HTTP/1.1 {status} Said", f"Content-Length: {len(body)}", "Connection: close"]
    head = "\r\n".join([*lines, *headers]).encode() + b"\r\n\r\n"
    return lambda connection: connection.sendall(head + body)


def hanging_up(_connection: socket.socket) -> None:
    """Break off without a word."""


def cutting_short(connection: socket.socket) -> None:
    connection.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"half":')


@pytest.fixture
def vendor() -> Iterator[Vendor]:
    vendor = Vendor()
    yield vendor
    vendor.close()


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def http(vendor: Vendor, pauses: list[float]) -> VendorHttp:
    return VendorHttp(vendor.url + "/v1", "acme", read_seconds=0.4, sleep=pauses.append)


def test_an_answer_comes_back_whole(vendor: Vendor, http: VendorHttp):
    vendor.scripts = [saying(200, b'{"rate": 1.10}', "X-Kind: a", "Set-Cookie: s=1; HttpOnly")]
    answer = http.send(
        "POST", "/pay", query={"id": "a b"}, body=b"{}", headers={"Authorization": "Bearer t"}
    )
    assert (answer.status, answer.headers["x-kind"], answer.cookies) == (200, "a", {"s": "1"})
    assert answer.json() == {"rate": Decimal("1.10")}
    (request,) = vendor.heard
    assert request.startswith(b"POST /v1/pay?id=a+b HTTP/1.1\r\n")
    assert b"Authorization: Bearer t" in request


@pytest.mark.parametrize("status", [301, 400, 401, 403, 404, 409, 422])
def test_an_answer_below_500_goes_back_to_the_adapter(
    vendor: Vendor, http: VendorHttp, status: int
):
    vendor.scripts = [saying(status, b"{}", "Location: http://127.0.0.1:9/elsewhere")]
    answer = http.send("POST", "/pay")
    assert answer.status == status
    with pytest.raises(VendorRefused) as refused:
        answer.require_success()
    assert refused.value.facts["status"] == status
    assert len(vendor.heard) == 1


@pytest.mark.parametrize("script", [hanging_up, cutting_short, saying(500), saying(502)])
def test_a_change_whose_answer_is_lost_is_unknown_and_never_repeated(
    vendor: Vendor, http: VendorHttp, pauses: list[float], script: Script
):
    vendor.scripts = [script]
    with pytest.raises(OutcomeUnknown) as unknown:
        http.send("POST", "/pay", body=b"{}")
    assert unknown.value.facts["vendor"] == "acme"
    assert len(vendor.heard) == 1
    assert pauses == []


def test_a_change_that_is_not_answered_in_time_is_unknown(vendor: Vendor, http: VendorHttp):
    vendor.scripts = [vendor.silent]
    with pytest.raises(OutcomeUnknown):
        http.send("POST", "/pay", body=b"{}")


def test_an_answer_that_drips_is_cut_off(vendor: Vendor, http: VendorHttp):
    vendor.scripts = [vendor.dripping]
    with pytest.raises(OutcomeUnknown):
        http.send("POST", "/pay", body=b"{}")


@pytest.mark.parametrize(("status", "reason"), [(429, "limited"), (503, "busy")])
def test_a_vendor_that_declines_has_done_nothing(
    vendor: Vendor, http: VendorHttp, status: int, reason: str
):
    vendor.scripts = [saying(status, b"", "Retry-After: 7")]
    with pytest.raises(VendorUnavailable) as unavailable:
        http.send("POST", "/pay", body=b"{}")
    assert unavailable.value.facts["reason"] == reason
    assert unavailable.value.facts["retry_after_seconds"] == 7


def test_a_vendor_that_is_not_there_has_done_nothing():
    with pytest.raises(VendorUnavailable) as unavailable:
        VendorHttp("http://127.0.0.1:9", "acme").send("POST", "/pay", body=b"{}")
    assert unavailable.value.facts["reason"] == "unreachable"


@pytest.mark.parametrize("script", [hanging_up, cutting_short, saying(500), saying(503)])
def test_a_read_is_repeated_twice_with_pauses(
    vendor: Vendor, http: VendorHttp, pauses: list[float], script: Script
):
    vendor.scripts = [script, script, saying(200)]
    assert http.send("GET", "/rates", idempotent=True).status == 200
    assert len(vendor.heard) == 3
    assert len(pauses) == 2
    assert all(0.05 <= pause <= 0.8 for pause in pauses)


def test_a_read_that_keeps_failing_is_unavailable_never_unknown(vendor: Vendor, http: VendorHttp):
    vendor.scripts = [hanging_up]
    with pytest.raises(VendorUnavailable):
        http.send("GET", "/rates", idempotent=True)
    assert len(vendor.heard) == 3


def test_a_keyed_write_is_repeated_and_ends_unknown(vendor: Vendor, http: VendorHttp):
    vendor.scripts = [hanging_up]
    with pytest.raises(OutcomeUnknown):
        http.send("POST", "/pay", body=b"{}", headers={"Idempotency-Key": "k"}, idempotent=True)
    assert len(vendor.heard) == 3


def test_a_limit_is_not_run_into_again_at_once(vendor: Vendor, http: VendorHttp):
    vendor.scripts = [saying(429)]
    with pytest.raises(VendorUnavailable):
        http.send("GET", "/rates", idempotent=True)
    assert len(vendor.heard) == 1


def test_a_vendor_that_keeps_failing_is_left_alone(vendor: Vendor, pauses: list[float]):
    seconds = [0.0]
    http = VendorHttp(
        vendor.url, "acme", read_seconds=0.4, sleep=pauses.append, now=lambda: seconds[0]
    )
    vendor.scripts = [saying(500)]
    for _ in range(5):
        with pytest.raises(OutcomeUnknown):
            http.send("POST", "/pay")
    with pytest.raises(VendorUnavailable) as resting:
        http.send("POST", "/pay")
    assert resting.value.facts["reason"] == "resting"
    assert len(vendor.heard) == 5
    vendor.scripts = [saying(200)]
    seconds[0] = 16
    assert http.send("POST", "/pay").status == 200


def test_a_body_that_is_no_json_has_the_outcome_of_its_question():
    write = Answer("acme", 200, {}, b"<html>")
    read = Answer("acme", 200, {}, b"<html>", changing=False)
    with pytest.raises(OutcomeUnknown):
        write.json()
    with pytest.raises(VendorUnavailable):
        read.json()


def test_nothing_secret_is_logged_or_raised(
    vendor: Vendor, http: VendorHttp, caplog: pytest.LogCaptureFixture
):
    vendor.scripts = [saying(200), hanging_up]
    with caplog.at_level(logging.DEBUG):
        http.send("GET", "/rates", query={"token": "s3cret"}, headers={"X-Key": "s3cret"})
        with pytest.raises(OutcomeUnknown) as unknown:
            http.send("POST", "/pay", query={"token": "s3cret"}, body=b"s3cret")
    said = " ".join(str(vars(record)) for record in caplog.records)
    assert "/v1/rates" in said
    assert "s3cret" not in said
    assert "s3cret" not in f"{unknown.value} {unknown.value.facts}"


def test_plain_http_leads_nowhere_but_home():
    with pytest.raises(ValueError, match="https"):
        VendorHttp("http://api.example.com", "acme")
    VendorHttp("https://api.example.com", "acme")


def test_a_breaker_lets_one_trial_through_after_its_rest():
    seconds = [0.0]
    breaker = Breaker(2, 10, lambda: seconds[0])
    breaker.failed()
    assert breaker.admits()
    breaker.failed()
    assert not breaker.admits()
    seconds[0] = 11
    assert breaker.admits()
    assert not breaker.admits()
    breaker.succeeded()
    assert breaker.admits()
