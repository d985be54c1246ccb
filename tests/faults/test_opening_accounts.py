"""Opening an account is cut short at every call to the store and to the server, and resumed.

Whatever happens there is one account on the server, one of ours, one message with its passwords.
"""

import pytest

from chalicelib.accounts import public as accounts
from chalicelib.accounts.service import applications, opening
from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import Mode, RequestStatus, RequestType
from chalicelib.clients.model import Client
from chalicelib.core.actor import system
from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import Upstream
from chalicelib.gateways.trading.model import PasswordKind
from chalicelib.settings import public as settings
from chalicelib.storage import sealing
from chalicelib.storage.idempotency import delivery
from tests.faults.harness import Scenario, Watch, Watched, survey, survive_all
from tests.kit import trading
from tests.kit.approvals import automate
from tests.kit.clients import acting, active_client, command, published
from tests.kit.engines import Engine
from tests.kit.opened import application
from tests.simulators.mt5.kit import Simulator

ACTOR = system("accounts-events")


class World:
    """A client whose application has been approved, and the server that it goes to."""

    def __init__(self, simulator: Simulator, clock: FixedClock) -> None:
        self.simulator, self.clock = simulator, clock
        trading.configure(simulator, clock)
        self.client: Client = active_client()
        automate(RequestType.OPEN_ACCOUNT, Mode.AUTOMATIC)
        self.request_id = applications.apply(acting(self.client), application(), command()).id

    def deliver(self) -> None:
        """The queue brings the message until it is settled, each time a little later."""
        for _ in range(4):
            arrival = delivery("accounts-events", self.request_id)
            if arrival.answered() is not None:
                return
            try:
                opening.open_account(ACTOR, self.request_id, arrival)
            except Upstream:
                trading.advance(self.simulator, self.clock, 31)

    def logins_there(self) -> list[int]:
        """The accounts that the server has in the client's name."""
        every = self.simulator.lever("state", method="GET")["accounts"]
        there = [one["user"] for one in every if one["user"]["Email"] == self.client.email]
        return [int(user["Login"]) for user in there]

    def check_there_is_one_at_most(self) -> None:
        """What holds even before the queue has brought the message again."""
        ours = [account.login for account in accounts.accounts_of(self.client.id)]
        assert len(self.logins_there()) <= 1
        assert set(ours) <= set(self.logins_there())

    def check(self) -> None:
        """What is promised."""
        (account,) = accounts.accounts_of(self.client.id)
        assert self.logins_there() == [account.login]
        assert approvals.read(self.request_id).status is RequestStatus.APPROVED
        (told,) = published("accounts.account_opened")
        password = sealing.unseal(
            told.body["sealed_main_password"], purpose="mail-secrets", context=self.request_id
        )
        accounts.server(trading.SERVER).check_password(account.login, PasswordKind.MAIN, password)


@pytest.fixture(scope="module")
def far_side(tmp_path_factory: pytest.TempPathFactory):
    with trading.running(tmp_path_factory.mktemp("mt5")) as simulator:
        yield simulator


def test_an_account_is_opened_once_wherever_the_worker_dies(
    engine: Engine, store: None, clock: FixedClock, far_side: Simulator
):
    def prepare(_watch: Watch) -> World:
        engine.empty()
        settings.forget()
        return World(far_side, clock)

    def gateways(_world: World, watch: Watch):
        name = f"trading_server.{trading.SERVER}"
        return {name: Watched(name, accounts.server(trading.SERVER), watch)}

    scenario = Scenario(
        name="opening an account",
        prepare=prepare,
        act=World.deliver,
        resume=World.deliver,
        promise=World.check,
        peace=World.check_there_is_one_at_most,
        gateways=gateways,
    )
    seen = survey(scenario)
    assert {call.name for call in seen.calls} >= {
        "dynamodb.transact_write_items",
        f"trading_server.{trading.SERVER}.open_account",
    }
    survive_all(scenario, seen.distinct)
