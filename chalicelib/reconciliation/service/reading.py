"""What the back office sees: breaks in the scope of whoever asks, and how far all is compared.

A break belongs to a client, and exists for whoever sees that client. One that is about nobody's
account exists for whoever sees the company.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib import ports
from chalicelib.accounts import public as accounts
from chalicelib.clients import public as clients
from chalicelib.core.actor import Actor
from chalicelib.core.clock import iso
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest
from chalicelib.core.permissions import Permission
from chalicelib.reconciliation.model.breaks import (
    Break,
    BreakEvent,
    BreakKind,
    BreakStatus,
    RepairAction,
)
from chalicelib.reconciliation.model.repairs import Repair
from chalicelib.reconciliation.model.runs import Standing, Tally, Walk
from chalicelib.reconciliation.model.sides import Side, SideKind
from chalicelib.reconciliation.rules import suggesting
from chalicelib.reconciliation.service import providers, recent
from chalicelib.reconciliation.service.findings import tell
from chalicelib.reconciliation.store import breaks as store
from chalicelib.reconciliation.store import runs
from chalicelib.staff import public as staff
from chalicelib.storage import audit
from chalicelib.storage.unit import Unit

_WALKS = 10
_ROUNDS = 10


@dataclass(frozen=True)
class BreakFilter:
    """Which breaks are wanted. ``owner_id`` empty is nobody, None anybody."""

    status: BreakStatus = BreakStatus.OPEN
    side: str = ""
    kind: BreakKind | None = None
    owner_id: str | None = None
    older_than: timedelta | None = None


@dataclass(frozen=True)
class NamedBreak:
    """A break with the names that people read."""

    noun: Break
    side_name: str
    client_name: str
    owner_name: str


@dataclass(frozen=True)
class BreakStory:
    """One break with all that is known of it and may be done about it."""

    named: NamedBreak
    repairs: tuple[Repair, ...]
    events: tuple[BreakEvent, ...]
    possible: tuple[RepairAction, ...]
    names: dict[str, str]


@dataclass(frozen=True)
class Overview:
    """How far every side is compared, what is open there, and the newest walks."""

    sides: tuple[Standing, ...]
    names: dict[str, str]
    tallies: tuple[Tally, ...]
    open_breaks: int
    walks: tuple[Walk, ...]


@dataclass(frozen=True)
class Reconciled:
    """Until when something is reconciled (None: not yet), and how many breaks of it are open."""

    until: datetime | None
    open_breaks: int


def overview() -> Overview:
    """How the comparing stands."""
    known = {one.side: one for one in runs.standings()}
    codes = recent.side_codes()
    sides = tuple(known[code] for code in codes if code in known)
    tallies, open_breaks = store.tallies()
    gone = tuple(one for code, one in known.items() if code not in codes)
    names = {code: side_name(code) for code in (*codes, *(one.side for one in gone))}
    return Overview(sides, names, tuple(tallies), open_breaks, tuple(runs.walks(_WALKS)))


def listed(actor: Actor, wanted: BreakFilter, request: PageRequest) -> Page[NamedBreak]:
    """Breaks in the actor's scope: open ones the oldest first, closed ones the newest first."""
    found: list[Break] = []
    cursor = request.cursor
    for _ in range(_ROUNDS):
        left = PageRequest(request.limit - len(found), cursor)
        page = store.page(wanted.status, wanted.side, wanted.owner_id, _before(wanted), left)
        found += _in_scope(actor, [one for one in page.items if _fits(one, wanted)])
        cursor = page.next_cursor
        if cursor is None or len(found) >= request.limit:
            break
    return Page(tuple(_named(found)), cursor)


def seen(actor: Actor, break_id: str) -> Break:
    """The break as it stands, if it exists for the actor.

    Raises:
        NotFound.
    """
    found = store.get(break_id)
    if not _in_scope(actor, [found]):
        raise NotFound("no such break", what="break")
    return found


def story(actor: Actor, break_id: str) -> BreakStory:
    """One break with its repairs and its history.

    Raises:
        NotFound.
    """
    found = seen(actor, break_id)
    (named,) = _named([found])
    repairs, events = tuple(store.repairs(break_id)), tuple(store.events(break_id))
    refs = {one.by for one in events} | {one.proposed_by for one in repairs}
    refs |= {one.decided_by for one in repairs}
    refunds = providers.can_refund(found.side)
    may = suggesting.possible(found, can_refund=refunds) if found.is_open else ()
    return BreakStory(named, repairs, events, may, _names_of(refs))


def assign(actor: Actor, break_id: str, owner_id: str) -> Break:
    """Give a break to a colleague who may read it, or to nobody.

    Raises:
        NotFound. Invalid: ``owner_unknown``.
    """
    if owner_id and owner_id not in staff.active_staff_with(Permission.READ_RECONCILIATION):
        raise Invalid("they could not read it", code="owner_unknown", field="owner_id")

    def work(unit: Unit) -> Break:
        before = seen(actor, break_id)
        tell(unit, break_id, "assigned" if owner_id else "released", {"owner_id": owner_id})
        audit.record(
            unit,
            "break_assigned",
            "break",
            break_id,
            client_id=before.client_id or None,
            before={"owner_id": before.owner_id},
            after={"owner_id": owner_id},
        )
        return store.save(unit, before, replace(before, owner_id=owner_id))

    return ports.transact(actor, work)


def of_account(actor: Actor, account_id: str) -> Reconciled:
    """How a trading account stands.

    Raises:
        NotFound.
    """
    account = accounts.account(actor, account_id)
    standing = runs.standing(Side(SideKind.SERVER, account.server_id).code)
    return Reconciled(standing.until if standing else None, len(store.open_of_account(account_id)))


def of_client(actor: Actor, client_id: str) -> Reconciled:
    """How all that moves a client's money stands: until when every side is compared.

    Raises:
        NotFound.
    """
    client = clients.client(actor, client_id)
    codes = set(recent.side_codes())
    times = {one.side: one.until for one in runs.standings() if one.side in codes}
    until = min(times.values()) if times and times.keys() == codes else None
    return Reconciled(until, len(store.open_of_client(client.id)))


def side_name(code: str) -> str:
    """What people call a side: a server's own name, or the provider's."""
    side = Side.parse(code)
    if side.kind is SideKind.PROVIDER:
        return side.name
    configs = {config.id: config.name for config in accounts.server_configs()}
    return configs.get(side.name, side.name)


def _before(wanted: BreakFilter) -> str | None:
    return iso(ports.now() - wanted.older_than) if wanted.older_than else None


def _fits(one: Break, wanted: BreakFilter) -> bool:
    return (not wanted.side or one.side == wanted.side) and wanted.kind in (None, one.kind)


def _in_scope(actor: Actor, found: list[Break]) -> list[Break]:
    if actor.scope.company:
        return found
    ids = {one.client_id for one in found if one.client_id}
    visible = {client.id for client in clients.visible(actor, ids)} if ids else set()
    return [one for one in found if one.client_id in visible]


def _named(found: Iterable[Break]) -> list[NamedBreak]:
    found = list(found)
    of_clients = clients.names({one.client_id for one in found if one.client_id})
    owners = staff.names({one.owner_id for one in found if one.owner_id})
    return [
        NamedBreak(
            one,
            side_name(one.side),
            of_clients.get(one.client_id, ""),
            owners.get(one.owner_id, ""),
        )
        for one in found
    ]


def _names_of(refs: Iterable[str]) -> dict[str, str]:
    """The names of the colleagues among actors' references."""
    ids = {ref: ref.partition(":")[2] for ref in refs if ref.startswith("staff:")}
    names = staff.names(ids.values())
    return {ref: names[staff_id] for ref, staff_id in ids.items() if staff_id in names}
