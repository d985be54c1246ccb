"""The day's work on documents that expire: warnings 30 and 7 days before, and the end itself."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from chalicelib import ports
from chalicelib.core.actor import Actor
from chalicelib.kyc import store
from chalicelib.kyc.rules import records as rules
from chalicelib.kyc.service import deciding
from chalicelib.kyc.service.keeping import keep_case
from chalicelib.messages.kyc import ExpiryNear
from chalicelib.storage import audit
from chalicelib.storage.unit import Unit

_AT_ONCE = 100
_TIME_FOR_ONE = 3.0


def work_through(actor: Actor, seconds_left: Callable[[], float]) -> int:
    """Warn and expire whatever is due; how many cases were moved on.

    Each case is a unit of its own that also moves the day of its next look, so a second run on
    one day, or one that ends half-way, tells nobody twice and forgets nobody.
    """
    today, moved = ports.now().date(), 0
    while due := store.expiring_by(today, _AT_ONCE):
        before = moved
        for case in due:
            if seconds_left() < _TIME_FOR_ONE:
                return moved
            moved += _moved_on(actor, case.client_id, today)
        if moved == before:  # the index has not caught up with what is done already
            return moved
    return moved


def _moved_on(actor: Actor, client_id: str, today: date) -> int:
    return ports.transact(actor, lambda unit: _look(unit, client_id, today))


def _look(unit: Unit, client_id: str, today: date) -> int:
    case = store.case_of(client_id)
    if case.look_on is None or case.look_on > today or case.expires_on is None:
        return 0
    if case.expires_on <= today:
        deciding.expire(unit, client_id)
        return 1
    days = (case.expires_on - today).days
    moved = replace(case, look_on=rules.next_look(case.expires_on, today))
    keep_case(unit, case, moved)
    audit.record(unit, "kyc_expiry_warned", "kyc_case", client_id, client_id=client_id)
    unit.publish(ExpiryNear(client_id=client_id, expires_on=case.expires_on, days=days))
    return 1
