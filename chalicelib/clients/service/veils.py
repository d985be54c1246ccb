"""What staff see of a client because of the client's group, on top of what their role shows."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from chalicelib.clients import rules, store
from chalicelib.clients.model import Client
from chalicelib.clients.model.groups import DEFAULT_GROUP, GROUPS, ClientGroup
from chalicelib.core.actor import Actor
from chalicelib.core.veil import CLEAR, SOMEBODY, Veil
from chalicelib.settings import public as settings
from chalicelib.staff.public import OWNER_ROLE_ID


def over(actor: Actor, client_ids: Iterable[str]) -> Mapping[str, Veil]:
    """The veils over those of ``client_ids`` of whom ``actor`` sees less than their role shows.

    `SOMEBODY` among them is under the veils of all groups. No client is read while no group has a
    veil for the actor's role.
    """
    if not any(_veil(actor, group) for group in settings.value(GROUPS)):
        return {}
    ids = set(client_ids)
    known = {one.id: veil_over(actor, one) for one in store.find_many(ids - {SOMEBODY})}
    return known | {SOMEBODY: _strictest(actor)} if SOMEBODY in ids else known


def _strictest(actor: Actor) -> Veil:
    """The veil over somebody who may be in any group."""
    found = actor.veil
    for group in settings.value(GROUPS):
        found = found.under(_veil(actor, group) or CLEAR)
    return found


def veil_over(actor: Actor, client: Client) -> Veil:
    """Through what ``actor`` sees ``client``."""
    group = rules.group(settings.value(GROUPS), settings.value(DEFAULT_GROUP), client.group_id)
    more = _veil(actor, group)
    return actor.veil.under(more) if more else actor.veil


def seeing(actor: Actor, client_id: str) -> Actor:
    """``actor`` with the veil through which they see this one client."""
    return replace(actor, veil=over(actor, [client_id]).get(client_id, actor.veil))


def _veil(actor: Actor, group: ClientGroup) -> Veil | None:
    """What ``group`` hides from ``actor``, if anything."""
    if not actor.role_ids or OWNER_ROLE_ID in actor.role_ids:
        return None
    found = Veil()
    for one in group.veils:
        if not one.role_ids or actor.role_ids & set(one.role_ids):
            found = found.under(one.veil)
    return found if found != Veil() else None
