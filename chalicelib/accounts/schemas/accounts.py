"""Trading accounts with their figures."""

from typing import Annotated, Any, Self

from pydantic import Field

from chalicelib.accounts.model import (
    AccountKind,
    AccountStatus,
    LastFigures,
    TradingAccount,
)
from chalicelib.accounts.service.lists import AccountFilter, AccountLine
from chalicelib.edge.schemas import CurrencyCode, Instant, MoneyOut, PageQuery, View
from chalicelib.gateways.trading.abilities import Ability, abilities


class ServerRefView(View):
    """The server of an account; ``abilities`` say what its platform has besides the common."""

    id: str
    name: str
    platform: str
    abilities: list[Ability]


class FlagsView(View):
    """What money may do on the account."""

    deposit: bool
    withdrawal: bool
    transfer: bool


class DeskFlagsView(FlagsView):
    """The same for staff; ``commission`` is whether its trades pay introducing brokers."""

    commission: bool


class FiguresView(View):
    """The account's money; ``stale`` when its server is away and this is the last known."""

    balance: MoneyOut
    credit: MoneyOut
    equity: MoneyOut
    margin: MoneyOut
    free_margin: MoneyOut
    floating: MoneyOut
    as_of: Instant
    stale: bool

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        last: LastFigures = noun
        shared = {name: getattr(last.figures, name) for name in cls.model_fields if name != "stale"}
        return cls.model_validate(shared | {"stale": last.stale})


class AccountView(View):
    """A trading account. ``figures`` is null when its server has never told us any.

    ``is_self_rebate`` is whether commissions of its trades come back to its client.
    """

    id: str
    login: int
    server: ServerRefView
    account_type: dict[str, str]
    kind: AccountKind
    currency: str
    leverage: int
    status: AccountStatus
    opened_at: Instant
    may_sign_in: bool
    may_trade: bool
    flags: FlagsView
    is_self_rebate: bool
    figures: FiguresView | None

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        return cls.model_validate(_account_facts(noun))


class AccountClientView(View):
    """Whose account it is."""

    id: str
    name: str


class DeskAccountView(AccountView):
    """A trading account as staff see it."""

    client: AccountClientView
    group: str
    flags: DeskFlagsView

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        line: AccountLine = noun
        account = line.account
        own = {
            "client": AccountClientView(id=account.client_id, name=line.client_name),
            "group": account.group,
            "flags": DeskFlagsView.of(account.flags),
        }
        return cls.model_validate(_account_facts(line) | own)


def _account_facts(line: AccountLine) -> dict[str, Any]:
    account: TradingAccount = line.account
    own = (
        "id",
        "login",
        "account_type",
        "kind",
        "currency",
        "leverage",
        "status",
        "opened_at",
        "may_sign_in",
        "may_trade",
        "is_self_rebate",
    )
    config = line.server
    return {name: getattr(account, name) for name in own} | {
        "server": ServerRefView(
            id=account.server_id,
            name=config.name if config else account.server_id,
            platform=config.connection.platform if config else "",
            abilities=sorted(abilities(config.connection.platform)) if config else [],
        ),
        "flags": FlagsView.of(account.flags),
        "figures": None if line.figures is None else FiguresView.of(line.figures),
    }


class OwnAccountsQuery(PageQuery):
    """Which of the client's accounts to list."""

    kind: AccountKind | None = None


class DeskAccountsQuery(PageQuery):
    """Which accounts to list; ``q`` finds by login, or by what the client is called.

    ``owner`` is a member of the staff, or ``nobody``.
    """

    q: Annotated[str, Field(max_length=100)] | None = None
    server: Annotated[str, Field(max_length=80)] | None = None
    kind: AccountKind | None = None
    owner: Annotated[str, Field(max_length=40)] | None = None
    account_type: Annotated[str, Field(max_length=80)] | None = None
    group: Annotated[str, Field(max_length=120)] | None = None
    currency: CurrencyCode | None = None
    may_sign_in: bool | None = None
    may_trade: bool | None = None

    @property
    def wanted(self) -> AccountFilter:
        """The same for the use case."""
        return AccountFilter(
            server_id=self.server,
            kind=self.kind,
            owner_id=self.owner,
            account_type_id=self.account_type,
            group=self.group,
            currency=self.currency,
            may_sign_in=self.may_sign_in,
            may_trade=self.may_trade,
        )
