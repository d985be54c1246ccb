"""The lines of a broker's statement of a period: of whose deals, and how much of them is told.

A statement is of the deals that were closed in its days, as the list of commissions is, and says
where each stands at the moment of reading.
"""

from dataclasses import replace
from datetime import date, timedelta

from chalicelib import ports
from chalicelib.clients import public as clients
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest
from chalicelib.partners.model.earnings import Commission
from chalicelib.partners.model.statements import StatementLine
from chalicelib.partners.rules import seeking
from chalicelib.partners.rules import statements as rules
from chalicelib.partners.service.days import zone
from chalicelib.partners.service.explaining import NOTHING_TOLD, Days, deal_key, told_of
from chalicelib.partners.store import earnings as store

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class StatementOf:
    """Whose statement, and of which days of the broker's clock, both inclusive."""

    recipient_id: str
    first: date
    last: date


def check(actor: Actor, of: StatementOf) -> None:
    """Whether the actor can have this statement: a broker within the range of reports.

    Raises:
        NotFound: not in the actor's scope. Invalid: see `rules.check_period`.
    """
    clients.client(actor, of.recipient_id)
    today = ports.now().astimezone(zone()).date()
    rules.check_period(of.first, of.last, today, _earliest(actor))


def _earliest(actor: Actor) -> date | None:
    """The first whole day of the broker's clock that a client's reports reach back to."""
    since = clients.reports_since() if actor.realm is Realm.CLIENT else None
    if since is None:
        return None
    local = since.astimezone(zone())
    is_midnight = (local.hour, local.minute, local.second) == (0, 0, 0)
    return local.date() if is_midnight else local.date() + _DAY


def page(actor: Actor, of: StatementOf, request: PageRequest) -> Page[StatementLine]:
    """The next lines, the newest deal first.

    A trader is told as the list tells the broker; to staff only within their data scope too.

    Raises:
        NotFound: not in the actor's scope.
    """
    clients.client(actor, of.recipient_id)
    read = store.page(of.recipient_id, *Days(of.first, of.last).bounds, request)
    levels = clients.levels_shown()
    shown = _shown(actor, [seeking.unnamed(one, levels) for one in read.items])
    told = told_of(actor, of.recipient_id, {one.client_id for one in shown if one.client_id})
    lines = (
        rules.line_of(
            one,
            deal_key(one.server_id, one.deal_id),
            tells_profit=told.get(one.client_id, NOTHING_TOLD).profit,
        )
        for one in shown
    )
    return Page(tuple(lines), read.next_cursor)


def _shown(actor: Actor, rows: list[Commission]) -> list[Commission]:
    if actor.realm is Realm.CLIENT:
        return rows
    seen = {
        one.id for one in clients.visible(actor, {one.client_id for one in rows if one.client_id})
    }
    return [
        one if one.client_id in seen else replace(one, client_id="", account_id="", login=0)
        for one in rows
    ]
