"""Lin converts dollars into euros between her own wallets."""

from decimal import Decimal

from chalicelib.approvals.public import Mode, RequestType
from chalicelib.core.actor import system
from chalicelib.funds.model.rates import RateRule
from chalicelib.funds.model.settings import RATE_RULES
from chalicelib.settings import public as settings
from tests.faults.ground import Ground
from tests.faults.harness import Scenario
from tests.faults.steps.step import step
from tests.faults.world import World
from tests.kit.approvals import automate
from tests.kit.funds import house_balances, sides, status_of

RULE = RateRule(base="USD", quote="EUR", manual="0.85", markup_percent=Decimal(1))
FORM = {
    "source": {"type": "wallet", "currency": "USD"},
    "target": {"type": "wallet", "currency": "EUR"},
    "amount": "100.00",
    "currency": "USD",
    "shown": "84.15",
}
UNTOUCHED = {"bank_clearing": "-1000.00"}


def offer(_world: World) -> None:
    """There is a rate, and staff decide."""
    settings.adopt(system("test"), RATE_RULES, (RULE,))
    automate(RequestType.TRANSFER, Mode.MANUAL)


def ask(world: World) -> None:
    """Lin asks for what she was shown."""
    world.notes["conversion"] = world.asks("transfers", FORM, "conversion-1")["id"]


def converting(ground: Ground) -> Scenario[World]:
    """With nobody to ask, both sides are booked in one entry, once."""

    def at_once(_world: World) -> None:
        automate(RequestType.TRANSFER, Mode.AUTOMATIC)

    return step(
        ground,
        "conversion: by the system",
        before=(offer, at_once),
        act=ask,
        promise=_is_converted,
    )


def approving(ground: Ground) -> Scenario[World]:
    """What was held is converted, once."""

    def act(world: World) -> None:
        world.decides(world.notes["conversion"])

    return step(ground, "conversion: approve", before=(offer, ask), act=act, promise=_is_converted)


def rejecting(ground: Ground) -> Scenario[World]:
    """What was held is back, once, and no euro has come of it."""

    def act(world: World) -> None:
        world.decides(world.notes["conversion"], approve=False)

    def promise(world: World) -> None:
        assert status_of(world.notes["conversion"])[0] == "rejected"
        assert (sides(), sides(currency="EUR")) == (("1000.00", "0.00"), ("0.00", "0.00"))
        assert house_balances() == UNTOUCHED

    return step(ground, "conversion: reject", before=(offer, ask), act=act, promise=promise)


def _is_converted(world: World) -> None:
    assert status_of(world.notes["conversion"]) == ("approved", "deposited", "none")
    assert (sides(), sides(currency="EUR")) == (("900.00", "0.00"), ("84.15", "0.00"))
    assert len(world.rows("funds", "Conversion")) == 1
