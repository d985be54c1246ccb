"""Correcting the payload of a request before it is decided: the owner applies it, approvals tells.

Owns: who may, when, and that earlier decisions fall. Refuses: the payload itself; its owner says
what can be corrected and carries it out, with holds and fees, in the unit of the log line.
"""

from collections.abc import Callable, Mapping
from typing import Protocol

from chalicelib import ports
from chalicelib.approvals import rules, store
from chalicelib.approvals.model import EditableField, LogCode, Request, RequestType
from chalicelib.approvals.service import journal, news
from chalicelib.approvals.service.seeing import seen
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Conflict, Invalid
from chalicelib.core.seams import Seam
from chalicelib.messages.approvals import Summary
from chalicelib.storage import audit
from chalicelib.storage.unit import Unit


class NothingToEdit(Conflict):
    """Nothing of this request can be corrected."""

    code = "nothing_to_edit"


class ApplyEdit(Protocol):
    """Corrects a payload in a unit, with all that follows from it, or refuses."""

    def __call__(self, unit: Unit, request: Request, values: Mapping[str, str]) -> Summary:
        """The facts of the request's summary that are others now."""


OfferFields = Callable[[Request, Actor], tuple[EditableField, ...]]
"""What of a payload may be corrected, as it is."""

FIELDS = {kind: Seam[OfferFields](f"approvals.fields.{kind}") for kind in RequestType}
EDITS = {kind: Seam[ApplyEdit](f"approvals.edits.{kind}") for kind in RequestType}
"""How the owners of payloads let them be corrected: both, or neither."""


def fields_of(actor: Actor, request: Request) -> tuple[EditableField, ...]:
    """What ``actor`` may correct of ``request`` now."""
    offer = FIELDS[request.type].part()
    if offer is None or not rules.can_edit(actor, request):
        return ()
    return offer(request, actor)


def edit(
    actor: Actor, request_id: str, values: Mapping[str, str], round_: int, reason: str
) -> Request:
    """Correct the payload; the review begins anew if somebody has decided already.

    Raises:
        NotFound: not in their scope. NothingToEdit. What `rules.demand_editable` raises.
        Invalid: ``field_not_editable``, ``nothing_changed``, and what the owner refuses.
    """

    def work(unit: Unit) -> Request:
        before = seen(actor, request_id)
        rules.demand_editable(before, actor, round_)
        offer, apply = FIELDS[before.type].part(), EDITS[before.type].part()
        offered = {one.code: one.value for one in offer(before, actor)} if offer else {}
        if apply is None or not offered:
            raise NothingToEdit
        changed = _changed(offered, values)
        summary = apply(unit, before, changed)
        after = store.shift(unit, before, rules.edited(before, summary))
        _tell(unit, before, after, {code: (offered[code], changed[code]) for code in changed})
        if reason:
            journal.log(unit, after, LogCode.COMMENTED, text=reason, system=False)
        return after

    return ports.transact(actor, work)


def _changed(offered: Mapping[str, str], values: Mapping[str, str]) -> dict[str, str]:
    for code in values:
        if code not in offered:
            raise Invalid(
                "this cannot be corrected", code="field_not_editable", field=f"values.{code}"
            )
    changed = {code: text.strip() for code, text in values.items() if text.strip() != offered[code]}
    if not changed:
        raise Invalid("nothing would change", code="nothing_changed", field="values")
    return changed


def _tell(
    unit: Unit, before: Request, after: Request, changes: Mapping[str, tuple[str, str]]
) -> None:
    facts: Summary = {}
    for code, (was, is_now) in changes.items():
        facts |= {f"{code}_before": was, f"{code}_after": is_now}
    journal.log(unit, after, LogCode.EDITED, facts=facts)
    audit.record(
        unit,
        LogCode.EDITED,
        "request",
        after.id,
        client_id=after.client_id,
        before={code: was for code, (was, _) in changes.items()},
        after={code: is_now for code, (_, is_now) in changes.items()},
    )
    if rules.has_begun(before):
        news.queued(unit, after)
