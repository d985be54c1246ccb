"""Writing an export: slice after slice, each in a run of its own, then the file.

A run may die anywhere and its message may come twice. A slice is stored under its number and is
written again by the next try; what counts is the row, which moves on together with the message for
the next slice.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from chalicelib import ports
from chalicelib.clients import public as clients
from chalicelib.core import sheets
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import MAX_PAGE_SIZE, PageRequest
from chalicelib.messages.reports import ExportContinued
from chalicelib.ports import stores
from chalicelib.reports import store
from chalicelib.reports.model import Export, ExportFormat, ExportKind, ExportStatus, Owner
from chalicelib.reports.service import exports
from chalicelib.reports.service.sources import SOURCES, Row, asked
from chalicelib.reports.service.workbooks import workbook
from chalicelib.staff import public as staff
from chalicelib.storage import audit
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit

SLICE_BYTES = 4_000_000
FILE_BYTES_AT_MOST = 48_000_000
_SLICE_TIME = timedelta(seconds=25)


@dataclass(frozen=True)
class _Slice:
    """What one run has read."""

    text: str
    rows: int
    cursor: str | None
    is_last: bool


def carry_on(actor: Actor, message: ExportContinued, command: Command) -> None:
    """Write the slice that ``message`` names, or make the file when all is read.

    Raises:
        VendorUnavailable: the file store is away; come again.
    """
    export = store.export(_owner(message), message.export_id)
    if export.slices != message.slice or export.status not in (
        ExportStatus.QUEUED,
        ExportStatus.RUNNING,
    ):
        ports.transact(actor, command.settle)
        return
    member = _acting(export)
    if member is None or not exports.may_read(member, export.kind):
        _fail(actor, export, "permission_missing", command)
        return
    try:
        if export.is_read:
            _finish(actor, member, export, command)
        else:
            _write(actor, member, export, command)
    except NotFound:
        # What a list is of may have left the member's scope meanwhile.
        _fail(actor, export, "permission_missing", command)


def _owner(message: ExportContinued) -> Owner:
    if message.client_id:
        return Owner(Realm.CLIENT, message.client_id)
    return Owner(Realm.STAFF, message.staff_id)


def _acting(export: Export) -> Actor | None:
    """Whose export it is as they may act now, or None when they may not at all."""
    return _client(export.client_id) if export.client_id else _member(export.staff_id)


def _client(client_id: str) -> Actor | None:
    try:
        found = clients.client_for_system(client_id)
    except NotFound:
        return None
    return Actor(Realm.CLIENT, found.id, found.name) if found.is_active else None


def _member(staff_id: str) -> Actor | None:
    principal = staff.principal(staff_id)
    if not principal.active:
        return None
    return Actor(
        realm=Realm.STAFF,
        id=principal.staff_id,
        name=principal.name,
        role_ids=frozenset({principal.role_id}),
        permissions=principal.permissions,
        scope=principal.scope,
        veil=principal.veil,
    )


def _write(actor: Actor, member: Actor, export: Export, command: Command) -> None:
    try:
        read = _read(member, export)
    except Invalid as refusal:
        # The list would refuse it too, now and whenever it is tried again.
        _fail(actor, export, refusal.code, command)
        return
    content = read.text.encode()
    size = export.size_bytes + len(content)
    rows = export.rows + read.rows
    if size > FILE_BYTES_AT_MOST or (export.most_rows is not None and rows > export.most_rows):
        is_longer = export.format is ExportFormat.PDF
        _fail(actor, export, "pdf_too_long" if is_longer else "export_too_large", command)
        return
    stores.export_files().keep_slice(export.id, export.slices, content)
    after = replace(
        export,
        status=ExportStatus.RUNNING,
        slices=export.slices + 1,
        rows=rows,
        size_bytes=size,
        cursor=read.cursor,
        is_read=read.is_last,
    )

    def work(unit: Unit) -> None:
        store.change(unit, export, after)
        unit.publish(exports.continued(after))
        command.settle(unit)

    ports.transact(actor, work)


def _read(member: Actor, export: Export) -> _Slice:
    """The next rows, until they are enough for a slice or the time for one is up."""
    source, deadline = SOURCES[export.kind], ports.now() + _SLICE_TIME
    first: list[Row] = [source.columns] if export.slices == 0 else []
    text = (sheets.BYTE_ORDER_MARK if first else "") + sheets.written(first)
    rows, cursor = 0, export.cursor
    filters = asked(export.kind, export.filters)
    while True:
        page = source.page(member, filters, PageRequest(MAX_PAGE_SIZE, cursor))
        text += sheets.written(page.items)
        rows, cursor = rows + len(page.items), page.next_cursor
        if cursor is None or len(text) >= SLICE_BYTES or ports.now() >= deadline:
            return _Slice(text, rows, cursor, is_last=cursor is None)


def _finish(actor: Actor, member: Actor, export: Export, command: Command) -> None:
    files = stores.export_files()

    def slices() -> Iterator[bytes]:
        return files.slices(export.id, export.slices)

    if export.kind is ExportKind.COMMISSION_STATEMENT:
        from chalicelib.reports.service import statement_files  # noqa: PLC0415 - pays for itself

        content = statement_files.statement(member, export, slices)
        files.keep_file(export.id, export.format, content)
    elif export.format is ExportFormat.XLSX:
        files.keep_file(export.id, export.format, workbook(slices()))
    else:
        files.assemble(export.id, export.slices)
    after = replace(export, status=ExportStatus.READY, ended_at=ports.now())
    _end(actor, export, after, "export_written", command)


def _fail(actor: Actor, export: Export, problem: str, command: Command) -> None:
    after = replace(export, status=ExportStatus.FAILED, ended_at=ports.now(), problem=problem)
    _end(actor, export, after, "export_failed", command)


def _end(actor: Actor, before: Export, after: Export, action: str, command: Command) -> None:
    def work(unit: Unit) -> None:
        store.change(unit, before, after)
        said = {"kind": after.kind, "rows": after.rows, "filters": after.filters}
        client_id = after.client_id or None
        audit.record(unit, action, "export", after.id, client_id=client_id, after=said)
        command.settle(unit)

    ports.transact(actor, work)
