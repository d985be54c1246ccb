"""What a move in the tree would cost whom: commissions of the last thirty days that went their way.

Read off the settlements of the deals in question, which say what each of those above got; so it is
exact, and no more than a thousand deals are read for it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from chalicelib import ports
from chalicelib.accounts import public as accounts
from chalicelib.accounts.public import AccountKind
from chalicelib.clients import public as clients
from chalicelib.core.actor import Actor
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import PageRequest
from chalicelib.partners.rules import adjusting
from chalicelib.partners.store import earnings as store

SPAN = timedelta(days=30)
_MOST_DEALS = 1000
_PAGE = 200
_Deal = tuple[str, str]


@dataclass(frozen=True)
class Effect:
    """One broker whom a move concerns; id and name only where staff may see them.

    ``commission`` by currency is what they got in the last thirty days by the deals that move away.
    """

    client_id: str | None
    name: str
    clients: int
    commission: tuple[Money, ...] = ()


@dataclass(frozen=True)
class MoveEffect:
    """Who loses and who gains by a move; ``deals`` were looked at, all there are if complete."""

    loses: tuple[Effect, ...]
    gains: tuple[Effect, ...]
    deals: int
    is_complete: bool


def move(actor: Actor, client_id: str, referrer: str | None, *, bring: bool) -> MoveEffect:
    """What giving a client another referrer would do; nothing is changed.

    Raises:
        NotFound: the client or the referrer. What `clients.foreseen` refuses.
    """
    foreseen = clients.foreseen(actor, client_id, referrer, bring_downlines=bring)
    since = ports.now() - SPAN
    own = _deals_of(client_id, since)
    below = _deals_below(client_id, since) if foreseen.below else []
    of_client = _came_to(below, {client_id})
    above = {one.client.id for one in foreseen.loses} - {client_id}
    sums = _came_to([*own, *below] if bring else own, above) | of_client
    seen = {one.id for one in clients.visible(actor, {one.client.id for one in foreseen.loses})}
    seen |= {one.id for one in clients.visible(actor, {one.client.id for one in foreseen.gains})}

    def effect(share: clients.Share) -> Effect:
        one = share.client
        if one.id not in seen:
            return Effect(None, "", share.number, sums.get(one.id, ()))
        return Effect(one.id, one.name, share.number, sums.get(one.id, ()))

    return MoveEffect(
        loses=tuple(map(effect, foreseen.loses)),
        gains=tuple(map(effect, foreseen.gains)),
        deals=len(own) + len(below),
        is_complete=max(len(own), len(below)) < _MOST_DEALS,
    )


def _deals_below(client_id: str, since: datetime) -> list[_Deal]:
    """The newest deals of everybody below a broker: each has a row of theirs, whatever it paid."""
    found: dict[_Deal, None] = {}
    request: PageRequest | None = PageRequest(_PAGE)
    while request is not None and len(found) < _MOST_DEALS:
        page = store.page(client_id, since, None, request)
        found |= {(one.server_id, one.deal_id): None for one in page.items}
        request = PageRequest(_PAGE, page.next_cursor) if page.next_cursor else None
    return list(found)[:_MOST_DEALS]


def _deals_of(client_id: str, since: datetime) -> list[_Deal]:
    """The newest deals of a client's own accounts."""
    found: list[_Deal] = []
    for account in accounts.accounts_of(client_id):
        if account.kind is AccountKind.LIVE and len(found) < _MOST_DEALS:
            closed = accounts.closings_of(account.id, since, _MOST_DEALS - len(found))
            found += [(one.server_id, str(one.ticket)) for one in closed]
    return found


def _came_to(deals: Iterable[_Deal], recipients: set[str]) -> dict[str, tuple[Money, ...]]:
    """What ``recipients`` got by ``deals``, by currency."""
    sums: dict[tuple[str, str], Money] = {}
    for recipient_id, amount in _amounts(deals, recipients):
        key = (recipient_id, amount.currency)
        sums[key] = sums.get(key, Money.zero(amount.currency)) + amount
    found: dict[str, list[Money]] = defaultdict(list)
    for (recipient_id, _), amount in sorted(sums.items()):
        found[recipient_id].append(amount)
    return {one: tuple(amounts) for one, amounts in found.items()}


def _amounts(deals: Iterable[_Deal], recipients: set[str]) -> Iterator[tuple[str, Money]]:
    for deal in store.latest_of(deals):
        for (recipient_id, _, _), amount in adjusting.amounts(deal).items():
            if recipient_id in recipients:
                yield recipient_id, amount
