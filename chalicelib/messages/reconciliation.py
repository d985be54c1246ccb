"""What reconciliation tells: that our books and another side do not agree on a movement."""

from typing import ClassVar

from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.messages import Message


@dataclass(frozen=True, kw_only=True)
class BreakFound(Message):
    """A movement on which the sides do not agree is new, or is back.

    ``side`` is ``server:{id}`` or ``psp:{provider}``. ``kind`` is ``missing`` (ours alone),
    ``doubled``, ``altered`` or ``orphan`` (theirs alone); ``problem`` says it more precisely.
    ``difference`` is theirs less ours. Of many at once only the first are told. ``owner_id`` and
    ``participant_ids`` are those of the client whom it concerns, if it concerns one.
    """

    NAME: ClassVar[str] = "reconciliation.break_found"
    break_id: str
    side: str
    kind: str
    problem: str
    difference: Money | None = None
    login: int | None = None
    client_id: str | None = None
    owner_id: str | None = None
    participant_ids: tuple[str, ...] = ()
