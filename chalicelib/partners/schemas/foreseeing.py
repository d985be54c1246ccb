"""What the preview of a move in the tree takes and answers."""

from typing import Annotated

from pydantic import ConfigDict, Field

from chalicelib.edge.schemas import Body, MoneyOut, View


class MoveQuery(Body):
    """The referrer by client id or referral code; empty for none."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)

    referrer: Annotated[str, Field(max_length=40)] = ""
    bring_downlines: bool = True


class EffectView(View):
    """Somebody above whom the move concerns: by how many clients, and by which commissions.

    Without an id it is somebody outside of what the reader sees.
    """

    client_id: str | None
    name: str
    clients: int
    commission: list[MoneyOut]


class MoveEffectView(View):
    """Who loses and who gains; commissions are of the last thirty days, by ``deals`` of them.

    Not ``is_complete``: there were more deals than are looked at.
    """

    loses: list[EffectView]
    gains: list[EffectView]
    deals: int
    is_complete: bool
