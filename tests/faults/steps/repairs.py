"""Repairs of a dealer's change: booked in our ledger, or corrected on the simulated server."""

from chalicelib.accounts.model import TradingAccount
from chalicelib.funds.model.settings import DEPOSIT_METHODS
from chalicelib.reconciliation.events import reconciliation_minute
from chalicelib.reconciliation.model.breaks import (
    BreakEnding,
    BreakStatus,
    RepairAction,
    RepairAgainst,
)
from chalicelib.reconciliation.model.repairs import RepairStatus
from chalicelib.reconciliation.service import recent, repairs
from chalicelib.reconciliation.service.repairs import Proposal
from chalicelib.reconciliation.store import breaks as store
from chalicelib.settings import public as settings
from tests.faults.ground import Ground
from tests.faults.harness import Scenario
from tests.faults.steps.step import Deed, step
from tests.faults.steps.transfers import CLEARING, arrive, vendors
from tests.faults.world import MINUTE, World, done_or
from tests.kit.courier import FakeContext
from tests.kit.funds import SYSTEM, TradingSide, command, house_balances, sides, staff_actor

_MINUTES = 3
_SETTLED = 61.0


def booked(ground: Ground, trading: TradingSide) -> Scenario[World]:
    """What the dealer gave is booked against suspense, once."""

    def promise(world: World) -> None:
        _is_repaired(world)
        assert trading.money_deals(world.notes["account"]) == ["77.00"]
        assert house_balances() == {
            "bank_clearing": "-1000.00",
            CLEARING: "77.00",
            "suspense": "-77.00",
        }
        assert sides() == ("1000.00", "0.00")

    proposal = Proposal(RepairAction.BOOK, "a goodwill", RepairAgainst.SUSPENSE)
    return _scenario(ground, trading, "repair: booked", proposal, promise)


def corrected(ground: Ground, trading: TradingSide) -> Scenario[World]:
    """What the dealer gave is taken back on the server, once."""

    def promise(world: World) -> None:
        _is_repaired(world)
        assert trading.money_deals(world.notes["account"]) == ["77.00", "-77.00"]
        assert house_balances() == {"bank_clearing": "-1000.00"}

    proposal = Proposal(RepairAction.CORRECT, "a mistake")
    return _scenario(ground, trading, "repair: corrected on the server", proposal, promise)


def _scenario(
    ground: Ground, trading: TradingSide, name: str, proposal: Proposal, promise: Deed
) -> Scenario[World]:
    def begin(world: World) -> None:
        trading.connect()
        settings.adopt(SYSTEM, DEPOSIT_METHODS, ())
        # What was booked before is settled, so that each run folds the same entries anew: parts of
        # the journal follow from ids, and those are others each time.
        world.time_passes(_SETTLED)
        recent.run(SYSTEM, lambda: 60)

    def enter(world: World) -> None:
        account: TradingAccount = arrive(world, trading)
        trading.fund(account, "77.00")
        recent.run(SYSTEM, lambda: 60)
        (found,) = store.open_of_account(account.id)
        proposed = repairs.propose(staff_actor("Nia"), found.id, proposal, command())
        world.notes |= {"break": found.id, "repair": proposed.id}

    return step(
        ground,
        name,
        before=(begin,),
        enter=enter,
        act=_approve,
        promise=promise,
        resume=_minutes_pass,
        vendors=vendors(),
    )


def _approve(world: World) -> None:
    """Mara approves what a colleague has proposed."""
    path = f"/api/desk/reconciliation/breaks/{world.notes['break']}/repairs/{world.notes['repair']}"
    done_or(world.mara.caller.patch(path, {"decision": "approve"}), "repair_decided")


def _minutes_pass(world: World) -> None:
    for _ in range(_MINUTES):
        world.time_passes(61.0)
        reconciliation_minute(MINUTE, FakeContext())
    world.queues.carry()


def _is_repaired(world: World) -> None:
    found = store.get(world.notes["break"])
    assert (found.status, found.ending) == (BreakStatus.CLOSED, BreakEnding.REPAIRED)
    assert store.repair(found.id, world.notes["repair"]).status is RepairStatus.DONE
    assert world.told("reconciliation.break_found") == 1
