"""Lists of trading accounts: a client's own, and those in the data scope of the staff."""

from collections.abc import Sequence

from chalicelib.accounts import store
from chalicelib.accounts.model import (
    AccountKind,
    AccountStatus,
    Facet,
    LastFigures,
    TradingAccount,
    TradingServerConfig,
    access_of,
)
from chalicelib.accounts.service import reading
from chalicelib.accounts.service.figures import figures
from chalicelib.clients import public as clients
from chalicelib.core.actor import Actor
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest

NOBODY = "nobody"
_ROUNDS = 10
_FOUND_CLIENTS = 50


@dataclass(frozen=True)
class AccountFilter:
    """Which accounts a list shows; None shows all. ``owner_id`` may be `NOBODY`."""

    server_id: str | None = None
    kind: AccountKind | None = None
    owner_id: str | None = None
    account_type_id: str | None = None
    group: str | None = None
    currency: str | None = None
    may_sign_in: bool | None = None
    may_trade: bool | None = None

    def shows(self, account: TradingAccount) -> bool:
        """Whether the list shows this account."""
        owner = account.owner_id or NOBODY
        return (
            self.owner_id in (None, owner)
            and self.server_id in (None, account.server_id)
            and all(
                getattr(self, name) in (None, getattr(account, name))
                for name in (
                    "kind",
                    "account_type_id",
                    "group",
                    "currency",
                    "may_sign_in",
                    "may_trade",
                )
            )
        )

    @property
    def narrowest(self) -> tuple[Facet, tuple[str, ...]] | None:
        """The list that likely holds the fewest accounts beside those wanted."""
        for facet, value in (
            (Facet.GROUP, self.group),
            (Facet.TYPE, self.account_type_id),
            (Facet.CURRENCY, self.currency),
        ):
            if value is not None:
                return facet, (value,)
        if self.may_sign_in is None and self.may_trade is None:
            return None
        both = (True, False)
        return Facet.ACCESS, tuple(
            access_of(signing_in, trading)
            for signing_in in both
            for trading in both
            if self.may_sign_in in (None, signing_in) and self.may_trade in (None, trading)
        )


@dataclass(frozen=True)
class AccountLine:
    """An account with what its server says. ``server`` is None when it is no longer configured."""

    account: TradingAccount
    server: TradingServerConfig | None
    client_name: str
    figures: LastFigures | None


def own(actor: Actor, kind: AccountKind | None, request: PageRequest) -> Page[AccountLine]:
    """The client's own accounts, newest first."""
    page = store.page_of_client(actor.id, request)
    shown = [one for one in page.items if kind in (None, one.kind)]
    return Page(tuple(lines(shown)), page.next_cursor)


def of_client(actor: Actor, client_id: str, request: PageRequest) -> Page[AccountLine]:
    """The accounts of one client, newest first.

    Raises:
        NotFound: the actor may not see the client.
    """
    page = store.page_of_client(clients.client(actor, client_id).id, request)
    return Page(tuple(lines(page.items)), page.next_cursor)


def listed(
    actor: Actor, wanted: AccountFilter, text: str | None, request: PageRequest
) -> Page[AccountLine]:
    """Accounts in the actor's scope: those found by ``text``, or all, newest first.

    What is found by text comes as one page. A page may be shorter than asked for although
    another follows.
    """
    if text:
        found = [one for one in _found(actor, text) if wanted.shows(one)]
        return Page(tuple(lines(found[: request.limit])))
    following = request
    for _ in range(_ROUNDS):
        page = _read(actor, wanted, following)
        shown = [one for one in page.items if wanted.shows(one)]
        if shown or page.next_cursor is None:
            return Page(tuple(lines(shown)), page.next_cursor)
        following = PageRequest(request.limit, page.next_cursor)
    return Page((), following.cursor)


def _read(actor: Actor, wanted: AccountFilter, request: PageRequest) -> Page[TradingAccount]:
    """A page of the shortest list that holds what is wanted."""
    if actor.scope.company and wanted.owner_id is not None:
        owner = None if wanted.owner_id == NOBODY else wanted.owner_id
        return store.page_of_owner(owner, request)
    return store.page(actor.scope, _lists(wanted), request, wanted.narrowest)


def one(actor: Actor, account_id: str) -> AccountLine:
    """One account with what its server says.

    Raises:
        NotFound: there is none, or it is outside the actor's scope.
    """
    (line,) = lines([reading.account(actor, account_id)])
    return line


def bare(account: TradingAccount) -> AccountLine:
    """``account`` as it was just changed, without asking its server."""
    configs = {config.id: config for config in reading.server_configs()}
    name = clients.names({account.client_id}).get(account.client_id, "")
    return AccountLine(account, configs.get(account.server_id), name, None)


def lines(accounts: Sequence[TradingAccount]) -> list[AccountLine]:
    """``accounts`` with their figures and names, in the same order."""
    configs = {config.id: config for config in reading.server_configs()}
    names = clients.names({account.client_id for account in accounts})
    last = figures([one for one in accounts if one.status is not AccountStatus.UNBOUND])
    return [
        AccountLine(
            account,
            configs.get(account.server_id),
            names.get(account.client_id, ""),
            last.get(account.id),
        )
        for account in accounts
    ]


def _lists(wanted: AccountFilter) -> list[tuple[str, AccountKind]]:
    servers = [wanted.server_id] if wanted.server_id else [c.id for c in reading.server_configs()]
    kinds = [wanted.kind] if wanted.kind else list(AccountKind)
    return [(server_id, kind) for server_id in servers for kind in kinds]


def _found(actor: Actor, text: str) -> list[TradingAccount]:
    """Accounts of the clients found; only those whose login begins so, if there are any."""
    accounts = [
        account
        for client in clients.search(actor, text, _FOUND_CLIENTS)
        for account in reading.accounts_of(client.id)
    ]
    by_login = [one for one in accounts if str(one.login).startswith(text.strip())]
    return by_login or accounts
