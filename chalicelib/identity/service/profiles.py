"""What people see of themselves: their login, and beside it what their realm knows of them."""

from collections.abc import Callable

from chalicelib.core.actor import Realm
from chalicelib.core.nouns import dataclass
from chalicelib.identity import store
from chalicelib.identity.model import ClientProfile, Login
from chalicelib.staff import public as staff


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


class _Described:
    """Who knows more about clients; set up once, when the app is put together."""

    by: Callable[[str], ClientProfile] | None = None


def describe_client(provider: Callable[[str], ClientProfile]) -> None:
    """See `public.describe_client`."""
    _Described.by = provider


def client_self(client_id: str) -> ClientSelf:
    """A client, to themselves.

    Raises:
        NotFound: no such login.
    """
    if _Described.by is None:
        raise LookupError("nothing describes clients: see identity.public.describe_client")
    return ClientSelf(store.login(Realm.CLIENT, client_id), _Described.by(client_id))


def staff_self(staff_id: str) -> StaffSelf:
    """A member of staff, to themselves.

    Raises:
        NotFound: no such member.
    """
    return StaffSelf(store.login(Realm.STAFF, staff_id), staff.principal(staff_id))
