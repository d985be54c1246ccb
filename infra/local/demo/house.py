"""The application as the demonstration meets it: called by routes, at a time of our choosing.

Owns the clock, the calls, the delivery of messages and callbacks, and the mail that comes back.
"""

from __future__ import annotations

import json
import threading
import time
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from chalice.local import RouteMatcher
from starlette.requests import Request

from chalicelib import ports
from chalicelib.core.clock import FixedClock, iso
from chalicelib.storage import aws, outbox
from chalicelib.storage.table import Key, Table
from infra.local import resources
from infra.local.events.drain import drain
from infra.local.gateway import proxy_event

_DELIVERY_SECONDS = 10
# Well within the twelve hours after which an idle session ends.
_SESSION = timedelta(hours=11)


class DemoCallFailed(Exception):
    """A route answered something that the story did not expect."""


@dataclass
class House:
    """One installation with its vendors, driven through time."""

    app: Any
    clock: FixedClock
    mt5_url: str
    ctrader_url: str
    stripe_url: str
    psp_url: str
    engine_url: str
    _matcher: RouteMatcher = field(init=False)
    _cookies: dict[tuple[str, str], tuple[str, datetime]] = field(default_factory=dict)
    _stripe_at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __post_init__(self) -> None:
        self._matcher = RouteMatcher(list(self.app.routes))

    def call(
        self, method: str, path: str, body: Any = None, *, token: str = "", ip: str = "192.0.2.1"
    ) -> Any:
        """One request; its decoded answer.

        Raises:
            DemoCallFailed: the answer is a refusal.
        """
        raw = b"" if body is None else json.dumps(body).encode()
        headers = {
            "content-type": "application/json",
            "idempotency-key": str(uuid.uuid4()),
            "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/145.0",
        }
        if token:
            headers["authorization"] = f"Bearer {token}"
        status, answer, _ = self.handle(method, path, headers, raw, ip)
        if status >= 400:
            raise DemoCallFailed(f"{method} {path} at {iso(ports.now())}: {answer}")
        return json.loads(answer) if answer else None

    def handle(
        self, method: str, path: str, headers: dict[str, str], body: bytes, ip: str
    ) -> tuple[int, str, str]:
        """Pass one request to the application as API Gateway would: status, body and cookie."""
        address = urlsplit(path)
        scope = {
            "type": "http",
            "method": method,
            "path": address.path,
            "query_string": address.query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
            "client": (ip, 0),
            "server": ("localhost", 80),
            "scheme": "http",
        }
        match = self._matcher.match_route(address.path)
        answer = self.app(proxy_event(Request(scope), match, body, str(uuid.uuid4()), []), None)
        return int(answer["statusCode"]), str(answer.get("body") or ""), _cookie(answer)

    def sign_in(self, realm: str, email: str, password: str) -> str:
        """An access token of ``realm`` (``portal`` or ``desk``), good at the present moment.

        Whoever was here lately goes on with their session, as a browser would.
        """
        path, headers, body = f"/api/{realm}/session", {"content-type": "application/json"}, b""
        cookie, used_at = self._cookies.get((realm, email), ("", ports.now()))
        if cookie and ports.now() - used_at < _SESSION:
            headers |= {"cookie": cookie, "x-fairlead-csrf": "1"}
            path += "/refresh"
        else:
            body = json.dumps({"email": email, "password": password}).encode()
        status, answer, cookie = self.handle("POST", path, headers, body, "192.0.2.1")
        if status >= 400:
            raise DemoCallFailed(f"{email} at {iso(ports.now())}: {answer}")
        self._cookies[realm, email] = (cookie, ports.now())
        return str(json.loads(answer)["access_token"])

    def slid(self, purpose: str, ip: str) -> str:
        """The token of a solved slide puzzle; where the hole is, is read from the store."""
        drawn = self.call("POST", "/api/portal/slides", {"purpose": purpose}, ip=ip)
        answer = {"left": self.hole_of(drawn["id"])}
        solved = self.call("PATCH", f"/api/portal/slides/{drawn['id']}", answer, ip=ip)
        return str(solved["token"])

    def hole_of(self, puzzle_id: str) -> int:
        """How far from the left the hole of a slide puzzle is."""
        kept = Table("identity").get(Key(f"SLIDE#client#{puzzle_id}", "SLIDE"))
        if kept is None:
            raise DemoCallFailed(f"the puzzle {puzzle_id} is not in the store")
        return int(kept["left"])

    def deliver(self) -> None:
        """Let everything that has been published take effect, now."""
        while outbox.sweep(ports.now() + timedelta(minutes=1)):
            drain(self.app)

    def at(self, moment: datetime) -> None:
        """Go on to ``moment``, with the trading servers' clocks."""
        self.clock.set(moment)
        for server in (self.mt5_url, self.ctrader_url):
            self.post(f"{server}/sim/clock", {"now": iso(moment)})

    def set_stripe_clock(self) -> None:
        """Bring the payment provider's clock to the story's present."""
        ahead = round((self.clock.now() - self._stripe_at).total_seconds())
        self.post(f"{self.stripe_url}/sim/clock", {"advance_seconds": ahead})
        self._stripe_at += timedelta(seconds=ahead)

    def back_to_now(self) -> None:
        """Give the vendors their own clocks back."""
        self.at(datetime.now(UTC))
        self.set_stripe_clock()
        for server in (self.mt5_url, self.ctrader_url):
            self.post(f"{server}/sim/clock", {"now": None})

    def post(self, url: str, body: Any) -> Any:
        """A POST of JSON to a vendor's controls."""
        request = urllib.request.Request(  # noqa: S310 - loopback
            url, json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 - loopback
            return json.loads(answer.read() or b"null")

    def mails_to(self, address: str) -> list[dict[str, Any]]:
        """The mails sent to ``address``, oldest first."""
        url = f"{self.engine_url}/_ministack/ses/messages"
        with urllib.request.urlopen(url, timeout=20) as answer:  # noqa: S310 - loopback
            boxes = json.load(answer)["messages"].values()
        mails = [
            mail for box in boxes for mail in box if address.lower() in str(mail["To"]).lower()
        ]
        return sorted(mails, key=lambda mail: float(mail["Timestamp"]))

    def wait_for(self, path: str, token: str, **expected: str) -> Any:
        """Read ``path`` until its members are as ``expected``, delivering meanwhile.

        Raises:
            DemoCallFailed: it did not come to that.
        """
        end = time.monotonic() + _DELIVERY_SECONDS
        while True:
            self.deliver()
            answer = self.call("GET", path, token=token)
            if all(answer[name] == value for name, value in expected.items()):
                return answer
            if time.monotonic() > end:
                raise DemoCallFailed(f"{path} did not become {expected}: {answer}")
            time.sleep(0.05)

    @contextmanager
    def taking_callbacks(self, port: int) -> Iterator[None]:
        """Answer the vendors' callbacks at ``port`` until the block ends."""
        house = self

        class Door(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                status, _, _ = house.handle("POST", self.path, headers, body, "192.0.2.99")
                self.send_response(status)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """The story tells enough."""

        server = ThreadingHTTPServer(("127.0.0.1", port), Door)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield
        finally:
            server.shutdown()
            server.server_close()


def _cookie(answer: dict[str, Any]) -> str:
    """The name and value of the first cookie that an answer sets, if it sets one."""
    many = answer.get("multiValueHeaders") or {}
    one = answer.get("headers") or {}
    found = (many.get("Set-Cookie") or [one.get("Set-Cookie") or ""])[0]
    return str(found).split(";", maxsplit=1)[0]


def has_secret(name: str) -> bool:
    """Whether a secret of this installation exists."""
    client = aws.client("secretsmanager")
    try:
        client.describe_secret(SecretId=aws.resource(name))
    except client.exceptions.ResourceNotFoundException:
        return False
    return True


@contextmanager
def nothing_expires() -> Iterator[None]:
    """Keep the engine from deleting what has expired by its own clock, until the block ends.

    The story's sessions and codes are of the past, and must live while it lives there.
    """
    client = aws.client("dynamodb")
    expiring = [
        table
        for table in resources.table_names(aws.stage())
        if "AttributeName" in client.describe_time_to_live(TableName=table)["TimeToLiveDescription"]
    ]
    try:
        for table in expiring:
            _switch_expiry(table, on=False)
        yield
    finally:
        for table in expiring:
            _switch_expiry(table, on=True)


def _switch_expiry(table: str, *, on: bool) -> None:
    aws.client("dynamodb").update_time_to_live(
        TableName=table,
        TimeToLiveSpecification={"AttributeName": "expires_at", "Enabled": on},
    )
