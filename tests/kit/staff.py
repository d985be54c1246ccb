"""Members of staff acting, with what they may do and see at this moment."""

from chalicelib.core.actor import Actor, Realm
from chalicelib.staff import public as staff


def acting(staff_id: str) -> Actor:
    """A member of staff."""
    found = staff.principal(staff_id)
    return Actor(
        Realm.STAFF,
        staff_id,
        found.name,
        role_ids=frozenset({found.role_id}),
        permissions=found.permissions,
        scope=found.scope,
    )
