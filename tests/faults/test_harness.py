"""The harness finds the crash points by itself, and a careless step does not get past it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from botocore.exceptions import ReadTimeoutError

from chalicelib import ports
from chalicelib.core.actor import system
from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import Conflict, OutcomeUnknown, VendorUnavailable
from chalicelib.storage.idempotency import Command
from chalicelib.storage.table import Key, Table
from chalicelib.storage.unit import Unit
from tests.faults.deployment import Deployment, deployed
from tests.faults.harness import (
    Call,
    Death,
    Point,
    Scenario,
    Survey,
    Watch,
    Watched,
    survey,
    survive_all,
)

ACTOR = system("test")
TABLE = Table("clients")
PURSE = Key("PURSE#1", "PURSE")
COMMAND = Command("test#spend", fingerprint="f")
GATEWAY = "bank"


@dataclass
class Bank:
    """A vendor that pays whenever it is asked."""

    paid: int = 0

    def pay(self) -> None:
        """Once more."""
        self.paid += 1


@dataclass
class Shop:
    """A world with a purse and a bank."""

    bank: Bank
    watch: Watch

    @property
    def purse(self) -> int:
        """What is left."""
        found = TABLE.get(PURSE)
        assert found is not None
        return int(found["minor"])


Deed = Callable[[Shop], None]


@pytest.fixture(autouse=True)
def deployment(store: None, clock: FixedClock) -> Iterator[Deployment]:
    with deployed(quick=True) as made:
        yield made


def scenario(deployment: Deployment, act: Deed) -> Scenario[Shop]:
    """20 in the purse; ``act`` takes 5 and lets the bank pay them, both once."""

    def prepare(watch: Watch) -> Shop:
        deployment.restore({})
        item = {**PURSE.as_item(), "minor": 20, "version": 1}
        ports.transact(ACTOR, lambda unit: unit.insert(TABLE, item, Conflict()))
        return Shop(Bank(), watch)

    def promise(shop: Shop) -> None:
        assert (shop.purse, shop.bank.paid) == (15, 1)

    def peace(shop: Shop) -> None:
        assert shop.purse in (15, 20)

    return Scenario("spending", prepare, act, lambda _shop: None, promise, peace)


def take(unit: Unit) -> None:
    """5 out of the purse."""
    before = TABLE.get(PURSE)
    assert before is not None
    unit.change(TABLE, before, {**before, "minor": before["minor"] - 5})


def pays(shop: Shop) -> None:
    """The bank is asked, behind the watch."""
    Watched(GATEWAY, shop.bank, shop.watch).pay()


def careful(shop: Shop) -> None:
    """Looks at the bank's books before it asks again, and takes under its command."""
    if shop.bank.paid == 0:
        pays(shop)

    def work(unit: Unit) -> None:
        COMMAND.settle(unit)
        take(unit)

    if COMMAND.answered() is None:
        ports.transact(ACTOR, work)


def forgetting_the_command(shop: Shop) -> None:
    """Takes, and then notes that it has."""
    if shop.bank.paid == 0:
        pays(shop)
    if COMMAND.answered() is None:
        ports.transact(ACTOR, take)
        ports.transact(ACTOR, COMMAND.settle)


def asking_the_bank_again(shop: Shop) -> None:
    """Repeats the question whose answer was lost."""
    if COMMAND.answered() is None:
        pays(shop)
        ports.transact(ACTOR, lambda unit: (COMMAND.settle(unit), take(unit)))


def test_a_careful_step_survives_everything(deployment: Deployment):
    spending = scenario(deployment, careful)
    found = survey(spending)
    assert [call.name for call in found.calls] == [
        "bank.pay",
        "dynamodb.get_item",
        "dynamodb.get_item",
        "dynamodb.transact_write_items",
    ]
    assert len(found.points) == 12
    survive_all(spending, found.points)


@pytest.mark.parametrize("careless", [forgetting_the_command, asking_the_bank_again])
def test_a_careless_step_is_found_out_at_a_named_point(deployment: Deployment, careless: Deed):
    spending = scenario(deployment, careless)
    found = survey(spending)
    for points in (found.points, found.distinct, found.weighty):
        with pytest.raises(AssertionError) as fault:
            survive_all(spending, points)
        (note,) = fault.value.__notes__
        assert note.startswith("spending: ")


def test_deaths_that_leave_the_same_world_are_tried_once():
    calls = (
        Call(1, "dynamodb.get_item", 0),
        Call(2, "dynamodb.transact_write_items", 0),
        Call(3, "dynamodb.query", 1),
        Call(4, "bank.pay", 1),
    )
    found = Survey("x", calls)
    assert len(found.points) == 12
    tried = [(point.number, point.death) for point in found.distinct]
    assert tried == [
        (1, Death.BEFORE),
        (1, Death.ANSWER_LOST),
        (2, Death.AFTER),
        (2, Death.ANSWER_LOST),
        (3, Death.ANSWER_LOST),
        (4, Death.AFTER),
        (4, Death.ANSWER_LOST),
    ]
    assert {point.number for point in found.weighty} == {2, 4}


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("bank.pay", OutcomeUnknown),
        ("bank.figures", VendorUnavailable),
        ("sns.publish", ReadTimeoutError),
        ("dynamodb.get_item", ReadTimeoutError),
    ],
)
def test_a_lost_answer_is_what_callers_of_that_service_meet(name: str, fault: type[Exception]):
    watch = Watch(Point(1, name, Death.ANSWER_LOST))
    with watch.looking(on=True), pytest.raises(fault):
        watch.pass_on(name, lambda: None)
