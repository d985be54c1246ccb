"""Transfers between Lin's wallet and her account on the simulated trading server."""

from typing import Any

from chalicelib.accounts import public as accounts
from chalicelib.accounts.model import TradingAccount
from tests.faults.ground import Ground
from tests.faults.harness import Scenario, Watch, Watched
from tests.faults.steps.step import Vendors, nothing, step
from tests.faults.world import LIN, World
from tests.kit.funds import SERVER_ID, TradingSide, house_balances, sides, status_of

GATEWAY = f"trading_server.{SERVER_ID}"
CLEARING = f"trading_clearing:{SERVER_ID}"
DONE = ("approved", "deposited", "none")


def ask(world: World) -> None:
    """Lin asks for the transfer that her notes describe."""
    world.notes["transfer"] = world.asks("transfers", world.notes["form"], "transfer-1")["id"]


def to_account(ground: Ground, trading: TradingSide) -> Scenario[World]:
    """60 dollars arrive on the account, once."""

    def promise(world: World) -> None:
        assert status_of(world.notes["transfer"]) == DONE
        assert sides() == ("940.00", "0.00")
        assert trading.money_deals(world.notes["account"]) == ["60.00"]
        assert house_balances() == {"bank_clearing": "-1000.00", CLEARING: "60.00"}
        assert world.told("funds.transfer_completed") == 1

    def enter(world: World) -> None:
        account = arrive(world, trading)
        world.notes["form"] = _form(_wallet(), _place(account))

    return step(
        ground,
        "transfer: wallet to account",
        before=(lambda _world: trading.connect(),),
        enter=enter,
        act=ask,
        promise=promise,
        vendors=vendors(),
    )


def from_account(ground: Ground, trading: TradingSide) -> Scenario[World]:
    """60 of the 100 dollars on the account arrive in the wallet, once."""

    def promise(world: World) -> None:
        assert status_of(world.notes["transfer"]) == DONE
        assert sides() == ("1060.00", "0.00")
        assert trading.money_deals(world.notes["account"]) == ["100.00", "-60.00"]
        assert house_balances() == {"bank_clearing": "-1000.00", CLEARING: "-60.00"}
        assert world.told("funds.transfer_completed") == 1

    def enter(world: World) -> None:
        account = arrive(world, trading)
        trading.fund(account, "100.00")
        world.notes["form"] = _form(_place(account), _wallet())

    return step(
        ground,
        "transfer: account to wallet",
        before=(lambda _world: trading.connect(),),
        enter=enter,
        act=ask,
        promise=promise,
        vendors=vendors(),
    )


def refused(ground: Ground, trading: TradingSide) -> Scenario[World]:
    """The money is gone by the time of the transfer: staff have it again, nothing has moved."""

    def enter(world: World) -> None:
        account = arrive(world, trading)
        trading.fund(account, "100.00")
        world.notes["form"] = _form(_place(account), _wallet())
        ask(world)
        trading.fund(account, "-100.00")

    def promise(world: World) -> None:
        assert status_of(world.notes["transfer"]) == ("pending", "none", "none")
        assert sides() == ("1000.00", "0.00")
        assert trading.money_deals(world.notes["account"]) == ["100.00", "-100.00"]
        assert house_balances() == {"bank_clearing": "-1000.00"}
        assert world.told("approvals.request_returned") == 1

    return step(
        ground,
        "transfer: refused",
        before=(lambda _world: trading.connect(),),
        enter=enter,
        act=nothing,
        promise=promise,
        vendors=vendors(),
    )


def vendors() -> Vendors:
    """The trading server, behind the watch."""

    def gateways(_world: World, watch: Watch) -> dict[str, Any]:
        return {GATEWAY: Watched(GATEWAY, accounts.server(SERVER_ID), watch)}

    return gateways


def arrive(world: World, trading: TradingSide, client_id: str = LIN) -> TradingAccount:
    """A new account, Lin's or another client's, on a server whose clock goes with ours."""
    lever = trading.simulator.lever
    lever("clock", now=world.clock.now().isoformat(), stopped=True)
    world.vendors.append(lambda seconds: lever("clock", advance_seconds=seconds))
    account = trading.account(client_id)
    world.notes["account"] = account
    return account


def _form(source: dict[str, str], target: dict[str, str]) -> dict[str, Any]:
    return {"source": source, "target": target, "amount": "60.00", "currency": "USD"}


def _wallet() -> dict[str, str]:
    return {"type": "wallet", "currency": "USD"}


def _place(account: TradingAccount) -> dict[str, str]:
    return {"type": "account", "account_id": account.id}
