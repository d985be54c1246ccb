"""Sumsub behind the identity port.

Owns: how our questions are put to Sumsub. Refuses: believing a verdict in a callback (the applicant
is fetched afresh) or the client's return from the hosted page.

Facts: docs.sumsub.com/reference/authentication, /docs/webhook-manager,
/docs/receive-and-interpret-results-via-api. An applicant is found by our client id, so a check that
was made while its answer got lost is found again instead of made twice.
"""

import json
import re
from collections.abc import Mapping
from urllib.parse import quote

from chalicelib.core.clock import Clock
from chalicelib.core.errors import Invalid, VendorRefused
from chalicelib.gateways.answer import Answer
from chalicelib.gateways.http import VendorHttp
from chalicelib.gateways.kyc.port import CallbackEvent, CheckOrder, CheckState, StartedCheck
from chalicelib.gateways.kyc.sumsub_answers import Applicant, Link, check_state, read_as
from chalicelib.gateways.kyc.sumsub_callbacks import read_event, require_signed
from chalicelib.gateways.kyc.sumsub_signature import headers_for

BASE_URL = "https://api.sumsub.com"
# Two calls of up to three attempts each must end before API Gateway's 29 s do.
READ_SECONDS = 4.0
LINK_SECONDS = 1800
_ID = re.compile(r"[A-Za-z0-9_-]{1,100}")
_KNOWN_ALREADY = 409


class Sumsub:
    """`IdentityVerifier` over one Sumsub account."""

    def __init__(
        self,
        app_token: str,
        secret_key: str,
        webhook_secret: str,
        clock: Clock,
        *,
        base_url: str = BASE_URL,
        read_seconds: float = READ_SECONDS,
    ) -> None:
        """``secret_key`` signs our requests, ``webhook_secret`` Sumsub's callbacks."""
        self._http = VendorHttp(base_url, "sumsub", read_seconds=read_seconds)
        self._app_token = app_token
        self._secret_key = secret_key
        self._webhook_secret = webhook_secret
        self._clock = clock

    def start_check(self, order: CheckOrder) -> StartedCheck:
        """See `IdentityVerifier.start_check`."""
        reference = self._applicant_of(order)
        wanted = {
            "levelName": order.level,
            "userId": order.client_id,
            "ttlInSecs": LINK_SECONDS,
            "redirect": {"successUrl": order.return_url, "rejectUrl": order.return_url},
        }
        answer = self._ask(
            "POST", "/resources/sdkIntegrations/levels/-/websdkLink", wanted, changing=False
        )
        return StartedCheck(reference, read_as(Link, _succeeded(answer)).url)

    def check(self, reference: str) -> CheckState:
        """See `IdentityVerifier.check`."""
        answer = self._ask("GET", f"/resources/applicants/{_id(reference)}/one")
        return check_state(read_as(Applicant, _succeeded(answer)))

    def find_check(self, client_id: str) -> CheckState | None:
        """See `IdentityVerifier.find_check`."""
        answer = self._ask("GET", f"/resources/applicants/-;externalUserId={_id(client_id)}/one")
        if answer.status == 404:
            return None
        return check_state(read_as(Applicant, _succeeded(answer)))

    def read_callback(self, headers: Mapping[str, str], body: bytes) -> CallbackEvent:
        """See `IdentityVerifier.read_callback`; SHA-1 digests are refused."""
        require_signed(headers, body, self._webhook_secret)
        return read_event(body)

    def _applicant_of(self, order: CheckOrder) -> str:
        """The applicant's id, made if Sumsub does not know the client yet."""
        path = f"/resources/applicants?levelName={quote(order.level, safe='')}"
        answer = self._ask("POST", path, {"externalUserId": order.client_id})
        if answer.status == _KNOWN_ALREADY:
            known = self.find_check(order.client_id)
            if known is None:
                raise VendorRefused("known and not found", vendor="sumsub", reason="contradiction")
            return known.reference
        return read_as(Applicant, _succeeded(answer)).id

    def _ask(
        self,
        method: str,
        path: str,
        wanted: dict[str, object] | None = None,
        *,
        changing: bool | None = None,
    ) -> Answer:
        """One signed request; all of ours may be repeated (`idempotent`)."""
        body = b"" if wanted is None else json.dumps(wanted).encode()
        seconds = int(self._clock.now().timestamp())
        headers = headers_for(method, path, body, self._app_token, self._secret_key, seconds)
        return self._http.send(
            method, path, body=body or None, headers=headers, idempotent=True, changing=changing
        )


def _succeeded(answer: Answer) -> Answer:
    """``answer`` if it is a success; a refusal tells staff Sumsub's own name for it."""
    if answer.status < 300:
        return answer
    try:
        told = json.loads(answer.body)
    except ValueError:
        told = {}
    name = told.get("errorName") if isinstance(told, dict) else None
    reason = name if isinstance(name, str) else "refused"
    raise VendorRefused(
        "sumsub refused", vendor="sumsub", reason=reason[:100], status=answer.status
    )


def _id(text: str) -> str:
    """``text`` if it can be an id: it becomes part of a path."""
    if not _ID.fullmatch(text):
        raise Invalid("no reference of Sumsub's", code="check_reference_malformed")
    return text
