"""Holding payouts back for a while after a way into the client's account was changed.

Whoever got in by a stolen mailbox changes the password first and asks for the money next: the
owner, whom every such change is told, gets the time to object.
"""

from datetime import timedelta

from chalicelib import ports
from chalicelib.core.actor import Realm
from chalicelib.core.clock import iso
from chalicelib.funds.model.settings import WITHDRAWAL_HOLD_HOURS
from chalicelib.funds.model.withdrawals import OnHold, SecurityHold
from chalicelib.identity import public as identity
from chalicelib.settings import public as settings


def security_hold(client_id: str) -> SecurityHold | None:
    """Until when the client cannot withdraw, and why; None when they can."""
    change = identity.last_security_change(Realm.CLIENT, client_id)
    if change is None:
        return None
    ends_at = change.at + timedelta(hours=settings.value(WITHDRAWAL_HOLD_HOURS))
    return SecurityHold(ends_at, change.what) if ports.now() < ends_at else None


def check(client_id: str) -> None:
    """Refuse while payouts are held back.

    Raises:
        OnHold: ``withdrawals_on_hold`` with ``ends_at`` and ``what`` was changed.
    """
    hold = security_hold(client_id)
    if hold is not None:
        raise OnHold("a way in was changed lately", ends_at=iso(hold.ends_at), what=hold.what)
