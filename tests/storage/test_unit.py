"""One transaction for everything: what commits, what is refused, what is tried again."""

from dataclasses import dataclass, replace

import pytest

from chalicelib import ports
from chalicelib.core.actor import system
from chalicelib.core.errors import Conflict, Invalid
from chalicelib.core.money import Money
from chalicelib.core.paging import PageRequest
from chalicelib.storage.idempotency import AlreadyDone, Command, KeyReused
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Stale, Unit

pytestmark = pytest.mark.usefixtures("store", "clock")
ACTOR = system("test")


@dataclass(frozen=True)
class Purse:
    id: str
    owner: str
    balance: Money
    note: str | None = None
    version: int = 0


PURSES = Rows(
    Table("clients"),
    Purse,
    lambda purse: Key(f"PURSE#{purse.id}", "PURSE"),
    lambda purse: {"by-owner": (purse.owner, purse.id)},
)


class Taken(Conflict):
    code = "purse_taken"


def put(purse: Purse) -> Purse:
    return ports.transact(ACTOR, lambda unit: PURSES.insert(unit, purse, Taken()))


def test_a_noun_comes_back_as_it_was_stored():
    purse = put(Purse("p1", "ann", Money(1250, "USD"), note="rent"))
    assert PURSES.get(Key("PURSE#p1", "PURSE")) == purse
    assert purse.version == 1


def test_a_taken_key_fails_with_the_error_of_its_row():
    put(Purse("p1", "ann", Money(1, "USD")))
    with pytest.raises(Taken):
        put(Purse("p1", "bob", Money(2, "USD")))


def test_a_change_touches_only_what_differs_and_removes_what_became_none():
    purse = put(Purse("p1", "ann", Money(1, "USD"), note="rent"))
    table = Table("clients")
    item = table.get(Key("PURSE#p1", "PURSE"))
    assert item is not None
    ports.transact(ACTOR, lambda unit: unit.change(table, item, item | {"of_a_newer_release": 7}))
    purse = PURSES.get(Key("PURSE#p1", "PURSE"))

    def empty(unit: Unit) -> Purse:
        return PURSES.change(unit, purse, replace(purse, balance=Money(0, "USD"), note=None))

    ports.transact(ACTOR, empty)
    after = table.get(Key("PURSE#p1", "PURSE"))
    assert after is not None
    assert after["of_a_newer_release"] == 7
    assert "note" not in after
    assert PURSES.get(Key("PURSE#p1", "PURSE")).balance == Money(0, "USD")


def test_a_change_on_an_old_reading_is_decided_again():
    put(Purse("p1", "ann", Money(10, "USD")))
    seen = []

    def spend(unit: Unit) -> None:
        purse = PURSES.get(Key("PURSE#p1", "PURSE"))
        seen.append(purse.balance.minor)
        if len(seen) == 1:  # somebody else comes between our reading and our writing
            taken = replace(purse, balance=Money(7, "USD"))
            ports.transact(ACTOR, lambda other: PURSES.change(other, purse, taken))
        PURSES.change(unit, purse, replace(purse, balance=purse.balance - Money(5, "USD")))

    ports.transact(ACTOR, spend)
    assert seen == [10, 7]
    assert PURSES.get(Key("PURSE#p1", "PURSE")).balance == Money(2, "USD")


def test_a_taken_key_beside_an_old_reading_is_decided_again():
    put(Purse("p1", "ann", Money(10, "USD")))

    def pay_once(unit: Unit) -> str:
        purse = PURSES.get(Key("PURSE#p1", "PURSE"))
        if purse.note == "paid":
            return "paid by somebody else"
        if PURSES.find(Key("PURSE#receipt", "PURSE")) is None:  # the twin is quicker by a moment
            ports.transact(ACTOR, lambda twin: pay(twin, purse))
        pay(unit, purse)
        return "paid"

    def pay(unit: Unit, purse: Purse) -> None:
        PURSES.insert(unit, Purse("receipt", "ann", Money(10, "USD")), Taken())
        PURSES.change(unit, purse, replace(purse, note="paid"))

    assert ports.transact(ACTOR, pay_once) == "paid by somebody else"


def test_a_conflict_that_does_not_pass_is_the_callers():
    put(Purse("p1", "ann", Money(10, "USD")))
    stale = PURSES.get(Key("PURSE#p1", "PURSE"))
    ports.transact(ACTOR, lambda unit: PURSES.change(unit, stale, replace(stale, note="x")))
    with pytest.raises(Stale):
        ports.transact(ACTOR, lambda unit: PURSES.change(unit, stale, replace(stale, note="y")))


def test_all_or_nothing():
    put(Purse("p2", "ann", Money(1, "USD")))

    def both(unit: Unit) -> None:
        PURSES.insert(unit, Purse("p1", "ann", Money(1, "USD")), Taken())
        PURSES.insert(unit, Purse("p2", "ann", Money(1, "USD")), Taken())

    with pytest.raises(Taken):
        ports.transact(ACTOR, both)
    assert PURSES.find(Key("PURSE#p1", "PURSE")) is None


def test_one_item_cannot_be_named_twice_in_a_unit():
    with pytest.raises(ValueError, match="two actions"):
        ports.transact(
            ACTOR,
            lambda unit: [
                PURSES.insert(unit, Purse("p1", "ann", Money(1, "USD")), Taken()) for _ in "ab"
            ],
        )


def test_a_float_is_never_stored():
    with pytest.raises(TypeError, match="float"):
        ports.transact(
            ACTOR,
            lambda unit: unit.insert(
                Table("clients"), {"pk": "a", "sk": "b", "version": 1, "amount": 1.5}, Taken()
            ),
        )


def test_a_settled_command_is_answered_again_and_never_run_twice():
    command = Command("client:1#POST /x#key", fingerprint="f", status=201, render=str)
    ports.transact(ACTOR, lambda unit: command.settle(unit, "made"))
    answer = command.answered()
    assert answer is not None
    assert (answer.status, answer.body) == (201, "made")
    with pytest.raises(AlreadyDone):
        ports.transact(ACTOR, lambda unit: command.settle(unit, "again"))
    with pytest.raises(KeyReused):
        replace(command, fingerprint="other").answered()


def test_pages_go_on_exactly_after_the_last_item_seen():
    for number in range(7):
        put(Purse(f"p{number}", "ann", Money(number, "USD")))
    seen, cursor = [], None
    while True:
        page = PURSES.page(Range("ann", "by-owner"), PageRequest(limit=3, cursor=cursor))
        seen.extend(purse.id for purse in page.items)
        cursor = page.next_cursor
        if cursor is None:
            break
        put(Purse(f"p9{len(seen)}", "ann", Money(0, "USD")))  # newcomers do not shift the pages
    assert seen == ["p6", "p5", "p4", "p3", "p2", "p1", "p0"]


def test_several_lists_are_read_as_one():
    for owner, number in (("ann", 1), ("bob", 2), ("ann", 3), ("bob", 4)):
        put(Purse(f"p{number}", owner, Money(number, "USD")))
    lists = [Range("ann", "by-owner"), Range("bob", "by-owner")]
    first = PURSES.page(lists, PageRequest(limit=3))
    assert [purse.id for purse in first.items] == ["p4", "p3", "p2"]
    rest = PURSES.page(lists, PageRequest(limit=3, cursor=first.next_cursor))
    assert [purse.id for purse in rest.items] == ["p1"]
    assert rest.next_cursor is None


@pytest.mark.parametrize("forged", ["", "x", "AAAA", "!!", "e30"])
def test_a_cursor_that_was_not_made_here_is_refused(forged: str):
    with pytest.raises(Invalid) as refusal:
        PURSES.page(Range("ann", "by-owner"), PageRequest(cursor=forged or "-"))
    assert refusal.value.code == "cursor_invalid"


def test_a_cursor_is_worthless_in_another_list():
    for number in range(3):
        put(Purse(f"p{number}", "ann", Money(number, "USD")))
    cursor = PURSES.page(Range("ann", "by-owner"), PageRequest(limit=1)).next_cursor
    with pytest.raises(Invalid):
        PURSES.page(Range("bob", "by-owner"), PageRequest(limit=1, cursor=cursor))
