"""One order for many clients, or for the rows of a file: reviewed first, then begun.

`working` carries it out in the background, once per row.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from chalicelib import ports
from chalicelib.clients import store
from chalicelib.clients.model import Client, ClientFilter
from chalicelib.clients.model.imports import KEPT_FOR, PART_ROWS, ImportPart
from chalicelib.clients.model.jobs import MAX_ROWS, Campaign, Job, Order
from chalicelib.clients.service import announcing, assigning, deleting, reading, referring
from chalicelib.clients.store import jobs as job_store
from chalicelib.core.actor import Actor
from chalicelib.core.errors import FairleadError, Forbidden, Invalid
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import PageRequest
from chalicelib.core.permissions import Permission
from chalicelib.core.sheets import SheetRow
from chalicelib.messages.clients import ClientJobAdvanced
from chalicelib.storage import audit
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit

_CHECKED_AT_MOST = 200
_PAGE = 200
_PERMISSIONS = {
    "delete": Permission.DELETE_CLIENTS,
    "import": Permission.CREATE_CLIENTS,
    "block": Permission.UPDATE_BLACKLIST,
    "message": Permission.MESSAGE_CLIENTS,
}


@dataclass(frozen=True)
class Choice:
    """The clients meant: by id, or all that a list cut by ``wanted`` shows."""

    client_ids: tuple[str, ...] = ()
    wanted: ClientFilter | None = None


@dataclass(frozen=True)
class Reviewed:
    """What will happen to one client: ``code`` says what is in the way, as far as ``checked``."""

    client: Client
    checked: bool
    code: str | None


def review(actor: Actor, order: Order, choice: Choice) -> list[Reviewed]:
    """What carrying out ``order`` would do, client by client, without doing it.

    The first 200 are looked into; what is in the way of the rest is told by their rows. Of
    deletions there are at most that many at once.

    Raises:
        Forbidden: ``permission_missing``. Invalid: ``job_too_large`` with the ``limit``,
            ``job_empty``.
    """
    check_permission(actor, order)
    clients = _chosen(actor, order, choice)
    codes = [_refusal(actor, order, one) for one in clients[:_CHECKED_AT_MOST]]
    unchecked: list[str | None] = [None] * (len(clients) - len(codes))
    return [
        Reviewed(one, place < len(codes), code)
        for place, (one, code) in enumerate(zip(clients, codes + unchecked, strict=True))
    ]


def start(actor: Actor, order: Order, choice: Choice, command: Command) -> Job:
    """Carry out ``order`` for the clients chosen, in the background.

    Raises:
        What `review` raises.
    """
    check_permission(actor, order)
    clients = _chosen(actor, order, choice)

    def work(unit: Unit) -> Job:
        job = _begun(unit, order, len(clients))
        stored = job_store.add(unit, replace(job, client_ids=tuple(one.id for one in clients)))
        if order.announcement is not None:
            job_store.add_campaign(unit, Campaign(job.id, job.staff_id, job.created_at))
        command.settle(unit, stored)
        return stored

    return ports.transact(actor, work)


def start_with_rows(
    actor: Actor,
    order: Order,
    columns: tuple[str, ...],
    rows: Sequence[SheetRow],
    command: Command,
) -> Job:
    """Carry out ``order`` for the rows of a file, in the background.

    The rows are kept as long as they wait; those that are refused, for thirty days.

    Raises:
        Forbidden: ``permission_missing``.
    """
    check_permission(actor, order)

    def work(unit: Unit) -> Job:
        job = _begun(unit, order, len(rows))
        expires_at = int((unit.now + KEPT_FOR).timestamp())
        for number, first in enumerate(range(0, len(rows), PART_ROWS)):
            some = tuple(rows[first : first + PART_ROWS])
            job_store.add_part(unit, ImportPart(job.id, number, some, expires_at))
        stored = job_store.add(unit, replace(job, columns=columns))
        command.settle(unit, stored)
        return stored

    return ports.transact(actor, work)


def _begun(unit: Unit, order: Order, size: int) -> Job:
    """A new job, on the record, whose first part is next."""
    actor = unit.actor
    job = Job(
        id=unit.ids.new("job", unit.now),
        staff_id=actor.id,
        staff_name=actor.name,
        order=order,
        size=size,
        created_at=unit.now,
    )
    facts = {"order": order.name, "clients": size}
    audit.record(unit, "client_job_started", "client_job", job.id, after=facts)
    unit.publish(ClientJobAdvanced(job_id=job.id, first=0))
    return job


def check_permission(actor: Actor, order: Order) -> None:
    """Refuse an order that the actor's role does not allow.

    Raises:
        Forbidden: ``permission_missing``.
    """
    needed = _PERMISSIONS.get(order.name, Permission.UPDATE_CLIENTS)
    if not actor.may(needed):
        raise Forbidden(
            "your role does not allow this", code="permission_missing", permission=needed.value
        )


def _chosen(actor: Actor, order: Order, choice: Choice) -> list[Client]:
    limit = _CHECKED_AT_MOST if order.deletion else MAX_ROWS
    if choice.wanted is not None:
        found = _all(actor, choice.wanted, limit)
    else:
        ids = list(dict.fromkeys(choice.client_ids))[: limit + 1]
        found = [one for one in store.find_many(ids) if reading.may_see(actor, one)]
    if len(found) > limit:
        raise Invalid("too many at once", code="job_too_large", limit=limit)
    if not found:
        raise Invalid("nobody is chosen", code="job_empty")
    return found


def _all(actor: Actor, wanted: ClientFilter, limit: int) -> list[Client]:
    """All clients of a list, as long as there are not more than ``limit``."""
    found: list[Client] = []
    request = PageRequest(_PAGE)
    while len(found) <= limit:
        page = reading.page(actor, wanted, request)
        found += page.items
        if page.next_cursor is None:
            break
        request = PageRequest(_PAGE, page.next_cursor)
    return found


def _refusal(actor: Actor, order: Order, client: Client) -> str | None:
    """The code of what would be in the way, found out in a unit that is never committed."""
    unit = Unit(actor, ports.now(), ports.ids())
    try:
        if order.deletion:
            deleting.check(unit, client)
        else:
            effect(order)(unit, client.id)
    except FairleadError as refusal:
        return refusal.code
    return None


def effect(order: Order) -> Callable[[Unit, str], object]:
    """What the order does to one client, in a unit."""
    if order.assignment is not None:
        assignment = order.assignment
        return lambda unit, client_id: assigning.assign_in(unit, client_id, assignment)
    if order.tagging is not None:
        tagging = order.tagging
        return lambda unit, client_id: assigning.tag_in(unit, client_id, tagging)
    if order.announcement is not None:
        announcement = order.announcement
        return lambda unit, client_id: announcing.announce_in(unit, client_id, announcement)
    if order.reparenting is not None:
        wanted = order.reparenting
        return lambda unit, client_id: referring.change_referrer_in(unit, client_id, wanted)
    return deleting.delete_in
