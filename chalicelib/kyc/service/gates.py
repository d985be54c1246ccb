"""The gates: one check before every request that a client opens.

`approvals` puts each draft to it, so no capability has to remember, and a new kind of request
cannot be forgotten: a test goes through them all.
"""

from chalicelib.approvals.public import RequestDraft, RequestType
from chalicelib.core.actor import Actor, Realm
from chalicelib.kyc import store
from chalicelib.kyc.model.settings import GATES, Gate
from chalicelib.kyc.rules.gates import check_gate
from chalicelib.settings import public as settings

_GATES = {
    RequestType.DEPOSIT: Gate.DEPOSIT,
    RequestType.WITHDRAWAL: Gate.WITHDRAWAL,
    RequestType.TRANSFER: Gate.TRANSFER,
    RequestType.WITHDRAWAL_DETAILS: Gate.WITHDRAWAL_DETAILS,
    RequestType.UPGRADE_TO_IB: Gate.IB_UPGRADE,
}
UNGATED = frozenset(
    {
        RequestType.TRADER_REGISTRATION,
        RequestType.IB_REGISTRATION,
        RequestType.KYC,
        RequestType.UPDATE_LEVERAGE,
        RequestType.NEW_CREDENTIALS,
        RequestType.ERASURE,
    }
)
"""What no gate stands before: it comes before the client, is the way through, concerns an
account whose opening stood behind a gate, or is the way out."""


def gate_of(draft: RequestDraft) -> Gate | None:
    """The gate before what ``draft`` asks for; None when there can be none."""
    if draft.type is RequestType.OPEN_ACCOUNT:
        if draft.summary.get("how") == "bind":
            return Gate.BIND_ACCOUNT
        return Gate.DEMO_ACCOUNT if draft.summary.get("kind") == "demo" else Gate.LIVE_ACCOUNT
    return _GATES.get(draft.type)


def is_shut(draft: RequestDraft) -> bool:
    """Whether the broker has shut the gate before what ``draft`` asks for."""
    return gate_of(draft) in settings.value(GATES)


def guard(actor: Actor, draft: RequestDraft) -> None:
    """Let a client's request through its gate. Staff who act for a client know what they do.

    What waits on the approval of an identity may be asked for: nobody decides it before.

    Raises:
        KycRequired: the broker has shut the gate and the client's identity is not approved.
    """
    gate = gate_of(draft)
    if actor.realm is not Realm.CLIENT or gate is None:
        return
    if any(one.type is RequestType.KYC for one in draft.waits_on):
        return
    shut = settings.value(GATES)
    if gate in shut:
        check_gate(gate, shut, store.case_of(draft.client_id))


def is_verified(client_id: str) -> bool:
    """Whether the client's identity is approved at present."""
    return store.case_of(client_id).approved_id is not None


def shut_for(client_id: str) -> tuple[Gate, ...]:
    """The gates that the client cannot pass now, in the order in which they are declared."""
    shut = settings.value(GATES)
    if not shut or store.case_of(client_id).approved_id is not None:
        return ()
    return tuple(gate for gate in Gate if gate in shut)
