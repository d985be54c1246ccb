"""What each source of rates last said."""

from chalicelib.core.errors import Conflict
from chalicelib.funds.model.rates import RateFeed
from chalicelib.funds.store.journal import TABLE
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key
from chalicelib.storage.unit import Unit


def _key(source_id: str) -> Key:
    return Key("RATES", source_id)


_ROWS = Rows(TABLE, RateFeed, lambda one: _key(one.id))


def find(source_id: str) -> RateFeed | None:
    """What a source last said, or None when it was never asked."""
    return _ROWS.find(_key(source_id))


def found(source_ids: list[str]) -> dict[str, RateFeed]:
    """What the sources last said, by their ids."""
    return {one.id: one for one in _ROWS.get_many(map(_key, source_ids))}


def put(unit: Unit, before: RateFeed | None, after: RateFeed) -> RateFeed:
    """Store what came of asking a source, if nobody else has asked it meanwhile."""
    if before is None:
        return _ROWS.insert(unit, after, Conflict("the source was asked at the same time"))
    return _ROWS.change(unit, before, after)
