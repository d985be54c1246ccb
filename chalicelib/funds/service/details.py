"""Withdrawal details: saving, preferring, deleting, and what was decided about them."""

from dataclasses import replace

from chalicelib import ports
from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import Request, RequestStatus, RequestType
from chalicelib.clients import public as clients
from chalicelib.clients.public import PortalModule
from chalicelib.core.actor import Actor
from chalicelib.core.errors import NotFound
from chalicelib.core.nouns import dataclass
from chalicelib.funds.model.details import (
    DetailsDraft,
    DetailsInUse,
    DetailsNotApproved,
    DetailsStatus,
    TooManyDetails,
    WithdrawalDetails,
)
from chalicelib.funds.model.settings import MAX_WITHDRAWAL_DETAILS
from chalicelib.funds.rules.details import checked, masked
from chalicelib.funds.rules.withdrawals import method_called
from chalicelib.funds.service.payout_prices import methods
from chalicelib.funds.service.requests import Asked, opened
from chalicelib.funds.store import allowances
from chalicelib.funds.store import details as store
from chalicelib.messages.funds import WithdrawalDetailsSaved
from chalicelib.settings import public as settings
from chalicelib.storage import audit
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit

_GONE = (DetailsStatus.CANCELLED, DetailsStatus.DELETED)


@dataclass(frozen=True)
class ShownDetails:
    """A profile with its fields as the reader may see them."""

    details: WithdrawalDetails
    fields: dict[str, str]
    is_default: bool = False


def save(actor: Actor, draft: DetailsDraft, command: Command) -> ShownDetails:
    """Save a payout profile; it can be paid to once it is approved.

    Raises:
        Forbidden: ``client_not_active``, ``module_off``. MethodNotAvailable, DetailsInvalid,
        TooManyDetails.
    """
    client = clients.require(actor.id, PortalModule.WITHDRAWAL_DETAILS)
    method = method_called(methods(client.id), draft.method_id)
    fields = checked(draft.fields, method.fields, ports.now().date())
    sensitive = tuple(one.key for one in method.fields if one.sensitive)
    limit = settings.value(MAX_WITHDRAWAL_DETAILS)

    def work(unit: Unit) -> ShownDetails:
        details = WithdrawalDetails(
            id=unit.ids.new("wdd", unit.now),
            client_id=client.id,
            method_id=method.id,
            label=draft.label,
            created_at=unit.now,
            fields=fields,
            sensitive=sensitive,
        )
        exceeded = TooManyDetails("delete one first", limit=limit)
        allowances.take(unit, client.id, _shelf(method.id), limit, exceeded)
        summary: dict[str, str | int] = {"method": method.id, "label": draft.label}
        asked = Asked(RequestType.WITHDRAWAL_DETAILS, summary, completes_at_once=True)
        request = opened(unit, client, details.id, asked)
        saved = store.add(unit, replace(details, status=_status_after(request)))
        unit.publish(WithdrawalDetailsSaved(details_id=saved.id, client_id=client.id))
        shown = ShownDetails(saved, masked(saved))
        command.settle(unit, shown)
        return shown

    return ports.transact(actor, work)


def _status_after(request: Request) -> DetailsStatus:
    is_approved = request.status is RequestStatus.APPROVED
    return DetailsStatus.APPROVED if is_approved else DetailsStatus.PENDING


def _shelf(method_id: str) -> str:
    return f"details#{method_id}"


def delete(actor: Actor, details_id: str) -> None:
    """Take a profile off the client's list, for good.

    Raises:
        NotFound: not theirs, or gone before. DetailsInUse: a withdrawal to it is not decided.
    """

    def work(unit: Unit) -> None:
        before = own(actor, details_id)
        if before.waiting:
            raise DetailsInUse("a withdrawal to it waits", waiting=before.waiting)
        store.change(unit, before, replace(before, status=DetailsStatus.DELETED))
        if before.status in (DetailsStatus.PENDING, DetailsStatus.APPROVED):
            allowances.give_back(unit, before.client_id, _shelf(before.method_id))
        if before.status is DetailsStatus.PENDING:
            approvals.cancel(unit, details_id, "details_deleted")
        audit.record(
            unit,
            "withdrawal_details_deleted",
            "withdrawal_details",
            details_id,
            client_id=before.client_id,
            before={"status": before.status.value, "label": before.label},
        )

    ports.transact(actor, work)


def own(actor: Actor, details_id: str) -> WithdrawalDetails:
    """A client's own profile, as long as it is on their list.

    Raises:
        NotFound.
    """
    found = store.get(details_id)
    if found.client_id != actor.id or found.status in _GONE:
        raise NotFound("no such withdrawal details", what="withdrawal_details")
    return found


def prefer(actor: Actor, details_id: str) -> ShownDetails:
    """Make an approved profile the one that is offered first for its method.

    Raises:
        NotFound: not theirs, or gone. DetailsNotApproved.
    """

    def work(unit: Unit) -> ShownDetails:
        found = own(actor, details_id)
        if found.status is not DetailsStatus.APPROVED:
            raise DetailsNotApproved(status=found.status.value)
        store.put_default(unit, found)
        return ShownDetails(found, masked(found), is_default=True)

    return ports.transact(actor, work)


def decided(actor: Actor, details_id: str, status: DetailsStatus, command: Command) -> None:
    """Carry out what became of a pending profile; unless approved it gives its place back."""

    def work(unit: Unit) -> None:
        before = store.get(details_id)
        command.settle(unit)
        if before.status is not DetailsStatus.PENDING:
            return
        if status is DetailsStatus.APPROVED:
            approvals.complete(unit, details_id)
        store.change(unit, before, replace(before, status=status))
        if status is not DetailsStatus.APPROVED:
            allowances.give_back(unit, before.client_id, _shelf(before.method_id))

    ports.transact(actor, work)
