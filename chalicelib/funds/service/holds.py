"""Holds: setting money aside, and the one resolution of each hold, always in a caller's unit."""

from dataclasses import replace

from chalicelib.core.errors import Invalid
from chalicelib.core.money import Money
from chalicelib.funds.model.holds import Hold, HoldResolved, HoldState
from chalicelib.funds.model.ledger import (
    Cause,
    Entry,
    EntryKind,
    Posting,
    RateLeg,
    available,
    held,
)
from chalicelib.funds.model.wallets import InsufficientFunds
from chalicelib.funds.service import ledger
from chalicelib.funds.store import holds
from chalicelib.storage.unit import Unit


def hold(
    unit: Unit, cause: Cause, client_id: str, amount: Money, *, memo: str, attempt: int = 1
) -> Hold:
    """Set ``amount`` of the client's wallet aside for ``cause``.

    ``attempt`` numbers the holds of a cause that may hold again after one was voided.

    Raises:
        Invalid: ``amount_not_positive``.
        InsufficientFunds, EntryExists: see `ledger.post`.
    """
    if not amount.is_positive:
        raise Invalid(
            "the amount must be more than zero", code="amount_not_positive", field="amount"
        )
    postings = (Posting(available(client_id), -amount), Posting(held(client_id), amount))
    entry = ledger.entry(unit, cause, _step("hold", attempt), EntryKind.HOLD, memo, postings)
    ledger.post(unit, entry)
    return holds.add(unit, Hold(entry.id, client_id, amount, cause, unit.now))


def post_hold(
    unit: Unit,
    held_money: Hold,
    to: tuple[Posting, ...],
    kind: EntryKind,
    *,
    memo: str,
    rate: RateLeg | None = None,
    facts: dict[str, str] | None = None,
) -> Entry:
    """Let the money of a hold go ``to`` where it was meant for: postings of the same sum.

    The entry's step is ``post`` whatever the attempt: a cause takes effect once.

    Raises:
        HoldResolved: (here or when the unit commits) it was posted or voided before.
        Unbalanced: ``to`` is not the held amount.
    """
    resolved = _resolved(unit, held_money, HoldState.POSTED)
    postings = (Posting(held(held_money.client_id), -held_money.amount), *to)
    entry = ledger.entry(
        unit, held_money.cause, "post", kind, memo, postings, rate=rate, facts=facts
    )
    holds.resolve(unit, held_money, replace(resolved, resolved_by=entry.id))
    return _posted(unit, held_money, entry)


def void_hold(unit: Unit, held_money: Hold, *, memo: str) -> Entry:
    """Give the money of a hold back to the wallet.

    Raises:
        HoldResolved: (here or when the unit commits) it was posted or voided before.
    """
    resolved = _resolved(unit, held_money, HoldState.VOIDED)
    postings = (
        Posting(held(held_money.client_id), -held_money.amount),
        Posting(available(held_money.client_id), held_money.amount),
    )
    step = held_money.id.removeprefix(f"{held_money.cause.id}.").replace("hold", "void")
    entry = ledger.entry(unit, held_money.cause, step, EntryKind.VOID, memo, postings)
    holds.resolve(unit, held_money, replace(resolved, resolved_by=entry.id))
    return _posted(unit, held_money, entry)


def find(hold_id: str) -> Hold:
    """The hold as it stands.

    Raises:
        NotFound.
    """
    return holds.get(hold_id)


def _posted(unit: Unit, held_money: Hold, entry: Entry) -> Entry:
    """Book the resolution. Held money that has gone meanwhile went by another resolution."""
    try:
        return ledger.post(unit, entry)
    except InsufficientFunds:
        now = holds.get(held_money.id)
        if now.state is HoldState.PENDING:
            raise
        raise HoldResolved(hold_id=now.id, state=now.state.value) from None


def _step(name: str, attempt: int) -> str:
    return name if attempt == 1 else f"{name}-{attempt}"


def _resolved(unit: Unit, held_money: Hold, state: HoldState) -> Hold:
    if held_money.state is not HoldState.PENDING:
        raise HoldResolved(hold_id=held_money.id, state=held_money.state.value)
    return replace(held_money, state=state, resolved_at=unit.now)
