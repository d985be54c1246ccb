"""The register: which wallets, house shards, entries, movements and requests there are.

The index ``by-register`` projects keys alone, so a row stands in it from its first write on and
its later changes cost nothing there. So all of them can be visited, a part at a time.
"""

import hashlib
from collections.abc import Iterator

from chalicelib.funds.store.journal import TABLE
from chalicelib.storage.table import Key, Range

WALLET_SHARDS = 8
REQUEST_SHARDS = 8
MOVEMENT_SHARDS = 8
HOUSE = "HOUSE"


def wallet_shard(client_id: str) -> str:
    """The part of the register that a client's wallets stand in."""
    number = int(hashlib.sha256(client_id.encode()).hexdigest()[:8], 16) % WALLET_SHARDS
    return f"WALLET#{number}"


def wallet_shards() -> list[str]:
    """All parts of the register of wallets."""
    return [f"WALLET#{number}" for number in range(WALLET_SHARDS)]


def request_shard(request_id: str) -> str:
    """The part of the register that a money request stands in."""
    return f"REQUEST#{sum(request_id.encode()) % REQUEST_SHARDS}"


def request_shards() -> list[str]:
    """All parts of the register of money requests."""
    return [f"REQUEST#{number}" for number in range(REQUEST_SHARDS)]


def movement_shard(transaction_id: str) -> str:
    """The part of the register that a completed movement stands in."""
    return f"MOVEMENT#{sum(transaction_id.encode()) % MOVEMENT_SHARDS}"


def movement_shards() -> list[str]:
    """All parts of the register of completed movements."""
    return [f"MOVEMENT#{number}" for number in range(MOVEMENT_SHARDS)]


def listed(
    part: str, beyond: str | None, limit: int, before: str | None = None
) -> list[tuple[str, Key]]:
    """The next rows of one part of the register, in order, each with its place.

    ``before`` is an inclusive end.
    """
    within = Range(part, "by-register", before=before, newest_first=False)
    items = TABLE.query(within, limit, beyond=beyond)
    return [(item["by_register_sk"], Key(item["pk"], item["sk"])) for item in items]


def every(part: str, page_size: int = 500) -> Iterator[tuple[str, Key]]:
    """All rows of one part, a page at a time."""
    beyond: str | None = None
    while page := listed(part, beyond, page_size):
        yield from page
        beyond = page[-1][0]
