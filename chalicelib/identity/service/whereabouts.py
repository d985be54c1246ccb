"""Where somebody comes from: the city of their address, and whether that is unusual for them."""

from chalicelib.core.actor import Actor
from chalicelib.core.paging import PageRequest
from chalicelib.identity.model import Login
from chalicelib.identity.model.sessions import LoginEvent
from chalicelib.identity.model.settings import REMOTE_LOGIN_PROMPT
from chalicelib.identity.rules import whereabouts as rules
from chalicelib.identity.store import attempts as attempt_store
from chalicelib.ports import checks
from chalicelib.settings import public as settings

_REMEMBERED = 50


def city(actor: Actor) -> str:
    """The city that ``actor`` asks from; empty where it is not known."""
    return checks.geolocator().city(actor.ip)


def lately(login: Login) -> tuple[LoginEvent, ...]:
    """The last lines of the login log, newest first."""
    return attempt_store.events(login.realm, login.subject_id, PageRequest(_REMEMBERED)).items


def is_remote(actor: Actor, earlier: tuple[LoginEvent, ...]) -> bool:
    """Whether ``actor`` signs in from a new city with a new kind of device, and that matters."""
    if not settings.value(REMOTE_LOGIN_PROMPT):
        return False
    return rules.is_remote(city(actor), actor.device, earlier)
