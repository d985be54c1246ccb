"""Looking at amounts before they are paid, and holding those that something speaks against.

All that is needed is read by keys: the marks of the broker and of those below in the deals, and the
trader's counters of the month. What is held leaves what is due in the unit that holds it.
"""

from dataclasses import replace

from chalicelib import ports
from chalicelib.clients import public as clients
from chalicelib.core.nouns import dataclass
from chalicelib.messages.partners import CommissionsHeld
from chalicelib.partners.model.earnings import Commission, CommissionState, Due
from chalicelib.partners.model.reviews import FRAUD_CHECKS, FraudChecks, HeldDue, Review, Signal
from chalicelib.partners.rules import reviews as rules
from chalicelib.partners.rules.reviews import Known
from chalicelib.partners.service.days import month_of
from chalicelib.partners.store import earnings, figures
from chalicelib.partners.store import reviews as store
from chalicelib.settings import public as settings
from chalicelib.storage.unit import Unit

# A held amount is three rows, and its review one.
_PER_UNIT = 20
Waiting = tuple[Due, Commission]


@dataclass(frozen=True)
class _Found:
    """Amounts of one trader that something speaks against, with what it is."""

    waiting: tuple[Waiting, ...]
    signals: tuple[Signal, ...]


def hold(unit: Unit, recipient_id: str, waiting: list[Waiting]) -> int:
    """Hold what of ``waiting`` must not be paid yet; how many amounts that is."""
    checks = settings.value(FRAUD_CHECKS)
    found = _suspicious(checks, recipient_id, waiting)
    reviews = store.reviews_of(recipient_id, found)
    left, opened = _PER_UNIT, 0
    for client_id, one in found.items():
        review = reviews.get(client_id)
        if left and rules.holds(review, one.signals):
            fitting = one.waiting[:left]
            _held(unit, recipient_id, client_id, review, replace(one, waiting=fitting))
            left -= len(fitting)
            opened += rules.opens(review)
    if opened:
        _tell(unit, recipient_id, opened)
    return _PER_UNIT - left


def _tell(unit: Unit, recipient_id: str, reviews: int) -> None:
    """Tell once for all reviews that were opened in this unit."""
    recipient = clients.client_for_system(recipient_id)
    unit.publish(
        CommissionsHeld(
            client_id=recipient_id,
            reviews=reviews,
            owner_id=recipient.owner_id,
            participant_ids=recipient.participant_ids,
        )
    )


def _suspicious(
    checks: FraudChecks, recipient_id: str, waiting: list[Waiting]
) -> dict[str, _Found]:
    """What speaks against amounts, by the trader whose deals they are of."""
    between = _between(recipient_id, [row for _, row in waiting])
    known = _known(checks, {recipient_id, *(one for path in between.values() for one in path)})
    by_trader: dict[str, list[Waiting]] = {}
    for due, row in waiting:
        by_trader.setdefault(row.client_id, []).append((due, row))
    found = {}
    for client_id, amounts in by_trader.items():
        paths = [between[row.server_id, row.deal_id] for _, row in amounts]
        below = dict.fromkeys(one for path in paths for one in path)
        signals = rules.signals(checks, known[recipient_id], [known[one] for one in below])
        if signals:
            found[client_id] = _Found(tuple(amounts), signals)
    return found


def _between(recipient_id: str, rows: list[Commission]) -> dict[tuple[str, str], list[str]]:
    """The trader of each deal, and the brokers between them and the recipient.

    Who receives what their own trades pay back has nobody below there.
    """
    deeper = {(one.server_id, one.deal_id) for one in rows if one.level > 1}
    deals = earnings.deals(deeper)
    found = {}
    for row in rows:
        key = (row.server_id, row.deal_id)
        deal = deals.get(key)
        path = [one.client_id for one in deal.path[: row.level - 1]] if deal else []
        found[key] = [one for one in (row.client_id, *path) if one != recipient_id]
    return found


def _known(checks: FraudChecks, client_ids: set[str]) -> dict[str, Known]:
    ids = sorted(client_ids)
    marks = store.marks_of(ids)
    names = clients.names(ids) if checks.equal_names else {}
    counted = figures.own_counted(ids, month_of(ports.now())) if checks.quick_percent else {}
    return {
        one: Known(
            one,
            marks[one].marks,
            names.get(one, ""),
            counted.get(one, {}).get("own_deals", 0),
            counted.get(one, {}).get("own_quick", 0),
        )
        for one in ids
    }


def _held(
    unit: Unit, recipient_id: str, client_id: str, before: Review | None, found: _Found
) -> None:
    after = rules.opened(before, recipient_id, client_id, found.signals, unit.now)
    sums = dict(after.held)
    for due, row in found.waiting:
        earnings.take(unit, due)
        earnings.change(unit, row, replace(row, state=CommissionState.HELD, due_at=None))
        store.hold(unit, _as_held(due, client_id))
        currency = due.amount.currency
        sums[currency] = sums.get(currency, 0) + due.amount.minor
    counted = after.commissions + len(found.waiting)
    store.put_review(unit, before, replace(after, held=sums, commissions=counted))


def _as_held(due: Due, client_id: str) -> HeldDue:
    return HeldDue(
        recipient_id=due.recipient_id,
        client_id=client_id,
        kind=due.kind,
        server_id=due.server_id,
        deal_id=due.deal_id,
        closed_at=due.closed_at,
        amount=due.amount,
        revision=due.revision,
    )
