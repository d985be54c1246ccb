"""What the routes of planned moves take and answer."""

from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, Field

from chalicelib.clients.model.moves import MoveState, MoveWish, PlannedMove
from chalicelib.core.clock import whole_milliseconds
from chalicelib.edge.schemas import Body, Instant, View


class MoveForm(Body):
    """The new referrer by client id or referral code, null for none, and from when on."""

    referrer: Annotated[str, Field(min_length=1, max_length=40)] | None
    bring_downlines: bool
    effective_at: AwareDatetime
    comment: Annotated[str, Field(max_length=1000)] = ""

    def wish(self, referrer_id: str) -> MoveWish:
        """The same for the use case."""
        at = whole_milliseconds(self.effective_at)
        return MoveWish(referrer_id, self.bring_downlines, at, self.comment)


class MoveChangeForm(Body):
    """A planned move can only be given up."""

    state: Literal[MoveState.CANCELLED]


class MoveView(View):
    """A move that was planned; ``code`` says why it was refused when its moment came."""

    id: str
    client_id: str
    referrer_id: str | None
    bring_downlines: bool
    effective_at: Instant
    by_name: str
    at: Instant
    comment: str
    state: MoveState
    code: str | None
    ended_at: Instant | None
    ended_by_name: str

    @classmethod
    def of(cls, noun: PlannedMove) -> Self:
        """See `View.of`."""
        fields = {name: getattr(noun, name) for name in cls.model_fields if name != "code"}
        return cls(code=noun.code or None, **fields)
