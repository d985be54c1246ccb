"""Files of orders for accounts: all that is wrong with each row, then a job whose rows they are."""

from collections.abc import Sequence

from chalicelib.accounts.public import TradingAccount
from chalicelib.bulk import rules
from chalicelib.bulk.model import AccountOrder, OrderKind
from chalicelib.bulk.service import judging, placing
from chalicelib.bulk.service.orders import facts
from chalicelib.bulk.service.working import WORK, stored
from chalicelib.core.actor import Actor
from chalicelib.core.errors import FairleadError
from chalicelib.core.nouns import dataclass
from chalicelib.core.reviewed import (
    TWICE,
    Fault,
    ImportColumn,
    ReviewedRow,
    ReviewedSheet,
    reviewed,
)
from chalicelib.core.sheets import Sheet, SheetRow
from chalicelib.gateways.files import tables
from chalicelib.gateways.files.tables import SentTable
from chalicelib.jobs import public as jobs
from chalicelib.jobs.public import MAX_ROWS, JobState, Plan
from chalicelib.storage.idempotency import Command


@dataclass(frozen=True)
class _Row:
    """A row on its way through the review."""

    row: SheetRow
    order: AccountOrder
    account: TradingAccount | None
    faults: tuple[Fault, ...]


def columns(kind: OrderKind) -> tuple[ImportColumn, ...]:
    """The columns of a file of orders of ``kind``."""
    return rules.columns(kind)


def review(actor: Actor, order: AccountOrder, file: SentTable) -> ReviewedSheet:
    """All that is wrong with each row of a file, as far as it is known before it is tried.

    Raises:
        Forbidden: ``permission_missing``. Invalid: the file itself; see `tables.read`.
    """
    judging.check_permission(actor, order)
    sheet = _sheet(order.kind, file)
    found = _once(_read(actor, order, sheet.rows))
    known = {one.key for one in columns(order.kind)}
    return reviewed(sheet.columns, known, (_reviewed(one, known) for one in _judged(found)))


def start(actor: Actor, order: AccountOrder, file: SentTable, command: Command) -> JobState:
    """Carry out the rows of a file in the background, each once; faulty ones are refused.

    Raises:
        What `review` raises.
    """
    judging.check_permission(actor, order)
    sheet = _sheet(order.kind, file)
    kept = tuple(one.key for one in columns(order.kind) if one.key in sheet.columns)
    plan = Plan(
        kind=order.kind.job_kind,
        order=stored(order),
        columns=kept,
        rows=[_marked(one) for one in _once(_read(actor, order, sheet.rows))],
        facts=facts(order),
    )
    return jobs.begin(actor, plan, WORK.advanced, command)


def _sheet(kind: OrderKind, file: SentTable) -> Sheet:
    required = tuple(one.key for one in columns(kind) if one.required)
    return tables.read(file, MAX_ROWS, required)


def _read(actor: Actor, order: AccountOrder, rows: Sequence[SheetRow]) -> list[_Row]:
    """Each row with its account and its order, as far as they can be read."""
    places = [rules.place(row.cells) for row in rows]
    placed = [
        (place, row.cells)
        for place, row in zip(places, rows, strict=True)
        if not isinstance(place, Fault)
    ]
    accounts = iter(placing.found_all(actor, placed))
    read = []
    for place, row in zip(places, rows, strict=True):
        meant = place if isinstance(place, Fault) else next(accounts)
        own, faults = rules.of_row(order, row.cells)
        if isinstance(meant, Fault):
            read.append(_Row(row, own, None, (meant, *faults)))
        else:
            read.append(_Row(row, own, meant, faults))
    return read


def _once(found: list[_Row]) -> list[_Row]:
    """Rows about an account that an earlier row is about, too."""
    seen: dict[str, int] = {}
    looked = []
    for one in found:
        line = seen.setdefault(one.account.id, one.row.line) if one.account else one.row.line
        if line != one.row.line:
            twice = rules.twice(line)
            looked.append(_Row(one.row, one.order, one.account, (*one.faults, twice)))
        else:
            looked.append(one)
    return looked


def _marked(one: _Row) -> SheetRow:
    """The row as the job keeps it: that it comes twice cannot be seen from itself."""
    lines = [fault.facts["line"] for fault in one.faults if fault.code == TWICE]
    cells = one.row.cells | {rules.TWICE_MARK: str(lines[0])} if lines else one.row.cells
    return SheetRow(one.row.line, cells)


def _judged(found: list[_Row]) -> list[_Row]:
    """What the account itself would refuse, of rows that are fine so far."""
    chosen = [one.account for one in found if one.account is not None]
    figures = judging.figures_of(found[0].order, chosen) if found else {}
    judged = []
    for one in found:
        if one.account is None or one.faults:
            judged.append(one)
            continue
        refusal = judging.judge(one.order, one.account, figures.get(one.account.id))
        faults = () if refusal is None else (_fault(refusal),)
        judged.append(_Row(one.row, one.order, one.account, faults))
    return judged


def _fault(refusal: FairleadError) -> Fault:
    columns_of = {"account_id": "login", "csv": "login", None: "login"}
    column = columns_of.get(refusal.field, refusal.field or "login")
    facts = {name: str(value) for name, value in refusal.facts.items() if value is not None}
    return Fault(column, refusal.code, facts)


def _reviewed(one: _Row, known: set[str]) -> ReviewedRow:
    cells = {name: text for name, text in one.row.cells.items() if name in known}
    return ReviewedRow(one.row.line, cells, one.faults)
