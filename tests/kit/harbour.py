"""A provider by the open PSP protocol, as tests of deposits use it."""

import json
from typing import Any

from app import app
from chalicelib.core.actor import system
from chalicelib.core.clock import FixedClock
from chalicelib.core.forms import FormField
from chalicelib.funds.model.deposits import Deposit, DepositMethod, DepositMethodKind
from chalicelib.funds.model.methods import MethodCurrency
from chalicelib.funds.model.psps import OPEN_PSPS, OpenPsp
from chalicelib.funds.model.settings import DEPOSIT_METHODS
from chalicelib.funds.service import psps
from chalicelib.settings import public as settings
from infra.simulators.psp.notices import signed
from tests.kit.funds import staff_actor
from tests.kit.http import Answer, Caller
from tests.simulators.psp.kit import Simulator
from tests.simulators.stripe.kit import Inbox, Letter

HARBOUR = "psp_harbour"


class Harbour:
    """The provider, and its notices as they arrive at our door."""

    def __init__(self, simulator: Simulator, inbox: Inbox, hook: str, clock: FixedClock) -> None:
        self.simulator, self.inbox, self.clock = simulator, inbox, clock
        self.hook, self.merchant_id, self.token = hook, "", ""

    def connect(self) -> None:
        """Let it forget everything, and agree with the broker on a token."""
        made = psps.make_key(staff_actor(), HARBOUR)
        assert made.key is not None
        assert made.token is not None
        self.merchant_id, self.token = made.key.merchant_id, made.token
        self.simulator.lever("reset")
        self.simulator.lever(
            "merchant", merchant_id=self.merchant_id, token=self.token, callback_url=self.hook
        )
        self.inbox.letters.clear()

    def sends(self, deposit_id: str, what: str, notices: int = 1) -> list[Letter]:
        """Let something happen to an order; the notices that are on their way."""
        self.simulator.lever(f"orders/{deposit_id}/{what}")
        letters = self.inbox.wait_for(notices)
        self.inbox.letters.clear()
        return letters

    def does(self, deposit: Deposit, what: str, notices: int = 1) -> list[Answer]:
        """Let something happen to an order; the answers that its notices get."""
        return [arrives(one) for one in self.sends(deposit.id, what, notices)]

    def tells(self, **said: Any) -> Answer:
        """A notice with a good token and signature that says what we like."""
        notice = {
            "merchant_id": self.merchant_id,
            "transaction_id": "T1",
            "amount": "100.00",
            "currency": "USD",
            "time": int(self.clock.now().timestamp() * 1000),
            "status": 1,
            **said,
        }
        return knock(json.dumps(signed(notice, self.token)).encode(), self.token)


def arrives(letter: Letter) -> Answer:
    """A notice at our door."""
    return knock(letter.body, letter.headers["crm-pay-token"])


def knock(body: bytes, token: str) -> Answer:
    """What says that it is a notice, at our door."""
    headers = {"crm-pay-token": token, "content-type": "application/json"}
    return Caller(app).call("POST", "/api/hooks/pay/callback", body, **headers)


def integration(url: str, **more: Any) -> OpenPsp:
    """The provider as the broker describes it, with a field of its own."""
    field = FormField("branch", {"en": "Branch"}, max_length=20)
    return OpenPsp(HARBOUR, "Harbour Pay", url, fields=(field,), **more)


def declare(*declared: OpenPsp) -> None:
    """Let the broker have these integrations."""
    settings.adopt(system("test"), OPEN_PSPS, declared)


def offered(harbour: Harbour) -> Harbour:
    """The provider, connected, with a method of deposit by it."""
    declare(integration(harbour.simulator.url))
    method = DepositMethod(
        id="harbour",
        kind=DepositMethodKind.ONLINE,
        provider=HARBOUR,
        name={"en": "Harbour Pay"},
        currencies=(MethodCurrency("USD", "10", "10000"),),
    )
    settings.adopt(system("test"), DEPOSIT_METHODS, (method,))
    harbour.connect()
    return harbour
