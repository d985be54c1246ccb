"""A member of staff is deleted: login and standing go in one unit, the name stays for the logs.

Capabilities above that put members in charge of something stand before it with a `Guard`.
"""

from collections.abc import Callable

from chalicelib import ports
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.seams import Seam
from chalicelib.identity.model.factors import Factor
from chalicelib.identity.service.erasing import erase_login
from chalicelib.identity.store import factors as factor_store
from chalicelib.staff import public as staff
from chalicelib.storage.unit import Unit

Guard = Callable[[str], None]
"""Given a member's id: raises Conflict when they are still in charge of something."""

GUARDS = Seam[Guard]("identity.departures")


def delete(actor: Actor, staff_id: str) -> None:
    """Delete a member for good: every session ends, and the address is free for somebody else.

    Raises:
        What `staff.public.remove_member` raises. Conflict: what guards find, such as
            ``owns_clients`` and ``decides_requests``.
    """

    def work(unit: Unit) -> None:
        staff.remove_member(unit, staff_id)
        for check in GUARDS.parts():
            check(staff_id)
        erase_login(unit, Realm.STAFF, staff_id)
        factor = factor_store.factor(Realm.STAFF, staff_id)
        if factor.is_set:
            empty = Factor(Realm.STAFF, staff_id, version=factor.version)
            factor_store.put_factor(unit, factor, empty)

    ports.transact(actor, work)
