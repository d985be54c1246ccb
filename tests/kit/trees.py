"""Trees of clients, put in through the stores: a thousand registrations would hash for minutes."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from chalicelib import ports
from chalicelib.clients import store
from chalicelib.clients.model import Client, ClientKind, ClientStatus
from chalicelib.clients.store import tally
from chalicelib.core.actor import system
from chalicelib.storage.unit import Unit

_numbers = count(30_000_000)
GROWER = system("test")


def planted(above: Client | None = None, **changes: Any) -> Client:
    """A client directly below ``above``, counted there as one of those they brought."""

    def work(unit: Unit) -> Client:
        if above is not None:
            tally.count(unit, above.id)
        return store.insert(unit, _client(next(_numbers), above, changes))

    return ports.transact(GROWER, work)


def _client(number: int, above: Client | None, changes: dict[str, Any]) -> Client:
    at: datetime = ports.now() + timedelta(milliseconds=number - 30_000_000)
    facts: dict[str, Any] = {
        "id": str(number),
        "kind": ClientKind.TRADER,
        "name": f"Client {number}",
        "email": f"c{number}@example.com",
        "phone": f"+65{number}",
        "nationality": "SG",
        "status": ClientStatus.ACTIVE,
        "referral_code": f"R{number}",
        "request_id": f"req_{number}",
        "registered_at": at,
        "activated_at": at,
        "referrer_id": above.id if above else None,
        "line": (above.id, *above.line) if above else (),
    }
    return Client(**facts | changes)
