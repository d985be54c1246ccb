"""What each source of rates last said."""

from dataclasses import replace
from datetime import datetime

from chalicelib.core.clock import iso
from chalicelib.core.errors import Conflict
from chalicelib.funds.model.rates import RateFeed
from chalicelib.funds.store.journal import TABLE
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key, Range
from chalicelib.storage.unit import Unit


def _key(source_id: str) -> Key:
    return Key("RATES", source_id)


def _said(source_id: str) -> str:
    return f"RATES#{source_id}"


_ROWS = Rows(TABLE, RateFeed, lambda one: _key(one.id))
_SAID = Rows(
    TABLE,
    RateFeed,
    lambda one: Key(_said(one.id), f"{iso(one.fetched_at or one.tried_at)}#{one.version:08d}"),
)


def _raced() -> Conflict:
    return Conflict("the source was asked at the same time")


def find(source_id: str) -> RateFeed | None:
    """What a source last said, or None when it was never asked."""
    return _ROWS.find(_key(source_id))


def found(source_ids: list[str]) -> dict[str, RateFeed]:
    """What the sources last said, by their ids."""
    return {one.id: one for one in _ROWS.get_many(map(_key, source_ids))}


def found_at(source_ids: list[str], moment: datetime) -> dict[str, RateFeed]:
    """What the sources had last said by ``moment``, by their ids, as far back as it was kept."""
    last = (_SAID.all(Range(_said(one), before=f"{iso(moment)}#~"), 1) for one in source_ids)
    return {one.id: one for several in last for one in several}


def put(unit: Unit, before: RateFeed | None, after: RateFeed) -> RateFeed:
    """Store what came of asking a source, if nobody else has asked it meanwhile.

    What it said is kept for good, so that the rates of any moment can be told.
    """
    if after.fetched_at and (before is None or before.fetched_at != after.fetched_at):
        _SAID.insert(unit, replace(after, version=before.version if before else 0), _raced())
    if before is None:
        return _ROWS.insert(unit, after, _raced())
    return _ROWS.change(unit, before, after)
