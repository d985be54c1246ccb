"""Reading what was earned, and a deal's settlement with the words of the rules it was made by."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from chalicelib.clients import public as clients
from chalicelib.clients.public import DownlineField
from chalicelib.core.actor import Actor
from chalicelib.core.errors import NotFound
from chalicelib.core.nouns import dataclass
from chalicelib.partners.model.earnings import (
    Commission,
    Earned,
    EarnedDeal,
    Rebate,
    RuleUsed,
)
from chalicelib.partners.model.plans import RankStructure
from chalicelib.partners.model.trades import Upline
from chalicelib.partners.rules import seeking, telling
from chalicelib.partners.service import plan_reading
from chalicelib.partners.service.days import zone
from chalicelib.partners.store import earnings as store
from chalicelib.partners.store import paying

MONTHS_SHOWN = 60
_BETWEEN = "~"


@dataclass(frozen=True)
class Rule:
    """A plan in the version by which a deal was settled, with its name then."""

    plan_id: str
    number: int
    name: str


@dataclass(frozen=True)
class Explained:
    """One deal's settlement, the rules of it by name, and the tiers of the tree, lowest first.

    ``later`` is what the deal came to when it was computed anew, in the order of time.
    """

    deal: EarnedDeal
    rules: tuple[Rule, ...]
    tiers: tuple[str, ...]
    later: tuple["Explained", ...] = ()


@dataclass(frozen=True)
class Told:
    """What a broker is told of a trader: their name, and whether what their trades gained."""

    name: str = ""
    profit: bool = False


NOTHING_TOLD = Told()


@dataclass(frozen=True)
class OwnShare:
    """What one broker got of a deal, and who stands between them and the trader.

    ``commissions`` are the adjustments too; ``explained`` begins where the broker first had a part.
    ``told`` is what they are told of the trader.
    """

    explained: Explained
    commissions: tuple[Commission, ...]
    level: int
    between: tuple[Upline, ...]
    told: Told
    rebate: Rebate | None


@dataclass(frozen=True)
class Days:
    """A span of days of the broker's clock, both inclusive; None is open."""

    first: date | None = None
    last: date | None = None

    @property
    def bounds(self) -> tuple[datetime | None, datetime | None]:
        """The moments from which and before which."""
        return _midnight(self.first, 0), _midnight(self.last, 1)


def _midnight(day: date | None, days_later: int) -> datetime | None:
    if day is None:
        return None
    return datetime.combine(day + timedelta(days=days_later), time.min, zone())


def deal_key(server_id: str, deal_id: str) -> str:
    """How a deal is called in addresses, where a dot would make it look like a file."""
    return f"{server_id}{_BETWEEN}{deal_id}"


def own_months(actor: Actor) -> list[Earned]:
    """What the broker who asks was paid by month and currency, the newest first."""
    return paying.earned(actor.id, MONTHS_SHOWN)


def months_of(actor: Actor, client_id: str) -> list[Earned]:
    """The same of a client, for staff who may see them.

    Raises:
        NotFound.
    """
    clients.client(actor, client_id)
    return paying.earned(client_id, MONTHS_SHOWN)


def own_share(actor: Actor, key: str) -> OwnShare:
    """What the broker who asks got of one deal, with the whole arithmetic.

    Raises:
        NotFound: no such deal, or the broker was not above its trader.
    """
    known = revisions_called(key)
    rows = store.of_deal(known[0], actor.id)
    if not rows:
        raise NotFound(what="deal")
    revision, mine = rows[0].revision, {one.revision for one in rows}
    deal, *later = [one for one in known if one.revision == revision or one.revision in mine]
    level, levels = rows[0].level, clients.levels_shown()
    unnamed = [seeking.unnamed(one, levels) for one in rows]
    return OwnShare(
        explained=_explained(replace(deal, client_id=unnamed[0].client_id), later),
        commissions=tuple(unnamed),
        level=level,
        between=seeking.unnamed_path(deal.path[: level - 1], level, levels),
        told=told_of(actor, actor.id, [deal.client_id]).get(unnamed[0].client_id, NOTHING_TOLD),
        rebate=telling.rebate(rows[0], deal),
    )


def told_of(actor: Actor, broker_id: str, trader_ids: Iterable[str]) -> dict[str, Told]:
    """What a broker is told of traders, by their ids, as their reports on clients tell it."""
    needed = (DownlineField.TRADING, DownlineField.PROFIT)
    return {
        trader_id: Told(one.client.name, all(map(one.veil.shows, needed)))
        for trader_id, one in clients.seen_below(actor, broker_id, trader_ids).items()
    }


def settlement(actor: Actor, key: str) -> Explained:
    """The whole settlement of one deal, for staff who may see its trader.

    Raises:
        NotFound.
    """
    deal, *later = revisions_called(key)
    if not clients.visible(actor, [deal.client_id]):
        raise NotFound(what="deal")
    return _explained(deal, later)


def revisions_called(key: str) -> list[EarnedDeal]:
    """The settled deal that `deal_key` names, with what it came to later; the first one first.

    Raises:
        NotFound.
    """
    server_id, _, deal_id = key.rpartition(_BETWEEN)
    found = store.revisions(server_id, deal_id) if server_id else []
    if not found:
        raise NotFound(what="deal")
    return found


def _explained(deal: EarnedDeal, later: Sequence[EarnedDeal] = ()) -> Explained:
    read = [(one, plan_reading.said(one.plan_id, one.number)) for one in deal.rules]
    structures = [plan for _, plan in read if isinstance(plan, RankStructure)]
    return Explained(
        deal=deal,
        rules=tuple(_named(one, plan.name) for one, plan in read),
        tiers=structures[0].tiers if structures else (),
        later=tuple(_explained(one) for one in later),
    )


def _named(used: RuleUsed, name: str) -> Rule:
    return Rule(used.plan_id, used.number, name)
