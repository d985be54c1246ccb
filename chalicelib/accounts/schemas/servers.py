"""The broker's trading servers as staff see them beside their accounts."""

from typing import Annotated, Any, Self

from pydantic import Field

from chalicelib.accounts.model import AccountKind, ResolvedBy, TradingServerConfig
from chalicelib.accounts.service.servers import Sheet
from chalicelib.accounts.service.strangers import Stranger
from chalicelib.accounts.service.symbols import SymbolLine
from chalicelib.edge.schemas import ClientEmail, OfClient, PageQuery, View


class ServerTypeView(View):
    """A type of account on a server; ``name`` by language."""

    id: str
    name: dict[str, str]
    group: str


class TradingServerView(View):
    """A trading server; how it is reached is a setting, and not shown here."""

    id: str
    name: str
    platform: str
    kinds: list[AccountKind]
    account_types: list[ServerTypeView]

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        sheet: Sheet = noun
        config = sheet.config
        return cls(
            id=config.id,
            name=config.name,
            platform=config.connection.platform,
            kinds=list(config.kinds),
            account_types=[ServerTypeView.of(one) for one in sheet.types],
        )


class ServerNameView(View):
    """What a trading server is called."""

    id: str
    name: str

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        config: TradingServerConfig = noun
        return cls(id=config.id, name=config.name)


class ServerGroupView(View):
    """A group of accounts on a server."""

    name: str
    currency: str
    company: str


class StrangersQuery(PageQuery):
    """Of which group to list the accounts that are nobody's with us."""

    group: Annotated[str, Field(min_length=1, max_length=120)]


class SuggestedClientView(View):
    """Whose account it may be, by its e-mail address."""

    id: str
    name: str


class StrangerView(OfClient):
    """An account that a server has and no client has with us; veiled as whose it may be is."""

    login: int
    name: str
    email: ClientEmail
    leverage: int
    currency: str
    may_sign_in: bool
    may_trade: bool
    client: SuggestedClientView | None

    @property
    def of_whom(self) -> str:
        """See `OfClient.of_whom`."""
        return self.client.id if self.client else ""

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        stranger: Stranger = noun
        found, client = stranger.found, stranger.client
        shared = {name: getattr(found, name) for name in cls.model_fields if name != "client"}
        suggested = None if client is None else SuggestedClientView(id=client.id, name=client.name)
        return cls(client=suggested, **shared)


class SymbolsQuery(PageQuery):
    """All symbols, or what ``symbol`` alone stands for."""

    symbol: Annotated[str, Field(max_length=31)] | None = None


class SymbolView(View):
    """A symbol and what it stands for; ``on_server`` off where the server has none of that name."""

    name: str
    stands_for: str
    by: ResolvedBy
    on_server: bool
    description: str
    path: str
    contract_size: str
    digits: int | None

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        line: SymbolLine = noun
        found = line.found
        return cls(
            name=line.resolution.symbol,
            stands_for=line.resolution.stands_for,
            by=line.resolution.by,
            on_server=found is not None,
            description=found.description if found else "",
            path=found.path if found else "",
            contract_size=f"{found.contract_size:f}" if found else "",
            digits=found.digits if found else None,
        )
