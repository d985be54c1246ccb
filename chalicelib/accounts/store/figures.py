"""Rows of the figures of accounts that were last seen."""

from collections.abc import Iterable

from chalicelib.accounts.model import KnownFigures
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key, Table
from chalicelib.storage.unit import Unit

_TABLE = Table("accounts")
_FIGURES = Rows(_TABLE, KnownFigures, lambda one: Key(f"ACCOUNT#{one.account_id}", "FIGURES"))


def known_figures(account_ids: Iterable[str]) -> dict[str, KnownFigures]:
    """The last known figures of accounts, by account id."""
    keys = [Key(f"ACCOUNT#{account_id}", "FIGURES") for account_id in account_ids]
    return {one.account_id: one for one in _FIGURES.get_many(keys)}


def keep_figures(unit: Unit, known: KnownFigures) -> None:
    """Keep the figures just seen. Whoever writes last is right: no version guards them."""
    item = _FIGURES.to_item(known)
    key = Key(item.pop("pk"), item.pop("sk"))
    item.pop("version")
    unit.add(_TABLE, key, {"version": 1}, item)
