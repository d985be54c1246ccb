"""What the list of all clients' movements is cut by, for its page and its export alike."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from chalicelib.clients.public import owners_meant
from chalicelib.core.actor import Actor
from chalicelib.core.filters import ClientNumber, Login, Period
from chalicelib.funds.model.movements import MovementsSought, Touched
from chalicelib.funds.model.transactions import TransactionKind

_Currency = Annotated[str, Field(pattern=r"^[A-Za-z]{3,5}$", examples=["USD"])]
_Size = Annotated[str, Field(pattern=r"^[0-9]{1,18}(\.[0-9]{1,18})?$", examples=["12.50"])]
_Entry = Annotated[
    str,
    Field(
        pattern=r"^[a-z]{2,8}_[A-Za-z0-9_.:-]{1,90}$", examples=["dep_01KJ5S8M1QZ6T2W7Y9A3B5C8DE"]
    ),
]


class TransactionFilters(Period):
    """Which movements of all clients.

    ``q`` finds clients by name, e-mail, phone or number. ``id`` is that of a transaction or of a
    ledger entry. ``touched`` is where it is seen: in a wallet or on a trading account; ``server``
    and ``login`` are that account's. ``owner`` is as the list of clients takes it, ``referrer`` the
    number of the client's direct upline. ``least`` and ``most`` are of the amount without its sign.
    """

    q: Annotated[str, Field(max_length=100)] | None = None
    id: _Entry | None = None
    kind: TransactionKind | None = None
    currency: _Currency | None = None
    touched: Touched | None = None
    server: Annotated[str, Field(max_length=100)] | None = None
    login: Login | None = None
    owner: Annotated[str, Field(max_length=500)] | None = None
    referrer: ClientNumber | None = None
    least: _Size | None = None
    most: _Size | None = None

    def sought(self, actor: Actor) -> MovementsSought:
        """The same for the use case; ``actor`` is who asks, for owners may be *me*."""
        return MovementsSought(
            text=self.q or None,
            id=self.id,
            kind=self.kind,
            currency=self.currency.upper() if self.currency else None,
            touched=self.touched,
            server_id=self.server or None,
            login=self.login,
            owner_ids=owners_meant(actor, self.owner) if self.owner else None,
            referrer_id=self.referrer,
            at_least=Decimal(self.least) if self.least else None,
            at_most=Decimal(self.most) if self.most else None,
            since=self.since_at,
            until=self.until_at,
        )
