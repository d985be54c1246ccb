"""Twilio behind the phone port: Verify v2 for codes, Programmable Messaging for texts.

Owns: the requests, and what Twilio's codes mean in our words. Refuses: Twilio's own library (ADR
0074): five requests over `VendorHttp` do the same with our time limits, breaker and logs.
"""

import base64
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from chalicelib.core.errors import OutcomeUnknown, Upstream, VendorUnavailable
from chalicelib.core.nouns import dataclass
from chalicelib.gateways.answer import Answer
from chalicelib.gateways.http import VendorHttp
from chalicelib.gateways.phone.port import (
    PhoneCodeGone,
    PhoneCodesExhausted,
    PhoneRefused,
    PhoneUnavailable,
    Report,
    ReportForged,
    Text,
    Unreachable,
)
from chalicelib.gateways.phone.twilio_reports import is_signed, report_in

VERIFY_URL = "https://verify.twilio.com"
API_URL = "https://api.twilio.com"
_FORM = "application/x-www-form-urlencoded"
# twilio.com/docs/api/errors
_REFUSED = {
    60200: Unreachable.INVALID,
    60033: Unreachable.INVALID,
    21211: Unreachable.INVALID,
    21614: Unreachable.LANDLINE,
    60205: Unreachable.LANDLINE,
    60605: Unreachable.COUNTRY,
    21408: Unreachable.COUNTRY,
    60238: Unreachable.BLOCKED,
    60410: Unreachable.BLOCKED,
    60413: Unreachable.BLOCKED,
    21610: Unreachable.BLOCKED,
}
_EXHAUSTED = frozenset({60202, 60203})
_GONE = 20404
_CODE_MINUTES = 10
_TRIED = frozenset({"pending", "approved"})
_OVER = frozenset({"canceled", "deleted", "expired", "failed", "max_attempts_reached"})
# Verify's locales where they differ from our languages.
_LOCALES = {"zh": "zh-CN"}


@dataclass(frozen=True)
class TwilioAccount:
    """Credentials and choices. ``sender`` is a number in E.164 or a messaging service (``MG…``).

    ``key`` and ``key_secret`` are an API key, or the account and its token; the token signs
    reports in any case.
    """

    account_sid: str
    auth_token: str
    key: str
    key_secret: str
    verify_service: str
    sender: str


class TwilioPhones:
    """`Phones` over Twilio."""

    def __init__(
        self,
        account: TwilioAccount,
        *,
        verify_url: str = VERIFY_URL,
        api_url: str = API_URL,
        read_seconds: float = 8.0,
    ) -> None:
        self._account = account
        self._verify = VendorHttp(
            verify_url, "twilio", read_seconds=read_seconds, reads_limits=True
        )
        self._api = VendorHttp(api_url, "twilio", read_seconds=read_seconds)
        pair = f"{account.key}:{account.key_secret}".encode()
        self._headers = {"authorization": f"Basic {base64.b64encode(pair).decode()}"}

    def send_code(self, number: str, language: str, ip: str) -> None:
        """See `Phones.send_code`."""
        form = {"To": number, "Channel": "sms", "Locale": _LOCALES.get(language, language)}
        if ip:
            form["DeviceIp"] = ip
        answer = self._ask("POST", "Verifications", form)
        if answer.status >= 300:
            raise _refusal(answer)

    def is_right(self, number: str, code: str) -> bool:
        """See `Phones.is_right`. A wrong code is no error to Twilio: it stays ``pending``."""
        answer = self._ask("POST", "VerificationCheck", {"To": number, "Code": code})
        told = _read(answer)
        if (answer.status == 404 and told.get("code") == _GONE) or told.get("status") in _OVER:
            raise PhoneCodeGone("ask for another code", field="phone_code")
        if answer.status >= 300:
            raise _refusal(answer)
        if told.get("status") not in _TRIED:
            raise PhoneUnavailable("twilio says nothing", vendor="twilio", reason="broken")
        return bool(told["status"] == "approved")

    def send_text(self, text: Text) -> str:
        """See `Phones.send_text`."""
        sender = self._account.sender
        whose = "MessagingServiceSid" if sender.startswith("MG") else "From"
        form = {"To": text.to, whose: sender, "Body": text.body, "StatusCallback": text.report_url}
        path = f"/2010-04-01/Accounts/{self._account.account_sid}/Messages.json"
        try:
            answer = self._send(self._api, "POST", path, form)
        except VendorUnavailable as error:
            raise _unavailable(error) from error
        if answer.status >= 300:
            raise _refusal(answer)
        reference = _read(answer).get("sid")
        if not isinstance(reference, str):
            raise OutcomeUnknown("twilio named no message", vendor="twilio", reason="broken")
        return reference

    def read_report(self, url: str, headers: Mapping[str, str], body: bytes) -> Report:
        """See `Phones.read_report`."""
        signature = headers.get("x-twilio-signature", "")
        if not is_signed(url, body, signature, self._account.auth_token):
            raise ReportForged("this report is not signed by the vendor")
        return report_in(body)

    def service_name(self) -> str:
        """See `Phones.service_name`."""
        answer = self._ask("GET", "", {})
        if answer.status >= 300:
            raise _refusal(answer)
        return str(_read(answer).get("friendly_name", ""))

    def _ask(self, method: str, what: str, form: Mapping[str, str]) -> Answer:
        """One request to the Verify service; a lost answer means: ask again."""
        path = f"/v2/Services/{self._account.verify_service}" + (f"/{what}" if what else "")
        try:
            return self._send(self._verify, method, path, form)
        except (VendorUnavailable, OutcomeUnknown) as error:
            # A code that went out after all stays good, and asking again sends the same one.
            raise _unavailable(error) from error

    def _send(self, http: VendorHttp, method: str, path: str, form: Mapping[str, str]) -> Answer:
        body = urlencode(form).encode() if form else None
        headers = self._headers | ({"content-type": _FORM} if form else {})
        return http.send(method, path, body=body, headers=headers, idempotent=method == "GET")


def _read(answer: Answer) -> dict[str, Any]:
    """The body's members; none when it is not what it should be."""
    try:
        body = answer.json()
    except Upstream:
        return {}
    return body if isinstance(body, dict) else {}


def _unavailable(error: Upstream) -> PhoneUnavailable:
    return PhoneUnavailable("the phone service cannot be reached", **error.facts)


def _refusal(answer: Answer) -> Exception:
    """What a refusal of Twilio means. Whatever we do not know is ours to put right."""
    code = _read(answer).get("code")
    if code in _REFUSED:
        return PhoneRefused("this number is not served", field="phone", reason=_REFUSED[code])
    if code in _EXHAUSTED:
        wait = _CODE_MINUTES * 60
        return PhoneCodesExhausted("too many codes for this number", retry_after_seconds=wait)
    reason = {401: "credentials", 404: "service", 429: "limited"}.get(answer.status, "refused")
    return PhoneUnavailable(
        "the phone service refuses us", vendor="twilio", reason=reason, status=answer.status
    )
