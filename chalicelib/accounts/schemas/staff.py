"""What staff do with accounts: binding and letting go, flags, and what is set on the server."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field

from chalicelib.accounts.model import ChangeKind, Flags, PlatformEdit
from chalicelib.accounts.schemas.offers import MOST_LOGIN
from chalicelib.accounts.service.platform import Platform
from chalicelib.approvals.public import RequestStatus
from chalicelib.edge.schemas import Body, ClientEmail, Email, LanguageCode, OfClient, View
from chalicelib.gateways.trading.model import Group
from chalicelib.gateways.trading.port import COMMENT_LENGTH
from chalicelib.messages.approvals import Notify


class AccountNotifyForm(Body):
    """How to tell the client; without a language in theirs."""

    email: bool = True
    popup: bool = True
    language: LanguageCode | None = None

    def notify(self) -> Notify:
        """The same for the message."""
        return Notify(self.email, self.popup, self.language or "")


class DeskBindingBody(Body):
    """The account of a server that becomes a client's."""

    client_id: Annotated[str, Field(max_length=40)]
    server_id: Annotated[str, Field(max_length=80)]
    login: Annotated[int, Field(ge=1, le=MOST_LOGIN)]
    notify: AccountNotifyForm = Field(default_factory=AccountNotifyForm)


class UnbindingBody(Body):
    """Why an account is let go; the client is told the reason."""

    reason: Annotated[str, Field(min_length=1, max_length=500)]
    notify: AccountNotifyForm = Field(default_factory=AccountNotifyForm)


class FlagsBody(Body):
    """What the account can be used for from now on."""

    deposit: bool
    withdrawal: bool
    transfer: bool
    commission: bool

    def flags(self) -> Flags:
        """The same for the use case."""
        return Flags(self.deposit, self.withdrawal, self.transfer, self.commission)


class PlatformBody(Body):
    """What to set on the server; what is left out stays as it is."""

    name: Annotated[str, Field(min_length=1, max_length=127)] | None = None
    email: Email | None = None
    leverage: Annotated[int, Field(ge=1, le=5000)] | None = None
    group: Annotated[str, Field(min_length=1, max_length=120)] | None = None
    may_sign_in: bool | None = None
    may_trade: bool | None = None
    comment: Annotated[str, Field(max_length=COMMENT_LENGTH)] | None = None
    gets_reports: bool | None = None

    def edit(self) -> PlatformEdit:
        """The same for the use case."""
        return PlatformEdit(**dict(self))


class PlatformGroupView(View):
    """A group of the server: its currency, and the leverages that its accounts may have."""

    name: str
    currency: str
    leverages: list[int]


class PlatformView(OfClient):
    """An account as its server has it; ``groups`` are those of its currency."""

    client_id: str
    login: int
    name: str
    email: ClientEmail
    leverage: int
    group: str
    currency: str
    may_sign_in: bool
    may_trade: bool
    comment: str
    gets_reports: bool
    groups: list[PlatformGroupView]

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        platform: Platform = noun
        found = platform.found
        shared = {
            name: getattr(found, name)
            for name in cls.model_fields
            if name not in ("client_id", "groups")
        }
        return cls(
            client_id=platform.account.client_id,
            groups=[_group(one) for one in platform.groups if one.currency in ("", found.currency)],
            **shared,
        )


def _group(group: Group) -> PlatformGroupView:
    return PlatformGroupView(
        name=group.name, currency=group.currency, leverages=list(group.leverages)
    )


class NewPasswordBody(Body):
    """Which password to give anew; the client is told it by mail."""

    kind: Literal[ChangeKind.MAIN, ChangeKind.INVESTOR]


class AskedChangeView(View):
    """The request under which a change is made."""

    id: str
    status: RequestStatus
