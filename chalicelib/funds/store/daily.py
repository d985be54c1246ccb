"""How often something has happened to a client on one day: a row that begins anew with each day.

It has a version, so that two at the same moment cannot both be the last.
"""

from dataclasses import replace
from datetime import date

from chalicelib.core.nouns import dataclass
from chalicelib.funds.store.journal import TABLE
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key
from chalicelib.storage.unit import Stale, Unit


@dataclass(frozen=True)
class DailyCount:
    """``count`` times ``what`` on ``day``; of earlier days nothing is kept."""

    client_id: str
    what: str
    day: date
    count: int = 0
    version: int = 0


def _key(client_id: str, what: str) -> Key:
    return Key(f"CLIENT#{client_id}", f"DAILY#{what}")


_ROWS = Rows(TABLE, DailyCount, lambda one: _key(one.client_id, one.what))


def read(client_id: str, what: str, day: date) -> DailyCount:
    """How often it has happened on ``day``; `one_more` takes what this has read."""
    found = _ROWS.find(_key(client_id, what)) or DailyCount(client_id, what, day)
    return found if found.day == day else replace(found, day=day, count=0)


def one_more(unit: Unit, before: DailyCount) -> None:
    """Count once more, if it is still as it was read; else the unit begins anew."""
    after = replace(before, count=before.count + 1)
    if before.version:
        _ROWS.change(unit, before, after)
    else:
        _ROWS.insert(unit, after, Stale("the first one came meanwhile"))
