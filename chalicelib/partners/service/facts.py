"""What a settlement is computed from: the trade, the tree as it was, and the rules then in force.

Every reading is of the moment when the trade was closed, unless another is asked for: who was above
whom, who was a broker and at which tier, which version of which plan counted. Whether somebody may
earn at all is of now: who is suspended earns nothing from then on.
"""

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import datetime
from decimal import Decimal

from chalicelib.accounts import public as accounts
from chalicelib.accounts.public import AccountKind, ClosedDeal
from chalicelib.clients import public as clients
from chalicelib.clients.public import Client
from chalicelib.core.nouns import dataclass
from chalicelib.partners.model.earnings import DealKey, RuleUsed
from chalicelib.partners.model.plans import (
    CALCULATION,
    DEFAULT_SCHEME,
    SYMBOL_VALUES,
    FixedScheme,
    FlexibleScheme,
    Frequency,
    Plan,
    SymbolGroup,
)
from chalicelib.partners.model.terms import Step, Terms
from chalicelib.partners.model.trades import ClosedTrade, Reason, Upline
from chalicelib.partners.model.versions import PlanHead, PlanInForce
from chalicelib.partners.rules import passing
from chalicelib.partners.rules import terms as rules
from chalicelib.partners.rules.earning import Facts
from chalicelib.partners.service import plan_reading
from chalicelib.partners.store import passing as passing_store
from chalicelib.partners.store import terms as store
from chalicelib.settings import public as settings

_LOT = Decimal(10_000)


@dataclass(frozen=True)
class Gathered:
    """The facts of one deal, whose it is, and by which versions of which plans."""

    facts: Facts
    deal: ClosedDeal
    used: tuple[RuleUsed, ...]
    frequency: Frequency = Frequency.REAL_TIME
    own_frequencies: dict[str, Frequency] = field(default_factory=dict)

    @property
    def key(self) -> DealKey:
        """The deal's server and ticket."""
        return self.facts.trade.server_id, self.facts.trade.deal_id


@dataclass(frozen=True)
class View:
    """As of when a trade is looked at, and with which plans that do not count yet.

    Without ``as_of`` everything is of the moment when the trade was closed. ``drafts`` are versions
    by the ids of their plans, which they stand in for.
    """

    as_of: datetime | None = None
    drafts: Mapping[str, PlanInForce] = field(default_factory=dict)


AT_CLOSING = View()


class _Reading:
    """What several deals have in common, each thing read once: people, their terms, plans."""

    def __init__(self, closed: Iterable[ClosedDeal], view: View) -> None:
        self.view = view
        self.heads: dict[str, PlanHead | None] = {}
        self._terms: dict[str, Terms] = {}
        deals = list(closed)
        customers = (one.account.rebate_customer_at(self.at(one)) for one in deals)
        ids = [*(one.deal.client_id for one in deals), *(one for one in customers if one)]
        self._clients = clients.clients_with_lines(ids)
        self._read_terms(self._clients)

    def at(self, closed: ClosedDeal) -> datetime:
        """The moment of which the facts of a deal are."""
        return self.view.as_of or closed.deal.at

    def client(self, client_id: str) -> Client:
        """Somebody as they are now."""
        if client_id not in self._clients:
            self._clients[client_id] = clients.client_for_system(client_id)
        return self._clients[client_id]

    def above(self, client: Client, at: datetime) -> tuple[Client, ...]:
        """Everybody above somebody as the tree was, the nearest first."""
        return clients.uplines(client, at, self._clients)

    def steps(self, client_ids: Iterable[str], at: datetime) -> dict[str, Step | None]:
        """By which terms some people worked at a moment."""
        wanted = list(client_ids)
        self._read_terms(one for one in wanted if one not in self._terms)
        return {one: rules.in_force(self._terms[one], at) for one in wanted}

    def _read_terms(self, client_ids: Iterable[str]) -> None:
        self._terms |= store.of_many(client_ids)


class _Rules:
    """Plans as they are asked for at one moment, remembered with their versions."""

    def __init__(self, at: datetime, reading: _Reading) -> None:
        self._at = at
        self._reading = reading
        self.used: dict[str, int] = {}
        self.groups: dict[str, SymbolGroup] = {}

    def of(self, plan_id: str) -> Plan | None:
        """What a plan says at the moment, or None."""
        drafts, heads = self._reading.view.drafts, self._reading.heads
        found = drafts.get(plan_id) or plan_reading.in_force(plan_id, self._at, heads)
        if found is None:
            return None
        self.used[found.id] = found.number
        plan: Plan = found.plan
        return plan

    def with_groups(self, scheme: FixedScheme | FlexibleScheme) -> None:
        """Read the symbol groups that a scheme's rates are for."""
        rates = scheme.basics if isinstance(scheme, FixedScheme) else scheme.rates
        for plan_id in {one.symbol_group_id for one in rates} - self.groups.keys():
            group = self.of(plan_id)
            if isinstance(group, SymbolGroup):
                self.groups[plan_id] = group


def gather(
    wanted: Iterable[DealKey], view: View = AT_CLOSING
) -> tuple[list[Gathered], list[DealKey]]:
    """The facts of deals, and which deals cannot be told yet.

    Of a deal that closed nothing, or that no live money was in, there are none. With another
    ``view`` the tree, the terms, the plans and the settings are those of its moment.
    """
    read = accounts.closed_deals((server_id, int(deal)) for server_id, deal in wanted)
    closed = [one for one in read.found if one.account.kind is AccountKind.LIVE]
    reading = _Reading(closed, view)
    unread = [(server_id, str(ticket)) for server_id, ticket in read.unlisted]
    return [_of_deal(one, reading) for one in closed], unread


def _of_deal(deal: ClosedDeal, reading: _Reading) -> Gathered:
    at = reading.at(deal)
    trader = reading.client(deal.deal.client_id)
    customer_id = deal.account.rebate_customer_at(at)
    above = _above(reading, trader, customer_id, at)
    steps = reading.steps(dict.fromkeys([trader.id, *(one.id for one in above)]), at)
    used = _Rules(at, reading)
    fallback = settings.value(DEFAULT_SCHEME, at) if customer_id else ""
    scheme = _scheme(used, [*above] if customer_id else [trader, *above], steps, fallback)
    own = _own(used, above, steps)
    structure_id = scheme.rank_structure_id if scheme else ""
    uplines = tuple(
        _upline(one, level, steps[one.id], structure_id, customer_id)
        for level, one in enumerate(above, start=1)
    )
    passes = passing_store.granted_along([one.id for one in above], at) if _shares(own) else {}
    facts = Facts(
        trade=_trade(deal),
        uplines=uplines,
        scheme=scheme,
        own=own,
        groups=used.groups,
        calculation=settings.value(CALCULATION, at),
        values=settings.value(SYMBOL_VALUES, at),
        refused=None if deal.account.flags.commission else Reason.PAYOUT_OFF,
        passes=passes,
    )
    return Gathered(
        facts=facts,
        deal=deal,
        used=tuple(RuleUsed(*one) for one in sorted(used.used.items())),
        frequency=scheme.frequency if scheme else Frequency.REAL_TIME,
        own_frequencies={
            one.upline.client_id: one.scheme.frequency
            for one in passing.links(uplines, own, passes)
        },
    )


def _shares(own: dict[str, FlexibleScheme]) -> bool:
    """Whether anybody above may pass on anything, so that it has to be asked who does."""
    return any(one.passing is not None for one in own.values())


def _above(reading: _Reading, trader: Client, customer_id: str, at: datetime) -> tuple[Client, ...]:
    """Everybody above a trader; an account's rebate customer comes first, and those above them."""
    if not customer_id:
        return reading.above(trader, at)
    customer = reading.client(customer_id)
    return (customer, *reading.above(customer, at))


def _scheme(
    used: _Rules, chain: list[Client], steps: dict[str, Step | None], fallback: str
) -> FixedScheme | None:
    """The scheme of the tree: that of the farthest broker above, or of a trader who is one.

    ``fallback`` counts where there is no broker at all.
    """
    brokers = [step for one in chain if (step := steps[one.id]) is not None]
    scheme_id = brokers[-1].scheme_id if brokers else fallback
    scheme = used.of(scheme_id) if scheme_id else None
    if not isinstance(scheme, FixedScheme) or used.of(scheme.rank_structure_id) is None:
        return None
    used.with_groups(scheme)
    return scheme


def _own(
    used: _Rules, above: tuple[Client, ...], steps: dict[str, Step | None]
) -> dict[str, FlexibleScheme]:
    found = {}
    for one in above:
        step = steps[one.id]
        scheme = used.of(step.flexible_id) if step and step.flexible_id else None
        if isinstance(scheme, FlexibleScheme):
            used.with_groups(scheme)
            found[one.id] = scheme
    return found


def _upline(
    client: Client, level: int, step: Step | None, structure_id: str, customer_id: str
) -> Upline:
    """A rebate customer needs to be no broker: without terms they stand at the lowest tier."""
    is_customer = level == 1 and client.id == customer_id
    tier, barred = rules.tier_in(step, structure_id), None
    if step is None and is_customer:
        tier = 1 if structure_id else None
    elif step is None:
        barred = Reason.NOT_AN_IB
    if barred is None and not client.is_active:
        barred = Reason.NOT_ACTIVE
    return Upline(client.id, level, tier, barred, is_customer)


def _trade(closed: ClosedDeal) -> ClosedTrade:
    deal = closed.deal
    return ClosedTrade(
        server_id=deal.server_id,
        deal_id=str(deal.ticket),
        symbol=deal.symbol,
        platform_group=closed.account.group,
        lots=Decimal(closed.volume_ten_thousandths) / _LOT,
        profit=deal.profit,
        platform_commission=closed.charged,
        opened_at=closed.opened_at,
        closed_at=deal.at,
        spread_points=closed.spread_points,
        closed_by_other=deal.entry.value == "close_by",
    )
