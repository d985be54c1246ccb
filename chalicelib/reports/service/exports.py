"""Asking for an export, listing one's own, opening one's file."""

from collections.abc import Mapping
from datetime import timedelta

from chalicelib import ports
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.errors import Forbidden
from chalicelib.core.paging import Page, PageRequest
from chalicelib.messages.reports import ExportContinued
from chalicelib.ports import stores
from chalicelib.reports import rules, store
from chalicelib.reports.model import (
    Export,
    ExportFormat,
    ExportKind,
    ExportNotReady,
    Link,
    Owner,
)
from chalicelib.reports.service.sources import SOURCES, asked
from chalicelib.storage import audit, limits
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit

PER_HOUR = 30
LINK_LIFETIME = timedelta(seconds=60)


def ask(
    actor: Actor,
    kind: ExportKind,
    wanted_format: ExportFormat,
    filters: Mapping[str, str],
    command: Command,
) -> Export:
    """Have a list written to a file, in the name of ``actor``; on the record.

    Raises:
        Forbidden: ``permission_missing`` for the list itself. FormatUnknown.
        FilterUnknown, FilterMissing, FilterMalformed: the list would not take a filter.
        What the list's own check raises. Limited: thirty in an hour.
    """
    _require(actor, kind)
    rules.check_format(kind, wanted_format)
    wanted = rules.given(filters)
    SOURCES[kind].check(actor, asked(kind, wanted))
    limits.take("export", actor.id, ports.now(), allowance=PER_HOUR, window=timedelta(hours=1))
    is_client = actor.realm is Realm.CLIENT

    def work(unit: Unit) -> Export:
        new = Export(
            id=unit.ids.new("exp", unit.now),
            staff_id="" if is_client else actor.id,
            kind=kind,
            filters=wanted,
            requested_at=unit.now,
            format=wanted_format,
            client_id=actor.id if is_client else "",
        )
        store.add(unit, new)
        audit.record(
            unit,
            "export_requested",
            "export",
            new.id,
            client_id=new.client_id or None,
            after={"kind": kind, "filters": wanted},
        )
        unit.publish(continued(new))
        command.settle(unit, new)
        return new

    return ports.transact(actor, work)


def continued(export: Export) -> ExportContinued:
    """The message that the next slice of an export is to be written."""
    return ExportContinued(
        staff_id=export.staff_id,
        export_id=export.id,
        slice=export.slices,
        client_id=export.client_id,
    )


def may_read(actor: Actor, kind: ExportKind) -> bool:
    """Whether the actor may have a list of this kind at all."""
    source = SOURCES[kind]
    return source.is_for_clients if actor.realm is Realm.CLIENT else actor.may(source.permission)


def _require(actor: Actor, kind: ExportKind) -> None:
    if not may_read(actor, kind):
        raise Forbidden(
            "your role does not allow this",
            code="permission_missing",
            permission=SOURCES[kind].permission.value,
        )


def exports(actor: Actor, request: PageRequest) -> Page[Export]:
    """The actor's own exports, newest first."""
    return store.exports(_own(actor), request)


def export(actor: Actor, export_id: str) -> Export:
    """One of the actor's own exports.

    Raises:
        NotFound.
    """
    return store.export(_own(actor), export_id)


def open_file(actor: Actor, export_id: str) -> Link:
    """A link to the file of one of the actor's own exports, put on the record before it is given.

    Raises:
        NotFound. ExportNotReady: ``export_not_ready``.
        Forbidden: ``permission_missing`` when the list may no longer be read.
    """
    found = store.export(_own(actor), export_id)
    _require(actor, found.kind)
    until = found.file_until
    if until is None or until <= ports.now():
        raise ExportNotReady(status=found.status.value)
    ports.transact(
        actor,
        lambda unit: audit.record(
            unit,
            "export_opened",
            "export",
            found.id,
            client_id=found.client_id or None,
            after={"kind": found.kind},
        ),
    )
    url = stores.export_files().link(found.id, found.file_name)
    return Link(url, ports.now() + LINK_LIFETIME)


def _own(actor: Actor) -> Owner:
    return Owner(actor.realm, actor.id)
