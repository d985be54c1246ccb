"""Opening an approved account on its server: once, whatever happens on the way.

A saga of three steps, each stored before the next: *claimed* (what the server will be asked, under
which operation id), *asked* (the only call that changes something), *recorded* (the account, the
completed request and the message with the sealed passwords, in one unit). Whoever finds a claim
has lost an answer: they wait until the server must have finished, look for the operation id, and
only then ask again. A claim is moved by its version, so two workers never ask together.
"""

from dataclasses import replace

from chalicelib import ports
from chalicelib.accounts import rules
from chalicelib.accounts.model import (
    Application,
    ApplicationMode,
    ApplicationStatus,
    Opening,
)
from chalicelib.accounts.service.connecting import bind_approved
from chalicelib.accounts.service.outcomes import AT_WORK, hand_back, record
from chalicelib.accounts.service.servers import server
from chalicelib.accounts.store import applications as application_rows
from chalicelib.clients import public as clients
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.errors import NotFound, OutcomeUnknown, VendorRefused, VendorUnavailable
from chalicelib.gateways.trading import model as trading
from chalicelib.gateways.trading.errors import AccountExists
from chalicelib.gateways.trading.port import SETTLING, TradingServer
from chalicelib.identity import public as identity
from chalicelib.storage.idempotency import Command
from chalicelib.storage.sealing import seal, unseal
from chalicelib.storage.unit import Unit

SEALED_FOR = "mail-secrets"
_LOGINS_TRIED = 20


def open_account(actor: Actor, request_id: str, command: Command) -> None:
    """Open the account that an approved request asks for.

    One that asks for an account that exists is bound. A definite refusal by the server sends the
    request back to staff with its code. An account that is open already, or an application that
    has ended, only settles ``command``.

    Raises:
        OutcomeUnknown: the answer was lost, or an earlier question may still be under way.
        VendorUnavailable: the server is away; nothing was done.
    """
    application = application_rows.find_application(request_id)
    if application is None:
        raise NotFound("no such application", what="application", request_id=request_id)
    if application.status not in AT_WORK:
        ports.transact(actor, command.settle)
        return
    if application.mode is ApplicationMode.BIND:
        bind_approved(actor, application, command)
        return
    try:
        application, opened = _opened(actor, application)
    except VendorRefused as refusal:
        hand_back(actor, request_id, refusal, command)
    else:
        record(actor, application, opened, command)


def _opened(actor: Actor, application: Application) -> tuple[Application, trading.TradingAccount]:
    """The account on the server: the one that an earlier question made, or a new one."""
    gateway = server(application.server_id)
    if (made := _made_before(gateway, application)) is not None:
        return application, made
    for _ in range(_LOGINS_TRIED):
        application = _claimed(actor, application)
        try:
            return application, gateway.open_account(_question(application))
        except AccountExists:
            if application.account_type.first_login is None:
                raise
    raise AccountExists("many logins of the range are taken", reason="refused")


def _made_before(gateway: TradingServer, application: Application) -> trading.TradingAccount | None:
    """What an earlier question has made, looked for once the server must have finished with it."""
    opening = application.opening
    if opening is None:
        return None
    if ports.now() < opening.asked_at + SETTLING:
        raise OutcomeUnknown("the server may still be at work on it", reason="settling")
    try:
        return gateway.find_account(opening.operation_id, application.account_type.group)
    except VendorRefused as refusal:  # not being allowed to look is not "it was not done"
        raise VendorUnavailable("the server does not let us look", reason=refusal.code) from refusal


def _claimed(actor: Actor, application: Application) -> Application:
    """``application`` with the question that is now going to be asked, by us alone."""

    def work(unit: Unit) -> Application:
        current = application_rows.find_application(application.id)
        if current is None or current.version != application.version:
            raise OutcomeUnknown("somebody else is asking the server", reason="claimed")
        login = _next_login(unit, current)
        asked = replace(
            current,
            status=ApplicationStatus.OPENING,
            opening=_opening(unit, current, login),
            refusal_code="",
        )
        return application_rows.change_application(unit, current, asked)

    return ports.transact(actor, work)


def _opening(unit: Unit, application: Application, login: int | None) -> Opening:
    before = application.opening
    if before is not None:
        return replace(before, asked_at=unit.now, login=login)
    main, investor = (rules.password(unit.ids.secret()) for _ in range(2))
    return Opening(
        operation_id=application.id.partition("_")[2],
        asked_at=unit.now,
        sealed_main_password=seal(main, purpose=SEALED_FOR, context=application.id),
        sealed_investor_password=seal(investor, purpose=SEALED_FOR, context=application.id),
        login=login,
    )


def _next_login(unit: Unit, application: Application) -> int | None:
    """A login of the type's own range; None lets the server choose."""
    kind = application.account_type
    if kind.first_login is None:
        return None
    logins = application_rows.login_range(application.server_id, kind.id, kind.first_login)
    login, rest = rules.drawn(logins, kind)
    application_rows.keep_login_range(unit, logins, rest)
    return login


def _question(application: Application) -> trading.NewTradingAccount:
    opening = application.opening
    if opening is None:
        raise AssertionError("a question is claimed before it is asked")
    client = clients.client_for_system(application.client_id)
    contact = identity.contact(Realm.CLIENT, client.id)
    return trading.NewTradingAccount(
        operation_id=opening.operation_id,
        group=application.account_type.group,
        leverage=application.leverage,
        name=client.name,
        email=client.email,
        main_password=unseal(
            opening.sealed_main_password, purpose=SEALED_FOR, context=application.id
        ),
        investor_password=unseal(
            opening.sealed_investor_password, purpose=SEALED_FOR, context=application.id
        ),
        login=opening.login,
        country=client.nationality,
        phone=client.phone,
        language=contact.language,
        currency=application.account_type.currency,
    )
