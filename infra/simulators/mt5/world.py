"""Everything the simulated server consists of, in one place, and its first furnishing."""

import json
import threading
from dataclasses import dataclass, field
from pathlib import Path

from infra.simulators.mt5.amounts import units
from infra.simulators.mt5.catalogue import GROUPS, GroupSeed
from infra.simulators.mt5.clock import SimClock
from infra.simulators.mt5.faults import Faults
from infra.simulators.mt5.prices import Prices
from infra.simulators.mt5.store import Store

PERMISSIONS = ("manager", "accountant", "accounts", "personal", "orders")


@dataclass
class World:
    """The server's state. Whoever reads or changes it holds ``lock``."""

    store: Store
    clock: SimClock
    prices: Prices
    manager_login: int
    manager_password: str
    lock: threading.RLock = field(default_factory=threading.RLock)
    faults: Faults = field(default_factory=Faults)

    def may(self, permission: str) -> bool:
        """Whether the manager account holds a permission; it holds all unless set otherwise."""
        held = self.store.setting("manager_permissions")
        return permission in (json.loads(held) if held else PERMISSIONS)

    @property
    def market_is_open(self) -> bool:
        """Whether anybody can trade."""
        return self.store.setting("market_closed") != "yes"


def build(state: Path | str, manager_login: int, manager_password: str, seed: str) -> World:
    """The world in a state folder (or in memory), furnished if it is new."""
    if isinstance(state, Path):
        state.mkdir(parents=True, exist_ok=True)
    store = Store(state / "mt5.sqlite3" if isinstance(state, Path) else state)
    world = World(store, SimClock(store), Prices(store, seed), manager_login, manager_password)
    with store.transaction():
        if not store.number("SELECT count(*) FROM groups"):
            for group in GROUPS:
                add_group(store, group)
            # Tickets that look like a server in use, and differ between kinds.
            store.insert("sqlite_sequence", name="deals", seq=7100000)
            store.insert("sqlite_sequence", name="orders", seq=4200000)
    return world


def add_group(store: Store, group: GroupSeed) -> None:
    """Add or replace a group of accounts."""
    store.write(
        "INSERT OR REPLACE INTO groups VALUES (?, ?, ?, ?, ?, ?, ?, ?, 50)",
        group.name,
        group.currency,
        group.digits,
        group.first_login,
        group.last_login,
        units(group.commission, group.digits),
        json.dumps(group.leverages),
        group.password_min,
    )
