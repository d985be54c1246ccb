"""What people see of themselves: their login, and beside it what their realm knows of them."""

from collections.abc import Callable

from chalicelib.core.actor import Realm
from chalicelib.core.nouns import dataclass
from chalicelib.core.seams import Seam
from chalicelib.identity import store
from chalicelib.identity.model import ClientProfile, Login
from chalicelib.staff import public as staff

DESCRIBING = Seam[Callable[[str], ClientProfile]]("identity.describing_clients")
"""Who says what the portal shows a client of themselves, by their id."""


@dataclass(frozen=True)
class ClientSelf:
    """A client, to themselves."""

    login: Login
    profile: ClientProfile


@dataclass(frozen=True)
class StaffSelf:
    """A member of staff, to themselves."""

    login: Login
    principal: staff.Principal


def client_self(client_id: str) -> ClientSelf:
    """A client, to themselves.

    Raises:
        NotFound: no such login.
    """
    describe = DESCRIBING.part()
    if describe is None:
        raise LookupError("nothing describes clients: see chalicelib.assembly")
    return ClientSelf(store.login(Realm.CLIENT, client_id), describe(client_id))


def staff_self(staff_id: str) -> StaffSelf:
    """A member of staff, to themselves.

    Raises:
        NotFound: no such member.
    """
    return StaffSelf(store.login(Realm.STAFF, staff_id), staff.principal(staff_id))
