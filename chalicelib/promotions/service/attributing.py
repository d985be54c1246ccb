"""What a link makes of whoever comes by it: source, group, and a new IB's first scheme."""

from chalicelib.clients.public import Client, Mark
from chalicelib.partners import public as partners
from chalicelib.promotions import store
from chalicelib.promotions.model import PromotionalLink
from chalicelib.storage.unit import Unit


def counting(code: str) -> PromotionalLink | None:
    """The link under ``code``, if it leads somewhere."""
    found = store.of_code(code) if code else None
    return found if found is not None and found.counts else None


def mark_of(source: str) -> Mark | None:
    """What the link named by ``source`` makes of a newcomer; None of what is no link."""
    link = counting(source)
    return None if link is None else Mark(link.id, link.draft.source, link.draft.group_id)


def begin(unit: Unit, client: Client) -> None:
    """Give a new IB their first terms, with the scheme of the link they came by, if it has one.

    The link counts as it is when they become one.
    """
    link = store.find(client.link_id) if client.link_id else None
    partners.begin(unit, client, link.draft.scheme_id if link and link.counts else "")
