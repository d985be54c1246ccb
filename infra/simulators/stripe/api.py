"""Stripe's API from outside: who may ask, and what is remembered under an idempotency key.

Owns: the API key, idempotency, and the faults on answers. Refuses: what is asked (`routes`).
"""

import base64
import hashlib
import json
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

from infra.simulators.kit import faults
from infra.simulators.kit.exchange import Question, Reply
from infra.simulators.kit.store import simulated_time
from infra.simulators.stripe.exchange import json_reply
from infra.simulators.stripe.failures import StripeRefusal
from infra.simulators.stripe.faults import take_answer_fault
from infra.simulators.stripe.routes import perform
from infra.simulators.stripe.store import Store
from infra.simulators.stripe.world import Settings, World, new_id

_KEY_SECONDS = 24 * 60 * 60
_LONGEST_KEY = 255


class Api:
    """Everything under ``/v1/``."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings

    def answer(self, question: Question) -> Reply:
        """Do what is asked, spoiled by the fault that is switched on for it."""
        with self._store.work() as work:
            fault = take_answer_fault(work, question.line)
        early = faults.before(fault, _broken)
        reply = early or faults.after(fault, self._honest(question, fault), _broken)
        reply.headers["request-id"] = new_id("req_", 14)
        reply.headers["stripe-version"] = question.headers.get("stripe-version", "")
        return reply

    def _honest(self, question: Question, fault: faults.Fault | None) -> Reply:
        """The answer and all its effects, in one transaction."""
        try:
            self._authenticate(question)
            with self._store.work() as work:
                world = World(work, int(simulated_time(work)), self._settings)
                return _once(world, question, fault)
        except StripeRefusal as refusal:
            return json_reply(refusal.status, refusal.body)

    def _authenticate(self, question: Question) -> None:
        scheme, _, credentials = question.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "basic":
            credentials = base64.b64decode(credentials).decode("latin-1").partition(":")[0]
        if not credentials or scheme.lower() not in {"bearer", "basic"}:
            raise StripeRefusal("You did not provide an API key.", status=401)
        if credentials != self._settings.api_key:
            shown = f"{credentials[:8]}…{credentials[-4:]}" if len(credentials) > 16 else "****"
            raise StripeRefusal(f"Invalid API Key provided: {shown}", status=401)


def _broken(status: int) -> Reply:
    """What a failing Stripe says."""
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        refusal = StripeRefusal("Too many requests", status=status, code="rate_limit")
    else:
        wrong = "Something went wrong on Stripe's end"
        refusal = StripeRefusal(wrong, status=status, kind="api_error")
    return json_reply(status, refusal.body)


def _once(world: World, question: Question, fault: faults.Fault | None) -> Reply:
    """The first answer under an idempotency key, or the work and its answer."""
    key = question.headers.get("idempotency-key", "")
    if question.method != "POST" or not key:
        return perform(world, question)
    if len(key) > _LONGEST_KEY:
        raise StripeRefusal("Idempotency keys have at most 255 characters", kind="api_error")
    world.work.run("DELETE FROM keys WHERE created <= ?", world.now - _KEY_SECONDS)
    fingerprint = _fingerprint(question)
    for row in world.work.rows("SELECT * FROM keys WHERE key = ?", key):
        return _replay(row, fingerprint)
    try:
        reply = perform(world, question)
    except StripeRefusal as refusal:
        if not refusal.saved:
            raise
        reply = json_reply(refusal.status, refusal.body)
    if fault is not None and fault.kind == "error_after":
        reply = _broken(500)
    world.work.run(
        "INSERT INTO keys VALUES (?, ?, ?, ?, ?)",
        key,
        fingerprint,
        reply.status,
        reply.body,
        world.now,
    )
    return reply


def _replay(row: dict[str, Any], fingerprint: str) -> Reply:
    if row["fingerprint"] != fingerprint:
        raise StripeRefusal(
            "This idempotency key was first used with other parameters", kind="idempotency_error"
        )
    reply = Reply(row["status"], row["body"])
    reply.headers["idempotent-replayed"] = "true"
    return reply


def _fingerprint(question: Question) -> str:
    """Equal for equal parameters, in whatever order."""
    pairs = sorted(parse_qsl(question.text, keep_blank_values=True))
    return hashlib.sha256(json.dumps([question.line, pairs]).encode()).hexdigest()
