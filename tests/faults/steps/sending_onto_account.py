"""Lin sends Sam money for his account on the simulated trading server, by the wallets of both."""

from typing import Any

from chalicelib.accounts import store as accounts_store
from chalicelib.funds.model.client_transfers import THIRD_PARTY, ThirdPartyRules
from chalicelib.funds.model.places import Place
from chalicelib.funds.store import client_transfers as store
from chalicelib.settings import public as settings
from tests.faults.ground import Ground
from tests.faults.harness import Scenario
from tests.faults.steps.client_transfers import FORM, SAM, approve, reject
from tests.faults.steps.step import Deed, nothing, step
from tests.faults.steps.transfers import CLEARING, DONE, arrive, vendors
from tests.faults.world import World
from tests.kit.funds import SYSTEM, TradingSide, add_client, house_balances, sides, status_of
from tests.kit.sagas import allow

UNTOUCHED = {"bank_clearing": "-1000.00"}
ON_THE_ACCOUNT = UNTOUCHED | {CLEARING: "40.00"}
SENT = ("960.00", "0.00")
NOTHING = ("0.00", "0.00")


def offer(_world: World) -> None:
    """Sam is a client too, and the broker lets clients send each other money for accounts."""
    add_client(SAM)
    rules = ThirdPartyRules(enabled=True, sources=tuple(Place), targets=tuple(Place))
    settings.adopt(SYSTEM, THIRD_PARTY, rules)


def ask(world: World) -> None:
    """Lin asks for 40 dollars to go to Sam's account."""
    number = str(world.notes["account"].login)
    recipient = {"by": "account", "number": number}
    target = {"type": "client", "place": "trading_account", "recipient": recipient}
    form: dict[str, Any] = FORM | {"target": target} | world.notes.get("from", {})
    world.notes["transfer"] = world.asks("transfers", form, "send-sam-1")["id"]


def onward(world: World) -> str:
    """The transfer that takes it on to the account."""
    target = store.get(world.notes["transfer"]).target
    assert target is not None
    return target.transfer_id


def approving(ground: Ground, trading: TradingSide) -> Scenario[World]:
    """On Sam's account, once, by one transfer of his."""

    def promise(world: World) -> None:
        assert status_of(world.notes["transfer"]) == DONE
        assert status_of(onward(world)) == DONE
        assert (sides(), sides(SAM)) == (SENT, NOTHING)
        assert trading.money_deals(world.notes["account"]) == ["40.00"]
        assert house_balances() == ON_THE_ACCOUNT
        assert world.told("funds.client_transfer_arrived") == 1
        assert world.told("funds.transfer_completed") == 1

    name = "sending onto an account: approve"
    return _step(ground, trading, name, act=approve, promise=promise)


def rejecting(ground: Ground, trading: TradingSide) -> Scenario[World]:
    """Lin has it back, once, and no server has heard of it."""

    def promise(world: World) -> None:
        assert status_of(world.notes["transfer"]) == ("rejected", "returned", "none")
        assert (sides(), sides(SAM)) == (("1000.00", "0.00"), NOTHING)
        assert trading.money_deals(world.notes["account"]) == []

    name = "sending onto an account: reject"
    return _step(ground, trading, name, act=reject, promise=promise)


def unheard(ground: Ground, trading: TradingSide) -> Scenario[World]:
    """The server has booked it and nobody heard: it is looked for, and booked once."""

    def enter(world: World) -> None:
        trading.trouble("drop_after_commit")
        approve(world)
        world.queues.carry()
        assert trading.money_deals(world.notes["account"]) == ["40.00"]
        assert (sides(), sides(SAM)) == (SENT, ("0.00", "40.00"))

    def promise(world: World) -> None:
        assert status_of(world.notes["transfer"]) == DONE
        assert (sides(), sides(SAM)) == (SENT, NOTHING)
        assert trading.money_deals(world.notes["account"]) == ["40.00"]
        assert house_balances() == ON_THE_ACCOUNT

    name = "sending onto an account: unheard"
    return _step(ground, trading, name, enter=enter, act=nothing, promise=promise)


def not_taken(ground: Ground, trading: TradingSide) -> Scenario[World]:
    """The account has lost its leave when the server is next: Sam's wallet has it, staff decide."""

    def enter(world: World) -> None:
        trading.trouble("drop_before")
        approve(world)
        world.queues.carry()
        account = accounts_store.find(world.notes["account"].id)
        assert account is not None
        allow(account, transfer=False)

    def promise(world: World) -> None:
        assert status_of(world.notes["transfer"]) == ("approved", "not_funded", "none")
        assert status_of(onward(world))[0] == "pending"
        assert (sides(), sides(SAM)) == (SENT, ("40.00", "0.00"))
        assert trading.money_deals(world.notes["account"]) == []
        assert house_balances() == UNTOUCHED
        assert world.told("funds.sent_money_not_funded") == 1

    name = "sending onto an account: not taken"
    return _step(ground, trading, name, enter=enter, act=nothing, promise=promise)


def from_account_to_account(ground: Ground, trading: TradingSide) -> Scenario[World]:
    """Off Lin's account once, onto Sam's once, by the wallets of both."""

    def begin(world: World) -> None:
        lins = trading.account()
        trading.fund(lins, "500.00")
        world.notes["lins"] = lins
        world.notes["from"] = {"source": {"type": "account", "account_id": lins.id}}

    def promise(world: World) -> None:
        assert status_of(world.notes["transfer"]) == DONE
        assert (sides(), sides(SAM)) == (("1000.00", "0.00"), NOTHING)
        assert trading.money_deals(world.notes["lins"]) == ["500.00", "-40.00"]
        assert trading.money_deals(world.notes["account"]) == ["40.00"]
        assert house_balances() == UNTOUCHED
        assert world.told("funds.transfer_completed") == 2

    name = "sending from account to account"
    return _step(ground, trading, name, begin=begin, act=approve, promise=promise)


def _step(
    ground: Ground,
    trading: TradingSide,
    name: str,
    *,
    begin: Deed = nothing,
    enter: Deed = nothing,
    act: Deed,
    promise: Deed,
) -> Scenario[World]:
    def asked(world: World) -> None:
        arrive(world, trading, client_id=SAM)
        begin(world)
        ask(world)
        world.queues.carry()
        enter(world)

    return step(
        ground,
        name,
        before=(lambda _world: trading.connect(), offer),
        enter=asked,
        act=act,
        promise=promise,
        vendors=vendors(),
    )
