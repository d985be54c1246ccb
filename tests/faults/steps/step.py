"""How a money step becomes a scenario."""

from collections.abc import Callable
from typing import Any

from tests.faults.ground import Ground
from tests.faults.harness import Scenario, Watch
from tests.faults.world import MONEY_QUEUES, World

Deed = Callable[[World], None]
Vendors = Callable[[World, Watch], dict[str, Any]]


def nothing(_world: World) -> None:
    """Nobody does anything."""


def no_vendors(_world: World, _watch: Watch) -> dict[str, Any]:
    """Only AWS is asked."""
    return {}


def step(
    ground: Ground,
    name: str,
    *,
    before: tuple[Deed, ...] = (),
    enter: Deed = nothing,
    act: Deed,
    promise: Deed,
    resume: Deed = World.time_passes,
    vendors: Vendors = no_vendors,
    queues: tuple[str, ...] = MONEY_QUEUES,
) -> Scenario[World]:
    """The scenario of ``act``, after ``before`` has happened once and ``enter`` for each run."""

    def bring(world: World) -> None:
        for deed in before:
            deed(world)
            world.queues.carry()

    kept = ground.keep(bring)

    def prepare(watch: Watch) -> World:
        world = ground.world(watch, kept, queues)
        enter(world)
        return world

    def come_and_act(world: World) -> None:
        world.people_return()
        act(world)

    return Scenario(
        name=name,
        prepare=prepare,
        act=come_and_act,
        resume=resume,
        promise=promise,
        peace=World.at_peace,
        gateways=lambda world, watch: world.gateways() | vendors(world, watch),
    )
