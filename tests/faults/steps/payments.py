"""Money through other vendors: a deposit in bitcoin."""

from typing import Any

from chalicelib.ports import payments
from tests.faults.ground import Ground
from tests.faults.harness import Scenario, Watch, Watched
from tests.faults.steps.step import step
from tests.faults.world import NotDone, World
from tests.kit.btcpay import BtcpaySide, knock, offer_bitcoin
from tests.kit.funds import house_balances, sides, status_of
from tests.kit.payments import entries
from tests.simulators.stripe.kit import until

GATEWAY = "payment_provider.btcpay"
COINS = {"method_id": "bitcoin", "amount": "100.00", "currency": "USD", "fields": {}}


def paying_in_coins(ground: Ground, btcpay: BtcpaySide) -> Scenario[World]:
    """100 dollars in bitcoin on one invoice, credited once; the server calls until it is heard."""

    def enter(world: World) -> None:
        btcpay.connect()
        offer_bitcoin()
        lever = btcpay.simulator.lever
        world.vendors.append(lambda seconds: lever("clock", advance_seconds=seconds))

    def act(world: World) -> None:
        page = world.asks("deposits", COINS, "deposit-1")
        world.notes["deposit"] = page["id"]
        with world.unseen():
            _send_coins_once(world, btcpay, page)

    def resume(world: World) -> None:
        _deliver_webhook(world)
        world.time_passes()

    def promise(world: World) -> None:
        (invoice,) = btcpay.simulator.rows("invoices")
        assert (invoice["status"], invoice["additional"]) == ("Settled", "None")
        deposit = world.notes["deposit"]
        assert status_of(deposit) == ("approved", "deposited", "success")
        assert entries() == [f"{deposit}.credit", "dep_first.credit"]
        assert sides() == ("1100.00", "0.00")
        assert house_balances() == {
            "bank_clearing": "-1000.00",
            "psp_clearing:btcpay": "-100.00",
        }

    def vendors(_world: World, watch: Watch) -> dict[str, Any]:
        return {GATEWAY: Watched(GATEWAY, payments.payment_provider("btcpay"), watch)}

    return step(
        ground,
        "deposit in bitcoin",
        enter=enter,
        act=act,
        promise=promise,
        resume=resume,
        vendors=vendors,
    )


def _send_coins_once(world: World, btcpay: BtcpaySide, page: dict[str, Any]) -> None:
    """Lin sends the coins, unless she has; the server's webhook is on its way."""
    if "webhook" in world.notes:
        return
    invoice = page["redirect_url"].rpartition("/")[2]
    btcpay.simulator.lever(f"invoices/{invoice}/pay")
    btcpay.simulator.lever(f"invoices/{invoice}/confirm")

    def settled() -> list[Any]:
        letters = [one for one in btcpay.inbox.letters if one.event.get("invoiceId") == invoice]
        return [one for one in letters if one.event["type"] == "InvoiceSettled"]

    until(lambda: bool(settled()))
    world.notes["webhook"] = settled()[0]
    world.notes["unheard"] = True


def _deliver_webhook(world: World) -> None:
    if not world.notes.get("unheard"):
        return
    answer = knock(world.notes["webhook"])
    if answer.status != 200:
        raise NotDone(answer.body["code"])
    world.notes["unheard"] = False
