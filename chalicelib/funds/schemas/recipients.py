"""Who is to receive a client's money, and what holds for sending it to them."""

from typing import Annotated

from pydantic import Field

from chalicelib.edge.agreements import AgreementView
from chalicelib.edge.schemas import Body, MoneyOut, View
from chalicelib.funds.model.client_transfers import RecipientKey, Wanted
from chalicelib.funds.model.places import Place


class RecipientForm(Body):
    """A client by their number, or by that of one of their live trading accounts.

    ``server`` is the id of the account's server, for a number that several have.
    """

    by: RecipientKey
    number: Annotated[str, Field(pattern=r"^[1-9][0-9]{0,17}$", examples=["10000002"])]
    server: Annotated[str, Field(max_length=60)] | None = None

    @property
    def wanted(self) -> Wanted:
        """The same for the use case."""
        return Wanted(self.by, self.number, self.server)


class ReceivingAccountView(View):
    """A trading account of the recipient's: its masked number, and its currency."""

    number: str
    currency: str


class RecipientView(View):
    """Who receives: their client number and their name, masked; empty when they have left.

    ``account`` is theirs that can receive, of a look-up by its number, or that receives.
    """

    client_id: str
    name: str
    account: ReceivingAccountView | None = None


class TransferPlacesView(View):
    """Where transfers of a kind may begin and where they may end."""

    sources: list[Place]
    targets: list[Place]


class ThirdPartyTermsView(View):
    """Whether money can be sent to other clients, and how much of today is left.

    ``left`` is in the broker's base currency, and null without a limit. ``places`` are where money
    for other clients may begin and end, ``own`` the same for transfers between own places.
    """

    offered: bool
    places: TransferPlacesView
    own: TransferPlacesView
    transfers_left: int
    left: MoneyOut | None
    agreements: list[AgreementView]
