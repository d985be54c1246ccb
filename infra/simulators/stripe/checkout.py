"""The hosted payment page: where the payer's browser is sent, and what its buttons do."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

from infra.simulators.kit.exchange import Question, Reply
from infra.simulators.kit.store import simulated_time
from infra.simulators.stripe import pages, payments, sessions
from infra.simulators.stripe.cards import Verdict, faults_in, judge
from infra.simulators.stripe.failures import StripeRefusal
from infra.simulators.stripe.payments import Instrument
from infra.simulators.stripe.store import Store
from infra.simulators.stripe.world import Settings, World

_REASONS = {
    "insufficient_funds": "Your card has insufficient funds. Try a different card.",
    "expired_card": "Your card has expired. Try a different card.",
    "test_mode_live_card": "This is a test page: use one of the test cards below.",
    "authentication": "Your bank could not confirm that it was you. Try again.",
}
_DECLINED = "Your card was declined. Try a different card."
_DEFAULT_NAME = "Test Payer"


class Checkout:
    """Everything under ``/c/pay/``."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings

    def answer(self, question: Question) -> Reply:
        """Show the page, or do what its button says."""
        session_id = question.path.rsplit("/", 1)[-1]
        form = dict(parse_qsl(question.text)) if question.method == "POST" else {}
        try:
            with self._store.work() as work:
                world = World(work, int(simulated_time(work)), self._settings)
                return _turn(world, sessions.get(world, session_id), form)
        except StripeRefusal:
            return pages.notice("Page not found", "This payment page does not exist.", status=404)


def _turn(world: World, session: dict[str, Any], form: Mapping[str, str]) -> Reply:
    if session["status"] == "complete":
        return _back(session)
    if session["status"] == "expired" or session["expires_at"] <= world.now:
        return pages.notice(
            "This page has expired",
            "Nothing was charged. Go back and start the payment again.",
            link=session["cancel_url"],
        )
    act = form.get("act", "")
    name = form.get("name", "").strip() or _DEFAULT_NAME
    if act == "card":
        return _try_card(world, session, form)
    if act == "decline":
        return _decline(world, session, form, "generic_decline")
    if act == "challenge_failed":
        return _decline(world, session, form, "authentication")
    if act in {"pay", "challenge_passed"}:
        brand, last4 = form.get("brand", "visa"), form.get("last4", "4242")
        payments.succeed(world, session, Instrument("card", name, last4[-4:], brand))
        return _back(session)
    if act == "later":
        bank = Instrument("sepa_debit", name, "3000", brand="", country="DE")
        payments.promise(world, session, bank)
        return _back(session)
    return pages.payment(session, form, {})


def _try_card(world: World, session: dict[str, Any], form: Mapping[str, str]) -> Reply:
    today = datetime.fromtimestamp(world.now, UTC)
    faults = faults_in(form, today.year, today.month)
    if faults:
        return pages.payment(session, form, faults)
    verdict: Verdict = judge(form["number"])
    if verdict.challenge:
        return pages.challenge(session, form["name"], verdict)
    if verdict.decline:
        return _decline(world, session, form, verdict.decline)
    payments.succeed(world, session, Instrument("card", form["name"], verdict.last4, verdict.brand))
    return _back(session)


def _decline(world: World, session: dict[str, Any], form: Mapping[str, str], reason: str) -> Reply:
    payments.decline(world, session, reason)
    return pages.payment(session, form, {"card": _REASONS.get(reason, _DECLINED)})


def _back(session: dict[str, Any]) -> Reply:
    """Send the browser to the merchant; the placeholder becomes the session's id."""
    target = session["success_url"].replace("{CHECKOUT_SESSION_ID}", session["id"])
    return Reply(303, "", kind="text/plain", headers={"location": target})
