"""What comes of asking a server for an account: it is written down, or handed back to staff."""

from dataclasses import replace

from chalicelib import ports
from chalicelib.accounts import store
from chalicelib.accounts.model import Application, ApplicationStatus, TradingAccount
from chalicelib.accounts.service import reading, rebates
from chalicelib.accounts.store import applications as application_rows
from chalicelib.approvals import public as approvals
from chalicelib.clients import public as clients
from chalicelib.core.actor import Actor
from chalicelib.core.errors import FairleadError
from chalicelib.gateways.trading import model as trading
from chalicelib.gateways.trading.abilities import Ability
from chalicelib.messages.accounts import AccountOpened, AccountOpeningRefused
from chalicelib.storage import audit
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit

AT_WORK = (ApplicationStatus.SUBMITTED, ApplicationStatus.OPENING)


def record(
    actor: Actor, application: Application, opened: trading.TradingAccount, command: Command
) -> None:
    """Write down in one unit that the account exists, and tell everybody."""

    def work(unit: Unit) -> None:
        current = application_rows.find_application(application.id)
        if current is None or current.status is not ApplicationStatus.OPENING:
            command.settle(unit)
            return
        account = store.insert(unit, rebates.begun(_account(unit, current, opened)))
        done = replace(
            current,
            status=ApplicationStatus.OPENED,
            opening=None,
            account_id=account.id,
            login=account.login,
        )
        application_rows.change_application(unit, current, done)
        approvals.complete(unit, current.id, summary={"account": str(account.login)})
        audit.record(
            unit,
            "account_opened",
            "trading_account",
            account.id,
            client_id=account.client_id,
            after={"server": account.server_id, "login": account.login, "group": account.group},
        )
        unit.publish(_news(current, account))
        command.settle(unit)

    ports.transact(actor, work)


def _account(
    unit: Unit, application: Application, opened: trading.TradingAccount
) -> TradingAccount:
    kind = application.account_type
    owner = clients.owner_of(application.client_id)
    return TradingAccount(
        id=f"tac_{application.id.partition('_')[2]}",
        client_id=application.client_id,
        server_id=application.server_id,
        login=opened.login,
        account_type_id=kind.id,
        account_type=kind.name,
        group=opened.group,
        kind=kind.kind,
        currency=opened.currency,
        leverage=opened.leverage,
        opened_at=unit.now,
        owner_id=owner.owner_id,
        participant_ids=owner.participant_ids,
    )


def _news(application: Application, account: TradingAccount) -> AccountOpened:
    opening = application.opening
    has_investor = Ability.INVESTOR_PASSWORD in reading.abilities_of(account.server_id)
    investor = opening.sealed_investor_password if opening and has_investor else ""
    return AccountOpened(
        account_id=account.id,
        client_id=account.client_id,
        request_id=application.id,
        server_id=account.server_id,
        server_name=application.server_name,
        login=account.login,
        kind=account.kind.value,
        currency=account.currency,
        leverage=account.leverage,
        account_type=account.account_type,
        sealed_main_password=opening.sealed_main_password if opening else "",
        sealed_investor_password=investor,
    )


def hand_back(actor: Actor, request_id: str, refusal: FairleadError, command: Command) -> None:
    """It cannot be done: staff decide again, with the reason before them."""

    def work(unit: Unit) -> None:
        application = application_rows.find_application(request_id)
        if application is not None and application.status in AT_WORK:
            _submitted_again(unit, application, refusal)
        command.settle(unit)

    ports.transact(actor, work)


def _submitted_again(unit: Unit, application: Application, refusal: FairleadError) -> None:
    """Back to *submitted*, with nothing left of the question: it was answered with no."""
    submitted = replace(
        application,
        status=ApplicationStatus.SUBMITTED,
        opening=None,
        refusal_code=refusal.code,
    )
    application_rows.change_application(unit, application, submitted)
    approvals.send_back(unit, application.id, refusal.code, **plain(refusal))
    audit.record(
        unit,
        "account_opening_refused",
        "application",
        application.id,
        client_id=application.client_id,
        after={"code": refusal.code},
    )
    unit.publish(
        AccountOpeningRefused(
            request_id=application.id,
            client_id=application.client_id,
            server_id=application.server_id,
            reason_code=refusal.code,
        )
    )


def plain(refusal: FairleadError) -> dict[str, str | int]:
    """The facts of a refusal that staff can read."""
    return {name: fact for name, fact in refusal.facts.items() if isinstance(fact, str | int)}
