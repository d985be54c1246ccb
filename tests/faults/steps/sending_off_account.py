"""Lin sends Sam money straight from her account on the simulated trading server."""

from typing import Any

from chalicelib.funds.model.client_transfers import THIRD_PARTY, ThirdPartyRules
from chalicelib.funds.model.places import Place
from chalicelib.settings import public as settings
from tests.faults.ground import Ground
from tests.faults.harness import Scenario
from tests.faults.steps.client_transfers import FORM, SAM, approve, reject, take_back
from tests.faults.steps.step import Deed, nothing, step
from tests.faults.steps.transfers import CLEARING, arrive, vendors
from tests.faults.world import World
from tests.kit.funds import SYSTEM, TradingSide, add_client, house_balances, sides, status_of

UNTOUCHED = {"bank_clearing": "-1000.00"}
ARRIVED = UNTOUCHED | {CLEARING: "-300.00"}
NOTHING = ("0.00", "0.00")


def offer(_world: World) -> None:
    """Sam is a client too, and the broker lets clients send each other what is on accounts."""
    add_client(SAM)
    rules = ThirdPartyRules(enabled=True, sources=tuple(Place))
    settings.adopt(SYSTEM, THIRD_PARTY, rules)


def ask(world: World) -> None:
    """Lin asks for 300 of the 500 dollars on her account."""
    source = {"type": "account", "account_id": world.notes["account"].id}
    form: dict[str, Any] = FORM | {"source": source, "amount": "300.00"}
    world.notes["transfer"] = world.asks("transfers", form, "send-sam-1")["id"]


def arriving(ground: Ground, trading: TradingSide) -> Scenario[World]:
    """Off the account once, held once, counted once for the day, for staff to decide."""

    def promise(world: World) -> None:
        assert status_of(world.notes["transfer"]) == ("pending", "held", "none")
        assert (sides(), sides(SAM)) == (("1000.00", "300.00"), NOTHING)
        assert house_balances() == ARRIVED
        assert trading.money_deals(world.notes["account"]) == ["500.00", "-300.00"]
        assert world.told("funds.transfer_completed") == 1
        assert sent_today(world) == 1

    return _step(ground, trading, "sending off an account", act=ask, promise=promise)


def approving(ground: Ground, trading: TradingSide) -> Scenario[World]:
    """What has come off the account is with Sam, once."""

    def promise(world: World) -> None:
        assert status_of(world.notes["transfer"]) == ("approved", "deposited", "none")
        assert (sides(), sides(SAM)) == (("1000.00", "0.00"), ("300.00", "0.00"))
        assert house_balances() == ARRIVED
        assert world.told("funds.client_transfer_arrived") == 1

    name = "sending off an account: approve"
    return _step(ground, trading, name, enter=_arrive, act=approve, promise=promise)


def rejecting(ground: Ground, trading: TradingSide) -> Scenario[World]:
    """It stays in Lin's wallet, once, and the day is as it was."""

    def promise(world: World) -> None:
        assert status_of(world.notes["transfer"]) == ("rejected", "returned", "none")
        assert (sides(), sides(SAM)) == (("1300.00", "0.00"), NOTHING)
        assert house_balances() == ARRIVED
        assert sent_today(world) == 0

    name = "sending off an account: reject"
    return _step(ground, trading, name, enter=_arrive, act=reject, promise=promise)


def refused(ground: Ground, trading: TradingSide) -> Scenario[World]:
    """The money is gone by then: it has ended, nothing has moved, and nothing counts."""

    def gone(world: World) -> None:
        ask(world)
        trading.fund(world.notes["account"], "-500.00")

    def promise(world: World) -> None:
        assert status_of(world.notes["transfer"]) == ("cancelled", "none", "none")
        assert (sides(), sides(SAM)) == (("1000.00", "0.00"), NOTHING)
        assert house_balances() == UNTOUCHED
        assert trading.money_deals(world.notes["account"]) == ["500.00", "-500.00"]
        assert world.told("approvals.request_cancelled") == 2
        assert sent_today(world) == 0

    return _step(ground, trading, "sending off an account: refused", enter=gone, promise=promise)


def taken_back(ground: Ground, trading: TradingSide) -> Scenario[World]:
    """The server has done it and nobody heard; Lin takes it back: all of it is in her wallet."""

    def unheard(world: World) -> None:
        trading.trouble("drop_after_commit")
        ask(world)
        world.queues.carry()
        assert trading.money_deals(world.notes["account"]) == ["500.00", "-300.00"]
        assert sides() == ("1000.00", "0.00")

    def promise(world: World) -> None:
        assert status_of(world.notes["transfer"])[0] == "cancelled"
        assert (sides(), sides(SAM)) == (("1300.00", "0.00"), NOTHING)
        assert house_balances() == ARRIVED
        assert trading.money_deals(world.notes["account"]) == ["500.00", "-300.00"]
        assert world.told("funds.transfer_completed") == 1
        assert sent_today(world) == 0

    name = "sending off an account: taken back"
    return _step(ground, trading, name, enter=unheard, act=take_back, promise=promise)


def sent_today(world: World) -> int:
    """How many transfers count on Lin's day."""
    (today,) = world.rows("funds", "SentToday")
    return int(today["count"]["N"])


def _arrive(world: World) -> None:
    ask(world)
    world.queues.carry()


def _step(
    ground: Ground,
    trading: TradingSide,
    name: str,
    *,
    enter: Deed = nothing,
    act: Deed = nothing,
    promise: Deed,
) -> Scenario[World]:
    def begin(world: World) -> None:
        trading.fund(arrive(world, trading), "500.00")
        enter(world)

    return step(
        ground,
        name,
        before=(lambda _world: trading.connect(), offer),
        enter=begin,
        act=act,
        promise=promise,
        vendors=vendors(),
    )
