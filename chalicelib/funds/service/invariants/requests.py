"""Every hold has a living owner, and every money request exactly the effect that it stands for.

So has every operation of the staff on a trading account: it is booked once it is completed.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from chalicelib import ports
from chalicelib.approvals import public as approvals
from chalicelib.core.errors import NotFound
from chalicelib.funds.model.client_transfers import ClientTransfer, ClientTransferStage
from chalicelib.funds.model.conversions import Conversion, ConversionStage
from chalicelib.funds.model.deposits import Deposit
from chalicelib.funds.model.holds import Hold, HoldState
from chalicelib.funds.model.invariants import Finding, Pass, Rule, Slice
from chalicelib.funds.model.ledger import CauseType
from chalicelib.funds.model.operations import AccountOperation, OperationStage
from chalicelib.funds.model.refunds import RefundStage
from chalicelib.funds.model.transfers import FINAL_STAGES, Transfer
from chalicelib.funds.model.withdrawals import Withdrawal, WithdrawalStage
from chalicelib.funds.rules import effects
from chalicelib.funds.rules.effects import Standing
from chalicelib.funds.store import (
    client_transfers,
    conversions,
    deposits,
    holds,
    journal,
    operations,
    refunds,
    register,
    transfers,
    withdrawals,
)
from chalicelib.storage.table import Key

PAGE = 50

Payload = Transfer | Withdrawal | Deposit | Conversion | ClientTransfer
_READERS: dict[str, Callable[[list[Key]], Iterable[Any]]] = {
    "transfer": transfers.at_keys,
    "withdrawal": withdrawals.at_keys,
    "deposit": deposits.at_keys,
    "conversion": conversions.at_keys,
    "client_transfer": client_transfers.at_keys,
}


def parts() -> list[str]:
    """The parts of the register of money requests, a task each."""
    return register.request_shards()


def check_requests(state: Pass, part: str) -> Slice:
    """Compare the next requests of ``part`` with what is booked of them."""
    page = register.listed(part, state.place, PAGE)
    findings = []
    for kind, read in _READERS.items():
        keys = [key for _, key in page if key.pk.startswith(f"{kind.upper()}#")]
        for payload in read(keys):
            if finding := _fault(kind, payload, read, keys):
                findings.append(finding)
    booked = [key for _, key in page if key.pk.startswith("OPERATION#")]
    findings += filter(None, map(_operation_fault, operations.at_keys(booked)))
    after = replace(
        state,
        place=page[-1][0] if page else state.place,
        examined=state.examined + len(page),
    )
    return Slice(after, tuple(findings), task_is_done=len(page) < PAGE)


def _fault(
    kind: str,
    payload: Payload,
    read: Callable[[list[Key]], Iterable[Any]],
    keys: list[Key],
) -> Finding | None:
    wrong = _disagreement(kind, payload)
    if wrong is None:
        return None
    own = [key for key in keys if key.pk.endswith(payload.id)]
    if [payload] != list(read(own)):  # it moved while we looked
        return None
    return Finding(Rule.REQUEST_HAS_ONE_EFFECT, payload.id, *wrong)


def _disagreement(kind: str, payload: Payload) -> tuple[str, str] | None:
    steps = effects.STEPS[kind]
    entries = journal.many(f"{payload.id}.{step}" for step in steps)
    try:
        request = approvals.read(payload.id)
    except NotFound:
        return "a request", "none"
    standing = Standing(
        kind=kind,
        stage=payload.stage.value,
        status=request.status.value,
        booked=frozenset(step for step in steps if f"{payload.id}.{step}" in entries),
        since=request.decided_at or payload.submitted_at,
    )
    return effects.disagreement(standing, ports.now())


def _operation_fault(operation: AccountOperation) -> Finding | None:
    is_booked = bool(journal.many([f"{operation.id}.post"]))
    if is_booked == (operation.stage is OperationStage.COMPLETED):
        return None
    if operation != operations.find(operation.id):  # it moved while we looked
        return None
    found = "booked" if is_booked else "not booked"
    return Finding(Rule.REQUEST_HAS_ONE_EFFECT, operation.id, operation.stage.value, found)


def check_holds(state: Pass, _part: str) -> Slice:
    """See that each open hold belongs to a request that still needs it."""
    page = holds.pending(state.place, PAGE)
    findings = tuple(
        Finding(Rule.HOLD_HAS_OWNER, hold.id, f"a living {hold.cause.type}", wrong)
        for _, hold in page
        if (wrong := _owner_fault(hold)) and holds.get(hold.id).state is HoldState.PENDING
    )
    after = replace(
        state,
        place=page[-1][0] if page else state.place,
        examined=state.examined + len(page),
    )
    return Slice(after, findings, task_is_done=len(page) < PAGE)


def _owner_fault(hold: Hold) -> str | None:
    """What is wrong with the owner of a hold, or None."""
    owns: Mapping[CauseType, Callable[[Hold], bool]] = {
        CauseType.TRANSFER: _transfer_needs,
        CauseType.WITHDRAWAL: _withdrawal_needs,
        CauseType.REFUND: _refund_needs,
        CauseType.CONVERSION: _conversion_needs,
        CauseType.CLIENT_TRANSFER: _client_transfer_needs,
    }
    needs = owns.get(hold.cause.type)
    if needs is None:
        return "nobody holds for this"
    try:
        return None if needs(hold) else "it has ended or holds otherwise"
    except NotFound:
        return "it does not exist"


def _transfer_needs(hold: Hold) -> bool:
    transfer = transfers.get(hold.cause.id)
    return transfer.stage not in FINAL_STAGES and transfer.hold_id == hold.id


def _withdrawal_needs(hold: Hold) -> bool:
    withdrawal = withdrawals.get(hold.cause.id)
    return withdrawal.stage is WithdrawalStage.HELD and withdrawal.hold_id == hold.id


def _refund_needs(hold: Hold) -> bool:
    refund = refunds.get(hold.cause.id)
    return refund.stage is RefundStage.ASKED and refund.hold_id == hold.id


def _conversion_needs(hold: Hold) -> bool:
    conversion = conversions.get(hold.cause.id)
    return conversion.stage is ConversionStage.HELD and conversion.hold_id == hold.id


def _client_transfer_needs(hold: Hold) -> bool:
    transfer = client_transfers.get(hold.cause.id)
    return transfer.stage is ClientTransferStage.HELD and transfer.hold_id == hold.id
