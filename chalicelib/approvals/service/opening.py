"""Opening requests, and what befalls them before anyone decides: payment, change of owner."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from chalicelib.approvals import rules, store
from chalicelib.approvals.model import Flow, LogCode, Request, RequestDraft, RequestType
from chalicelib.approvals.model.settings import (
    AUTOMATIONS,
    BASE_CURRENCY,
    FLOWS,
)
from chalicelib.approvals.service import clocks, journal, linking, news
from chalicelib.core.actor import Actor
from chalicelib.core.seams import Seam
from chalicelib.settings import public as settings
from chalicelib.storage.unit import Unit

Guard = Callable[[Actor, RequestDraft], None]
"""Refuses, by raising, what the actor may not ask for at present."""

GUARDS = Seam[Guard]("approvals.opening")
"""How capabilities above stand before all requests at once (kyc's gates)."""


def open_request(unit: Unit, draft: RequestDraft) -> Request:
    """Open a request in ``unit``, beside the payload that bears the same id.

    By the mode of its type it is now ``pending`` (staff decide, its payment is awaited, or it
    waits on others),
    ``executing`` (the system approved: `RequestApproved` is published in this very unit) or, for
    a draft that ``completes_at_once``, ``approved``: then the caller carries out the effect in
    this unit and nothing but `RequestOpened` and `RequestCompleted` is published.

    Raises:
        Conflict: ``request_exists`` when the id was used before. And what a guard raises.
    """
    for check in GUARDS.parts():
        check(unit.actor, draft)
    request = rules.opened(
        draft,
        unit.actor,
        unit.now,
        automation=settings.value(AUTOMATIONS[draft.type]),
        flow=_flow(draft.type),
        base_currency=settings.value(BASE_CURRENCY),
        terms=clocks.terms_of(draft.type),
    )
    stored = store.insert(unit, request)
    journal.log(unit, stored, LogCode.OPENED, facts={"mode": stored.mode.value})
    journal.record(unit, LogCode.OPENED, None, stored)
    news.opened(unit, stored)
    linking.go_on(unit, stored)
    return stored


def _flow(kind: RequestType) -> Flow:
    """The path in force, numbered by its publication: going back to an earlier one is a new one."""
    published = settings.in_force(FLOWS[kind])
    return replace(published.value, version=published.number)


def payment_received(unit: Unit, request_id: str) -> Request:
    """The payment that the request awaited has come; its payment status becomes success.

    Raises:
        NotFound: no such request. RequestNotPending: it does not wait for a payment (any more).
    """
    before = store.read(request_id)
    after = store.shift(unit, before, rules.paid(before, unit.now, clocks.terms_of(before.type)))
    journal.log(unit, after, LogCode.PAYMENT_RECEIVED)
    journal.record(unit, LogCode.PAYMENT_RECEIVED, before, after)
    linking.go_on(unit, after)
    return after


def move_owner(
    unit: Unit, request_id: str, owner_id: str | None, participant_ids: Iterable[str]
) -> Request:
    """Let a request follow its client to another owner and other participants.

    Call it for each request of the client (`of_client`), each in a unit of its own. Doing it
    again changes nothing.

    Raises:
        NotFound: no such request.
    """
    before = store.read(request_id)
    moved = replace(
        before, owner_id=owner_id, participant_ids=tuple(sorted(frozenset(participant_ids)))
    )
    if moved == before:
        return before
    after = store.shift(unit, before, moved)
    journal.log(unit, after, LogCode.OWNER_MOVED, facts={"owner_id": owner_id or ""})
    journal.record(unit, LogCode.OWNER_MOVED, before, after)
    return after
