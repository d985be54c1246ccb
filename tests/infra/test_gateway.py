"""The laptop's API Gateway and pages, over real HTTP."""

import base64
import http.client
import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from chalice.app import Chalice, Response

from infra.edge_rules import MAX_BODY_BYTES
from infra.local.gateway import ApiGateway
from infra.local.layout import HOST
from infra.local.log import Log
from infra.local.site import front_end, page_headers
from infra.local.testing import free_port
from infra.local.web import Web

ENDPOINT = "http://127.0.0.1:4999"


def sample_app() -> Chalice:
    app = Chalice(app_name="sample")
    together = threading.Barrier(3, timeout=10)

    @app.route("/api/echo/{word}", methods=["GET", "POST"])
    def echo(word: str) -> dict[str, Any]:
        request = app.current_request
        return {
            "word": word,
            "query": request.to_dict()["query_params"],
            "body": request.raw_body.decode(),
            "context": request.context,
            "headers": dict(request.headers),
        }

    @app.route("/api/cookies")
    def cookies() -> Response:
        return Response("", headers={"Set-Cookie": ["a=1; Path=/", "b=2; Path=/"]}, status_code=204)

    @app.route("/api/meet")
    def meet() -> dict[str, int]:
        return {"place": together.wait()}

    @app.route("/api/binary")
    def binary() -> Response:
        return Response(b"\x00\xff", headers={"Content-Type": "application/octet-stream"})

    return app


class Origin:
    """Asks one origin over HTTP."""

    def __init__(self, port: int) -> None:
        self._port = port

    def ask(
        self, method: str, path: str, body: bytes | None = None, **headers: str
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        connection = http.client.HTTPConnection(HOST, self._port, timeout=15)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()


@pytest.fixture
def origin(pages: Path, tmp_path: Path) -> Iterator[Origin]:
    port = free_port()
    with (tmp_path / "log").open("w") as log:
        gateway = ApiGateway(sample_app(), Log(log), threading.Event())
        web = Web({port: front_end(pages / "portal", gateway, page_headers("local", ENDPOINT))})
        web.start()
        yield Origin(port)
        web.stop()


def test_a_request_arrives_with_path_query_body_and_context(origin: Origin) -> None:
    status, _, body = origin.ask(
        "POST",
        "/api/echo/h%C3%A9llo?a=1&a=2&b=",
        b'{"x": 1}',
        **{"Content-Type": "application/json"},
    )
    seen = json.loads(body)
    assert status == 200
    assert seen["word"] == "héllo"
    assert seen["query"] == {"a": "2", "b": ""}
    assert seen["body"] == '{"x": 1}'
    assert seen["context"]["resourcePath"] == "/api/echo/{word}"
    assert seen["context"]["identity"]["sourceIp"] == HOST
    assert seen["context"]["requestId"]
    assert seen["headers"]["x-forwarded-for"] == HOST


def test_what_the_caller_claims_to_be_forwarded_for_stays_before_the_real_address(
    origin: Origin,
) -> None:
    _, _, body = origin.ask("GET", "/api/echo/x", **{"X-Forwarded-For": "203.0.113.9"})
    assert json.loads(body)["headers"]["x-forwarded-for"] == f"203.0.113.9, {HOST}"


def test_requests_run_at_the_same_time(origin: Origin) -> None:
    answers: list[int] = []
    threads = [
        threading.Thread(target=lambda: answers.append(origin.ask("GET", "/api/meet")[0]))
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200, 200, 200]


def test_several_cookies_arrive_as_several_headers(origin: Origin) -> None:
    status, headers, _ = origin.ask("GET", "/api/cookies")
    assert status == 204
    assert headers.get_all("set-cookie") == ["a=1; Path=/", "b=2; Path=/"]


def test_binary_answers_arrive_as_they_were(origin: Origin) -> None:
    _, _, body = origin.ask("GET", "/api/binary", Accept="application/octet-stream")
    assert body == b"\x00\xff"
    assert base64.b64encode(body) == b"AP8="


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/api/nothing"), ("DELETE", "/api/echo/x"), ("GET", "/api/")]
)
def test_a_route_that_is_not_declared_is_refused_by_the_gateway(
    origin: Origin, method: str, path: str
) -> None:
    status, _, body = origin.ask(method, path)
    assert (status, json.loads(body)["code"]) == (404, "route_not_found")


def test_a_body_over_ten_megabytes_is_refused_before_the_app_sees_it(origin: Origin) -> None:
    status, _, body = origin.ask("POST", "/api/echo/x", b"x" * (MAX_BODY_BYTES + 1))
    assert (status, json.loads(body)["code"]) == (413, "body_too_large")


def test_a_body_that_hides_its_length_is_refused_all_the_same(origin: Origin) -> None:
    chunk = b"x" * 1_048_576
    connection = http.client.HTTPConnection(HOST, origin._port, timeout=15)
    connection.putrequest("POST", "/api/echo/x")
    connection.putheader("Transfer-Encoding", "chunked")
    connection.endheaders()
    try:
        for _ in range(11):
            connection.send(b"100000\r\n" + chunk + b"\r\n")
        connection.send(b"0\r\n\r\n")
    except OSError:
        # The server may hang up as soon as it has seen enough.
        pass
    assert connection.getresponse().status == 413


def test_every_path_but_a_files_is_the_page_and_never_kept(origin: Origin) -> None:
    for path in ("/", "/funds/withdraw", "/sign-in?next=%2Ffunds", "/entries/wdr_1.void"):
        status, headers, body = origin.ask("GET", path)
        assert (status, headers["cache-control"]) == (200, "no-cache")
        assert b"<title>portal</title>" in body


def test_hashed_files_are_kept_for_a_year_and_others_briefly(origin: Origin) -> None:
    _, hashed, _ = origin.ask("GET", "/assets/app-1a2b.js")
    _, plain, _ = origin.ask("GET", "/favicon.svg")
    assert hashed["cache-control"] == "public, max-age=31536000, immutable"
    assert plain["cache-control"] == "public, max-age=3600"


def test_a_file_that_does_not_exist_is_not_the_page(origin: Origin) -> None:
    status, headers, body = origin.ask("GET", "/assets/gone.js")
    assert status == 404
    assert b"<title>" not in body
    assert "content-security-policy" in headers


def test_nothing_outside_the_build_can_be_fetched(origin: Origin) -> None:
    for path in ("/../desk/index.html", "/assets/..%2f..%2fdesk%2findex.html", "/..%2fpasswd.txt"):
        _, _, body = origin.ask("GET", path)
        assert b"desk" not in body
        assert b"root:" not in body


def test_a_page_carries_the_policy_that_cloudfront_would_send(origin: Origin) -> None:
    _, headers, _ = origin.ask("GET", "/")
    policy = headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert f"connect-src 'self' {ENDPOINT};" in policy
    assert "${" not in policy
    assert headers["x-frame-options"] == "DENY"


def test_the_log_has_one_line_per_request(origin: Origin, tmp_path: Path) -> None:
    origin.ask("GET", "/api/echo/x")
    deadline = time.monotonic() + 5
    while "api " not in (text := (tmp_path / "log").read_text()) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert "GET    /api/echo/x  200  " in text
    assert text.rstrip().endswith(" ms")
