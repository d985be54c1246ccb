"""Rows of runs over past deals: the run, the deals that differ, and sums that are only added to."""

from chalicelib.core.clock import iso
from chalicelib.core.errors import Conflict
from chalicelib.core.money import Money
from chalicelib.core.paging import Page, PageRequest
from chalicelib.partners.model.runs import Run, RunKind, RunRow, RunSum, Skipped, Subject
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Stale, Unit
from chalicelib.storage.wire import Item

_TABLE = Table("partners")
_LONGEST_TICKET = 20
# Rows of deals that differ begin with ROW# and a time.
_DIFFER, _DIFFER_END = "ROW#", "ROW#~"


def _key(run_id: str, sort: str = "RUN") -> Key:
    return Key(f"RUN#{run_id}", sort)


def _row_key(row: RunRow) -> Key:
    if row.skipped:
        return _key(row.run_id, f"{_left(row.skipped)}{row.deal_id.zfill(_LONGEST_TICKET)}")
    closed = iso(row.closed_at) if row.closed_at else ""
    return _key(row.run_id, f"ROW#{closed}#{row.deal_id}")


def _left(skipped: Skipped) -> str:
    return f"LEFT#{skipped}#"


_RUNS = Rows(
    _TABLE,
    Run,
    lambda one: _key(one.id),
    lambda one: {"by-state": (f"RUNS#{one.kind}", f"{iso(one.created_at)}#{one.id}")},
)
_ROWS = Rows(_TABLE, RunRow, _row_key)


class RunMoved(Conflict):
    """Somebody else has taken the run further, or cancelled it."""

    code = "run_moved"


def add(unit: Unit, new: Run) -> Run:
    """Store a new run."""
    return _RUNS.insert(unit, new, Stale("a run's id came twice"))


def find(run_id: str) -> Run | None:
    """One run as of now, or None."""
    return _RUNS.find(_key(run_id))


def change(unit: Unit, before: Run, after: Run) -> Run:
    """Store how far a run is; fails with `RunMoved`."""
    return _RUNS.change(unit, before, after, RunMoved())


def require(unit: Unit, run: Run) -> None:
    """Let ``unit`` fail with `RunMoved` if the run is no longer as it was read."""
    _RUNS.require(unit, run, RunMoved())


def listed(kind: RunKind, request: PageRequest) -> Page[Run]:
    """Runs of a kind, the newest first."""
    return _RUNS.page(Range(f"RUNS#{kind}", "by-state"), request)


def add_row(unit: Unit, row: RunRow) -> None:
    """Store a deal that differs."""
    _ROWS.insert(unit, row, RunMoved())


def change_row(unit: Unit, before: RunRow, after: RunRow) -> None:
    """Store that a deal was carried out; when it was meanwhile, the unit decides again."""
    _ROWS.change(unit, before, after)


def row(one: RunRow) -> RunRow:
    """The same row as of now."""
    return _ROWS.get(_row_key(one))


def rows(run_id: str, request: PageRequest) -> Page[RunRow]:
    """The deals that differ, the oldest first."""
    pk = _key(run_id).pk
    return _ROWS.page(Range(pk, after=_DIFFER, before=_DIFFER_END, newest_first=False), request)


def skipped_rows(run_id: str, skipped: Skipped, request: PageRequest) -> Page[RunRow]:
    """The tickets that are left as they are for one reason, by number."""
    return _ROWS.page(Range(_key(run_id).pk, prefix=_left(skipped), newest_first=False), request)


def rows_to_do(run_id: str, beyond: RunRow | None, at_most: int) -> list[RunRow]:
    """The next deals to be carried out, the oldest first."""
    first = f"{_row_key(beyond).sk}\x01" if beyond else _DIFFER
    within = Range(_key(run_id).pk, after=first, before=_DIFFER_END, newest_first=False)
    return _ROWS.all(within, at_most)


def count(unit: Unit, run_id: str, one: RunSum) -> None:
    """Add to the sums of a subject."""
    currency = one.before.currency
    unit.add(
        _TABLE,
        _key(run_id, f"SUM#{one.subject}#{one.subject_id}#{currency}"),
        {
            "before": one.before.minor,
            "after": one.after.minor,
            "more": one.more.minor,
            "less": one.less.minor,
            "deals": one.deals,
        },
        {"subject": one.subject.value, "subject_id": one.subject_id, "currency": currency},
    )


def sums(run_id: str, subject: Subject, request: PageRequest) -> Page[RunSum]:
    """What a run came to by each subject and currency."""
    within = Range(_key(run_id).pk, prefix=f"SUM#{subject}#", newest_first=False)
    return _TABLE.page(within, request).map(_sum)


def _sum(item: Item) -> RunSum:
    def money(name: str) -> Money:
        return Money(int(item[name]), str(item["currency"]))

    return RunSum(
        subject=Subject(item["subject"]),
        subject_id=str(item["subject_id"]),
        before=money("before"),
        after=money("after"),
        more=money("more"),
        less=money("less"),
        deals=int(item["deals"]),
    )
