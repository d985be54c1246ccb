"""The one way out to a vendor over HTTP, with every failure mapped to one of three outcomes.

Owns: timeouts, the pool, bounded repeats of what is safe to repeat, the circuit breaker, TLS
verification, and log lines without secrets. Refuses: vendors' own error bodies (any answer below
500 goes back to the adapter; 429 only if it asks for it), redirects, and plain HTTP to anything
but loopback.

The outcomes, from `chalicelib.core.errors`: `VendorUnavailable` (not done, ask again later),
`OutcomeUnknown` (may have been done, look before asking again), `VendorRefused` (definitely not).
Their facts carry ``vendor`` and ``reason``.
"""

import logging
import random
import time
from collections.abc import Callable, Mapping
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

import urllib3
from urllib3.exceptions import (
    ConnectTimeoutError,
    EmptyPoolError,
    HTTPError,
    NewConnectionError,
    SSLError,
)

from chalicelib.core.errors import OutcomeUnknown, Upstream, VendorUnavailable
from chalicelib.core.nouns import dataclass
from chalicelib.gateways.answer import Answer, lost
from chalicelib.gateways.breaker import Breaker

__all__ = ["Answer", "VendorHttp"]

CONNECT_SECONDS = 3.0
READ_SECONDS = 10.0
REPEATS = 2
LARGEST_ANSWER_BYTES = 16 * 1024 * 1024
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_NEVER_SENT = (NewConnectionError, ConnectTimeoutError, EmptyPoolError)
_REPEAT_LATER = frozenset({"resting", "limited", "certificate"})

_log = logging.getLogger(__name__)
_jitter = random.SystemRandom()
# At DEBUG urllib3 prints whole URLs, and some vendors insist on secrets in the query.
logging.getLogger("urllib3.connectionpool").setLevel(logging.INFO)


class VendorHttp:
    """A client for one vendor at one base address. Safe to share between threads."""

    def __init__(
        self,
        base_url: str,
        vendor: str,
        *,
        ca_bundle: str | None = None,
        connections: int = 4,
        read_seconds: float = READ_SECONDS,
        reads_limits: bool = False,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """``ca_bundle`` is a PEM file, for vendors with certificates of their own making.

        With ``reads_limits`` a 429 goes back to the adapter: at some vendors its body says which
        of several limits was met.
        """
        address = urlsplit(base_url)
        if address.scheme != "https" and address.hostname not in _LOOPBACK:
            raise ValueError(f"{vendor} must be reached over https")
        self.vendor = vendor
        self._prefix = address.path.rstrip("/")
        self._read_seconds = min(read_seconds, READ_SECONDS)
        self._reads_limits = reads_limits
        self._sleep = sleep
        self._now = now
        self._breaker = Breaker(5, 15.0, now)
        trust = {"ca_certs": ca_bundle} if ca_bundle else {}
        self._pool = urllib3.connection_from_url(
            f"{address.scheme}://{address.netloc}", maxsize=connections, block=True, **trust
        )

    def send(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str | int] | None = None,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        idempotent: bool = False,
        changing: bool | None = None,
    ) -> Answer:
        """Ask the vendor.

        ``idempotent`` says that repeating is harmless (a read, or a write under the vendor's own
        idempotency key): it allows two jittered repeats. ``changing`` says whether a lost answer
        leaves anything unknown; by default everything does but an idempotent GET.
        Secrets belong in ``headers`` or ``body``; query values are kept out of logs and errors.

        Raises:
            VendorUnavailable: not connected, breaker open, 429, 503, or a read that failed.
            OutcomeUnknown: a change whose answer was lost, late or broken, or another 5xx.
        """
        target = self._prefix + path + (f"?{urlencode(query)}" if query else "")
        if changing is None:
            changing = not (idempotent and method in {"GET", "HEAD"})
        question = _Question(method, target, body, headers or {}, changing)
        doubt: OutcomeUnknown | None = None
        for attempt in range(REPEATS if idempotent else 0):
            try:
                return self._ask(question)
            except (VendorUnavailable, OutcomeUnknown) as error:
                doubt = error if isinstance(error, OutcomeUnknown) else doubt
                if error.facts["reason"] in _REPEAT_LATER:
                    if doubt:
                        raise doubt from error
                    raise
                # Full jitter: environments that failed together must not return together.
                self._sleep(_jitter.uniform(0.05, 0.4 * 2**attempt))
        try:
            return self._ask(question)
        except VendorUnavailable as error:
            # An earlier attempt may have arrived: "not done" about the last one says nothing.
            if doubt:
                raise doubt from error
            raise

    def close(self) -> None:
        """Drop the idle connections; the next call opens new ones."""
        self._pool.close()

    def _ask(self, question: "_Question") -> Answer:
        """One attempt, watched by the breaker and written to the log without its query."""
        if not self._breaker.admits():
            why = f"{self.vendor} keeps failing and is left alone for a moment"
            raise VendorUnavailable(why, vendor=self.vendor, reason="resting")
        started = self._now()
        outcome: int | str = "failed"
        try:
            answer = self._exchange(question)
            outcome = answer.status
            self._judge(answer)
        except Upstream as error:
            outcome = f"{outcome} {error.facts['reason']}"
            if error.facts["reason"] != "limited":
                self._breaker.failed()
            raise
        finally:
            self._write_log(question, outcome, self._now() - started)
        self._breaker.succeeded()
        return answer

    def _exchange(self, question: "_Question") -> Answer:
        """Send and read everything, within the time and size allowed."""
        try:
            response = self._pool.urlopen(
                question.method,
                question.target,
                body=question.body,
                headers=dict(question.headers),
                retries=False,
                redirect=False,
                preload_content=False,
                timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=self._read_seconds),
                pool_timeout=int(CONNECT_SECONDS),
            )
            body = self._read(response, question)
        except _NEVER_SENT as error:
            raise self._unreachable("could not connect") from error
        except SSLError as error:
            if "CERTIFICATE_VERIFY_FAILED" in str(error):
                raise self._untrusted() from error
            raise self._lost(question, "the encrypted connection broke") from error
        except HTTPError as error:
            raise self._lost(question, f"no whole answer ({type(error).__name__})") from error
        return Answer(
            vendor=self.vendor,
            status=response.status,
            headers={name.lower(): value for name, value in response.headers.items()},
            body=body,
            cookies=_cookies(response.headers.getlist("set-cookie")),
            changing=question.changing,
        )

    def _read(self, response: urllib3.BaseHTTPResponse, question: "_Question") -> bytes:
        """The body; a vendor that drips or floods is cut off, and the connection with it."""
        deadline = self._now() + self._read_seconds
        body = bytearray()
        whole = False
        try:
            while chunk := response.read1(65536):
                body += chunk
                if self._now() > deadline or len(body) > LARGEST_ANSWER_BYTES:
                    raise self._lost(question, "the answer is too slow or too large")
            whole = True
        finally:
            if whole:
                response.release_conn()
            else:
                response.close()
        return bytes(body)

    def _judge(self, answer: Answer) -> None:
        """Raise for the statuses that mean the same at every vendor."""
        if answer.status == 429 and self._reads_limits:
            return
        if answer.status in {429, 503}:
            wait = answer.headers.get("retry-after", "")
            reason = "limited" if answer.status == 429 else "busy"
            why = f"{self.vendor} asks to come back later"
            error = VendorUnavailable(why, vendor=self.vendor, reason=reason)
            if wait.isdecimal():
                error.facts["retry_after_seconds"] = int(wait)
            raise error
        if answer.status >= 500:
            why = f"the vendor failed with {answer.status}"
            raise lost(self.vendor, why, reason="failing", changing=answer.changing)

    def _unreachable(self, why: str) -> Upstream:
        return VendorUnavailable(f"{self.vendor}: {why}", vendor=self.vendor, reason="unreachable")

    def _untrusted(self) -> Upstream:
        """Whoever answers shows a certificate that nobody we trust has signed; nothing was said."""
        why = (
            f"{self.vendor}: the certificate is not trusted; if it is of their own making, "
            "name the file that holds it as ca_bundle"
        )
        return VendorUnavailable(why, vendor=self.vendor, reason="certificate")

    def _lost(self, question: "_Question", why: str) -> Upstream:
        return lost(self.vendor, why, reason="lost", changing=question.changing)

    def _write_log(self, question: "_Question", outcome: int | str, seconds: float) -> None:
        _log.info(
            "vendor call",
            extra={
                "vendor": self.vendor,
                "method": question.method,
                "path": question.target.split("?")[0],
                "outcome": outcome,
                "elapsed_ms": round(seconds * 1000),
            },
        )


@dataclass(frozen=True)
class _Question:
    """One request, ready to be sent as often as allowed."""

    method: str
    target: str
    body: bytes | None
    headers: Mapping[str, str]
    changing: bool


def _cookies(headers: list[str]) -> dict[str, str]:
    """Names and values of the cookies set; their attributes do not concern a one-host client."""
    jar: SimpleCookie = SimpleCookie()
    for header in headers:
        jar.load(header)
    return {name: morsel.value for name, morsel in jar.items()}
