"""How far down and how far back clients see of those below them, as the broker has set it."""

from collections.abc import Callable, Iterable
from datetime import datetime

from chalicelib import ports
from chalicelib.clients.model import Client, ClientStatus
from chalicelib.clients.model.groups import PortalModule
from chalicelib.clients.model.uplines import (
    DOWNLINE_LEVELS,
    DOWNLINE_VEIL,
    REPORT_RANGE,
    DownlineField,
    DownlineVeil,
)
from chalicelib.clients.service import groups, lineage
from chalicelib.core.actor import Actor
from chalicelib.core.nouns import dataclass
from chalicelib.settings import public as settings
from chalicelib.staff import public as staff

REFERRED = (ClientStatus.ACTIVE, ClientStatus.SUSPENDED)


@dataclass(frozen=True)
class SeenBelow:
    """A client as somebody above sees them."""

    client: Client
    veil: DownlineVeil


def levels_shown() -> int | None:
    """How many levels below them clients see; None for all."""
    limit = settings.value(DOWNLINE_LEVELS)
    return None if limit is None else limit.count


def reports_since(wanted: datetime | None = None) -> datetime | None:
    """From when on a report may tell: ``wanted``, or later where the broker has set a limit."""
    limit = settings.value(REPORT_RANGE)
    if limit is None:
        return wanted
    earliest = limit.earliest(ports.now())
    return earliest if wanted is None else max(wanted, earliest)


def shown_in_full(of: DownlineField) -> bool:
    """Whether the broker lets uplines see all of a field; a client's group may hide it still."""
    return settings.value(DOWNLINE_VEIL).shows_all(of)


def veil_from_uplines(client: Client) -> DownlineVeil:
    """What those above do not see of a client: of each field the less, by broker and group."""
    return settings.value(DOWNLINE_VEIL).under(groups.group_of(client).from_uplines)


def sight_of(actor: Actor) -> Callable[[Client], bool]:
    """Whom ``actor`` may see at all: staff who look at somebody's portal only those of their own.

    Of those below the one whose portal it is; that they are below is not asked here.
    """
    if actor.visitor is None:
        return lambda _client: True
    scope = staff.principal(actor.visitor.staff_id).scope
    return lambda one: scope.covers(one.owner_id, frozenset(one.participant_ids))


def seen_below(actor: Actor, root_id: str, client_ids: Iterable[str]) -> dict[str, SeenBelow]:
    """Those of ``client_ids`` whom ``root_id`` sees below them now, and through which veils.

    Whoever is not below, or further than the levels shown, is not among them; nobody is, where the
    group of ``root_id`` has no part in referrals. There is no veil before oneself. Two reads,
    however many are asked for.
    """
    wanted = dict.fromkeys(client_ids)
    known, levels, sees = lineage.with_lines(wanted), levels_shown(), sight_of(actor)
    root = known.get(root_id)
    refers = root is not None and PortalModule.REFERRAL in groups.group_of(root).modules
    found = {root_id: SeenBelow(root, DownlineVeil())} if root and root_id in wanted else {}
    for one in (known[client_id] for client_id in wanted if client_id in known):
        chain = [above.id for above in lineage.uplines(one, known=known)]
        if refers and root_id in chain[:levels] and one.status in REFERRED and sees(one):
            found[one.id] = SeenBelow(one, veil_from_uplines(one))
    return found
