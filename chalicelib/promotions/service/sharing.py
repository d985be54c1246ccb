"""Links as those who may refer have them: with their own code, and what they have brought."""

from chalicelib import ports
from chalicelib.clients import public as clients
from chalicelib.clients.public import Client
from chalicelib.core import qr
from chalicelib.core.actor import Actor
from chalicelib.core.errors import NotFound
from chalicelib.core.paging import Page, PageRequest
from chalicelib.promotions import rules, store
from chalicelib.promotions.model import (
    REFERRAL_BANNER,
    Audience,
    Banner,
    LinkSheet,
    PromotionalLink,
)
from chalicelib.promotions.service.links import DAYS_SHOWN
from chalicelib.settings import public as settings


def own(actor: Actor, request: PageRequest) -> Page[LinkSheet]:
    """The links that the client who asks may share; none for whoever may not refer."""
    client = clients.client_for_system(actor.id)
    if not clients.may_refer(client):
        return Page(())
    page = store.shared_with(client.id, request)
    figures = store.totals([one.id for one in page.items], client.id)
    return page.map(lambda one: LinkSheet(one, figures[one.id], _url(one, client)))


def banner(actor: Actor) -> Banner:
    """What the broker says to the client who asks above their links; nothing if there are none."""
    client = clients.client_for_system(actor.id)
    return settings.value(REFERRAL_BANNER) if clients.may_refer(client) else Banner()


def own_sheet(actor: Actor, link_id: str) -> LinkSheet:
    """One of them with its QR code and the days on which it brought somebody.

    Raises:
        NotFound: the client does not have this link.
    """
    client = clients.client_for_system(actor.id)
    link = store.find(link_id)
    if link is None or not _has(client, link):
        raise NotFound("no such link", what="promotional_link")
    url = _url(link, client)
    return LinkSheet(
        link=link,
        figures=store.totals([link.id], client.id)[link.id],
        url=url,
        qr=qr.rows(url),
        days=store.days(link.id, client.id, DAYS_SHOWN),
    )


def _has(client: Client, link: PromotionalLink) -> bool:
    if not link.counts or not clients.may_refer(client):
        return False
    if link.draft.audience is Audience.ALL:
        return True
    return link.draft.audience is Audience.NAMED and store.is_shared_with(link.id, client.id)


def _url(link: PromotionalLink, client: Client) -> str:
    return rules.address(ports.portal_url(), link.code, client.referral_code)
