"""Amounts that are held before they are paid, then released or refused: once, whoever dies."""

from functools import partial

from chalicelib import ports
from chalicelib.partners.model.reviews import Mark, MarkKind, Marks, ReviewState
from chalicelib.partners.store import reviews as store
from tests.faults.ground import Ground
from tests.faults.harness import Scenario
from tests.faults.steps.commissions import FIRST, QUEUES, two_brokers
from tests.faults.steps.step import Deed, nothing, step
from tests.faults.world import World, done_or
from tests.kit.earnings import commissions, traded, wallet
from tests.kit.funds import SYSTEM, house_balances


def _on_one_device(world: World) -> None:
    """Bronze, the nearer broker, is known by the device of the trader; Gold is not."""
    two_brokers(world)
    bronze, _ = world.notes["brokers"]
    device = Mark(MarkKind.DEVICE, "a-digest", "Chrome, Windows", ports.now())
    for client_id in (bronze.id, world.notes["account"].client_id):
        marks = Marks(client_id, (device,))
        note = partial(store.put_marks, before=Marks(client_id), after=marks)
        ports.transact(SYSTEM, note)


def _trade(world: World) -> None:
    traded(world.notes["account"])


def _traded_and_held(world: World) -> None:
    _trade(world)
    world.time_passes()


def _review(world: World) -> tuple[ReviewState, int]:
    bronze, _ = world.notes["brokers"]
    found = store.review(bronze.id, world.notes["account"].client_id)
    assert found is not None
    return found.state, found.commissions


def held(ground: Ground) -> Scenario[World]:
    """Bronze's slot is held with the evidence, Gold's two are paid."""

    def promise(world: World) -> None:
        bronze, gold = world.notes["brokers"]
        assert [wallet(one) for one in (bronze, gold)] == ["none", "5.00"]
        assert [one.state.value for one in commissions(bronze)] == ["held"]
        assert _review(world) == (ReviewState.OPEN, 1)
        assert len(world.rows("partners", "HeldDue")) == 1
        assert world.rows("partners", "Due") == []
        assert house_balances() == FIRST | {"ib_commission_expense": "-5.00"}

    return step(
        ground,
        "commission: held",
        before=(_on_one_device,),
        enter=_trade,
        act=nothing,
        promise=promise,
        queues=QUEUES,
    )


def released(ground: Ground) -> Scenario[World]:
    """What was held is paid, once."""

    def promise(world: World) -> None:
        assert [wallet(one) for one in world.notes["brokers"]] == ["1.00", "5.00"]
        assert _review(world) == (ReviewState.RELEASED, 1)
        assert house_balances() == FIRST | {"ib_commission_expense": "-6.00"}
        _nothing_is_left(world)

    return _decided(ground, "released", promise)


def refused(ground: Ground) -> Scenario[World]:
    """What was held is never paid."""

    def promise(world: World) -> None:
        bronze, gold = world.notes["brokers"]
        assert [wallet(one) for one in (bronze, gold)] == ["none", "5.00"]
        assert [one.state.value for one in commissions(bronze)] == ["refused"]
        assert _review(world) == (ReviewState.REFUSED, 1)
        assert house_balances() == FIRST | {"ib_commission_expense": "-5.00"}
        _nothing_is_left(world)

    return _decided(ground, "refused", promise)


def _nothing_is_left(world: World) -> None:
    assert world.rows("partners", "HeldDue") == world.rows("partners", "Due") == []
    assert world.told("partners.review_decided") == 1


def _decided(ground: Ground, decision: str, promise: Deed) -> Scenario[World]:
    def act(world: World) -> None:
        bronze, _ = world.notes["brokers"]
        called = f"{bronze.id}~{world.notes['account'].client_id}"
        form = {"decision": decision, "reason": "their papers were seen"}
        path = f"/api/desk/commission-reviews/{called}"
        done_or(world.mara.caller.patch(path, form), "review_closed")

    return step(
        ground,
        f"commission: {decision}",
        before=(_on_one_device,),
        enter=_traded_and_held,
        act=act,
        promise=promise,
        queues=QUEUES,
    )
