"""Looking closely at one movement: the other side is asked for all that it has of it, now."""

from collections.abc import Iterable

from chalicelib import ports
from chalicelib.core.actor import Actor
from chalicelib.core.errors import FairleadError
from chalicelib.gateways.trading.model import Deal
from chalicelib.reconciliation.model.breaks import Break, break_id
from chalicelib.reconciliation.model.sides import Movement, Side, SideKind
from chalicelib.reconciliation.service import findings, providers, servers
from chalicelib.reconciliation.service.findings import Tally
from chalicelib.reconciliation.store import breaks, movements


def look(
    actor: Actor, side: str, key: str, tally: Tally, seen: Iterable[Deal] = ()
) -> Break | None:
    """Compare one movement again, with all that its history says; gives its break while open.

    ``seen`` are deals of it that may be on another account.

    Raises:
        Upstream: the other side is away.
    """
    broken = breaks.find(break_id(side, key))
    movement = movements.find(side, key)
    if movement is not None and movement.belongs_to:
        return look(actor, side, movement.belongs_to, tally, seen)
    since = broken.happened_at if broken else ports.now()
    movement = movement or Movement(side, key, since)
    tally.compared += 1
    if Side.parse(side).kind is SideKind.PROVIDER:
        return providers.judge(actor, providers.closely(side, movement, tally), tally)
    one = servers.closely(side, movement, broken, tally, seen)
    return findings.settle(actor, one, tally) if one is not None else None


def look_again(actor: Actor, broken: Break) -> Break | None:
    """Compare a break's movement again, if the other side can be asked."""
    try:
        return look(actor, broken.side, broken.key, Tally())
    except FairleadError:  # the next run looks again
        return broken
