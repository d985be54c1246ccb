"""Signing in to the portal with a trading account: whose it is, and whether its password is right.

The password is the trading server's: it is asked, and nothing of it is kept. It is asked about any
login, so that one which is nobody's takes as long.
"""

from chalicelib.accounts.model import AccountKind, AccountStatus
from chalicelib.accounts.service.reading import account_of_login, server_configs
from chalicelib.accounts.service.servers import server
from chalicelib.clients import public as clients
from chalicelib.clients.public import ClientStatus
from chalicelib.gateways.trading.errors import TradingAccountUnknown, WrongPassword
from chalicelib.gateways.trading.model import PasswordKind
from chalicelib.identity.public import ClientDirectory, SignInServer


def directory() -> ClientDirectory:
    """How identity finds clients by phone and by trading account."""
    return ClientDirectory(
        by_phone=clients.found_by_phone,
        by_account=holder,
        is_main_password=is_main_password,
        servers=servers,
    )


def servers() -> tuple[SignInServer, ...]:
    """The servers that have live accounts."""
    return tuple(
        SignInServer(one.id, one.name) for one in server_configs() if AccountKind.LIVE in one.kinds
    )


def holder(server_id: str, login: int) -> str | None:
    """The active client whose live account ``login`` is, or None."""
    found = account_of_login(server_id, login)
    if found is None or found.kind is not AccountKind.LIVE:
        return None
    if found.status is not AccountStatus.ACTIVE:
        return None
    client = clients.client_for_system(found.client_id)
    return client.id if client.status is ClientStatus.ACTIVE else None


def is_main_password(server_id: str, login: int, password: str) -> bool:
    """Whether the trading server takes ``password`` as the master password of ``login``.

    Raises:
        NotFound: no such server. VendorUnavailable: it does not answer.
    """
    try:
        server(server_id).check_password(login, PasswordKind.MAIN, password)
    except (WrongPassword, TradingAccountUnknown):
        return False
    return True
