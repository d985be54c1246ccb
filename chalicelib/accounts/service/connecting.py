"""Binding: an account of the server becomes a client's, for a request or by the hand of staff."""

from dataclasses import replace

from chalicelib import ports
from chalicelib.accounts import store
from chalicelib.accounts.model import (
    ACCOUNT_TYPES,
    AccountStatus,
    AccountType,
    Application,
    ApplicationStatus,
    TradingAccount,
    TradingServerConfig,
)
from chalicelib.accounts.rules import binding as rules
from chalicelib.accounts.service.lists import AccountLine, bare
from chalicelib.accounts.service.outcomes import hand_back
from chalicelib.accounts.service.reading import server_config
from chalicelib.accounts.service.servers import server
from chalicelib.accounts.store import applications as application_rows
from chalicelib.accounts.store import bindings
from chalicelib.accounts.store.bindings import LoginTaken
from chalicelib.approvals import public as approvals
from chalicelib.clients import public as clients
from chalicelib.core.actor import Actor
from chalicelib.core.errors import VendorRefused
from chalicelib.core.nouns import dataclass
from chalicelib.gateways.trading import model as trading
from chalicelib.messages.accounts import AccountBound
from chalicelib.messages.approvals import Notify
from chalicelib.settings import public as settings
from chalicelib.storage import audit
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit


@dataclass(frozen=True)
class _Match:
    """An account of a server, and whose it becomes."""

    config: TradingServerConfig
    kind: AccountType
    found: trading.TradingAccount
    client_id: str
    account_id: str
    request_id: str = ""
    notify: Notify = Notify()


def bind_approved(actor: Actor, application: Application, command: Command) -> None:
    """Bind the account that an approved request asks for, as the server has it by now.

    What cannot be bound any more goes back to staff with its code.

    Raises:
        NotFound: the server is no longer the broker's. VendorUnavailable.
    """
    if application.status is not ApplicationStatus.SUBMITTED or application.found is None:
        ports.transact(actor, command.settle)
        return
    config = server_config(application.server_id)
    try:
        found = server(config.id).account(application.found.login)
        kind = _type_of(config, found)
        rules.check_bindable(config, kind)
        account_id = f"tac_{application.id.partition('_')[2]}"
        match = _Match(
            config, kind, found, application.client_id, account_id, request_id=application.id
        )
        _record_approved(actor, match, command)
    except (VendorRefused, rules.NotBindable, LoginTaken) as refusal:
        hand_back(actor, application.id, refusal, command)


def _record_approved(actor: Actor, match: _Match, command: Command) -> None:
    def work(unit: Unit) -> None:
        current = application_rows.find_application(match.request_id)
        command.settle(unit)
        if current is None or current.status is not ApplicationStatus.SUBMITTED:
            return
        account = _bound(unit, match)
        done = replace(
            current,
            status=ApplicationStatus.OPENED,
            account_id=account.id,
            login=account.login,
            refusal_code="",
        )
        application_rows.change_application(unit, current, done)
        bindings.want_no_more(unit, account.server_id, account.login)
        approvals.complete(unit, current.id)

    ports.transact(actor, work)


def bind_by_staff(
    actor: Actor, client_id: str, server_id: str, login: int, notify: Notify, command: Command
) -> AccountLine:
    """Bind an account of a server to a client in the actor's scope; limits do not bind staff.

    Raises:
        NotFound: no such client, or no such server. LoginTaken. Upstream.
        Forbidden: ``client_not_active``. TradingAccountUnknown.
    """
    client = clients.require_active(clients.client(actor, client_id).id)
    config = server_config(server_id)
    found = server(config.id).account(login)
    kind = _type_of(config, found)

    def work(unit: Unit) -> AccountLine:
        account_id = unit.ids.new("tac", unit.now)
        match = _Match(config, kind, found, client.id, account_id, notify=notify)
        quota = application_rows.quota(client.id)
        application_rows.keep_quota(unit, quota, quota.changed(kind.kind, 1))
        line = bare(_bound(unit, match))
        command.settle(unit, line)
        return line

    return ports.transact(actor, work)


def _type_of(config: TradingServerConfig, found: trading.TradingAccount) -> AccountType:
    return rules.type_of(config, settings.value(ACCOUNT_TYPES), found)


def _bound(unit: Unit, match: _Match) -> TradingAccount:
    """Write down that the account is the client's, and tell everybody."""
    former = _former(match)
    account = _account(unit, match, former)
    account = store.rebind(unit, former, account) if former else store.insert(unit, account)
    audit.record(
        unit,
        "account_bound",
        "trading_account",
        account.id,
        client_id=account.client_id,
        after={
            "server": account.server_id,
            "login": account.login,
            "group": account.group,
            "server_email": match.found.email,
        },
    )
    unit.publish(_news(match, account))
    return account


def _former(match: _Match) -> TradingAccount | None:
    """The account as it was while the login was this client's before."""
    account_id = bindings.formerly(match.config.id, match.found.login)
    before = None if account_id is None else store.find(account_id)
    return before if before is not None and before.client_id == match.client_id else None


def _account(unit: Unit, match: _Match, former: TradingAccount | None) -> TradingAccount:
    owner, found = clients.owner_of(match.client_id), match.found
    return TradingAccount(
        id=match.account_id if former is None else former.id,
        client_id=match.client_id,
        server_id=match.config.id,
        login=found.login,
        account_type_id=match.kind.id,
        account_type=match.kind.name,
        group=found.group,
        kind=match.kind.kind,
        currency=found.currency,
        leverage=found.leverage,
        opened_at=unit.now,
        status=AccountStatus.ACTIVE,
        may_sign_in=found.may_sign_in,
        may_trade=found.may_trade,
        owner_id=owner.owner_id,
        participant_ids=owner.participant_ids,
        rebates=former.rebates if former else (),
    )


def _news(match: _Match, account: TradingAccount) -> AccountBound:
    return AccountBound(
        account_id=account.id,
        client_id=account.client_id,
        request_id=match.request_id,
        server_id=account.server_id,
        server_name=match.config.name,
        login=account.login,
        kind=account.kind.value,
        currency=account.currency,
        leverage=account.leverage,
        account_type=account.account_type,
        notify=match.notify,
    )
