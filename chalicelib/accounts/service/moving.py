"""Having a trading server move money exactly once, whatever is lost on the way (ADR 0042).

Every step is stored before it is taken. The server gets our operation id, the same for all tries.
After a lost answer its own deals are searched for that id before anything is asked again, and not
before it is surely through with the first question. Whoever dies half-way is followed by `sweep`,
which goes on from what is stored.

What is moved, for whom, and what it means in whose books is the business of whoever gives a
`Course`: transfers, operations of staff, repairs.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Generic, Protocol, TypeVar

from chalicelib import ports
from chalicelib.accounts.rules import moving as rules
from chalicelib.accounts.rules.moving import Step
from chalicelib.accounts.service.servers import server
from chalicelib.core.actor import Actor
from chalicelib.core.errors import (
    Conflict,
    FairleadError,
    OutcomeUnknown,
    VendorRefused,
    VendorUnavailable,
)
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.gateways.trading.model import MovementKind
from chalicelib.gateways.trading.port import SETTLING
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit

_LOOK_BACK = timedelta(hours=1)
_ENOUGH_SECONDS = 20


class Overtaken(Conflict):
    """Another worker has moved it on meanwhile; it is theirs."""

    code = "movement_overtaken"


class MovementMismatch(Conflict):
    """The server has a movement under our id, but another one: people must look."""

    code = "movement_mismatch"


class Movement(Protocol):
    """What is to be moved on an account, as it is stored."""

    @property
    def id(self) -> str:
        """Its own id."""
        ...

    @property
    def version(self) -> int:
        """How often it has been written."""
        ...

    @property
    def server_id(self) -> str:
        """Which trading server."""
        ...

    @property
    def login(self) -> int:
        """Which account there."""
        ...

    @property
    def on_account(self) -> Money:
        """What it adds to the account; negative for what it takes away."""
        ...

    @property
    def operation_id(self) -> str:
        """The ULID under which the server knows it, the same for every try."""
        ...

    @property
    def submitted_at(self) -> datetime:
        """From when on the server can have it."""
        ...

    @property
    def asked_at(self) -> datetime | None:
        """When it was stored that the server is asked; None while it was surely not."""
        ...

    @property
    def changed_at(self) -> datetime:
        """When it last moved on."""
        ...


M = TypeVar("M", bound=Movement)


@dataclass(frozen=True)
class Swept:
    """What one run of a sweep met: ids that moved on, and ids that still wait."""

    moved: tuple[str, ...]
    waiting: tuple[str, ...]


@dataclass(frozen=True)
class Course(Generic[M]):
    """What one kind of movement is to whoever wants it.

    ``again`` reads it anew. ``check`` refuses, with one of ``refusals``, what must not be done any
    more. ``asked`` and ``unasked`` are it with and without a question at the server; ``done``
    (with the server's ticket) and ``refused`` store what it comes to, with every effect, in one
    unit. Each of these that takes a unit gives what is stored.
    """

    again: Callable[[M], M]
    is_open: Callable[[M], bool]
    check: Callable[[M], None]
    refusals: tuple[type[FairleadError], ...]
    kind: Callable[[M], MovementKind]
    save: Callable[[Unit, M, M], M]
    asked: Callable[[M, datetime], M]
    unasked: Callable[[M, datetime], M]
    done: Callable[[Unit, M, int], M]
    refused: Callable[[Unit, M, FairleadError], M]
    comment: str = ""

    def carry_on(self, actor: Actor, movement: M, command: Command | None = None) -> M:
        """Take a movement as far as it will go now; gives it as it then stands.

        ``command`` is settled as soon as the state is stored from which `sweep` can go on.

        Raises:
            Upstream: a server that could not even be read; nothing has changed.
            MovementMismatch.
        """
        step = Step.WAIT
        if self.is_open(movement):
            step = rules.step_of(movement, ports.now(), SETTLING)
        match step:
            case Step.ASK:
                return self._ask(actor, movement, command)
            case Step.LOOK:
                return self._look(actor, movement, command)
            case _:
                if command is not None:
                    ports.transact(actor, command.settle)
                return movement

    def sweep(
        self,
        actor: Actor,
        under_way: Iterable[M],
        now: datetime,
        seconds_left: Callable[[], float],
    ) -> Swept:
        """Go on with movements that nobody has moved for a while, in the order given."""
        moved: list[str] = []
        waiting: list[str] = []
        for movement in under_way:
            if now < movement.changed_at + rules.STUCK_AFTER or seconds_left() < _ENOUGH_SECONDS:
                continue
            try:
                after = self.carry_on(actor, movement)
            except FairleadError:  # one that cannot go on must not stop the others
                waiting.append(movement.id)
            else:
                (waiting if self.is_open(after) else moved).append(movement.id)
        return Swept(tuple(moved), tuple(waiting))

    def _ask(self, actor: Actor, movement: M, command: Command | None) -> M:
        """Check anew, store that we ask, ask, and book the answer."""
        try:
            self.check(movement)
        except self.refusals as refusal:
            return self._refuse(actor, movement, refusal, command)
        gateway = server(movement.server_id)
        try:
            claimed = self._claim(actor, movement, command)
        except Overtaken:
            return self.again(movement)
        if not rules.may_still_ask(claimed, ports.now()):
            return claimed
        try:
            ticket = gateway.move_money(
                claimed.login,
                claimed.on_account,
                claimed.operation_id,
                kind=self.kind(claimed),
                comment=self.comment,
            )
        except OutcomeUnknown:
            return claimed
        except VendorUnavailable:
            return self._not_done(actor, claimed)
        except VendorRefused as refusal:
            return self._refuse(actor, claimed, refusal, None)
        return self._finish(actor, claimed, ticket, None)

    def _look(self, actor: Actor, movement: M, command: Command | None) -> M:
        """Search the server for what a lost answer may have done; only if it is not there, ask."""
        found = server(movement.server_id).find_movement(
            movement.login,
            movement.operation_id,
            movement.submitted_at - _LOOK_BACK,
            ports.now() + _LOOK_BACK,
        )
        if found is None:
            return self._ask(actor, movement, command)
        if (found.amount, found.kind) != (movement.on_account, self.kind(movement)):
            raise MovementMismatch(
                id=movement.id, moved=str(found.amount), expected=str(movement.on_account)
            )
        return self._finish(actor, movement, found.ticket, command)

    def _claim(self, actor: Actor, movement: M, command: Command | None) -> M:
        """Store that the server is asked now; only one worker can, from the state it has seen."""

        def work(unit: Unit) -> M:
            if self.again(movement).version != movement.version:
                raise Overtaken(id=movement.id)
            if command is not None:
                command.settle(unit)
            return self.save(unit, movement, self.asked(movement, unit.now))

        return ports.transact(actor, work)

    def _not_done(self, actor: Actor, claimed: M) -> M:
        """The server did not look at it: back to where it may be asked without a search."""

        def work(unit: Unit) -> M:
            if (current := self.again(claimed)).version != claimed.version:
                return current
            return self.save(unit, claimed, self.unasked(claimed, unit.now))

        return ports.transact(actor, work)

    def _finish(self, actor: Actor, movement: M, ticket: int, command: Command | None) -> M:
        """Book what the server has done, once, whoever comes first."""

        def work(unit: Unit) -> M:
            before = self.again(movement)
            if command is not None:
                command.settle(unit)
            return self.done(unit, before, ticket) if self.is_open(before) else before

        try:
            return ports.transact(actor, work)
        except Conflict:
            # Who finishes between two of our readings leaves them at odds: theirs is the outcome.
            after = self.again(movement)
            if self.is_open(after):
                raise
            return after

    def _refuse(
        self, actor: Actor, movement: M, refusal: FairleadError, command: Command | None
    ) -> M:
        """The server (or our own check) said no: nothing was moved, and it stays so.

        Only from the state in which it was asked: who has asked again since may have been heard.
        """

        def work(unit: Unit) -> M:
            before = self.again(movement)
            if before.version != movement.version:
                return before
            if command is not None:
                command.settle(unit)
            return self.refused(unit, before, refusal)

        return ports.transact(actor, work)


def facts_of(refusal: FairleadError) -> dict[str, str]:
    """What a refusal says of itself, as texts."""
    return {name: str(value) for name, value in refusal.facts.items() if value is not None}
