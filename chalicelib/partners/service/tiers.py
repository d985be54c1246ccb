"""What the tiers of those below somebody are called, for whole pages of them."""

from collections.abc import Iterable

from chalicelib import ports
from chalicelib.clients import public as clients
from chalicelib.partners.rules import terms as rules
from chalicelib.partners.service.terms import covering_at
from chalicelib.partners.store import terms as store


def names_below(root_id: str, client_ids: Iterable[str]) -> dict[str, str]:
    """The tiers of clients in the tree of ``root_id``, by their ids; without those who have none.

    One tree is under one rank structure, that of its top, so it is found out once.
    """
    now = ports.now()
    ranks = covering_at(clients.client_for_system(root_id), now)
    if ranks.ranks is None:
        return {}
    found: dict[str, str] = {}
    for client_id, terms in store.of_many(client_ids).items():
        tier = rules.tier_in(rules.in_force(terms, now), ranks.structure_id)
        if tier is not None:
            found[client_id] = ranks.ranks.tiers[tier - 1]
    return found
