"""Moves in the tree from a later moment on: planning, giving up, and carrying out, each once.

A move is carried out a little before its moment, and its edges are dated by that moment: so whoever
asks as of a time before it finds the tree as it was, and from it on as it is then, to the instant.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

from chalicelib import ports
from chalicelib.clients.model.changes import Reparenting
from chalicelib.clients.model.moves import MoveState, MoveWish, PlannedMove
from chalicelib.clients.service import reading, referring
from chalicelib.clients.store import moves, planned
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Conflict, FairleadError, Invalid, NotFound
from chalicelib.storage import audit
from chalicelib.storage.faults import StoreUnavailable
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Stale, Unit

_AHEAD = timedelta(seconds=90)
_AT_ONCE = 100
_ENOUGH_SECONDS = 5


def plan(actor: Actor, client_id: str, wish: MoveWish, command: Command) -> PlannedMove:
    """Let a client get another referrer from a moment on.

    Raises:
        NotFound: the client or the referrer. Conflict: ``client_not_active``, ``move_planned``.
        Invalid: ``effective_in_the_past``, ``same_referrer``, ``referrer_cycle``,
            ``referrer_not_active``.
    """

    def work(unit: Unit) -> PlannedMove:
        moves.pass_through(unit)
        if wish.effective_at <= unit.now:
            raise Invalid("this is past", code="effective_in_the_past", field="effective_at")
        wanted = Reparenting(wish.referrer_id, wish.bring_downlines)
        before, referrer = referring.judged(unit, client_id, wanted)
        if before.referrer_id == (referrer.id if referrer else None):
            raise Invalid("already there", code="same_referrer", field="referrer")
        if any(one.state is MoveState.PLANNED for one in planned.of_client(client_id)):
            raise Conflict("another move is planned", code="move_planned")
        move = PlannedMove(
            id=unit.ids.new("mov", unit.now),
            client_id=before.id,
            referrer_id=referrer.id if referrer else None,
            bring_downlines=wish.bring_downlines,
            effective_at=wish.effective_at,
            by_id=actor.id,
            by_name=actor.name,
            at=unit.now,
            comment=wish.comment,
        )
        _record(unit, "client_move_planned", move)
        made = planned.add(unit, move)
        command.settle(unit, made)
        return made

    return ports.transact(actor, work)


def listed(actor: Actor, client_id: str) -> list[PlannedMove]:
    """The moves that were planned for a client, the newest first.

    Raises:
        NotFound.
    """
    return planned.of_client(reading.client(actor, client_id).id)


def cancel(actor: Actor, client_id: str) -> PlannedMove:
    """Give up the move that is planned for a client; asked again it is given up once.

    Raises:
        NotFound. Conflict: ``move_ended`` with the ``state``.
    """

    def work(unit: Unit) -> PlannedMove:
        reading.client(actor, client_id)
        before = next(iter(planned.of_client(client_id)), None)
        if before is None:
            raise NotFound(what="move")
        if before.state is MoveState.CANCELLED:
            return before
        if before.state is not MoveState.PLANNED:
            raise Conflict("it is over", code="move_ended", state=before.state)
        after = replace(
            before, state=MoveState.CANCELLED, ended_at=unit.now, ended_by_name=actor.name
        )
        _record(unit, "client_move_cancelled", after)
        return planned.change(unit, before, after)

    return ports.transact(actor, work)


def carry_out(actor: Actor, seconds_left: Callable[[], float]) -> int:
    """Carry out every move whose moment is about to come; how many that were.

    One that the tree does not allow any more is noted as refused and stops no other.
    """
    done = 0
    for move in planned.due(ports.now() + _AHEAD, _AT_ONCE):
        if seconds_left() < _ENOUGH_SECONDS:
            break
        try:
            ports.transact(actor, partial(_carry_out, move=move))
        except (Stale, StoreUnavailable):
            continue  # somebody was in the way, or the store is: the next run tries again
        except FairleadError as refusal:
            ports.transact(actor, partial(_refuse, move=move, code=refusal.code))
        done += 1
    return done


def _carry_out(unit: Unit, move: PlannedMove) -> None:
    before = planned.find(move.client_id, move.id)
    if before is None or before.state is not MoveState.PLANNED:
        return
    wanted = Reparenting(before.referrer_id or "", before.bring_downlines)
    referring.change_referrer_in(unit, before.client_id, wanted, before.effective_at)
    planned.change(unit, before, replace(before, state=MoveState.DONE, ended_at=unit.now))


def _refuse(unit: Unit, move: PlannedMove, code: str) -> None:
    before = planned.find(move.client_id, move.id)
    if before is None or before.state is not MoveState.PLANNED:
        return
    after = replace(before, state=MoveState.REFUSED, code=code, ended_at=unit.now)
    _record(unit, "client_move_refused", after)
    planned.change(unit, before, after)


def _record(unit: Unit, action: str, move: PlannedMove) -> None:
    audit.record(
        unit,
        action,
        "client",
        move.client_id,
        client_id=move.client_id,
        after={
            "referrer_id": move.referrer_id,
            "brings_downlines": move.bring_downlines,
            "effective_at": move.effective_at.isoformat(),
            "comment": move.comment,
            "code": move.code,
        },
    )
