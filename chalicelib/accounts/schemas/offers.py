"""What can be opened, and asking for it."""

from typing import Annotated, Any, Self

from pydantic import Field

from chalicelib.accounts.model import (
    AccountKind,
    ApplicationForm,
    BindForm,
    TradingServerConfig,
)
from chalicelib.accounts.service.applications import Options, ServerOffer
from chalicelib.approvals.public import (
    FundingStatus,
    PaymentStatus,
    Request,
    RequestStatus,
    RequestType,
)
from chalicelib.edge.agreements import AcceptancesIn, AgreementView, acceptances
from chalicelib.edge.schemas import Body, Instant, MoneyOut, Password, View

MOST_LOGIN = 2**63 - 1


class AccountBody(Body):
    """Which account to open. Without ``leverage`` the type's default applies."""

    server_id: Annotated[str, Field(max_length=80)]
    account_type_id: Annotated[str, Field(max_length=80)]
    leverage: Annotated[int, Field(ge=1, le=5000)] | None = None

    def form(self) -> ApplicationForm:
        """The same for the use case, without consents."""
        return ApplicationForm(self.server_id, self.account_type_id, self.leverage, ())


class ApplicationBody(AccountBody):
    """An account that a client asks for, with the agreements that they accept."""

    agreements: AcceptancesIn = Field(default_factory=list)

    def form(self) -> ApplicationForm:
        """The same for the use case."""
        accepted = acceptances(self.agreements)
        return ApplicationForm(self.server_id, self.account_type_id, self.leverage, accepted)


class BindingBody(Body):
    """The account that is the client's: its server, login and master password."""

    server_id: Annotated[str, Field(max_length=80)]
    login: Annotated[int, Field(ge=1, le=MOST_LOGIN)]
    password: Annotated[Password, Field(repr=False)]
    agreements: AcceptancesIn = Field(default_factory=list)

    def form(self) -> BindForm:
        """The same for the use case, without the password."""
        accepted = acceptances(self.agreements)
        return BindForm(self.server_id, self.login, accepted)


class ApplicationView(View):
    """The request that was opened; its further course is read from the requests."""

    id: str
    type: RequestType
    status: RequestStatus
    funding_status: FundingStatus
    payment_status: PaymentStatus
    summary: dict[str, str | int]
    submitted_at: Instant
    decided_at: Instant | None
    reason: str | None
    waits_for: str
    deadline_at: Instant | None
    can_cancel: bool

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`. Before anyone has decided, what is pending can be taken back."""
        request: Request = noun
        shared = {name: getattr(request, name) for name in cls.model_fields if name != "can_cancel"}
        return cls.model_validate(shared | {"can_cancel": request.status is RequestStatus.PENDING})


class AccountTypeView(View):
    """A kind of account that can be opened; names and descriptions by language."""

    id: str
    name: dict[str, str]
    description: dict[str, str]
    currency: str
    kind: AccountKind
    leverages: list[int]
    default_leverage: int
    leverage_visible: bool
    min_deposit: MoneyOut


class ServerOfferView(View):
    """A trading server with what can be opened on it."""

    id: str
    name: str
    platform: str
    kinds: list[AccountKind]
    account_types: list[AccountTypeView]

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        offer: ServerOffer = noun
        return cls(
            id=offer.server.id,
            name=offer.server.name,
            platform=offer.server.connection.platform,
            kinds=list(offer.server.kinds),
            account_types=[AccountTypeView.of(kind) for kind in offer.account_types],
        )


class LimitsView(View):
    """How many more accounts of each kind can be asked for."""

    live_left: int
    demo_left: int


class BindableServerView(View):
    """A server on which the client may have an account that is not bound yet."""

    id: str
    name: str
    platform: str

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        config: TradingServerConfig = noun
        return cls(id=config.id, name=config.name, platform=config.connection.platform)


class OptionsView(View):
    """What the client can ask for now; ``bindable`` is where accounts that exist can be bound."""

    servers: list[ServerOfferView]
    bindable: list[BindableServerView]
    agreements: list[AgreementView]
    limits: LimitsView

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        options: Options = noun
        return cls(
            servers=[ServerOfferView.of(offer) for offer in options.servers],
            bindable=[BindableServerView.of(one) for one in options.bindable],
            agreements=[AgreementView.of(one) for one in options.agreements],
            limits=LimitsView.of(options),
        )
