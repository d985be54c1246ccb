"""Asking for an account that exists on a server already: its master password proves whose it is.

The password is checked on the server and kept nowhere. Every try counts as wrong before the server
is asked, so that many at once are no more than may be; five lock the function for an hour.
"""

from functools import partial

from chalicelib import ports
from chalicelib.accounts.model import (
    ACCOUNT_TYPES,
    Application,
    ApplicationMode,
    BindForm,
    BindTries,
    LoginFound,
    TradingServerConfig,
)
from chalicelib.accounts.rules import binding as rules
from chalicelib.accounts.service import reading
from chalicelib.accounts.service.applications import asked, draft_of, servers_of
from chalicelib.accounts.service.servers import server
from chalicelib.accounts.store import bindings as store
from chalicelib.approvals.public import Request, RequestDraft, RequestType
from chalicelib.clients import public as clients
from chalicelib.clients.public import AgreementPurpose, Client, PortalModule
from chalicelib.core.actor import Actor
from chalicelib.core.consent import Consent
from chalicelib.core.errors import Conflict, Invalid, Upstream
from chalicelib.gateways.trading.abilities import Ability, abilities
from chalicelib.gateways.trading.errors import TradingAccountUnknown, WrongPassword
from chalicelib.gateways.trading.model import PasswordKind
from chalicelib.gateways.trading.port import TradingServer
from chalicelib.kyc import public as kyc
from chalicelib.settings import public as settings
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit


def ask(actor: Actor, form: BindForm, password: str, command: Command) -> Request:
    """Ask for an account; it is bound at once where the server knows the client as we do.

    Raises:
        Forbidden: ``client_not_active``, ``module_off``. ServiceError: blacklisted. KycRequired.
        Invalid: ``trading_server_not_offered``, ``agreement_not_accepted``,
            ``bind_credentials_wrong``, ``bind_investor_password``.
        BindLocked, NotBindable, BindUnderWay, AccountLimitReached.
        Conflict: ``account_bound_already``, ``account_of_another``. Upstream: the server is away.
    """
    client = clients.require(actor.id, PortalModule.BIND_ACCOUNT)
    clients.refuse_account(actor, client)
    kyc.guard(actor, _probe(client))
    config = _offered(client, form.server_id)
    consents = clients.consents_for(AgreementPurpose.ACCOUNT, form.accepted, ports.now(), actor.ip)
    _prove(actor, config, form.login, password)
    _check_free(client, form)
    application = _application(client, config, form, consents)

    def work(unit: Unit) -> Request:
        store.want(unit, config.id, form.login, application.id)
        request = asked(unit, application, draft_of(client, application))
        command.settle(unit, request)
        return request

    return ports.transact(actor, work)


def _probe(client: Client) -> RequestDraft:
    """What the request would say of itself: a shut gate keeps the server from being asked."""
    summary: dict[str, str | int] = {"how": ApplicationMode.BIND.value}
    return RequestDraft("", RequestType.OPEN_ACCOUNT, client.id, client.name, summary=summary)


def _offered(client: Client, server_id: str) -> TradingServerConfig:
    offered = servers_of(clients.group_of(client.id), PortalModule.BIND_ACCOUNT)
    for config in offered:
        if config.id == server_id and config.offered and config.binds:
            return config
    raise Invalid(
        "no accounts can be bound on this server",
        code="trading_server_not_offered",
        field="server_id",
    )


def _prove(actor: Actor, config: TradingServerConfig, login: int, password: str) -> None:
    """Return if ``password`` is the master password of ``login``, and forget wrong ones."""
    gateway = server(config.id)
    tries = ports.transact(actor, partial(_counted, client_id=actor.id))
    try:
        right = _takes(gateway, login, PasswordKind.MAIN, password)
        has_two = Ability.INVESTOR_PASSWORD in abilities(config.connection.platform)
        investor = has_two and not right and _takes(gateway, login, PasswordKind.INVESTOR, password)
    except Upstream:
        ports.transact(actor, partial(_keep, client_id=actor.id, fresh=False))
        raise
    if not right:
        raise rules.wrong_password(tries, investor=investor)
    ports.transact(actor, partial(_keep, client_id=actor.id, fresh=True))


def _takes(gateway: TradingServer, login: int, kind: PasswordKind, password: str) -> bool:
    try:
        gateway.check_password(login, kind, password)
    except (WrongPassword, TradingAccountUnknown):
        return False
    return True


def _counted(unit: Unit, client_id: str) -> BindTries:
    before = store.tries(client_id)
    after = rules.tried(before, unit.now)
    store.keep_tries(unit, before, after)
    return after


def _keep(unit: Unit, client_id: str, *, fresh: bool) -> None:
    """The last try was right (``fresh``), or the server has not said."""
    before = store.tries(client_id)
    store.keep_tries(unit, before, BindTries(client_id) if fresh else rules.taken_back(before))


def _check_free(client: Client, form: BindForm) -> None:
    """Refuse a login that is somebody's; only who knows its password hears of it.

    Raises:
        Conflict.
    """
    holder = reading.account_of_login(form.server_id, form.login)
    if holder is not None:
        mine = holder.client_id == client.id
        raise Conflict(
            "the account is bound already",
            code="account_bound_already" if mine else "account_of_another",
            field="login",
        )


def _application(
    client: Client, config: TradingServerConfig, form: BindForm, consents: tuple[Consent, ...]
) -> Application:
    found = server(config.id).account(form.login)
    kind = rules.type_of(config, settings.value(ACCOUNT_TYPES), found)
    rules.check_bindable(config, kind)
    now = ports.now()
    return Application(
        id=ports.ids().new("acc", now),
        client_id=client.id,
        server_id=config.id,
        server_name=config.name,
        account_type=kind,
        leverage=found.leverage,
        consents=consents,
        submitted_at=now,
        found=LoginFound(
            login=found.login,
            group=found.group,
            name=found.name,
            email=found.email,
            differences=rules.differences((client.name, client.email), found),
        ),
    )
