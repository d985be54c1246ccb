"""How far down and how far back clients see of those below them, as the broker has set it."""

from datetime import datetime

from chalicelib import ports
from chalicelib.clients.model import Client
from chalicelib.clients.model.uplines import (
    DOWNLINE_LEVELS,
    DOWNLINE_VEIL,
    REPORT_RANGE,
    DownlineField,
    DownlineVeil,
)
from chalicelib.clients.service import groups
from chalicelib.settings import public as settings


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
