"""Coming in: registering, and opening a trading account on the simulated server."""

from typing import Any

from chalicelib.accounts import public as accounts
from chalicelib.core.actor import Realm
from chalicelib.gateways.trading.model import PasswordKind
from chalicelib.identity import public as identity
from chalicelib.identity.public import LoginStatus
from chalicelib.messages import open_envelope
from chalicelib.storage import sealing
from chalicelib.storage.wire import item_from_wire
from tests.faults.ground import Ground
from tests.faults.harness import Scenario, Watch, Watched
from tests.faults.steps.step import step
from tests.faults.world import LIN, World, answered
from tests.kit import trading
from tests.kit.clients import ACCEPTED
from tests.kit.funds import status_of
from tests.kit.http import Caller
from tests.kit.opened import ACCEPTED as ACCOUNT_TERMS
from tests.kit.people import PASSWORD
from tests.kit.slides import slid_at
from tests.simulators.mt5.kit import Manager, Simulator

GATEWAY = f"trading_server.{trading.SERVER}"
NEWCOMER = "sam@example.com"


def ask_for_code(world: World) -> None:
    """Sam gets a code by mail."""
    anyone = Caller(world.lin.caller.app)
    slide = slid_at(anyone, "portal", "registration")
    sent = {"email": NEWCOMER, "language": "en", "slide": slide}
    answer = anyone.post("/api/portal/registrations/codes", sent)
    assert answer.status == 202
    body = _published(world, "identity.code_issued")[-1]
    world.notes["code"] = sealing.unseal(
        body["sealed_code"], purpose="mail-secrets", context=body["email"]
    )


def register(world: World) -> None:
    """Sam registers, and Mara lets him in."""
    anyone = Caller(world.lin.caller.app)
    form = _registration(world.notes["code"])
    request_id = answered(anyone.post("/api/portal/registrations", form, key="register-1"))[
        "request_id"
    ]
    world.notes["registration"] = request_id
    world.decides(request_id)


def ask_for_account(world: World) -> None:
    """Lin asks for an account, and Mara agrees."""
    form = {
        "server_id": trading.SERVER,
        "account_type_id": trading.LIVE,
        "leverage": 100,
        "agreements": _accepted(ACCOUNT_TERMS),
    }
    world.notes["application"] = world.asks("accounts", form, "account-1")["id"]
    world.decides(world.notes["application"])


def registering(ground: Ground) -> Scenario[World]:
    """One client, one login, one welcome."""

    def promise(world: World) -> None:
        sams = [one for one in world.rows("clients", "Client") if one["email"]["S"] == NEWCOMER]
        (client_id,) = (one["id"]["S"] for one in sams)
        assert [one["status"]["S"] for one in sams] == ["active"]
        assert identity.login_state(Realm.CLIENT, client_id).status is LoginStatus.ACTIVE
        assert status_of(world.notes["registration"])[0] == "approved"
        assert len(world.rows("identity", "Login")) == 3
        assert world.told("clients.client_activated") == 1

    return step(ground, "registration", before=(ask_for_code,), act=register, promise=promise)


def opening(ground: Ground, simulator: Simulator) -> Scenario[World]:
    """One on the server, one of ours, one letter."""

    def logins() -> set[str]:
        return set(Manager(simulator).done("/api/user/logins?group=real\\standard-usd"))

    def enter(world: World) -> None:
        lever = simulator.lever
        lever("clock", now=world.clock.now().isoformat(), stopped=True)
        world.vendors.append(lambda seconds: lever("clock", advance_seconds=seconds))
        world.notes["before"] = logins()

    def promise(world: World) -> None:
        opened = logins() - world.notes["before"]
        (account,) = accounts.accounts_of(LIN)
        assert [int(login) for login in opened] == [account.login]
        assert status_of(world.notes["application"])[0] == "approved"
        _check_letter(world, account.login)

    return step(
        ground,
        "open an account",
        before=(lambda world: trading.configure(simulator, world.clock),),
        enter=enter,
        act=ask_for_account,
        promise=promise,
        vendors=_server,
    )


def _check_letter(world: World, login: int) -> None:
    """There is one, and its password opens the account."""
    (body,) = _published(world, "accounts.account_opened")
    password = sealing.unseal(
        body["sealed_main_password"], purpose="mail-secrets", context=world.notes["application"]
    )
    with world.unseen():
        accounts.server(trading.SERVER).check_password(login, PasswordKind.MAIN, password)


def _server(_world: World, watch: Watch) -> dict[str, Any]:
    return {GATEWAY: Watched(GATEWAY, accounts.server(trading.SERVER), watch)}


def _registration(code: str) -> dict[str, Any]:
    return {
        "kind": "trader",
        "name": "Sam Reed",
        "nationality": "SG",
        "phone": {"country_code": "+65", "number": "8123 4567"},
        "email": NEWCOMER,
        "email_code": code,
        "password": PASSWORD,
        "language": "en",
        "consents": _accepted(ACCEPTED),
    }


def _accepted(terms: Any) -> list[dict[str, str]]:
    return [{"document": one.document, "version": one.version} for one in terms]


def _published(world: World, name: str) -> list[dict[str, Any]]:
    """The bodies of all messages of that name."""
    rows = [item_from_wire(item) for item in world.table("outbox")]
    found = [open_envelope(row["envelope"]) for row in rows if row.get("name") == name]
    return [one.body for one in sorted(found, key=lambda one: one.id)]
