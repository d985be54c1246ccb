"""How soon a broker has what a closed deal earned them, on the whole laptop stack.

Positions of the demonstration's clients are closed on the trading server at a steady pace; the
feed, the relay, the queues and the consumers do the rest as they do for people. What counts is
from the moment that the server closed the deal to the moment that the wallet was credited.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime
from itertools import cycle
from typing import Any

import urllib3

from bench.rows import Row, Section
from infra.local.aws import Clients
from infra.local.demo.broker import SERVER_ID
from infra.local.layout import HOST
from infra.local.testing import RunningStack, stack

PACES = (5, 50)
SECONDS = 20
MOST_SECONDS = 5.0
_MT5 = 0
_PATIENCE = 120
_LOOK_EVERY = 2
# What the openings set going is over by then.
_SETTLED_SECONDS = 15
_NOTE = (
    "Deals are closed on the simulated MT5 for {seconds} s at each pace, below the brokers of the "
    "demonstration; seconds from the closing to the credited wallet. Engine, servers and all "
    "consumers share this machine, which is what ends the pace; on AWS each has its own."
)


def measured(paces: tuple[int, ...] = PACES, seconds: int = SECONDS) -> Section:
    """One row per pace."""
    section = Section("From deal to wallet", _NOTE.format(seconds=seconds))
    with stack(demo="full") as running:
        town = _Town(running)
        for pace in paces:
            section.rows.append(_row(town, pace, seconds))
    return section


def _row(town: _Town, pace: int, seconds: int) -> Row:
    positions = town.open(pace * seconds)
    time.sleep(_SETTLED_SECONDS)
    waits, left = town.waits_of(town.close(positions, pace))
    late = waits[len(waits) * 99 // 100] if waits else float(_PATIENCE)
    note = (
        f"of {len(waits)} commissions, the median {waits[len(waits) // 2]:.1f} s" if waits else ""
    )
    if left:
        note += f"; {left} deals were not done with after {_PATIENCE} s"
    over = late > MOST_SECONDS or left > 0
    row = f"{pace} deals a second, 99 of 100 commissions within"
    return Row(row, f"{late:.1f} s", f"{MOST_SECONDS:g} s", over, note)


class _Town:
    """The stack with its trading server, and what lies in its tables."""

    def __init__(self, running: RunningStack) -> None:
        layout = running.layout
        self._server = f"http://{HOST}:{layout.simulator_port(_MT5)}"
        self._stage = layout.stage
        self._pool = urllib3.PoolManager()
        self._store = Clients(layout.endpoint)("dynamodb")
        self._logins = list(self._earning())
        for login in self._logins:
            # Enough for every position that is opened here.
            self._ask("/sim/deals", {"login": login, "amount": "100000", "comment": "bench"})

    def _rows(self, table: str, noun: str) -> Iterator[dict[str, Any]]:
        pages = self._store.get_paginator("scan").paginate(
            TableName=f"fairlead-{self._stage}-{table}",
            FilterExpression="noun = :noun",
            ExpressionAttributeValues={":noun": {"S": noun}},
        )
        for page in pages:
            yield from page["Items"]

    def _earning(self) -> Iterator[int]:
        """Logins of live accounts whose owners somebody has referred."""
        referred = {
            one["id"]["S"]
            for one in self._rows("clients", "Client")
            if "S" in one.get("referrer_id", {})
        }
        for one in self._rows("accounts", "TradingAccount"):
            is_live = one["kind"]["S"] == "live" and one["server_id"]["S"] == SERVER_ID
            if is_live and one["client_id"]["S"] in referred:
                yield int(one["login"]["N"])

    def _ask(self, path: str, wish: dict[str, Any]) -> dict[str, Any]:
        answer = self._pool.request("POST", f"{self._server}{path}", json=wish)
        told: dict[str, Any] = answer.json()
        return told

    def open(self, number: int) -> list[int]:
        """As many positions, spread over the accounts."""
        wish = {"symbol": "EURUSD", "side": "buy", "lots": "0.01"}
        logins = cycle(self._logins)
        return [
            self._ask("/sim/positions", wish | {"login": next(logins)})["position"]
            for _ in range(number)
        ]

    def close(self, positions: list[int], pace: int) -> set[str]:
        """Close them at ``pace`` a second; their deals."""
        begun, deals = time.monotonic(), set()
        for place, position in enumerate(positions):
            time.sleep(max(0.0, begun + place / pace - time.monotonic()))
            deals.add(str(self._ask("/sim/positions/close", {"position": position})["deal"]))
        return deals

    def waits_of(self, deals: set[str]) -> tuple[list[float], int]:
        """Seconds from closing to wallet of each commission of ``deals``, the shortest first.

        And how many deals are not settled, or not paid, after all patience.
        """
        until = time.monotonic() + _PATIENCE
        while True:
            found = [
                one for one in self._rows("partners", "Commission") if one["deal_id"]["S"] in deals
            ]
            settled = {one["deal_id"]["S"] for one in found}
            waiting = {one["deal_id"]["S"] for one in found if one["state"]["S"] == "waiting"}
            left = len((deals - settled) | waiting)
            if not left or time.monotonic() > until:
                break
            # Looking costs the engine something, too.
            time.sleep(_LOOK_EVERY)
        waits = [
            (_moment(one, "paid_at") - _moment(one, "closed_at")).total_seconds()
            for one in found
            if one["state"]["S"] == "paid"
        ]
        return sorted(waits), left


def _moment(row: dict[str, Any], name: str) -> datetime:
    return datetime.fromisoformat(row[name]["S"])
