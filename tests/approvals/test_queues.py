"""My To Do, all requests in scope, counts: for whom what waits, page by page, without a scan."""

from dataclasses import replace
from typing import Any

import pytest

from chalicelib import ports
from chalicelib.approvals import public as approvals
from chalicelib.approvals import store
from chalicelib.approvals.model import Node, Verdict
from chalicelib.approvals.public import Request, RequestStatus, RequestType
from chalicelib.approvals.rules import Review
from chalicelib.approvals.service import decisions, queues
from chalicelib.core.actor import Actor, Scope, system
from chalicelib.core.clock import FixedClock
from chalicelib.core.paging import PageRequest
from chalicelib.core.permissions import Permission
from chalicelib.storage import aws
from chalicelib.storage.wire import item_to_wire
from tests.kit.approvals import CLIENT, member, open_request, publish_flow

ANN, BOB = member("Ann"), member("Bob")
OWNER = member("Owner", scope=Scope(owner_ids=frozenset({"stf_owner"})))
FRIEND = member("Friend", scope=Scope(participant_ids=frozenset({"stf_friend"})))
NOBODYS = member("Keeper", scope=Scope(unowned=True))
STRANGER = member("Stranger", scope=Scope(owner_ids=frozenset({"stf_stranger"})))
APPROVE = Review(Verdict.APPROVED)
PAGE = PageRequest()


def ids(page: Any) -> list[str]:
    return [listed.request.id for listed in page.items]


def to_do(actor: Actor, kind: RequestType | None = None) -> list[str]:
    return ids(queues.to_do(actor, PAGE, kind))


def counted(actor: Actor) -> dict[str, tuple[int, int]]:
    items = queues.counts(actor).items
    return {i.type.value: (i.to_do, i.pending) for i in items if i.to_do or i.pending}


@pytest.fixture
def three(clock: FixedClock) -> None:
    open_request("acc_1")
    clock.advance(seconds=1)
    open_request("wdr_2", type=RequestType.WITHDRAWAL, owner_id=None)
    clock.advance(seconds=1)
    open_request("acc_3", owner_id="stf_x", participant_ids=frozenset({"stf_friend"}))


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("who", "seen"),
    [
        (ANN, ["acc_3", "wdr_2", "acc_1"]),
        (OWNER, ["acc_1"]),
        (FRIEND, ["acc_3"]),
        (NOBODYS, ["wdr_2"]),
        (STRANGER, []),
    ],
    ids=["company", "owner", "participant", "unowned", "stranger"],
)
def test_everyone_finds_what_is_in_their_scope_newest_first(who: Actor, seen: list[str]):
    assert to_do(who) == seen
    assert ids(queues.everything(who, PAGE)) == seen
    assert sum(waiting for waiting, _ in counted(who).values()) == len(seen)


@pytest.mark.usefixtures("three")
def test_only_what_one_may_decide_is_to_do():
    cashier = member(
        "Cashier", permissions=frozenset({Permission.READ_REQUESTS, Permission.DECIDE_WITHDRAWALS})
    )
    assert to_do(cashier) == ["wdr_2"]
    assert ids(queues.everything(cashier, PAGE)) == ["acc_3", "wdr_2", "acc_1"]
    assert counted(cashier) == {"withdrawal": (1, 1), "open_account": (0, 2)}
    reader = member("Reader", permissions=frozenset({Permission.READ_REQUESTS}), scope=OWNER.scope)
    assert to_do(reader) == []
    assert counted(reader) == {"open_account": (0, 1)}


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("who", [ANN, OWNER], ids=["company", "owner"])
def test_what_is_decided_leaves_the_queue_and_stays_in_the_list(who: Actor):
    decisions.decide(BOB, "acc_1", APPROVE)
    assert "acc_1" not in to_do(who)
    assert "acc_1" in ids(queues.everything(who, PAGE))
    ports.transact(system("x"), lambda unit: approvals.send_back(unit, "acc_1", "refused"))
    assert "acc_1" in to_do(who)


@pytest.mark.usefixtures("three")
def test_lists_are_filtered_by_type_and_status():
    decisions.decide(ANN, "acc_1", Review(Verdict.REJECTED, reason="no"))
    assert to_do(ANN, RequestType.OPEN_ACCOUNT) == ["acc_3"]

    def found(who: Actor, *filters: Any) -> list[str]:
        return ids(queues.everything(who, PAGE, *filters))

    assert found(ANN, RequestType.OPEN_ACCOUNT) == ["acc_3", "acc_1"]
    assert found(ANN, RequestType.OPEN_ACCOUNT, RequestStatus.REJECTED) == ["acc_1"]
    assert found(ANN, None, RequestStatus.PENDING) == ["acc_3", "wdr_2"]
    assert found(OWNER, None, RequestStatus.REJECTED) == ["acc_1"]
    assert found(OWNER, RequestType.DEPOSIT) == []


def test_a_request_stands_in_the_queue_of_its_current_node_alone():
    publish_flow(
        RequestType.OPEN_ACCOUNT, Node(user_ids=("stf_ann",)), Node(role_ids=("rol_chief",))
    )
    chief = member("Chief", roles=("rol_chief",))
    open_request()
    assert (to_do(ANN), to_do(BOB), to_do(chief)) == (["acc_1"], [], [])
    decisions.decide(ANN, "acc_1", APPROVE)
    assert (to_do(ANN), to_do(BOB), to_do(chief)) == ([], [], ["acc_1"])
    assert counted(chief) == {"open_account": (1, 1)}
    assert counted(ANN) == {"open_account": (0, 1)}


def test_who_decided_a_node_does_not_find_the_next_one_to_do():
    node = Node(role_ids=("rol_cash",))
    publish_flow(RequestType.OPEN_ACCOUNT, node, node)
    first, second = (member(name, roles=("rol_cash",)) for name in ("First", "Second"))
    open_request()
    decisions.decide(first, "acc_1", APPROVE)
    assert (to_do(first), to_do(second)) == ([], ["acc_1"])
    assert counted(first) == {"open_account": (0, 1)}


def test_who_is_named_twice_is_counted_once():
    publish_flow(RequestType.OPEN_ACCOUNT, Node(user_ids=("stf_ann",), role_ids=("rol_cash",)))
    ann = member("Ann", roles=("rol_cash",))
    open_request()
    assert to_do(ann) == ["acc_1"]
    assert counted(ann) == {"open_account": (1, 1)}


def test_an_awaited_payment_is_nobodys_work():
    open_request("dep_1", type=RequestType.DEPOSIT, awaits_payment=True, manual_only=True)
    for who in (ANN, OWNER):
        assert to_do(who) == []
        assert counted(who) == {}
        assert ids(queues.everything(who, PAGE, None, RequestStatus.PENDING)) == ["dep_1"]
    ports.transact(system("psp"), lambda unit: approvals.payment_received(unit, "dep_1"))
    for who in (ANN, OWNER):
        assert to_do(who) == ["dep_1"]
        assert counted(who) == {"deposit": (1, 1)}


def test_a_request_moves_to_the_lists_of_its_new_owner():
    open_request(participant_ids=frozenset({"stf_friend"}))
    ports.transact(
        system("x"), lambda unit: approvals.move_owner(unit, "acc_1", "stf_stranger", ())
    )
    assert (to_do(OWNER), to_do(FRIEND), to_do(STRANGER)) == ([], [], ["acc_1"])


@pytest.mark.parametrize("who", [ANN, OWNER], ids=["company", "owner"])
def test_the_queue_is_read_page_by_page(who: Actor, clock: FixedClock):
    for number in range(7):
        open_request(f"acc_{number}", by=BOB if number == 3 else CLIENT)
        clock.advance(seconds=1)
    seen, cursor = [], None
    while True:
        page = queues.to_do(who, PageRequest(2, cursor))
        seen += ids(page)
        cursor = page.next_cursor
        if cursor is None:
            break
    assert seen == [f"acc_{number}" for number in reversed(range(7))]


def crowd(like: Request, count: int) -> None:
    """As many more such requests, put beside it without a transaction each."""
    for number in range(count):
        one = replace(like, id=f"{like.id}_{number:03}")
        for item in (store._REQUESTS.to_item(one), *store._places(one)):
            aws.client("dynamodb").put_item(
                TableName=aws.resource("approvals"), Item=item_to_wire(item)
            )


def test_counts_stop_at_a_hundred_and_say_so():
    crowd(open_request(), 100)
    for who in (ANN, OWNER):
        counts = queues.counts(who)
        assert counts.capped
        assert {i.type: i.to_do for i in counts.items}[RequestType.OPEN_ACCOUNT] == 100


class Reads:
    """Counts what passes to the store."""

    def __init__(self) -> None:
        self._store = aws.client("dynamodb")
        self.calls: list[str] = []

    def __getattr__(self, name: str) -> Any:
        self.calls.append(name)
        return getattr(self._store, name)


def test_reading_the_queue_costs_the_same_however_much_was_decided(clock: FixedClock):
    open_request("acc_000")

    def cost() -> list[str]:
        before = aws.client("dynamodb")
        reads = Reads()
        aws.use_client("dynamodb", reads)
        try:
            for who in (ANN, OWNER):
                queues.to_do(who, PAGE)
                queues.counts(who)
        finally:
            aws.use_client("dynamodb", before)
        assert "scan" not in reads.calls
        return reads.calls

    alone = cost()
    for number in range(1, 12):
        clock.advance(seconds=1)
        open_request(f"acc_{number:03}")
        decisions.decide(ANN, f"acc_{number:03}", Review(Verdict.REJECTED, reason="no"))
    assert len(cost()) == len(alone)


def test_owners_and_approvers_are_named_even_when_they_are_gone():
    publish_flow(RequestType.OPEN_ACCOUNT, Node(user_ids=("stf_gone",), role_ids=("rol_gone",)))
    open_request()
    (listed,) = queues.everything(ANN, PAGE).items
    assert listed.names == {}
