"""What a move in the tree would do, before it is ordered: who gets clients, and who loses them."""

from chalicelib import ports
from chalicelib.clients.model import Client
from chalicelib.clients.model.changes import Reparenting
from chalicelib.clients.service import lineage, referring
from chalicelib.clients.store import tally
from chalicelib.core.actor import Actor
from chalicelib.core.nouns import dataclass
from chalicelib.storage.unit import Unit


@dataclass(frozen=True)
class Share:
    """Somebody above whom a move concerns, and by how many clients."""

    client: Client
    number: int


@dataclass(frozen=True)
class Foreseen:
    """What a move would do: ``loses`` and ``gains`` are those above, the nearest first.

    Whoever stands above in both places is in neither. ``below`` are all below the client.
    """

    client: Client
    loses: tuple[Share, ...]
    gains: tuple[Share, ...]
    brings_downlines: bool
    below: int


def foreseen(
    actor: Actor, client_id: str, referrer: str | None, *, bring_downlines: bool
) -> Foreseen:
    """What giving a client another referrer now would do; nothing is changed.

    ``referrer`` is named by id or referral code; None is for nobody.

    Raises:
        What `referring.change_referrer` refuses.
    """
    referrer_id = referring.referrer_called(actor, referrer) if referrer else ""
    wanted = Reparenting(referrer_id, bring_downlines)
    unit = Unit(actor, ports.now(), ports.ids())  # never committed
    client, above = referring.judged(unit, client_id, wanted)
    before = lineage.uplines(client)
    after = (above, *lineage.uplines(above)) if above else ()
    below = max(0, tally.all_counts([client.id])[client.id].below)
    number = 1 + below if wanted.bring_downlines else 1
    stays, comes = {one.id for one in after}, {one.id for one in before}
    loses = [Share(one, number) for one in before if one.id not in stays]
    if below and not wanted.bring_downlines:
        loses.insert(0, Share(client, below))
    return Foreseen(
        client=client,
        loses=tuple(loses),
        gains=tuple(Share(one, number) for one in after if one.id not in comes),
        brings_downlines=wanted.bring_downlines,
        below=below,
    )
