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
from tests.faults.world import LIN, PEOPLES_QUEUES, World, answered
from tests.kit import trading
from tests.kit.clients import ACCEPTED
from tests.kit.funds import status_of
from tests.kit.http import Caller
from tests.kit.kyc import COMPANY, offer
from tests.kit.onboarding import ask_for_steps
from tests.kit.opened import ACCEPTED as ACCOUNT_TERMS
from tests.kit.people import PASSWORD
from tests.kit.slides import slid_at
from tests.simulators.mt5.kit import Manager, Simulator

GATEWAY = f"trading_server.{trading.SERVER}"
NEWCOMER = "sam@example.com"
_DRAFTS = "/api/portal/registrations/drafts"


def ask_for_code(world: World) -> None:
    """Sam gets a code by mail."""
    anyone = Caller(world.lin.caller.app)
    slide = slid_at(anyone, "portal", "registration")
    sent = {"email": NEWCOMER, "language": "en", "slide": slide}
    answer = anyone.post("/api/portal/registrations/codes", sent)
    assert answer.status == 202
    body = bodies(world, "identity.code_issued")[-1]
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


def begin_in_steps(world: World) -> None:
    """Sam has filled in two steps; the address is proved, the draft is whole."""
    ask_for_steps(account=False)
    offer(COMPANY)
    anyone = Caller(world.lin.caller.app)
    ask_for_code(world)
    opening = {
        "email": NEWCOMER,
        "code": world.notes["code"],
        "kind": "trader",
        "language": "en",
    }
    token = answered(anyone.post(_DRAFTS, opening))["token"]
    details = {
        "name": "Sam Reed",
        "nationality": "SG",
        "country_code": "+65",
        "phone_number": "8123 4567",
    }
    identity = {"form_id": COMPANY.id, "answers": {"number": "HRB 815"}}
    answered(anyone.patch(_DRAFTS, {"token": token, "details": details, "identity": identity}))
    world.notes["token"] = token


def send_in(world: World) -> None:
    """Sam sends everything in; Mara decides the registration, then the identity."""
    form = {
        "token": world.notes["token"],
        "password": PASSWORD,
        "language": "en",
        "consents": _accepted(ACCEPTED),
    }
    anyone = Caller(world.lin.caller.app)
    made = answered(anyone.post(f"{_DRAFTS}/submission", form, key="submission-1"))
    world.notes |= {"registration": made["registration_id"], "identity": made["identity_id"]}
    world.decides(made["registration_id"])
    world.queues.carry()
    world.decides(made["identity_id"])


def registering_in_steps(ground: Ground) -> Scenario[World]:
    """One client, one login, two requests that go together, both carried out once."""

    def promise(world: World) -> None:
        (client,) = (
            one for one in world.rows("clients", "Client") if one["email"]["S"] == NEWCOMER
        )
        assert client["status"]["S"] == "active"
        assert len(world.rows("identity", "Login")) == 3
        assert len(world.rows("kyc", "Record")) == 1
        for request in ("registration", "identity"):
            assert status_of(world.notes[request])[0] == "approved"
        assert world.told("clients.client_activated") == 1
        assert world.told("kyc.status_changed") == 2
        (draft,) = world.rows("onboarding", "Draft")
        assert "NULL" not in draft["submitted"]

    return step(
        ground,
        "registration in steps",
        before=(begin_in_steps,),
        act=send_in,
        promise=promise,
        queues=PEOPLES_QUEUES,
    )


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
    (body,) = bodies(world, "accounts.account_opened")
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


def bodies(world: World, name: str) -> list[dict[str, Any]]:
    """The bodies of all messages of that name."""
    rows = [item_from_wire(item) for item in world.table("outbox")]
    found = [open_envelope(row["envelope"]) for row in rows if row.get("name") == name]
    return [one.body for one in sorted(found, key=lambda one: one.id)]
