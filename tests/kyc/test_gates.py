"""The gates stand before every request of a client: each kind is gated, or said not to be."""

import pytest

from chalicelib import ports
from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import RequestDraft, RequestType
from chalicelib.core.actor import Actor
from chalicelib.core.clock import FixedClock
from chalicelib.kyc.model.errors import KycRequired
from chalicelib.kyc.model.settings import Gate
from chalicelib.kyc.service import gates, reading
from tests.kit.approvals import member
from tests.kit.courier import Courier
from tests.kit.kyc import decide, hand_in, shut

SUMMARIES = {
    Gate.LIVE_ACCOUNT: {"kind": "live"},
    Gate.DEMO_ACCOUNT: {"kind": "demo"},
    Gate.BIND_ACCOUNT: {"how": "bind"},
}
TYPES = {
    Gate.DEPOSIT: RequestType.DEPOSIT,
    Gate.WITHDRAWAL: RequestType.WITHDRAWAL,
    Gate.TRANSFER: RequestType.TRANSFER,
    Gate.LIVE_ACCOUNT: RequestType.OPEN_ACCOUNT,
    Gate.DEMO_ACCOUNT: RequestType.OPEN_ACCOUNT,
    Gate.BIND_ACCOUNT: RequestType.OPEN_ACCOUNT,
    Gate.WITHDRAWAL_DETAILS: RequestType.WITHDRAWAL_DETAILS,
    Gate.IB_UPGRADE: RequestType.UPGRADE_TO_IB,
}


def ask(actor: Actor, gate: Gate, client_id: str) -> None:
    draft = RequestDraft(
        id=f"{gate}-{ports.ids().digits(4)}",
        type=TYPES[gate],
        client_id=client_id,
        client_name="Lin",
        summary=dict(SUMMARIES.get(gate, {})),
    )
    ports.transact(actor, lambda unit: approvals.open_request(unit, draft))


@pytest.mark.parametrize("kind", RequestType)
def test_every_kind_of_request_is_gated_or_said_not_to_be(kind: RequestType) -> None:
    draft = RequestDraft(id="x", type=kind, client_id="1", client_name="Lin")
    assert (gates.gate_of(draft) is None) == (kind in gates.UNGATED)


def test_every_gate_stands_before_something() -> None:
    found = {
        gates.gate_of(RequestDraft("x", TYPES[gate], "1", "Lin", summary=SUMMARIES.get(gate, {})))
        for gate in Gate
    }
    assert found == set(Gate)


@pytest.mark.parametrize("gate", Gate)
def test_a_shut_gate_stops_this_and_nothing_else(lin: Actor, gate: Gate) -> None:
    shut(gate)
    with pytest.raises(KycRequired) as refused:
        ask(lin, gate, lin.id)
    assert refused.value.facts == {"gate": gate.value, "status": "none"}
    for other in set(Gate) - {gate}:
        ask(lin, other, lin.id)


def test_approval_opens_all_gates_and_waiting_none(lin: Actor, courier: Courier) -> None:
    shut(*Gate)
    record = hand_in(lin)
    with pytest.raises(KycRequired) as refused:
        ask(lin, Gate.DEPOSIT, lin.id)
    assert refused.value.facts["status"] == "pending"
    assert reading.own(lin).shut == tuple(Gate)
    decide(record)
    courier.deliver_all()
    for gate in Gate:
        ask(lin, gate, lin.id)
    assert reading.own(lin).shut == ()


def test_staff_who_act_for_a_client_pass(lin: Actor, clock: FixedClock) -> None:
    shut(*Gate)
    ask(member("Ada"), Gate.DEPOSIT, lin.id)
