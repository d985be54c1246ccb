"""Deposits: by bank wire with a proof, and by card on the simulated provider's page."""

from typing import Any
from urllib.parse import quote

from chalicelib.core.clock import parse_iso
from chalicelib.gateways.files.port import PresignedUpload
from chalicelib.ports import payments
from tests.faults.ground import Ground
from tests.faults.harness import Scenario, Watch, Watched
from tests.faults.steps import transfers
from tests.faults.steps.step import step
from tests.faults.world import NotDone, World, answered
from tests.gateways.files.samples import pdf
from tests.kit import files
from tests.kit.funds import TradingSide, house_balances, sides, status_of
from tests.kit.payments import PaymentSide, entries, knock
from tests.simulators.stripe.kit import Letter

PROOF = pdf()
GATEWAY = "payment_provider.stripe"
UPLOAD = {
    "purpose": "deposit_proof",
    "file_name": "proof.pdf",
    "content_type": files.PDF,
    "size_bytes": len(PROOF),
}
CARD = {"method_id": "card", "amount": "100.00", "currency": "USD", "fields": {}}
DONE = ("approved", "deposited")


def send_proof(world: World) -> None:
    """Lin sends the bank's confirmation; her browser goes on with an upload it has begun."""
    if "file" not in world.notes:
        world.notes["file"] = answered(world.lin.caller.post("/api/portal/uploads", UPLOAD))
    begun = world.notes["file"]
    form = PresignedUpload(
        begun["file_id"], begun["url"], begun["fields"], parse_iso(begun["expires_at"])
    )
    with world.unseen():
        assert files.send(form, PROOF).status in (200, 201, 204)
    path = f"/api/portal/uploads/{quote(begun['file_id'])}/checks"
    answered(world.lin.caller.post(path))


def wire(world: World, **more: str) -> None:
    """Lin tells of her wire."""
    fields = {"proof": world.notes["file"]["file_id"]}
    form = {"method_id": "bank_wire", "amount": "500.00", "currency": "USD", "fields": fields}
    world.notes["deposit"] = world.asks("deposits", form | more, "deposit-1")["id"]


def confirm(world: World) -> None:
    """Mara has seen the money at the bank."""
    world.decides(world.notes["deposit"])


def wiring(ground: Ground) -> Scenario[World]:
    """One request with one proof."""

    def act(world: World) -> None:
        send_proof(world)
        wire(world)

    def promise(world: World) -> None:
        assert len(world.rows("funds", "Deposit")) == 1
        assert len(world.rows("documents", "Document")) == 1
        assert status_of(world.notes["deposit"]) == ("pending", "none", "none")
        assert sides() == ("1000.00", "0.00")

    return step(ground, "deposit by bank wire: submit", act=act, promise=promise)


def confirming(ground: Ground) -> Scenario[World]:
    """500 dollars, once."""

    def promise(world: World) -> None:
        assert status_of(world.notes["deposit"])[:2] == DONE
        assert (sides(), house_balances()) == (("1500.00", "0.00"), {"bank_clearing": "-1500.00"})
        assert world.told("funds.deposit_credited") == 1

    return step(
        ground,
        "deposit by bank wire: approve",
        before=(send_proof, wire),
        act=confirm,
        promise=promise,
    )


def funding_account(ground: Ground, trading: TradingSide) -> Scenario[World]:
    """500 dollars through the wallet to the trading account, once on either side."""

    def enter(world: World) -> None:
        account = transfers.arrive(world, trading)
        wire(world, account_id=account.id)

    def promise(world: World) -> None:
        assert status_of(world.notes["deposit"])[:2] == DONE
        (onward,) = world.rows("funds", "Transfer")
        assert status_of(onward["id"]["S"]) == transfers.DONE
        assert sides() == ("1000.00", "0.00")
        assert trading.money_deals(world.notes["account"]) == ["500.00"]
        assert house_balances() == {"bank_clearing": "-1500.00", transfers.CLEARING: "500.00"}
        assert world.told("funds.deposit_credited") == 1
        assert world.told("funds.transfer_completed") == 1

    return step(
        ground,
        "deposit straight to a trading account: approve",
        before=(lambda _world: trading.connect(), send_proof),
        enter=enter,
        act=confirm,
        promise=promise,
        vendors=transfers.vendors(),
    )


def paying(ground: Ground, psp: PaymentSide) -> Scenario[World]:
    """100 dollars paid on one page, credited once; the provider calls until it is heard."""

    def resume(world: World) -> None:
        deliver_callback(world, psp)
        world.time_passes()

    return _by_card(ground, psp, "deposit by card", resume)


def paying_unheard(ground: Ground, psp: PaymentSide) -> Scenario[World]:
    """The same when no callback ever reaches us: we ask by ourselves."""

    def resume(world: World) -> None:
        world.time_passes(61, 61, 61, 480)

    return _by_card(ground, psp, "deposit by card, callback lost", resume)


def _by_card(ground: Ground, psp: PaymentSide, name: str, resume: Any) -> Scenario[World]:
    def enter(world: World) -> None:
        come(world, psp)

    def act(world: World) -> None:
        page = world.asks("deposits", CARD, "deposit-1")
        world.notes["deposit"] = page["id"]
        with world.unseen():
            _pay_once(world, psp, page)

    def promise(world: World) -> None:
        (session,) = psp.sessions()
        assert (session["payment_status"], session["amount_total"]) == ("paid", 10250)
        deposit = world.notes["deposit"]
        assert status_of(deposit) == (*DONE, "success")
        assert entries() == [f"{deposit}.credit", "dep_first.credit"]
        assert sides() == ("1100.00", "0.00")
        assert house_balances() == {
            "bank_clearing": "-1000.00",
            "psp_clearing:stripe": "-102.50",
            "fee_income": "2.50",
        }

    return step(
        ground,
        name,
        enter=enter,
        act=act,
        promise=promise,
        resume=resume,
        vendors=provider,
    )


def come(world: World, psp: PaymentSide) -> None:
    """The provider is there, with a clock that goes with ours."""
    psp.connect()
    lever = psp.simulator.lever
    world.vendors.append(lambda seconds: lever("clock", advance_seconds=seconds))


def _pay_once(world: World, psp: PaymentSide, page: dict[str, Any]) -> None:
    """Lin pays, unless she has; the provider's callback is on its way."""
    if "letter" in world.notes:
        return
    world.notes["letter"] = pay(psp, page)
    world.notes["unheard"] = True


def pay(psp: PaymentSide, page: dict[str, Any]) -> Letter:
    """Lin pays on the page; the callback that tells of it, those of earlier runs passed over."""
    session = page["redirect_url"].partition("#")[0].rpartition("/")[2]
    psp.simulator.lever(f"sessions/{session}/pay", how="pay", name="Lin Wei")
    return letter_of(psp, session)


def letter_of(psp: PaymentSide, session: str) -> Letter:
    """The callback that tells of a session; others are passed over."""
    count = 1
    while (letter := psp.inbox.wait_for(count)[-1]).event["data"]["object"]["id"] != session:
        count += 1
    return letter


def deliver_callback(world: World, psp: PaymentSide) -> None:
    """The provider calls, its word signed anew each time, until we have said that we heard."""
    if not world.notes.get("unheard"):
        return
    answer = knock(world.notes["letter"])
    if answer.status == 401:
        with world.unseen():
            world.notes["letter"] = signed_anew(psp, world.notes["letter"])
        answer = knock(world.notes["letter"])
    if answer.status != 200:
        raise NotDone(answer.body["code"])
    world.notes["unheard"] = False


def signed_anew(psp: PaymentSide, letter: Letter) -> Letter:
    """The same callback as the provider sends it now."""
    count = len(psp.inbox.letters)
    psp.simulator.lever(f"events/{letter.event['id']}/resend")
    return psp.inbox.wait_for(count + 1)[-1]


def provider(_world: World, watch: Watch) -> dict[str, Any]:
    """The provider, behind the watch."""
    return {GATEWAY: Watched(GATEWAY, payments.payment_provider("stripe"), watch)}
