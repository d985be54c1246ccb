"""Erasing a deleted client: keeper after keeper, slice after slice, each in a message of its own.

A run may die anywhere and its message may come twice: erasing again changes nothing, and what
counts is the row, which moves on together with the message for the next slice. Whatever cannot be
erased at present (the file store is away) is tried again by the queue, and in the end parked.
"""

from collections.abc import Iterator
from dataclasses import replace

from chalicelib import ports
from chalicelib.core.actor import Actor
from chalicelib.core.keeping import Eraser
from chalicelib.messages.privacy import ClientErased, ErasureContinued
from chalicelib.privacy import store
from chalicelib.privacy.model import Erasure
from chalicelib.privacy.service.keepers import KEEPERS
from chalicelib.storage import audit
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit


def steps() -> Iterator[tuple[str, Eraser]]:
    """Every eraser in its order, with the capability whose part it erases."""
    for keeper in KEEPERS:
        for eraser in keeper.erasers:
            yield keeper.capability, eraser


def begin(actor: Actor, client_id: str, command: Command) -> None:
    """Begin to erase a client who was deleted; a second time changes nothing."""

    def work(unit: Unit) -> None:
        if store.erasure(client_id) is None:
            store.begin_erasure(unit, Erasure(client_id, unit.now))
            unit.publish(ErasureContinued(client_id=client_id, step=0, slice=0))
        command.settle(unit)

    ports.transact(actor, work)


def go_on(actor: Actor, message: ErasureContinued, command: Command) -> None:
    """Erase the slice that ``message`` names.

    Raises:
        VendorUnavailable: the file store is away; come again.
    """
    before = store.erasure(message.client_id)
    if before is None or (before.step, before.slices) != (message.step, message.slice):
        ports.transact(actor, command.settle)
        return
    todo = list(steps())
    capability, erase = todo[before.step]
    cursor = erase(lambda work: ports.transact(actor, work), message.client_id, before.cursor)
    _move_on(actor, before, cursor, capability, len(todo), command)


def _move_on(
    actor: Actor, before: Erasure, cursor: str | None, capability: str, todo: int, command: Command
) -> None:
    def work(unit: Unit) -> None:
        command.settle(unit)
        if cursor is not None:
            after = replace(before, slices=before.slices + 1, cursor=cursor)
        else:
            after = replace(before, step=before.step + 1, slices=0, cursor=None)
            _record(unit, before, capability)
        if after.step == todo:
            store.change_erasure(unit, before, replace(after, ended_at=unit.now))
            unit.publish(ClientErased(client_id=before.client_id))
            return
        store.change_erasure(unit, before, after)
        unit.publish(
            ErasureContinued(client_id=before.client_id, step=after.step, slice=after.slices)
        )

    ports.transact(actor, work)


def _record(unit: Unit, before: Erasure, capability: str) -> None:
    audit.record(
        unit,
        "client_part_erased",
        "client",
        before.client_id,
        client_id=before.client_id,
        after={"kind": capability},
    )
