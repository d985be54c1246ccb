"""Completed movements of many clients: several lists read as one, and one by its id.

Both sides of a transfer between clients have one id and one time, so a place in lists read as one
is a sort key and the list it stands in.
"""

from dataclasses import replace

from chalicelib.core.nouns import dataclass
from chalicelib.funds.model.transactions import Transaction
from chalicelib.funds.store import journal
from chalicelib.funds.store.journal import TABLE
from chalicelib.funds.store.transactions import ROWS, key
from chalicelib.storage.table import Key, Range
from chalicelib.storage.wire import Item

_BETWEEN = "|"


@dataclass(frozen=True)
class Placed:
    """A movement with its place in the lists that it was read from."""

    place: str
    transaction: Transaction


def newest(lists: list[Range], beyond: str | None, limit: int) -> tuple[list[Placed], str | None]:
    """Up to ``limit`` movements of ``lists`` beyond a place, newest first.

    And the place from which to go on; None where that was all.
    """
    found = [
        ((item[part.sort_attribute], part.pk), item)
        for part in lists
        for item in _of_part(part, beyond, limit)
    ]
    found.sort(key=lambda one: one[0], reverse=True)
    shown = [(_BETWEEN.join(place), item) for place, item in found[:limit]]
    rows = TABLE.get_many(_key(item) for _, item in shown if "noun" not in item)
    whole = ((place, item if "noun" in item else rows.get(_key(item))) for place, item in shown)
    placed = [Placed(place, ROWS.from_item(item)) for place, item in whole if item]
    return placed, shown[-1][0] if len(shown) == limit else None


def _key(item: Item) -> Key:
    return Key(item["pk"], item["sk"])


def _of_part(part: Range, beyond: str | None, limit: int) -> list[Item]:
    if beyond is None:
        return TABLE.query(part, limit)
    sort, _, name = beyond.rpartition(_BETWEEN)
    if part.pk >= name:
        return TABLE.query(part, limit, beyond=sort)
    # Of the same moment and id, this list's is still to come.
    before = sort if part.before is None else min(sort, part.before)
    return TABLE.query(replace(part, before=before), limit)


def with_id(text: str) -> list[Transaction]:
    """The movements with an id, or of the ledger entry with it: of each whom they concern."""
    for entry_id in (text, text.rpartition(".")[0]):
        entry = journal.find(entry_id) if entry_id else None
        if entry is not None:
            break
    else:
        return []
    owners = {(ref.client_id, ref.currency) for ref in entry.lines}
    if concerned := entry.facts.get("client_id"):
        owners |= {(concerned, one.amount.currency) for one in entry.postings}
    keys = [key(who, code, entry.at, f"{entry.id}.{code.lower()}") for who, code in sorted(owners)]
    return [one for one in ROWS.get_many(keys) if text in (one.id, entry.id)]
