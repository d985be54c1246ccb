"""Changes of Lin's account on the simulated trading server: another leverage, a new password."""

from typing import Any

from chalicelib.accounts import public as accounts
from chalicelib.accounts.model import ACCOUNT_TYPES
from chalicelib.accounts.service.opening import SEALED_FOR
from chalicelib.gateways.trading.model import PasswordKind
from chalicelib.settings import public as settings
from chalicelib.storage import sealing
from tests.faults.ground import Ground
from tests.faults.harness import Scenario
from tests.faults.steps.joining import bodies
from tests.faults.steps.step import step
from tests.faults.steps.transfers import arrive, vendors
from tests.faults.world import World
from tests.kit.funds import SERVER_ID, SYSTEM, TradingSide, status_of
from tests.kit.trading import account_type

DONE = ("approved", "none", "none")
LEVERAGE = {"kind": "leverage", "leverage": 200}
PASSWORD = {"kind": "main_password"}


def another_leverage(ground: Ground, trading: TradingSide) -> Scenario[World]:
    """The account has 1:200 on the server and in our books."""

    def promise(world: World) -> None:
        account = world.notes["account"]
        assert status_of(world.notes["change"]) == DONE
        with world.unseen():
            assert accounts.server(SERVER_ID).account(account.login).leverage == 200
        assert accounts.account_for_system(account.id).leverage == 200

    return _changed(ground, trading, "account: another leverage", LEVERAGE, promise)


def new_password(ground: Ground, trading: TradingSide) -> Scenario[World]:
    """The password that Lin was told, once, is the one that the server takes."""

    def promise(world: World) -> None:
        account = world.notes["account"]
        assert status_of(world.notes["change"]) == DONE
        (told,) = bodies(world, "accounts.password_reset")
        password = sealing.unseal(
            told["sealed_password"], purpose=SEALED_FOR, context=world.notes["change"]
        )
        with world.unseen():
            accounts.server(SERVER_ID).check_password(account.login, PasswordKind.MAIN, password)

    return _changed(ground, trading, "account: new password", PASSWORD, promise)


def _changed(
    ground: Ground, trading: TradingSide, name: str, form: dict[str, Any], promise: Any
) -> Scenario[World]:
    def ask_and_decide(world: World) -> None:
        path = f"accounts/{world.notes['account'].id}/changes"
        world.notes["change"] = world.asks(path, form, "change-1")["id"]
        world.decides(world.notes["change"])

    return step(
        ground,
        name,
        before=(lambda _world: _offer(trading),),
        enter=lambda world: arrive(world, trading),
        act=ask_and_decide,
        promise=promise,
        vendors=vendors(),
    )


def _offer(trading: TradingSide) -> None:
    trading.connect()
    standard = account_type("standard", server_id=SERVER_ID)
    settings.adopt(SYSTEM, ACCOUNT_TYPES, (standard,))
