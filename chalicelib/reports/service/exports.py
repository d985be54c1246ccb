"""Asking for an export, listing one's own, opening one's file."""

from collections.abc import Mapping
from datetime import timedelta

from chalicelib import ports
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Forbidden
from chalicelib.core.paging import Page, PageRequest
from chalicelib.messages.reports import ExportContinued
from chalicelib.reports import rules, store
from chalicelib.reports.model import Export, ExportFormat, ExportKind, ExportNotReady, Link
from chalicelib.reports.service.sources import SOURCES
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
        Forbidden: ``permission_missing`` for the list itself. FilterUnknown.
        Limited: thirty in an hour.
    """
    needed = SOURCES[kind].permission
    if not actor.may(needed):
        raise Forbidden(
            "your role does not allow this", code="permission_missing", permission=needed.value
        )
    wanted = rules.checked_filters(kind, filters)
    limits.take("export", actor.id, ports.now(), allowance=PER_HOUR, window=timedelta(hours=1))

    def work(unit: Unit) -> Export:
        new = store.add(
            unit,
            Export(
                unit.ids.new("exp", unit.now),
                actor.id,
                kind,
                wanted,
                unit.now,
                format=wanted_format,
            ),
        )
        audit.record(
            unit, "export_requested", "export", new.id, after={"kind": kind, "filters": wanted}
        )
        unit.publish(ExportContinued(staff_id=actor.id, export_id=new.id, slice=0))
        command.settle(unit, new)
        return new

    return ports.transact(actor, work)


def exports(actor: Actor, request: PageRequest) -> Page[Export]:
    """The actor's own exports, newest first."""
    return store.exports(actor.id, request)


def export(actor: Actor, export_id: str) -> Export:
    """One of the actor's own exports.

    Raises:
        NotFound.
    """
    return store.export(actor.id, export_id)


def open_file(actor: Actor, export_id: str) -> Link:
    """A link to the file of one of the actor's own exports, put on the record before it is given.

    Raises:
        NotFound. ExportNotReady: ``export_not_ready``.
        Forbidden: ``permission_missing`` when the list may no longer be read.
    """
    found = store.export(actor.id, export_id)
    needed = SOURCES[found.kind].permission
    if not actor.may(needed):
        raise Forbidden(
            "your role does not allow this", code="permission_missing", permission=needed.value
        )
    until = found.file_until
    if until is None or until <= ports.now():
        raise ExportNotReady(status=found.status.value)
    ports.transact(
        actor,
        lambda unit: audit.record(
            unit, "export_opened", "export", found.id, after={"kind": found.kind}
        ),
    )
    url = ports.export_files().link(found.id, found.file_name)
    return Link(url, ports.now() + LINK_LIFETIME)
