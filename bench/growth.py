"""Whether an operation gets dearer when the broker grows: a thousand, ten and a hundred thousand.

Each size is a stage with tables of its own on one engine, so that all are measured in turns. One
client is made by the use cases; the others are that client's rows under other ids, written
directly, since what counts here is only that they are there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bench import broker
from bench.calls import recording
from bench.engines import enter, tables_at
from bench.filling import fill, written
from bench.interleave import medians, seconds
from bench.rows import Row, Section
from chalicelib.clients import public as clients
from chalicelib.clients.public import ClientFilter
from chalicelib.core.paging import PageRequest
from chalicelib.settings import public as settings
from infra.local import resources
from tests.kit.funds import add_client, credit, staff_actor, usd

SIZES = (1_000, 10_000, 100_000)
_TEMPLATE = "90000002"
_FIRST_ID = 10_000_000
_NOTE = (
    "The same operation at {sizes} clients (their rows, wallets and places in lists), on "
    "MiniStack, in turns: calls and capacity units at each size, then the median time of the "
    "larger sizes as ratios to the smallest. {engine}"
)
_ENGINE = "The engine keeps its tables in memory, so the times hold its growth as well as ours."


@dataclass(frozen=True)
class Size:
    """A broker of a certain size, in a stage of its own."""

    clients: int
    operations: dict[str, Callable[[], object]]

    @property
    def stage(self) -> str:
        """Its stage."""
        return _stage(self.clients)


def _stage(size: int) -> str:
    return f"with{size}"


def measured(endpoint: str, rounds: int, sizes: tuple[int, ...] = SIZES) -> Section:
    """Reads, requests and a list of the desk."""
    told = " / ".join(f"{size:,}" for size in sizes)
    section = Section("Growth", _NOTE.format(sizes=told, engine=_ENGINE))
    for size in sizes:
        resources.create(_stage(size), endpoint)
    with tables_at(endpoint):
        brokers = [_broker(size, endpoint) for size in sizes]
        for what in brokers[0].operations:
            section.rows.append(_row(what, brokers, rounds))
    return section


def _broker(size: int, endpoint: str) -> Size:
    enter(_stage(size))
    operations = _operations()
    with recording() as store:
        add_client(_TEMPLATE)
        credit(usd("10.00"), _TEMPLATE)
        rows = written(store, {"Client", "Wallet"})
    others = (str(_FIRST_ID + number) for number in range(size - 2))
    fill(endpoint, rows, _TEMPLATE, others)
    return Size(size, operations)


def _operations() -> dict[str, Callable[[], object]]:
    steps = broker.Operations(broker.set_up())
    desk = staff_actor()
    first_page = PageRequest(25)
    return {
        "wallet read": steps.read_wallets,
        "deposit request": steps.ask_for_deposit,
        "transfer": steps.transfer,
        "withdrawal": steps.withdraw,
        "desk's list of clients": lambda: clients.page(desk, ClientFilter(), first_page),
    }


def _row(what: str, brokers: list[Size], rounds: int) -> Row:
    costs = [_cost(one, what) for one in brokers]
    times = medians({one.stage: lambda one=one: _time(one, what) for one in brokers}, rounds)
    first, *others = (times[one.stage] for one in brokers)
    ratios = ", ".join(f"{other / first:.2f}" for other in others)
    return Row(what, ratios, note="; ".join(costs))


def _cost(one: Size, what: str) -> str:
    enter(one.stage)
    with recording(priced=True) as store:
        settings.forget()
        one.operations[what]()
        return f"{len(store.calls)} calls, {store.units:g} units"


def _time(one: Size, what: str) -> float:
    enter(one.stage)
    one.operations[what]()  # reads the settings of this stage, which are remembered then
    return seconds(one.operations[what])
