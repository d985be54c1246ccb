"""Trading accounts for tests, opened through the real application and saga."""

from typing import Any

from chalicelib import ports
from chalicelib.accounts import public as accounts
from chalicelib.accounts.model import ApplicationForm, TradingAccount
from chalicelib.accounts.service import applications, opening
from chalicelib.approvals.public import Mode, RequestType
from chalicelib.clients.model import AGREEMENTS, AgreementPurpose, Client
from chalicelib.core.actor import system
from chalicelib.core.consent import Acceptance
from chalicelib.gateways.trading.model import NewTradingAccount
from tests.kit import trading
from tests.kit.approvals import automate
from tests.kit.clients import acting, command

MASTER, INVESTOR = "Passw0rd!", "Invest0r!"
ACCEPTED = tuple(
    Acceptance(one.document, one.version)
    for one in AGREEMENTS.default
    if one.purpose is AgreementPurpose.ACCOUNT
)


def application(account_type_id: str = trading.LIVE, leverage: int | None = 100) -> ApplicationForm:
    """A form that is fine."""
    return ApplicationForm(trading.SERVER, account_type_id, leverage, ACCEPTED)


def account_of(client: Client, **changes: Any) -> TradingAccount:
    """An account that has been opened for ``client`` on the simulated server."""
    automate(RequestType.OPEN_ACCOUNT, Mode.AUTOMATIC)
    request = applications.apply(acting(client), application(**changes), command())
    opening.open_account(system("accounts-events"), request.id, command())
    return next(one for one in accounts.accounts_of(client.id) if request.id[4:] in one.id)


def existing(name: str, email: str, group: str = "real\\standard-usd") -> int:
    """The login of an account that the server has in somebody's name, and we do not know."""
    opened = accounts.server(trading.SERVER).open_account(
        NewTradingAccount(
            operation_id=ports.ids().new("op", ports.now()).removeprefix("op_"),
            group=group,
            leverage=200,
            name=name,
            email=email,
            main_password=MASTER,
            investor_password=INVESTOR,
        )
    )
    return opened.login


def binding(login: int, password: str = MASTER) -> dict[str, Any]:
    """The body that asks for an account that exists."""
    return {
        "server_id": trading.SERVER,
        "login": login,
        "password": password,
        "agreements": [{"document": one.document, "version": one.version} for one in ACCEPTED],
    }
