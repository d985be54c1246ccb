"""Being told by text: one that is due is handed to the simulated vendor."""

from typing import Any

from chalicelib import ports
from chalicelib.core.actor import system
from chalicelib.phones import public as phones
from chalicelib.phones.public import Occasion
from chalicelib.ports import messaging
from tests.faults.ground import Ground
from tests.faults.harness import Scenario, Watch, Watched
from tests.faults.steps.step import step
from tests.faults.world import PEOPLES_QUEUES, World
from tests.kit.phones import NUMBER, PhoneSide
from tests.simulators.twilio.kit import SENDER, SERVICE

GATEWAY = f"phones.{SERVICE}.{SENDER}"
_LEASE_OVER = (61.0, 301.0, 301.0)


def texting(ground: Ground, side: PhoneSide) -> Scenario[World]:
    """It is sent. The vendor knows no keys: a death at the very call may send it once more."""

    def enter(world: World) -> None:
        side.connect()
        lever = side.simulator.lever
        world.vendors.append(lambda seconds: lever("clock", advance_seconds=seconds))

    def act(_world: World) -> None:
        def work(unit: Any) -> None:
            phones.tell(unit, NUMBER, Occasion.NUMBER_CHANGED, "en")

        if not _world.rows("phones", "TextMessage"):
            ports.transact(system("test"), work)

    def resume(world: World) -> None:
        world.time_passes(*_LEASE_OVER)

    def promise(world: World) -> None:
        (text,) = world.rows("phones", "TextMessage")
        assert text["delivery"]["S"] in ("sent", "delivered")
        assert len(side.simulator.texts(NUMBER)) in (1, 2)

    return step(
        ground,
        "a text is handed over",
        enter=enter,
        act=act,
        promise=promise,
        resume=resume,
        vendors=_vendor,
        queues=PEOPLES_QUEUES,
    )


def _vendor(_world: World, watch: Watch) -> dict[str, Any]:
    return {GATEWAY: Watched(GATEWAY, messaging.phones(SERVICE, SENDER), watch)}
