"""Lin and Sam were paid commissions; when the day is over they go on to their trading accounts."""

from datetime import timedelta

from chalicelib import ports
from chalicelib.accounts import store as accounts_store
from chalicelib.accounts.model import TradingAccount
from chalicelib.core.money import Money
from chalicelib.partners.events import commissions_onward
from chalicelib.partners.model.earnings import Due, SchemeKind
from chalicelib.partners.model.onward import PAYOUTS_TO_ACCOUNTS
from chalicelib.partners.service import booking, onward, targets
from chalicelib.settings import public as settings
from tests.faults.ground import Ground
from tests.faults.harness import Scenario
from tests.faults.steps.client_transfers import SAM
from tests.faults.steps.step import Deed, nothing, step
from tests.faults.steps.transfers import CLEARING, DONE, arrive, vendors
from tests.faults.world import LIN, MINUTE, MONEY_QUEUES, World
from tests.kit.courier import FakeContext
from tests.kit.funds import (
    SYSTEM,
    TradingSide,
    add_client,
    house_balances,
    sides,
    status_of,
)
from tests.kit.onward import ALL
from tests.kit.sagas import allow

PAID = {LIN: "40.00", SAM: "25.00"}
UNTOUCHED = {"bank_clearing": "-1000.00", "ib_commission_expense": "-65.00"}
QUEUES = (*MONEY_QUEUES, "partners-events")
_DAY = timedelta(days=1)


def offer(_world: World) -> None:
    """Sam is a client too, and the broker lets commissions go on to accounts."""
    add_client(SAM)
    settings.adopt(SYSTEM, PAYOUTS_TO_ACCOUNTS, value=True)


def earned_onward(ground: Ground, trading: TradingSide) -> Scenario[World]:
    """What each was paid is on their account, once, by one transfer each; twice is as once."""

    def promise(world: World) -> None:
        tick(world)
        world.queues.carry()
        for client_id, held in accounts(world).items():
            assert status_of(_transfer_of(client_id)) == DONE
            assert trading.money_deals(held) == [PAID[client_id]]
        assert (sides(), sides(SAM)) == (("1000.00", "0.00"), ("0.00", "0.00"))
        assert house_balances() == UNTOUCHED | {CLEARING: "65.00"}
        assert len(world.rows("partners", "OnwardDay")) == 2
        assert len(world.rows("funds", "Transfer")) == 2
        assert world.told("funds.transfer_completed") == 2

    return _step(ground, trading, "commissions onward", act=tick, promise=promise)


def not_taken(ground: Ground, trading: TradingSide) -> Scenario[World]:
    """Lin's account has lost its leave when the server is next: her wallet has it, staff decide.

    Sam has said nothing, so what he was paid stays in his wallet.
    """

    def enter(world: World) -> None:
        trading.trouble("drop_before")
        tick(world)
        world.queues.carry()
        allow(accounts(world)[LIN], deposit=False)

    def promise(world: World) -> None:
        assert status_of(_transfer_of(LIN))[0] == "pending"
        assert _shown(LIN).state == "not_taken"
        assert sides() == ("1040.00", "0.00")
        assert trading.money_deals(accounts(world)[LIN]) == []
        assert sides(SAM) == ("25.00", "0.00")
        assert house_balances() == UNTOUCHED
        assert world.told("funds.commissions_stayed") == 1

    name = "commissions onward: not taken"
    wanted = (LIN,)
    return _step(ground, trading, name, wanted, enter=enter, act=nothing, promise=promise)


def accounts(world: World) -> dict[str, TradingAccount]:
    """Each client's account as it is now."""
    found = {one: accounts_store.find(held.id) for one, held in world.notes["accounts"].items()}
    return {one: held for one, held in found.items() if held is not None}


def tick(_world: World) -> None:
    """The clock of commissions looks whether a day is over."""
    commissions_onward(MINUTE, FakeContext())


def go_on(world: World) -> None:
    """Time passes, and the clock of commissions looks again."""
    tick(world)
    world.time_passes()


def _earn(client_id: str) -> None:
    due = Due(
        recipient_id=client_id,
        kind=SchemeKind.FIXED,
        server_id="mt5",
        deal_id="7002",
        closed_at=ports.now(),
        amount=Money.parse(PAID[client_id], "USD"),
        due_at=ports.now(),
    )
    ports.transact(SYSTEM, lambda unit: booking.booked(unit, client_id, [due], []))


def _transfer_of(client_id: str) -> str:
    return _shown(client_id).found.transfer_id


def _shown(client_id: str):
    (one,) = onward.page(SYSTEM, client_id, ALL).items
    return one


def _step(
    ground: Ground,
    trading: TradingSide,
    name: str,
    wanted: tuple[str, ...] = (LIN, SAM),
    *,
    enter: Deed = nothing,
    act: Deed,
    promise: Deed,
) -> Scenario[World]:
    def paid(world: World) -> None:
        held = {LIN: arrive(world, trading), SAM: trading.account(SAM)}
        world.notes["accounts"] = held
        for client_id, account in held.items():
            _earn(client_id)
            if client_id in wanted:
                targets.put(SYSTEM, client_id, "USD", account.id)
        world.clock.set(world.clock.now().replace(hour=0, minute=15) + _DAY)
        trading.simulator.lever("clock", now=world.clock.now().isoformat(), stopped=True)
        world.queues.carry()
        enter(world)

    return step(
        ground,
        name,
        before=(lambda _world: trading.connect(), offer),
        enter=paid,
        act=act,
        promise=promise,
        resume=go_on,
        vendors=vendors(),
        queues=QUEUES,
    )
