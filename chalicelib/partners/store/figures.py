"""Counters of what happened below brokers, by month: only ever added to, each movement once.

A broker's counters lie in a few partitions, chosen by the movement, so that whoever stands above
half of all traders is not one hot key. Their own deposits and trades are in the first of them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from chalicelib.core.nouns import dataclass
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Stale, Unit

SHARDS = 8
_TABLE = Table("partners")
_FOR_EVER = 100_000


@dataclass(frozen=True)
class Traded:
    """That a client has traded in a month: the first trade of it counts them as active."""

    client_id: str
    month: str
    version: int = 0


def _traded_key(client_id: str, month: str) -> Key:
    return Key(f"TRADED#{client_id}", month)


_TRADED = Rows(_TABLE, Traded, lambda one: _traded_key(one.client_id, one.month))


def _pk(client_id: str, shard: int) -> str:
    return f"FIGURES#{client_id}#{shard}"


def _shard(text: str) -> int:
    return sum(text.encode()) % SHARDS


class Sums:
    """What one unit adds to counters of clients' months: a row each, however many movements."""

    def __init__(self) -> None:
        self._sums: dict[Key, Counter[str]] = defaultdict(Counter)

    def add(
        self, client_id: str, month: str, amounts: Mapping[str, int], movement: str = ""
    ) -> None:
        """Add to a client's counters; without a ``movement`` they are the client's own.

        All movements of a unit may go by the name of one.
        """
        shard = _shard(movement) if movement else 0
        self._sums[Key(_pk(client_id, shard), month)].update(amounts)

    def write(self, unit: Unit) -> None:
        """Write all of it in ``unit``."""
        for key, amounts in self._sums.items():
            unit.add(_TABLE, key, dict(amounts), {})


def count_branch(
    unit: Unit, client_id: str, branch: str, month: str, amounts: dict[str, int]
) -> None:
    """Add to the counters of one branch of a client: a direct downline with all below."""
    key = Key(f"BRANCHES#{client_id}", f"{month}#{branch}")
    unit.add(_TABLE, key, amounts, {"branch": branch})


def counted(client_id: str, first: str, last: str) -> dict[str, dict[str, int]]:
    """A client's counters by month."""
    months: dict[str, dict[str, int]] = {}
    for shard in range(SHARDS):
        within = Range(_pk(client_id, shard), after=first or "0", before=last)
        for item in _TABLE.query(within, _FOR_EVER):
            _add(months.setdefault(item["sk"], {}), item)
    return months


def own_counted(client_ids: list[str], month: str) -> dict[str, dict[str, int]]:
    """What several clients did themselves in a month."""
    keys = {one: Key(_pk(one, 0), month) for one in client_ids}
    found = _TABLE.get_many(keys.values())
    return {one: {} if key not in found else _sums(found[key]) for one, key in keys.items()}


def branches(client_id: str, first: str, last: str) -> dict[str, dict[str, int]]:
    """The counters of each branch of a client over the months."""
    within = Range(f"BRANCHES#{client_id}", after=first or "0", before=f"{last}#~")
    found: dict[str, dict[str, int]] = {}
    for item in _TABLE.query(within, _FOR_EVER):
        _add(found.setdefault(item["branch"], {}), item)
    return found


def _sums(item: dict[str, object]) -> dict[str, int]:
    return {name: value for name, value in item.items() if isinstance(value, int)}


def _add(sums: dict[str, int], item: dict[str, object]) -> None:
    total = Counter(sums)
    total.update(_sums(item))
    sums.update(total)


def traded_among(wanted: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Which clients among those ``wanted`` are counted as active in which months."""
    found = _TRADED.get_many(_traded_key(*one) for one in wanted)
    return {(one.client_id, one.month) for one in found}


def note_traded(unit: Unit, client_id: str, month: str) -> None:
    """Note the first trade of a month."""
    _TRADED.insert(unit, Traded(client_id, month), Stale("another trade was the first"))
