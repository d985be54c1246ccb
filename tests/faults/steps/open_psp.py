"""A deposit by a provider that speaks the open PSP protocol."""

from typing import Any

from chalicelib.funds.service import psps
from chalicelib.gateways.payments.port import StartedPayment
from tests.faults.ground import Ground
from tests.faults.harness import Scenario, Watch, Watched
from tests.faults.steps.step import step
from tests.faults.world import NotDone, World, answered
from tests.kit.funds import house_balances, sides, status_of
from tests.kit.harbour import HARBOUR, Harbour, arrives, offered
from tests.kit.payments import entries

GATEWAY = f"open_psp.{HARBOUR}"
FORM = {
    "method_id": "harbour",
    "amount": "100.00",
    "currency": "USD",
    "fields": {"branch": "Lugano"},
}


def paying(ground: Ground, harbour: Harbour) -> Scenario[World]:
    """100 dollars on one order, credited once; the provider calls until it is heard."""

    def act(world: World) -> None:
        ask(world)
        with world.unseen():
            _pay_once(world, harbour, world.notes["deposit"])

    return _scenario(ground, harbour, "deposit by an open PSP", act, _provider)


def paying_early(ground: Ground, harbour: Harbour) -> Scenario[World]:
    """The same when the provider's notice is here before we have noted what it answered."""

    def vendors(world: World, watch: Watch) -> dict[str, Any]:
        hasty = _Hasty(world, harbour, psps.reached(HARBOUR)[1])
        return {GATEWAY: Watched(GATEWAY, hasty, watch)}

    name = "deposit by an open PSP, paid before our commit"
    return _scenario(ground, harbour, name, ask_perhaps_too_late, vendors)


def ask(world: World) -> None:
    """Lin asks for the page."""
    world.notes["deposit"] = world.asks("deposits", FORM, "deposit-1")["id"]


def ask_perhaps_too_late(world: World) -> None:
    """Lin asks; where she comes back after her payment was credited, there is no page any more."""
    answer = world.lin.caller.post("/api/portal/deposits", FORM, key="deposit-1")
    if answer.status == 409 and answer.body["code"] == "payment_page_closed":
        world.notes["deposit"] = answer.body["facts"]["deposit_id"]
    else:
        world.notes["deposit"] = answered(answer)["id"]


def _scenario(
    ground: Ground, harbour: Harbour, name: str, act: Any, vendors: Any
) -> Scenario[World]:
    def resume(world: World) -> None:
        _deliver(world)
        world.time_passes()

    def promise(world: World) -> None:
        deposit = world.notes["deposit"]
        assert [one["order_no"] for one in harbour.simulator.rows("orders")] == [deposit]
        assert status_of(deposit) == ("approved", "deposited", "success")
        assert entries() == [f"{deposit}.credit", "dep_first.credit"]
        assert sides() == ("1100.00", "0.00")
        assert house_balances() == {
            "bank_clearing": "-1000.00",
            f"psp_clearing:{HARBOUR}": "-100.00",
        }
        assert world.told("funds.deposit_credited") == 1

    return step(
        ground,
        name,
        enter=lambda _world: _come(harbour),
        act=act,
        promise=promise,
        resume=resume,
        vendors=vendors,
    )


def _come(harbour: Harbour) -> None:
    offered(harbour)


def _provider(_world: World, watch: Watch) -> dict[str, Any]:
    return {GATEWAY: Watched(GATEWAY, psps.reached(HARBOUR)[1], watch)}


def _pay_once(world: World, harbour: Harbour, order: str) -> None:
    """Lin pays, unless she has; the provider's notice is on its way."""
    if "notice" not in world.notes:
        (world.notes["notice"],) = harbour.sends(order, "pay")
        world.notes["unheard"] = True


def _deliver(world: World) -> None:
    if not world.notes.get("unheard"):
        return
    answer = arrives(world.notes["notice"])
    if answer.status != 204:
        raise NotDone(answer.body["code"])
    world.notes["unheard"] = False


class _Hasty:
    """The provider with a client who has paid, and a notice that is here, before it has answered.

    What its notice does is not the process's doing whose death is looked at.
    """

    def __init__(self, world: World, harbour: Harbour, inner: Any) -> None:
        self._world, self._harbour, self._inner = world, harbour, inner

    def start_payment(self, order: Any, *more: Any) -> StartedPayment:
        """See `OpenPsp.start_payment`."""
        answer: StartedPayment = self._inner.start_payment(order, *more)
        with self._world.unseen():
            _pay_once(self._world, self._harbour, order.deposit_id)
            _deliver(self._world)
        return answer

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)
