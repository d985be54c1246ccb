"""Whether a queue gets dearer to work through when more waits: a thousand, and ten thousand.

One request is opened by the use cases; the others are that request's rows under other ids, written
directly, since what counts here is only that they wait.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from bench.calls import recording
from bench.engines import enter, make_tables, tables_at
from bench.filling import put, request
from bench.interleave import medians, seconds
from bench.rows import Row, Section
from chalicelib.approvals.public import RequestType
from chalicelib.approvals.service import queues, standing
from chalicelib.core.actor import Actor, Scope
from chalicelib.core.paging import PageRequest
from chalicelib.storage import secrets
from chalicelib.storage.table import Range, Table
from chalicelib.storage.wire import item_to_wire
from tests.kit.approvals import member, open_request

SIZES = (1_000, 10_000)
_TEMPLATE = "dep_template"
_PAGE = PageRequest(25)
_AT_ONCE = 500
_NOTE = (
    "A member of staff works through My To Do with {sizes} requests waiting (a row, a place in the "
    "queue and a log line each), on {engine}: calls and capacity units at each size, then the "
    "median time at the larger size as a ratio to the smaller, which holds the growth of the "
    "engine's tables too. Calls and units must be the same."
)


@dataclass(frozen=True)
class _Queue:
    """A broker with `waiting` requests, in a stage of its own."""

    waiting: int

    @property
    def stage(self) -> str:
        """Its stage."""
        return f"wait{self.waiting}"


@dataclass(frozen=True)
class _Cost:
    """What an operation took of the store."""

    calls: int
    units: float

    def __str__(self) -> str:
        return f"{self.calls} calls, {self.units:g} units"


def measured(engine: str, endpoint: str, rounds: int, sizes: tuple[int, ...] = SIZES) -> Section:
    """Pages of My To Do, the badges, and the look at all that one order can decide."""
    told = " and ".join(f"{size:,}" for size in sizes)
    section = Section("Waiting", _NOTE.format(sizes=told, engine=engine))
    lengths = [_Queue(size) for size in sizes]
    secrets.derived_key("cursors")  # read once per process: that of the first stage serves all
    for one in lengths:
        make_tables(one.stage, endpoint)
    with tables_at(endpoint):
        for one in lengths:
            _fill(one, endpoint)
        for what, operation in _operations().items():
            section.rows.append(_row(what, operation, lengths, rounds))
    return section


def _operations() -> dict[str, Callable[[], int]]:
    """What staff do with the queue; each gives the number of requests that it has shown."""
    ann = member("Ann")
    owner = member("Owner", scope=Scope(owner_ids=frozenset({"stf_owner"})))
    return {
        "first page of My To Do": partial(_pages, ann, 1),
        "four pages of it": partial(_pages, ann, 4),
        "first page of one type": partial(_pages, ann, 1, RequestType.DEPOSIT),
        "first page for an owner of clients": partial(_pages, owner, 1),
        "the badges": lambda: len(queues.counts(ann).items),
        "the look at 500 before deciding them": lambda: len(
            standing.waiting_for(ann, None, _AT_ONCE)[0]
        ),
    }


def _pages(actor: Actor, number: int, kind: RequestType | None = None) -> int:
    page, shown = _PAGE, 0
    for _ in range(number):
        found = queues.to_do(actor, page, kind)
        shown += len(found.items)
        page = PageRequest(_PAGE.limit, found.next_cursor)
    return shown


def _row(what: str, operation: Callable[[], int], lengths: list[_Queue], rounds: int) -> Row:
    costs = [_cost(one, operation) for one in lengths]
    times = medians({one.stage: partial(_time, one, operation) for one in lengths}, rounds)
    first, *_, last = (times[one.stage] for one in lengths)
    over = costs[0] != costs[-1]
    return Row(what, f"{last / first:.2f}", "the same", over, "; ".join(map(str, costs)))


def _cost(one: _Queue, operation: Callable[[], int]) -> _Cost:
    enter(one.stage)
    operation()  # reads the settings of this stage, which are remembered then
    with recording(priced=True) as store:
        operation()
        return _Cost(len(store.calls), store.units)


def _time(one: _Queue, operation: Callable[[], int]) -> float:
    enter(one.stage)
    operation()
    return seconds(operation)


def _fill(one: _Queue, endpoint: str) -> None:
    """One deposit by the use case; the others are its rows under other ids."""
    enter(one.stage)
    summary = {"method": "wire", "amount": "20.00", "currency": "USD"}
    open_request(_TEMPLATE, type=RequestType.DEPOSIT, summary=summary, manual_only=True)
    table = Table("approvals")
    rows = [
        (table.name, request(item_to_wire(row)))
        for row in table.query(Range(f"REQUEST#{_TEMPLATE}"), 100)
    ]
    ids = (f"dep_{number:08d}" for number in range(one.waiting - 1))
    put(endpoint, ((name, text.replace(_TEMPLATE, other)) for other in ids for name, text in rows))
