"""Files of blacklist entries: what is wrong with each row, then a job that enters them."""

from collections.abc import Mapping

from chalicelib.clients.model.blacklist import BlacklistKey, Entry, EntryDraft
from chalicelib.clients.model.imports import BlacklistImport
from chalicelib.clients.model.jobs import MAX_ROWS, Job, Order
from chalicelib.clients.rules import blacklist as rules
from chalicelib.clients.service import blacklist, jobs
from chalicelib.clients.service.importing import RowFaulty
from chalicelib.clients.store import blacklist as entries
from chalicelib.clients.store import claims
from chalicelib.core import sheets
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.reviewed import (
    Fault,
    ImportColumn,
    ReviewedRow,
    ReviewedSheet,
    reviewed,
    twice,
)
from chalicelib.core.sheets import Sheet, SheetRow
from chalicelib.identity import public as identity
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit

COLUMNS: tuple[ImportColumn, ...] = rules.IMPORT_COLUMNS
_KEYS = tuple(one.key for one in COLUMNS)
_Pair = tuple[BlacklistKey, str]


def review(text: str) -> ReviewedSheet:
    """All that is wrong with each row of a file, as far as it is known before it is tried.

    Raises:
        Invalid: the sheet itself; see `sheets.read`.
    """
    sheet = _sheet(text)
    drafts = {row.line: _draft(row) for row in sheet.rows}
    known = _known([one for one in drafts.values() if one is not None])
    seen: dict[_Pair, int] = {}
    rows = tuple(_reviewed(row, drafts[row.line], known, seen) for row in sheet.rows)
    return reviewed(sheet.columns, _KEYS, rows)


def start(actor: Actor, text: str, command: Command) -> Job:
    """Enter the rows of a file in the background, each once; faulty ones are refused.

    Raises:
        What `review` raises.
    """
    sheet = _sheet(text)
    order = Order(blacklist=BlacklistImport())
    return jobs.start_with_rows(actor, order, _columns(sheet), sheet.rows, command)


def enter_row(unit: Unit, cells: Mapping[str, str]) -> Entry:
    """Enter one row, in ``unit``.

    Raises:
        RowFaulty: with the code of what is wrong. What `blacklist.add` raises.
    """
    for one in rules.row_faults(cells):
        raise RowFaulty(code=one.code, field=one.column, **one.facts)
    return blacklist.enter(unit, rules.row_draft(cells))


def _sheet(text: str) -> Sheet:
    return sheets.read(text, MAX_ROWS, (one.key for one in COLUMNS if one.required))


def _columns(sheet: Sheet) -> tuple[str, ...]:
    return tuple(one for one in _KEYS if one in sheet.columns)


def _draft(row: SheetRow) -> EntryDraft | None:
    """The entry of a row, unless something is wrong with it."""
    return None if rules.row_faults(row.cells) else rules.row_draft(row.cells)


def _known(drafts: list[EntryDraft]) -> dict[_Pair, str]:
    """What is on the list already, or a client's, with the code that says so; in a few reads."""
    pairs = list(dict.fromkeys((one.key, one.value) for one in drafts))
    of = {key: [value for found, value in pairs if found is key] for key in BlacklistKey}
    mails = identity.holders(Realm.CLIENT, of[BlacklistKey.EMAIL])
    phones = claims.ids_of_phones(of[BlacklistKey.PHONE])
    return {
        **{(BlacklistKey.EMAIL, one): "blacklist_client_exists" for one in mails},
        **{(BlacklistKey.PHONE, one): "blacklist_client_exists" for one in phones},
        **{(one.key, one.value): "blacklist_entry_exists" for one in entries.matching(pairs)},
    }


def _reviewed(
    row: SheetRow, draft: EntryDraft | None, known: dict[_Pair, str], seen: dict[_Pair, int]
) -> ReviewedRow:
    cells = {name: text for name, text in row.cells.items() if name in _KEYS}
    if draft is None:
        return ReviewedRow(row.line, cells, rules.row_faults(row.cells))
    pair = (draft.key, draft.value)
    line = seen.setdefault(pair, row.line)
    if line != row.line:
        return ReviewedRow(row.line, cells, (twice("value", line),))
    code = known.get(pair)
    return ReviewedRow(row.line, cells, (Fault("value", code),) if code else ())
