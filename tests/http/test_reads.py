"""What reading costs: no scan, and no more calls or items when everything has grown tenfold.

Pages of two are read when there are at least three of a kind, and again when ten times as much has
been added: other clients with their wallets and requests, and entries and requests of one's own.
"""

from dataclasses import dataclass

import pytest

from chalicelib import ports
from chalicelib.approvals.model.settings import DEADLINE_HOURS
from chalicelib.approvals.public import RequestType
from chalicelib.core.actor import Realm
from chalicelib.core.money import Money
from chalicelib.core.permissions import Permission
from chalicelib.funds.service.at_instant import MOST_LINES
from chalicelib.notifications.model import Notice
from chalicelib.notifications.service import bell
from chalicelib.partners.model.plans import PlanKind
from chalicelib.settings import public as settings
from chalicelib.storage import aws, parked
from chalicelib.storage.table import Range, Table
from tests.http.contract import READING, Checked, Route
from tests.http.parameters import ids_of
from tests.http.sending import by_name
from tests.http.world import SYSTEM, World
from tests.kit import people
from tests.kit.approvals import open_request
from tests.kit.funds import add_client, client_actor, credit
from tests.kit.partners import RANKS
from tests.kit.plans import proposed
from tests.kit.recorder import recording

FEW, MANY = 3, 27
# What is read another way by staff who do not see the whole company.
SCOPED = {"list_accounts", "list_clients", "list_requests", "list_wallets", "count_requests"}
# What ends by itself: how many items at most, whatever there is.
ENDING = {
    "count_requests": 100 * 7 * 4,  # a hundred of each type, in each of its queues
    "list_house_accounts": 16 * 12,  # the shards of every house account
    "list_desk_notifications": 40,  # with those whom the notices of the page are about
    "list_ticket_assignees": 200 + 200,  # the roles, and who may answer
    "list_task_assignees": 200 + 200,
    # Of each part of the register of movements, and the rows and clients of those shown.
    "report_transactions": 8 * 3 + 40,
    "sum_up_transactions": 8 * 201 + 2 * 201 + 40,
    # What was held is read backwards in a wallet's lines, so far.
    "read_client_statement": MOST_LINES + 100,
    "read_own_statement": MOST_LINES + 100,
}

# The last line of a wallet at a moment is found by halving: tenfold lines are four calls more.
HALVING = {"read_client_statement": 4, "read_own_statement": 4}


@dataclass(frozen=True)
class Cost:
    """What one request asked of the store."""

    status: int
    calls: int
    items: int
    scans: int


Costs = dict[str, dict[str, tuple[Cost, Cost]]]


@pytest.fixture(scope="module")
def costs(world: World) -> Costs:
    """What each GET costs each of its readers, before and after the growth."""
    for _ in range(FEW):  # to be asked for, some things have to be made first
        for route in READING:
            ids_of(world, route, world.lin)
    grow(world, FEW, 0)
    before = walked(world)
    grow(world, MANY, FEW)
    after = walked(world)
    return {
        name: {who: (cost, after[name][who]) for who, cost in by_reader.items()}
        for name, by_reader in before.items()
    }


def walked(world: World) -> dict[str, dict[str, Cost]]:
    return {
        route.name: {
            who: cost_of(world, route, caller) for who, caller in readers(world, route).items()
        }
        for route in READING
    }


def readers(world: World, route: Route) -> dict[str, Checked]:
    """Whoever may read it; the desk by the whole company's scope and by a smaller one."""
    if route.realm is Realm.STAFF:
        smaller = {"keeper": world.kay} if route.name in SCOPED else {}
        return {"owner": world.owner} | smaller
    return {"client": world.lin.caller if route.realm is Realm.CLIENT else world.anyone}


def cost_of(world: World, route: Route, caller: Checked) -> Cost:
    query = {"limit": 2} if "limit" in route.declared.query.model_fields else {}
    path = route.url(ids_of(world, route, world.lin), **query)
    settings.forget()
    with recording() as store:
        status = caller.get(path).status
    return Cost(status, len(store.calls), store.items, store.calls.count("scan"))


def grow(world: World, number: int, begun: int) -> None:
    """Make ``number`` more of everything, by the services."""
    for place in range(begun, begun + number):
        of_others(world, f"2{place:07d}", place)
        of_lin(world, place)
        of_staff(world.owner_id, place)
        of_the_broker(place)


def of_others(world: World, client_id: str, place: int) -> None:
    owner = None if place % 2 else world.keeper.id
    add_client(client_id, owner)
    credit(Money.parse("10.00", "USD"), client_id)
    asked(client_id, owner, f"wdd_{client_id}")


def of_lin(world: World, place: int) -> None:
    credit(Money.parse("1.00", "USD"), world.lin.id)
    asked(world.lin.id, world.keeper.id, f"wdd_lin{place}")


def asked(client_id: str, owner_id: str | None, request_id: str) -> None:
    open_request(
        request_id,
        by=client_actor(client_id),
        client_id=client_id,
        owner_id=owner_id,
        type=RequestType.WITHDRAWAL_DETAILS,
    )


def of_staff(staff_id: str, place: int) -> None:
    notice = Notice("request_waiting", Realm.STAFF, staff_id, email=False, popup=True)
    bell.ring(SYSTEM, f"msg_grown{place}", notice)


def of_the_broker(place: int) -> None:
    proposed(PlanKind.RANK_STRUCTURE, RANKS)
    people.role(Permission.READ_CLIENTS, name=f"Grown {place:03d}")
    settings.adopt(SYSTEM, DEADLINE_HOURS[RequestType.DEPOSIT], 48 + place)
    ports.transact(
        SYSTEM,
        lambda unit: parked.park(
            unit, queue="funds-events", name="x", body="x", reason="x", attempts=1
        ),
    )


@by_name(READING)
def test_reading_never_scans(costs: Costs, route: Route):
    for who, (few, many) in costs[route.name].items():
        assert (few.status, many.status) == (200, 200), who
        assert (few.scans, many.scans) == (0, 0), who


@by_name(READING)
def test_reading_costs_the_same_when_everything_has_grown_tenfold(costs: Costs, route: Route):
    for who, (few, many) in costs[route.name].items():
        assert many.calls <= few.calls + HALVING.get(route.name, 0), (who, few, many)
        assert many.items <= ENDING.get(route.name, few.items), (who, few, many)


def test_a_scan_and_growth_would_be_seen(world: World):
    with recording() as store:
        aws.client("dynamodb").scan(TableName=aws.resource("clients"), Limit=3)
        Table("clients").query(Range("trader", "by-registration"), 2)
    assert store.calls == ["scan", "query"]
    assert store.items == 3 + 2
