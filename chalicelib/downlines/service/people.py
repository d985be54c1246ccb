"""Whom somebody sees below them: every read of downlines passes here.

Refuses: whoever is not below, or too far; to those who ask, they do not exist.
"""

from collections.abc import Sequence

from chalicelib import ports
from chalicelib.accounts import public as accounts
from chalicelib.clients import public as clients
from chalicelib.clients.public import (
    Client,
    DownlineField,
    DownlineVeil,
    Placed,
    PortalModule,
    Span,
)
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Forbidden, NotFound
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest
from chalicelib.downlines import rules
from chalicelib.downlines.model import Overview, Where
from chalicelib.downlines.service import seeking
from chalicelib.downlines.service.nouns import ANYBODY, Downline, Person, Who
from chalicelib.funds import public as funds
from chalicelib.partners import public as partners
from chalicelib.storage import cursors

_MOST_TODAY = 1000
_ROUNDS = 5


@dataclass(frozen=True)
class People:
    """Some of those who are meant, and where the next begin; None at the end."""

    some: tuple[Person, ...]
    left_at: str | None


def reader(actor: Actor) -> Client:
    """The client who asks, if the broker lets them see whom they brought.

    Raises:
        Forbidden: ``module_off`` with the ``module``.
    """
    found = clients.client_for_system(actor.id)
    if PortalModule.REFERRAL not in clients.group_of_client(found).modules:
        raise Forbidden(
            "your account does not include this",
            code="module_off",
            module=PortalModule.REFERRAL.value,
        )
    return found


def next_people(
    actor: Actor, where: Where, left_at: str | None, at_most: int, who: Who = ANYBODY
) -> People:
    """The next of those who are meant, in the order of the tree, of at most so many.

    Raises:
        Forbidden: ``module_off``, ``field_hidden``. NotFound: ``where.of`` is not among those whom
            the actor sees. Invalid: ``cursor_invalid``.
    """
    me = reader(actor)
    seeking.check(actor, who)
    root, level = (me, 0) if where.of is None else _found(actor, me, where.of)
    span = rules.visible_span(where.first, where.last, level, clients.levels_shown())
    if span is None:
        return People((), None)
    if who.ids is not None:
        found, left_at = _placed(root, Span(*span), who.ids), None
    else:
        step = clients.step_below(root, Span(*span), left_at, at_most)
        found, left_at = list(step.met), step.left_at
    met = [Placed(one.client, one.level + level) for one in found]
    some = seeking.meant(actor, _persons(_seen(actor, met)), who)
    return People(tuple(some), left_at)


def _placed(root: Client, span: Span, ids: Sequence[str]) -> list[Placed]:
    """Those of ``ids`` who are below ``root`` within ``span``."""
    levels = {
        one: clients.level_of(one, root.id)
        for one in clients.clients_with(ids).values()
        if one.status in clients.REFERRED
    }
    return [
        Placed(one, level)
        for one, level in levels.items()
        if level is not None and span.first <= level <= (level if span.last is None else span.last)
    ]


def _seen(actor: Actor, met: list[Placed]) -> list[Placed]:
    """Those of ``met`` whom staff who look at the portal of the one who asks may see themselves."""
    sees = clients.sight_of(actor)
    return [one for one in met if not one.level or sees(one.client)]


def _found(actor: Actor, me: Client, client_id: str) -> tuple[Client, int]:
    one = clients.clients_with([client_id]).get(client_id)
    level = None if one is None else clients.level_of(one, me.id)
    limit = clients.levels_shown()
    if one is None or level is None or one.status not in clients.REFERRED:
        raise NotFound("no such client", what="client")
    if (limit is not None and level > limit) or not _seen(actor, [Placed(one, level)]):
        raise NotFound("no such client", what="client")
    return one, level


def _persons(met: list[Placed]) -> list[Person]:
    names = clients.names({one.client.referrer_id for one in met if one.client.referrer_id})
    return [
        Person(
            client=one.client,
            level=one.level,
            referrer_name=names.get(one.client.referrer_id or "", "") if one.level else "",
            veil=clients.veil_from_uplines(one.client) if one.level else DownlineVeil(),
        )
        for one in met
    ]


def listed(actor: Actor, where: Where, request: PageRequest, who: Who = ANYBODY) -> Page[Downline]:
    """Those who are meant, in the order of the tree: each followed by whom they brought.

    A page may be shorter than asked for although another follows.

    Raises:
        As `next_people`.
    """
    name = f"downlines|{actor.id}|{where}|{who}"
    left_at = cursors.unseal(name, request.cursor) if request.cursor else None
    for _ in range(1 if who.is_anybody else _ROUNDS):
        people = next_people(actor, where, left_at, request.limit, who)
        left_at = people.left_at
        if people.some or left_at is None:
            break
    return Page(
        tuple(_downlines(actor, people.some)),
        None if left_at is None else cursors.seal(name, left_at),
    )


def one(actor: Actor, client_id: str) -> Downline:
    """One of those whom the actor sees.

    Raises:
        As `next_people`.
    """
    me = reader(actor)
    found, level = _found(actor, me, client_id)
    (line,) = _downlines(actor, _persons([Placed(found, level)]))
    return line


def _downlines(actor: Actor, people: Sequence[Person]) -> list[Downline]:
    ids = [one.id for one in people]
    counts = clients.downline_counts(ids)
    tiers = partners.tiers_below(actor.id, ids)
    walleted = {one.client_id for one in funds.wallets_of_many(ids)}
    all_levels = clients.levels_shown() is None
    return [
        Downline(
            person=one,
            tier=tiers.get(one.id, ""),
            direct=counts[one.id].direct,
            below=counts[one.id].below if all_levels else None,
            has_reports=_has_reports(one, has_wallet=one.id in walleted),
        )
        for one in people
    ]


def _has_reports(one: Person, *, has_wallet: bool) -> bool:
    money = one.veil.shows(DownlineField.BALANCES)
    if has_wallet and money:
        return True
    shows_any = money or one.veil.shows(DownlineField.TRADING)
    return shows_any and bool(accounts.accounts_of(one.id))


def overview(actor: Actor) -> Overview:
    """How many the actor brought, and how far they see.

    Raises:
        Forbidden: ``module_off``.
    """
    me = reader(actor)
    counts = clients.downline_counts([me.id])[me.id]
    today = ports.now().replace(hour=0, minute=0, second=0, microsecond=0)
    limit = clients.levels_shown()
    return Overview(
        direct=counts.direct,
        indirect=None if limit is not None else max(0, counts.below - counts.direct),
        new_today=clients.brought_since(me.id, today, _MOST_TODAY),
        levels=limit,
        earliest=clients.reports_since(),
        country_shown=seeking.shows_country(actor),
    )
