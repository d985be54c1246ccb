"""Lin sends Sam forty dollars: a movement within our own books that concerns two clients."""

from typing import Any

from chalicelib.clients.model import ClientStatus
from chalicelib.funds.model.client_transfers import THIRD_PARTY, ThirdPartyRules
from chalicelib.settings import public as settings
from tests.faults.ground import Ground
from tests.faults.harness import Scenario
from tests.faults.steps.step import nothing, step
from tests.faults.world import World, done_or
from tests.kit.clients import become
from tests.kit.funds import SYSTEM, add_client, sides, status_of

SAM = "10000002"
FORM: dict[str, Any] = {
    "source": {"type": "wallet", "currency": "USD"},
    "target": {"type": "client", "recipient": {"by": "client", "number": SAM}},
    "amount": "40.00",
    "currency": "USD",
    "agreements": [{"document": "transfer-agreement", "version": "1"}],
}


def offer(_world: World) -> None:
    """Sam is a client too, and the broker lets clients send money to each other."""
    add_client(SAM)
    settings.adopt(SYSTEM, THIRD_PARTY, ThirdPartyRules(enabled=True))


def ask(world: World) -> None:
    """Lin asks for it."""
    world.notes["transfer"] = world.asks("transfers", FORM, "send-sam-1")["id"]


def approve(world: World) -> None:
    """Mara lets it go."""
    world.decides(world.notes["transfer"])


def reject(world: World) -> None:
    """Mara does not."""
    world.decides(world.notes["transfer"], approve=False)


def take_back(world: World) -> None:
    """Lin changes her mind."""
    path = f"/api/portal/requests/{world.notes['transfer']}"
    done_or(world.lin.caller.patch(path, {"status": "cancelled"}), "request_not_pending")


def submitting(ground: Ground) -> Scenario[World]:
    """Held once, counted once for the day, the agreement kept once; Sam has nothing yet."""

    def promise(world: World) -> None:
        assert len(world.rows("funds", "ClientTransfer")) == 1
        assert status_of(world.notes["transfer"]) == ("pending", "held", "none")
        assert (sides(), sides(SAM)) == (("960.00", "40.00"), ("0.00", "0.00"))
        (today,) = world.rows("funds", "SentToday")
        assert today["count"] == {"N": "1"}
        assert len(world.rows("consents", "GivenConsent")) == 1

    return step(ground, "client transfer: submit", before=(offer,), act=ask, promise=promise)


def approving(ground: Ground) -> Scenario[World]:
    """Sam has it, once, and is told once."""

    def promise(world: World) -> None:
        assert status_of(world.notes["transfer"]) == ("approved", "deposited", "none")
        assert (sides(), sides(SAM)) == (("960.00", "0.00"), ("40.00", "0.00"))
        assert world.told("funds.client_transfer_arrived") == 1

    return step(
        ground, "client transfer: approve", before=(offer, ask), act=approve, promise=promise
    )


def rejecting(ground: Ground) -> Scenario[World]:
    """Lin has it back, once, and the day is as it was."""

    def promise(world: World) -> None:
        assert status_of(world.notes["transfer"]) == ("rejected", "returned", "none")
        assert_nothing_came_of_it(world)

    return step(ground, "client transfer: reject", before=(offer, ask), act=reject, promise=promise)


def taking_back(ground: Ground) -> Scenario[World]:
    """The same."""

    def promise(world: World) -> None:
        assert status_of(world.notes["transfer"]) == ("cancelled", "returned", "none")
        assert_nothing_came_of_it(world)

    return step(
        ground, "client transfer: take back", before=(offer, ask), act=take_back, promise=promise
    )


def losing_its_recipient(ground: Ground) -> Scenario[World]:
    """Sam has been suspended when Mara approves: the request is hers again, the money held."""

    def enter(world: World) -> None:
        become(SAM, ClientStatus.SUSPENDED)
        approve(world)

    def promise(world: World) -> None:
        assert status_of(world.notes["transfer"]) == ("pending", "held", "none")
        assert (sides(), sides(SAM)) == (("960.00", "40.00"), ("0.00", "0.00"))
        assert world.told("approvals.request_returned") == 1

    return step(
        ground,
        "client transfer: recipient gone",
        before=(offer, ask),
        enter=enter,
        act=nothing,
        promise=promise,
    )


def assert_nothing_came_of_it(world: World) -> None:
    """All is as before, but for the record."""
    assert (sides(), sides(SAM)) == (("1000.00", "0.00"), ("0.00", "0.00"))
    (today,) = world.rows("funds", "SentToday")
    assert today["count"] == {"N": "0"}
