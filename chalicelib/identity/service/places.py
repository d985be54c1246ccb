"""From which network addresses the back office may be entered (ADR 0054)."""

from chalicelib.identity.errors import AddressNotAllowed
from chalicelib.identity.model.ways_in import DESK_ALLOW_LIST
from chalicelib.settings import public as settings


def are_allowed(role_ids: frozenset[str], ip: str) -> bool:
    """Whether a member with one of ``role_ids`` may come in from ``ip``."""
    return settings.value(DESK_ALLOW_LIST).admits(role_ids, ip)


def check(role_ids: frozenset[str], ip: str) -> None:
    """Refuse a member who comes from where nobody with their role may.

    Raises:
        AddressNotAllowed: with their ``ip``.
    """
    if not are_allowed(role_ids, ip):
        raise refusal(ip)


def refusal(ip: str) -> AddressNotAllowed:
    """What somebody at ``ip`` is told."""
    return AddressNotAllowed("the back office cannot be entered from this address", ip=ip)
