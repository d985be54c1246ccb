"""Whether finding one client gets dearer when there are many: a hundred, and a hundred thousand.

A search is asked as the back office asks it: with the names of owners, groups, sign-ins and counts.
Clients are rows written directly, each with a name, an address, a number and a login of its own and
the words under which the consumers would have put them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from bench.calls import recording
from bench.engines import enter, make_tables, tables_at
from bench.filling import put, request, written
from bench.interleave import medians, seconds
from bench.rows import Row, Section
from chalicelib.clients.model import Client, ClientFilter
from chalicelib.clients.rules import listing
from chalicelib.clients.service import overview
from chalicelib.core.paging import PageRequest
from chalicelib.storage import aws, secrets
from chalicelib.storage.search import words
from tests.kit.funds import add_client, staff_actor

SIZES = (100, 100_000)
MOST_CALLS = 12
_TEMPLATE = "90000002"
_FIRST_ID = 20_000_000
_FIRST_LOGIN = 500_000
_SHELF_LETTERS = 2
_SOUGHT = 41
_GIVEN = ("Ada", "Ben", "Cleo", "Dan", "Eva", "Finn", "Gia")
_STEMS = ("Bal", "Cor", "Dal", "Fal", "Gar", "Hal", "Jan", "Ker", "Lan", "Mal", "Nor", "Par", "Ros")
_ENDS = ("ane", "bon", "car", "dew", "elm", "ham", "kin", "low", "man", "oak", "son")
_NOTE = (
    "The back office finds clients among {sizes} of them (their rows, and about nine words each), "
    "on {engine}: calls and capacity units at each size, then the median time at the larger size "
    "as a ratio to the smaller, which holds the growth of the engine's tables too. A search may "
    "take {most} calls however many there are; the first page of the list takes the same calls "
    "and units."
)


@dataclass(frozen=True)
class _Broker:
    """A broker with `clients` clients, in a stage of its own."""

    clients: int

    @property
    def stage(self) -> str:
        """Its stage."""
        return f"find{self.clients}"


@dataclass(frozen=True)
class _Cost:
    """What an operation took of the store."""

    calls: int
    units: float

    def __str__(self) -> str:
        return f"{self.calls} calls, {self.units:g} units"


def measured(engine: str, endpoint: str, rounds: int, sizes: tuple[int, ...] = SIZES) -> Section:
    """Searches by all that a client is known by, and the list."""
    told = " and ".join(f"{size:,}" for size in sizes)
    section = Section("Finding", _NOTE.format(sizes=told, engine=engine, most=MOST_CALLS))
    brokers = [_Broker(size) for size in sizes]
    secrets.derived_key("cursors")  # read once per process: that of the first stage serves all
    for one in brokers:
        make_tables(one.stage, endpoint)
    with tables_at(endpoint):
        made, *_ = [_fill(one, endpoint) for one in brokers]
        for what, operation in _operations(_client(made, _SOUGHT)).items():
            section.rows.append(_row(what, operation, brokers, rounds))
    return section


def _operations(sought: Client) -> dict[str, Callable[[], object]]:
    """The same client is looked for in every size."""
    texts = {
        "three letters of a name": sought.name.split()[1][:3],
        "a whole name": sought.name,
        "an e-mail address": sought.email,
        "a phone number": sought.phone,
        "the beginning of a phone number": sought.phone[:9],
        "a login": str(_FIRST_LOGIN + _SOUGHT),
    }
    desk = staff_actor()
    found = partial(overview.listed, desk, ClientFilter(), request=PageRequest(25))
    searches = {f"search: {what}": partial(found, text) for what, text in texts.items()}
    return {**searches, "first page of the list": partial(found, None)}


def _row(what: str, operation: Callable[[], object], brokers: list[_Broker], rounds: int) -> Row:
    costs = [_cost(one, operation) for one in brokers]
    times = medians({one.stage: partial(_time, one, operation) for one in brokers}, rounds)
    first, *_, last = (times[one.stage] for one in brokers)
    searches = what.startswith("search")
    over = costs[-1].calls > MOST_CALLS if searches else costs[0] != costs[-1]
    limit = f"{MOST_CALLS} calls" if searches else "the same"
    return Row(what, f"{last / first:.2f}", limit, over, "; ".join(map(str, costs)))


def _cost(one: _Broker, operation: Callable[[], object]) -> _Cost:
    enter(one.stage)
    operation()  # reads the settings of this stage, which are remembered then
    with recording(priced=True) as store:
        operation()
        return _Cost(len(store.calls), store.units)


def _time(one: _Broker, operation: Callable[[], object]) -> float:
    enter(one.stage)
    operation()
    return seconds(operation)


def _fill(one: _Broker, endpoint: str) -> Client:
    """One client by the use cases; the others are that client's row under other names."""
    enter(one.stage)
    with recording() as store:
        made = add_client(_TEMPLATE)
        ((table, item),) = written(store, {"Client"})
    row = request(item)
    clients = (_client(made, number) for number in range(one.clients - 1))
    put(endpoint, (one for client in clients for one in _rows(client, made, table, row)))
    return made


def _rows(client: Client, made: Client, table: str, row: str) -> Iterator[tuple[str, str]]:
    """The client's own row, and one per word under which they are found."""
    yield (
        table,
        (
            row.replace(made.name, client.name)
            .replace(made.email, client.email)
            .replace(made.id, client.id)
        ),
    )
    search = aws.resource("search")
    login = str(_FIRST_LOGIN + int(client.id) - _FIRST_ID)
    for word in words(*listing.searchable(client), login):
        yield search, request(_word(word, client.id))


def _word(word: str, client_id: str) -> dict[str, Any]:
    return {
        "pk": {"S": f"client#{word[:_SHELF_LETTERS]}"},
        "sk": {"S": f"{word}#{client_id}"},
        "found_id": {"S": client_id},
        "version": {"N": "1"},
    }


def _client(made: Client, number: int) -> Client:
    """The client of that number: a name among a thousand, and all else their own."""
    client_id = str(_FIRST_ID + number)
    given = _GIVEN[number % len(_GIVEN)]
    family = _STEMS[number % len(_STEMS)] + _ENDS[number % len(_ENDS)]
    return replace(
        made,
        id=client_id,
        name=f"{given} {family}",
        email=f"{given}.{family}.{client_id}@example.com".lower(),
        phone=made.phone.replace(made.id, client_id),
        referral_code=made.referral_code.replace(made.id, client_id),
    )
