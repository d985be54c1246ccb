"""One order for many clients: reviewed first, then carried out in the background, once per row.

A job is worked through in parts, one message each. The row that says what came of a client is
written in the unit of the effect, so a part that is delivered again finds what it has done. Whoever
gave the order acts, with the permissions and the scope they have when their row is reached.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from chalicelib import ports
from chalicelib.clients import store
from chalicelib.clients.model import Client, ClientFilter
from chalicelib.clients.model.jobs import MAX_ROWS, Job, JobRow, Order
from chalicelib.clients.service import assigning, deleting, reading, referring
from chalicelib.clients.store import jobs as job_store
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.errors import FairleadError, Forbidden, Invalid, Kind, NotFound
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest
from chalicelib.core.permissions import Permission
from chalicelib.messages.clients import ClientJobAdvanced
from chalicelib.staff import public as staff
from chalicelib.storage import audit
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Stale, Unit

_PART = 25
_CHECKED_AT_MOST = 200
_PAGE = 200
_PERMISSIONS = {"delete": Permission.DELETE_CLIENTS}


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
    _check_permission(actor, order)
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
    _check_permission(actor, order)
    clients = _chosen(actor, order, choice)

    def work(unit: Unit) -> Job:
        job = Job(
            id=unit.ids.new("job", unit.now),
            staff_id=actor.id,
            staff_name=actor.name,
            order=order,
            client_ids=tuple(one.id for one in clients),
            created_at=unit.now,
        )
        facts = {"order": order.name, "clients": len(clients)}
        audit.record(unit, "client_job_started", "client_job", job.id, after=facts)
        unit.publish(ClientJobAdvanced(job_id=job.id, first=0))
        stored = job_store.add(unit, job)
        command.settle(unit, stored)
        return stored

    return ports.transact(actor, work)


def _check_permission(actor: Actor, order: Order) -> None:
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
            _effect(order)(unit, client.id)
    except FairleadError as refusal:
        return refusal.code
    return None


def _effect(order: Order) -> Callable[[Unit, str], object]:
    """What the order does to one client, in a unit."""
    if order.assignment is not None:
        assignment = order.assignment
        return lambda unit, client_id: assigning.assign_in(unit, client_id, assignment)
    if order.tagging is not None:
        tagging = order.tagging
        return lambda unit, client_id: assigning.tag_in(unit, client_id, tagging)
    if order.reparenting is not None:
        wanted = order.reparenting
        return lambda unit, client_id: referring.change_referrer_in(unit, client_id, wanted)
    return deleting.delete_in


def advance(system: Actor, message: ClientJobAdvanced) -> None:
    """Work through one part of a job and pass on to the next; a part done before is passed over."""
    job = job_store.find(message.job_id)
    if job is None or job.next_row != message.first:
        return
    actor = _acting(job, system)
    beyond = min(message.first + _PART, len(job.client_ids))
    known = job_store.rows_between(job.id, message.first, beyond)
    for number in range(message.first, beyond):
        if number not in known:
            _work_through(actor, job, number)
    rows = job_store.rows_between(job.id, message.first, beyond).values()
    ports.transact(system, lambda unit: _passed_on(unit, job.id, beyond, list(rows)))


def _work_through(actor: Actor, job: Job, number: int) -> None:
    """One client: the effect with its row, or the row that says why there is none."""
    client_id = job.client_ids[number]

    def work(unit: Unit) -> None:
        if not actor.may(_PERMISSIONS.get(job.order.name, Permission.UPDATE_CLIENTS)):
            raise Forbidden("the permission is gone", code="permission_missing")
        _effect(job.order)(unit, client_id)
        job_store.add_row(unit, JobRow(job.id, number, client_id, unit.now))

    try:
        ports.transact(actor, work)
    except job_store.RowDone:
        return  # another run was quicker
    except FairleadError as refusal:
        if refusal.kind is Kind.UPSTREAM or isinstance(refusal, Stale):
            raise
        facts = {name: str(value) for name, value in refusal.facts.items()}
        code = refusal.code
        ports.transact(
            actor,
            lambda unit: job_store.add_row(
                unit, JobRow(job.id, number, client_id, unit.now, code, facts)
            ),
        )


def _passed_on(unit: Unit, job_id: str, beyond: int, rows: Sequence[JobRow]) -> None:
    """Count what came of a part, once, and let the next one begin."""
    before = job_store.find(job_id)
    if before is None or before.next_row >= beyond:
        return
    refused = sum(row.code is not None for row in rows)
    is_last = beyond >= len(before.client_ids)
    after = replace(
        before,
        next_row=beyond,
        done=before.done + len(rows) - refused,
        refused=before.refused + refused,
        finished_at=unit.now if is_last else None,
    )
    job_store.change(unit, before, after)
    if not is_last:
        unit.publish(ClientJobAdvanced(job_id=job_id, first=beyond))


def _acting(job: Job, system: Actor) -> Actor:
    """Whoever gave the order, with what they may do and see now; nothing once they are disabled."""
    principal = staff.principal(job.staff_id)
    return Actor(
        realm=Realm.STAFF,
        id=principal.staff_id,
        name=principal.name,
        role_ids=frozenset({principal.role_id}),
        permissions=principal.permissions if principal.active else frozenset(),
        scope=principal.scope,
        veil=principal.veil,
        request_id=system.request_id,
    )


def own(actor: Actor, request: PageRequest) -> Page[Job]:
    """The actor's jobs, newest first."""
    return job_store.of_staff(actor.id, request)


def job(actor: Actor, job_id: str) -> Job:
    """One of the actor's jobs.

    Raises:
        NotFound: there is none, or it is somebody else's.
    """
    found = job_store.find(job_id)
    if found is None or found.staff_id != actor.id:
        raise NotFound(what="client_job")
    return found


def rows(actor: Actor, job_id: str, request: PageRequest) -> Page[JobRow]:
    """What came of each client so far, in the order of the job.

    Raises:
        NotFound: there is no such job, or it is somebody else's.
    """
    return job_store.rows(job(actor, job_id).id, request)
