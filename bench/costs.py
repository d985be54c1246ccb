"""What one operation asks of the store: calls, one after the other, and consumed capacity."""

from __future__ import annotations

from collections.abc import Callable

from bench import broker
from bench.calls import Recorder, recording
from bench.engines import tables_at
from bench.rows import Row, Section
from chalicelib.settings import public as settings

_NOTE = (
    "Calls to the store and capacity units (reads as {engine} reports them, transactions by their "
    "items) of one operation. Those that need settings read them anew here; a process does so "
    "every five seconds."
)


def measured(engine: str, endpoint: str) -> Section:
    """Every step of the way of money, in its order."""
    section = Section("Store cost per operation", _NOTE.format(engine=engine))
    with tables_at(endpoint), recording(priced=True) as store:
        steps = broker.Operations(broker.set_up())
        steps.ask_for_deposit()
        for what, step in operations(steps).items():
            settings.forget()
            section.rows.append(_row(what, store, step))
    return section


def operations(steps: broker.Operations) -> dict[str, Callable[[], None]]:
    """What is measured, by name; a deposit must be waiting."""
    return {
        "wallet read": steps.read_wallets,
        "deposit request": steps.ask_for_deposit,
        "decision": steps.decide_deposit,
        "deposit credit": steps.credit_deposit,
        "transfer": steps.transfer,
        "withdrawal": steps.withdraw,
    }


def _row(what: str, store: Recorder, step: Callable[[], None]) -> Row:
    store.take()
    store.units, store.unpriced = 0.0, 0
    step()
    calls = store.take()
    writes = [arguments for name, arguments in calls if name == "transact_write_items"]
    actions = sum(len(one["TransactItems"]) for one in writes)
    units = "capacity not reported" if store.unpriced else f"{store.units:g} units"
    note = f"{len(calls) - len(writes)} reads, {len(writes)} transactions of {actions} actions"
    return Row(what, f"{len(calls)} calls, {units}", note=note)
