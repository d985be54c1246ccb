"""What the broker has shut to clients who are not verified is shut at the door of the API.

One test for all functions that can be shut: the request is fine in everything else, so that it goes
through when the gate is open and is refused when it is not. Transfers to other clients stand behind
the gate of transfers; that, and the recipient's side of it, is tested with them in funds.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from chalicelib.kyc.model.settings import GATES, Gate
from tests.http.sending import nothing_changes, refused
from tests.http.world import (
    Party,
    World,
    application,
    details,
    transfer,
    upgrade,
    wire,
    withdrawal,
)
from tests.kit import trading
from tests.kit.opened import binding, existing
from tests.kit.settings import settings_of

Doors = dict[Gate, tuple[str, Callable[[Party], dict[str, Any]]]]
DOORS: Doors = {
    Gate.DEPOSIT: ("deposits", lambda una: wire(una.first["file_id"])),
    Gate.WITHDRAWAL: ("withdrawals", lambda una: withdrawal(una.first["details_id"])),
    Gate.TRANSFER: ("transfers", lambda una: transfer(una.first["account_id"])),
    Gate.LIVE_ACCOUNT: ("accounts", lambda _: application()),
    Gate.DEMO_ACCOUNT: ("accounts", lambda _: application() | {"account_type_id": trading.DEMO}),
    Gate.BIND_ACCOUNT: ("account-bindings", lambda una: binding(una.first["login"])),
    Gate.WITHDRAWAL_DETAILS: ("withdrawal-details", lambda _: details()),
    Gate.IB_UPGRADE: ("upgrade", lambda _: upgrade()),
}


@pytest.fixture(scope="module")
def una(world: World) -> Party:
    """A client with money, an account and a payout profile whom nobody has ever verified."""
    una = world.client("Una Verified")
    world.done(una.caller.post("/api/portal/accounts", application()))
    world.keep(una, "file_id", world.proof(una))
    world.keep(una, "deposit_id", world.asked_to_deposit(una, "5000.00"))
    world.approve(una.first["deposit_id"])
    world.keep(una, "details_id", world.asked_to_save_details(una))
    world.approve(una.first["details_id"])
    world.courier.deliver_all()
    accounts = world.done(una.caller.get("/api/portal/accounts")).body["items"]
    world.keep(una, "account_id", accounts[0]["id"])
    world.keep(una, "login", existing("Una Verified", una.email))
    return una


@contextmanager
def shut(*gates: Gate) -> Iterator[None]:
    """Only ``gates`` are shut until the block ends."""
    with settings_of(GATES, frozenset(gates)):
        yield


def test_every_function_that_can_be_shut_has_its_door_here() -> None:
    assert DOORS.keys() == set(Gate)


@pytest.mark.parametrize("gate", Gate)
def test_nobody_passes_a_shut_gate_without_being_verified(
    world: World, una: Party, gate: Gate
) -> None:
    door, asked = DOORS[gate]
    body = asked(una)
    with shut(gate), nothing_changes():
        answer = una.caller.post(f"/api/portal/{door}", body)
    assert refused(answer) == (403, "kyc_required")
    assert answer.body["facts"] == {"gate": gate.value, "status": "none"}
    with shut(*(set(Gate) - {gate})):
        world.done(una.caller.post(f"/api/portal/{door}", body))
    world.courier.deliver_all()


def test_whoever_is_verified_passes_every_gate(world: World) -> None:
    _, caller = world.verified()
    with shut(*Gate):
        world.done(caller.post("/api/portal/accounts", application()))
        world.done(caller.post("/api/portal/withdrawal-details", details()))
        world.done(caller.post("/api/portal/upgrade", upgrade()))
