"""Conversions between wallets."""

from chalicelib.core.errors import Conflict, NotFound
from chalicelib.funds.model.conversions import PREFIX, Conversion
from chalicelib.funds.store import register
from chalicelib.funds.store.journal import TABLE
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key
from chalicelib.storage.unit import Unit


def _key(conversion_id: str) -> Key:
    return Key(f"CONVERSION#{conversion_id}", "CONVERSION")


_ROWS = Rows(
    TABLE,
    Conversion,
    lambda one: _key(one.id),
    lambda one: {"by-register": (register.request_shard(one.id), one.id)},
)


def is_one(request_id: str) -> bool:
    """Whether a request of transfers is a conversion, as its id tells."""
    return request_id.startswith(f"{PREFIX}_")


def add(unit: Unit, conversion: Conversion) -> Conversion:
    """Store a new conversion."""
    return _ROWS.insert(unit, conversion, Conflict("a conversion id came twice"))


def get(conversion_id: str) -> Conversion:
    """The conversion as of now.

    Raises:
        NotFound.
    """
    return _ROWS.get(_key(conversion_id), NotFound("no such transfer", what="transfer"))


def at_keys(keys: list[Key]) -> list[Conversion]:
    """The conversions at ``keys``."""
    return _ROWS.get_many(keys)


def change(unit: Unit, before: Conversion, after: Conversion) -> Conversion:
    """Store what has become of a conversion, if it is still as it was read."""
    return _ROWS.change(unit, before, after)
