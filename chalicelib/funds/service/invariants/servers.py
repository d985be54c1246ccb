"""What our books say went to a trading account is what the server's own deals say, id by id."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from chalicelib import ports
from chalicelib.accounts import public as accounts
from chalicelib.core.errors import NotFound, Upstream
from chalicelib.funds.model.invariants import Finding, Pass, Rule, Slice
from chalicelib.funds.model.operations import OPEN, AccountOperation, OperationStage
from chalicelib.funds.model.transfers import OPEN_STAGES, Transfer, TransferStage
from chalicelib.funds.store import operations, transfers
from chalicelib.gateways.trading.model import DealAction, MovementKind

PAGE = 10
_MOST_TRANSFERS = 20_000
_CLOCK_DOUBT = timedelta(hours=2)
_MOST_DOUBTS = 3
_SIDES = {DealAction.BALANCE: "", DealAction.CREDIT: "credit "}

Ours = Transfer | AccountOperation


def check(state: Pass, _part: str) -> Slice:
    """Compare the next trading accounts; a server that is away is tried again later."""
    page = transfers.accounts(state.place, PAGE)
    try:
        findings = tuple(finding for one in page for finding in _checked_account(one))
    except Upstream:
        if state.doubts < _MOST_DOUBTS:
            return Slice(replace(state, doubts=state.doubts + 1), pauses=True)
        findings = ()
        state = replace(state, skipped=(*state.skipped, Rule.SERVER_EQUALS_BOOKS))
    after = replace(
        state,
        doubts=0,
        place=page[-1] if page else state.place,
        examined=state.examined + len(page),
    )
    return Slice(after, findings, task_is_done=len(page) < PAGE)


def _checked_account(account_id: str) -> list[Finding]:
    """What differs, looked at twice: a transfer may finish between the two questions."""
    first = {finding.subject: finding for finding in _differences(account_id)}
    if not first:
        return []
    return [finding for finding in _differences(account_id) if finding.subject in first]


def _differences(account_id: str) -> Iterator[Finding]:
    ours: list[Ours] = [
        *transfers.of_account(account_id, _MOST_TRANSFERS),
        *operations.of_account(account_id, _MOST_TRANSFERS),
    ]
    if not ours:
        return
    by_operation = {one.operation_id: one for one in ours}
    try:
        booked = _movements(ours)
    except NotFound:  # the broker no longer has this server: nothing to compare with
        return
    for operation_id in sorted(by_operation.keys() | booked.keys()):
        known = by_operation.get(operation_id)
        amounts = booked.get(operation_id, [])
        if known is None:
            yield _finding(f"{account_id}:{operation_id}", [], amounts)
        elif amounts not in _allowed(known):
            yield _finding(known.id, _allowed(known)[0], amounts)


def _movements(ours: list[Ours]) -> dict[str, list[str]]:
    """The amounts that the server has booked on one account, by our operation ids."""
    first = min(ours, key=lambda one: one.submitted_at)
    deals = accounts.server(first.server_id).deals_of(
        first.login, first.submitted_at - _CLOCK_DOUBT, ports.now() + _CLOCK_DOUBT
    )
    result: dict[str, list[str]] = defaultdict(list)
    for deal in deals:
        if deal.operation_id is not None and deal.action in _SIDES:
            result[deal.operation_id].append(f"{_SIDES[deal.action]}{deal.profit}")
    return result


def _allowed(one: Ours) -> list[list[str]]:
    """What the server may show of a movement of ours: while it is asked, either is right."""
    is_credit = isinstance(one, AccountOperation) and one.kind.changes is MovementKind.CREDIT
    side = _SIDES[DealAction.CREDIT if is_credit else DealAction.BALANCE]
    done = [f"{side}{one.on_account}"]
    if one.stage in (TransferStage.COMPLETED, OperationStage.COMPLETED):
        return [done]
    return [[], done] if one.stage in OPEN_STAGES | OPEN else [[]]


def _finding(subject: str, expected: list[str], found: list[str]) -> Finding:
    return Finding(Rule.SERVER_EQUALS_BOOKS, subject, _counted(expected), _counted(found))


def _counted(amounts: list[str]) -> str:
    counted = Counter(amounts)
    return ", ".join(f"{count} x {amount}" for amount, count in counted.items()) or "nothing"
