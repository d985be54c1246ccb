"""Asking for a trading account: what is offered, and the application that waits for approval."""

from dataclasses import replace

from chalicelib import ports
from chalicelib.accounts import rules
from chalicelib.accounts.model import (
    ACCOUNT_LIMITS,
    ACCOUNT_TYPES,
    AccountType,
    Application,
    ApplicationForm,
    ApplicationStatus,
    LoginFound,
    Quota,
    TradingServerConfig,
)
from chalicelib.accounts.service.reading import server_configs
from chalicelib.accounts.store import applications as application_rows
from chalicelib.accounts.store import bindings
from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import Details, Fact, Request, RequestDraft, RequestType
from chalicelib.clients import public as clients
from chalicelib.clients.public import (
    Agreement,
    AgreementPurpose,
    Client,
    ClientGroup,
    PortalModule,
)
from chalicelib.consents import public as consents
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.consent import Consent
from chalicelib.core.errors import NotFound
from chalicelib.core.nouns import dataclass
from chalicelib.settings import public as settings
from chalicelib.storage import audit
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit


@dataclass(frozen=True)
class ServerOffer:
    """A server and what clients can open on it."""

    server: TradingServerConfig
    account_types: tuple[AccountType, ...]


@dataclass(frozen=True)
class Options:
    """What a client can ask for now."""

    servers: tuple[ServerOffer, ...]
    agreements: tuple[Agreement, ...]
    live_left: int
    demo_left: int
    bindable: tuple[TradingServerConfig, ...] = ()


def options(client_id: str) -> Options:
    """What this client can ask for, and how many accounts of each kind they may still have."""
    types = settings.value(ACCOUNT_TYPES)
    return offered_to(clients.group_of(client_id), application_rows.quota(client_id), types)


def options_for(actor: Actor, client_id: str) -> Options:
    """What staff can ask for on behalf of a client: all but their consents.

    Raises:
        NotFound: outside the actor's scope. Forbidden: ``client_not_active``.
    """
    return replace(options(clients.asking(actor, client_id).id), agreements=())


def offered_to(group: ClientGroup, quota: Quota, types: tuple[AccountType, ...]) -> Options:
    """What a client of ``group`` with the accounts of ``quota`` can ask for among ``types``."""
    offers = [
        ServerOffer(config, tuple(kind for kind in types if rules.is_offered(config, kind)))
        for config in servers_of(group)
    ]
    limits = settings.value(ACCOUNT_LIMITS)
    return Options(
        servers=tuple(offer for offer in offers if offer.account_types),
        agreements=clients.agreements(AgreementPurpose.ACCOUNT),
        live_left=max(0, limits.live - quota.live),
        demo_left=max(0, limits.demo - quota.demo),
        bindable=tuple(
            one for one in servers_of(group, PortalModule.BIND_ACCOUNT) if one.offered and one.binds
        ),
    )


def servers_of(
    group: ClientGroup, module: PortalModule = PortalModule.OPEN_ACCOUNT
) -> tuple[TradingServerConfig, ...]:
    """The servers on which clients of ``group`` can have accounts by way of ``module``."""
    if module not in group.modules:
        return ()
    offered = group.trading_servers
    return tuple(one for one in server_configs() if offered is None or one.id in offered)


def apply(
    actor: Actor, form: ApplicationForm, command: Command, *, on_behalf_of: str | None = None
) -> Request:
    """Ask for a trading account; it is opened when the request is approved.

    What staff ask for ``on_behalf_of`` a client has no consents: nobody gives those for another.

    Raises:
        Forbidden: ``client_not_active``, ``module_off``.
        Invalid: ``account_type_not_offered``, ``leverage_not_offered``,
            ``agreement_not_accepted``. ServiceError: blacklisted.
        AccountLimitReached: the client has, or has asked for, as many as are allowed.
    """
    client = clients.asking(actor, on_behalf_of or actor.id, PortalModule.OPEN_ACCOUNT)
    clients.refuse_account(actor, client)
    application = described(client.id, clients.group_of(client.id), form, actor)

    def work(unit: Unit) -> Request:
        request = asked(unit, application, draft_of(client, application))
        command.settle(unit, request)
        return request

    return ports.transact(actor, work)


def asked(unit: Unit, application: Application, draft: RequestDraft) -> Request:
    """Store ``application``, count it, and open its request as ``draft`` says.

    Raises:
        AccountLimitReached.
    """
    quota = application_rows.quota(application.client_id)
    kind = application.account_type.kind
    application_rows.keep_quota(
        unit, quota, rules.counted(quota, settings.value(ACCOUNT_LIMITS), kind)
    )
    application_rows.insert_application(unit, application)
    consents.keep(unit, application.client_id, application.consents, "account")
    request = approvals.open_request(unit, draft)
    audit.record(
        unit,
        "account_requested",
        "application",
        application.id,
        client_id=application.client_id,
        after={
            "mode": application.mode.value,
            "account_type": application.account_type.id,
            "leverage": application.leverage,
            **({"login": application.login} if application.login else {}),
        },
    )
    return request


def given_by(actor: Actor, form: ApplicationForm) -> tuple[Consent, ...]:
    """The consents that a client gives with ``form``; staff give none.

    Raises:
        Invalid: ``agreement_not_accepted``.
    """
    if actor.realm is Realm.STAFF:
        return ()
    return clients.consents_for(AgreementPurpose.ACCOUNT, form.accepted, ports.now(), actor.ip)


def described(
    client_id: str, group: ClientGroup, form: ApplicationForm, actor: Actor
) -> Application:
    """The application that ``form`` describes, not yet stored, with what ``actor`` consents to.

    Raises:
        Invalid: ``account_type_not_offered``, ``leverage_not_offered``,
            ``agreement_not_accepted``.
    """
    now = ports.now()
    config, kind = rules.offered_type(
        servers_of(group), settings.value(ACCOUNT_TYPES), form.server_id, form.account_type_id
    )
    return Application(
        id=ports.ids().new("acc", now),
        client_id=client_id,
        server_id=config.id,
        server_name=config.name,
        account_type=kind,
        leverage=rules.leverage(kind, form.leverage),
        consents=given_by(actor, form),
        submitted_at=now,
    )


def draft_of(client: Client, application: Application) -> RequestDraft:
    """The request that ``application`` opens."""
    kind = application.account_type
    return RequestDraft(
        id=application.id,
        type=RequestType.OPEN_ACCOUNT,
        client_id=client.id,
        client_name=client.name,
        client_kind=client.kind.value,
        owner_id=client.owner_id,
        participant_ids=frozenset(client.participant_ids),
        automatic_only=application.found is not None and not application.found.differences,
        summary={
            "server": application.server_name,
            "account_type": kind.name.get("en", kind.id),
            "kind": kind.kind.value,
            "currency": kind.currency,
            "leverage": application.leverage,
            **_which(application),
        },
    )


def give_up(actor: Actor, request_id: str, status: ApplicationStatus, command: Command) -> None:
    """The request was rejected or cancelled: the client may ask for another account instead.

    An application that has come to an end stays as it is.
    """

    def work(unit: Unit) -> None:
        application = application_rows.find_application(request_id)
        if application is not None and application.status is ApplicationStatus.SUBMITTED:
            application_rows.change_application(
                unit, application, replace(application, status=status)
            )
            quota = application_rows.quota(application.client_id)
            application_rows.keep_quota(
                unit, quota, quota.changed(application.account_type.kind, -1)
            )
            if application.found is not None:
                login = application.found.login
                bindings.want_no_more(unit, application.server_id, login)
        command.settle(unit)

    ports.transact(actor, work)


def application_details(request_id: str, _actor: Actor) -> Details:
    """What the review screen shows of an application."""
    application = application_rows.find_application(request_id)
    if application is None:
        raise NotFound("no such application", what="application")
    kind = application.account_type
    facts = {
        "server": application.server_name,
        "account_type": kind.name.get("en", kind.id),
        "group": kind.group,
        "kind": kind.kind.value,
        "currency": kind.currency,
        "leverage": f"1:{application.leverage}",
        "agreements": ", ".join(f"{one.document} {one.version}" for one in application.consents),
    }
    if application.refusal_code:
        facts["refusal_code"] = application.refusal_code
    if application.login is not None:
        facts["login"] = str(application.login)
    if application.found is not None:
        facts |= _compared(application.client_id, application.found)
    return Details(tuple(Fact(code, value) for code, value in facts.items()))


def _which(application: Application) -> dict[str, str | int]:
    """What tells the request for an account that exists from one for a new account."""
    if application.found is None:
        return {}
    return {"how": application.mode.value, "account": str(application.found.login)}


def _compared(client_id: str, found: LoginFound) -> dict[str, str]:
    """Whose account it is by the server, and who asks for it."""
    client = clients.client_for_system(client_id)
    return {
        "login": str(found.login),
        "name": client.name,
        "server_name": found.name,
        "email": client.email,
        "server_email": found.email,
        "differs": ", ".join(found.differences),
    }
