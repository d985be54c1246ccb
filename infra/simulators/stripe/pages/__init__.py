"""The hosted page's HTML. Everything that came from outside is escaped on its way in."""

from collections.abc import Mapping
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from infra.simulators.kit.exchange import Reply
from infra.simulators.stripe.amounts import written
from infra.simulators.stripe.cards import Verdict

_HERE = Path(__file__).parent
_FRAME = Template((_HERE / "frame.html").read_text())
_PAYMENT = Template((_HERE / "payment.html").read_text())
_CHALLENGE = Template((_HERE / "challenge.html").read_text())
_STYLE = (_HERE / "checkout.css").read_text()
_HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; style-src 'self'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
_FIELDS = ("number", "expiry", "cvc", "name")
MERCHANT = "Meridian Markets"


def style() -> Reply:
    """The style sheet."""
    return Reply(200, _STYLE, kind="text/css; charset=utf-8")


def payment(session: dict[str, Any], form: Mapping[str, str], faults: Mapping[str, str]) -> Reply:
    """The payment form, with what was typed and what is wrong with it."""
    values = {f"{field}_value": escape(form.get(field, "")) for field in _FIELDS}
    wrongs = {f"{field}_fault": _fault(field, faults) for field in (*_FIELDS, "card")}
    marks = {f"{field}_mark": _mark(field, faults) for field in _FIELDS}
    body = _PAYMENT.substitute(
        values | wrongs | marks,
        amount=escape(_amount(session)),
        description=escape(session["_description"]),
        email=escape(session["customer_email"] or ""),
        merchant=escape(MERCHANT),
        back=_back(session["cancel_url"]),
    )
    return _page(f"Pay {MERCHANT}", body)


def challenge(session: dict[str, Any], name: str, verdict: Verdict) -> Reply:
    """The bank's question whether it is really the card holder."""
    body = _CHALLENGE.substitute(
        amount=escape(_amount(session)),
        merchant=escape(MERCHANT),
        last4=escape(verdict.last4),
        brand=escape(verdict.brand),
        name=escape(name),
    )
    return _page("Confirm your payment", body)


def notice(title: str, text: str, *, link: str | None = None, status: int = 200) -> Reply:
    """A page that only says something."""
    body = f'<main class="notice"><h1>{escape(title)}</h1><p>{escape(text)}</p>{_back(link)}</main>'
    return _page(title, body, status)


def _page(title: str, body: str, status: int = 200) -> Reply:
    html = _FRAME.substitute(title=escape(title), body=body)
    return Reply(status, html, kind="text/html; charset=utf-8", headers=dict(_HEADERS))


def _amount(session: dict[str, Any]) -> str:
    return written(session["amount_total"], session["currency"])


def _back(link: str | None) -> str:
    if not link:
        return ""
    return f'<a class="back" href="{escape(link)}">&larr; Back to {escape(MERCHANT)}</a>'


def _fault(field: str, faults: Mapping[str, str]) -> str:
    if field not in faults:
        return ""
    return f'<p class="fault" id="{field}-fault" role="alert">{escape(faults[field])}</p>'


def _mark(field: str, faults: Mapping[str, str]) -> str:
    return f'aria-invalid="true" aria-describedby="{field}-fault"' if field in faults else ""
