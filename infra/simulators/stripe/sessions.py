"""Checkout Sessions: made by the API, paid on the hosted page, expired by the clock."""

from typing import Any, Literal

from pydantic import Field

from infra.simulators.stripe.amounts import check_charge
from infra.simulators.stripe.events import happened
from infra.simulators.stripe.failures import StripeRefusal, missing
from infra.simulators.stripe.params import Listed, Params, Range, Whole, check
from infra.simulators.stripe.world import World, new_id

_SHORTEST_SECONDS = 30 * 60
_LONGEST_SECONDS = 24 * 60 * 60
KIND = "checkout.session"


class _Product(Params):
    name: str = Field(min_length=1, max_length=250)
    description: str | None = None


class _Price(Params):
    currency: str = Field(pattern="[a-zA-Z]{3}")
    unit_amount: Whole
    product_data: _Product


class _Item(Params):
    price_data: _Price
    quantity: Whole = Field(ge=1, le=999_999)


class _IntentParams(Params):
    description: str | None = None
    metadata: dict[str, str] = {}


class _AdaptivePricing(Params):
    enabled: bool


class _Create(Params):
    mode: Literal["payment"]
    line_items: list[_Item] = Field(min_length=1, max_length=100)
    success_url: str = Field(pattern="^https?://", max_length=5000)
    cancel_url: str | None = Field(None, pattern="^https?://", max_length=5000)
    client_reference_id: str | None = Field(None, max_length=200)
    customer_email: str | None = Field(None, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", max_length=800)
    expires_at: Whole | None = None
    metadata: dict[str, str] = Field({}, max_length=50)
    payment_intent_data: _IntentParams = _IntentParams()
    adaptive_pricing: _AdaptivePricing = _AdaptivePricing(enabled=True)
    payment_method_types: list[str] = ["card", "sepa_debit"]
    locale: str | None = None
    submit_type: str | None = None
    expand: list[str] = []


class _List(Listed):
    created: Range = Range()
    status: Literal["open", "complete", "expired"] | None = None
    payment_intent: str | None = None


def create(world: World, given: dict[str, Any]) -> dict[str, Any]:
    """A new open session.

    Raises:
        StripeRefusal: anything that Stripe would not accept.
    """
    wanted = check(_Create, given)
    currency = wanted.line_items[0].price_data.currency.lower()
    if any(item.price_data.currency.lower() != currency for item in wanted.line_items):
        raise StripeRefusal("All items must have one currency", param="line_items")
    total = sum(item.price_data.unit_amount * item.quantity for item in wanted.line_items)
    check_charge(total, currency)
    expires_at = wanted.expires_at or world.now + _LONGEST_SECONDS
    if not _SHORTEST_SECONDS <= expires_at - world.now <= _LONGEST_SECONDS:
        raise StripeRefusal(
            "expires_at must be between 30 minutes and 24 hours from now", param="expires_at"
        )
    session = _body(world, wanted, currency, total, expires_at)
    world.work.put(session)
    return session


def _body(
    world: World, wanted: _Create, currency: str, total: int, expires_at: int
) -> dict[str, Any]:
    session_id = new_id("cs_test_", 58)
    email = wanted.customer_email
    return {
        "id": session_id,
        "object": KIND,
        "adaptive_pricing": {"enabled": wanted.adaptive_pricing.enabled},
        "amount_subtotal": total,
        "amount_total": total,
        "cancel_url": wanted.cancel_url,
        "client_reference_id": wanted.client_reference_id,
        "created": world.now,
        "currency": currency,
        "customer": None,
        "customer_details": {"email": email, "name": None, "phone": None} if email else None,
        "customer_email": email,
        "expires_at": expires_at,
        "livemode": False,
        "locale": wanted.locale,
        "metadata": wanted.metadata,
        "mode": wanted.mode,
        "payment_intent": None,
        "payment_method_types": wanted.payment_method_types,
        "payment_status": "unpaid",
        "presentment_details": None,
        "status": "open",
        "submit_type": wanted.submit_type,
        "success_url": wanted.success_url,
        "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
        "ui_mode": "hosted_page",
        "url": f"{world.settings.base_url}/c/pay/{session_id}",
        "_description": wanted.line_items[0].price_data.product_data.name,
        "_intent": wanted.payment_intent_data.model_dump(),
    }


def get(world: World, session_id: str) -> dict[str, Any]:
    """The session.

    Raises:
        StripeRefusal: there is none.
    """
    session = world.work.find(KIND, session_id)
    if session is None:
        raise missing("checkout.session", session_id)
    return session


def select(world: World, given: dict[str, Any]) -> tuple[list[dict[str, Any]], Listed]:
    """The sessions asked for, newest first, not yet cut into pages."""
    wanted = check(_List, given)
    return [
        session
        for session in world.work.newest_first(KIND)
        if wanted.created.covers(session["created"])
        and wanted.status in {None, session["status"]}
        and wanted.payment_intent in {None, session["payment_intent"]}
    ], wanted


def close(world: World, session: dict[str, Any], *, status: str, payment_status: str) -> None:
    """End the session's page."""
    session |= {"status": status, "payment_status": payment_status, "url": None}
    world.work.put(session)


def expire(world: World, session_id: str) -> dict[str, Any]:
    """End an open session before its time.

    Raises:
        StripeRefusal: it is not open.
    """
    session = get(world, session_id)
    if session["status"] != "open":
        raise StripeRefusal(
            f"Only open sessions can be expired; this one is {session['status']}", saved=True
        )
    close(world, session, status="expired", payment_status="unpaid")
    happened(world, "checkout.session.expired", session)
    return session


def expire_due(world: World) -> None:
    """Expire every open session whose time has passed."""
    for session in list(world.work.newest_first(KIND)):
        if session["status"] == "open" and session["expires_at"] <= world.now:
            expire(world, session["id"])
