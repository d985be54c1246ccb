"""What keeps a client from being deleted: money on a live trading account."""

from chalicelib.accounts import store
from chalicelib.accounts.model import AccountKind
from chalicelib.accounts.service.figures import figures
from chalicelib.core.errors import Conflict
from chalicelib.storage.unit import Unit


def check_nothing_left(_unit: Unit, client_id: str) -> None:
    """Refuse while a live account holds anything, by what its server says or last said.

    Raises:
        Conflict: ``account_not_empty`` with the ``login``.
    """
    live = [one for one in store.of_client(client_id) if one.kind is AccountKind.LIVE]
    known = figures(live)
    for account in live:
        said = known.get(account.id)
        if said is not None and (said.figures.balance.minor or said.figures.credit.minor):
            raise Conflict(
                "there is money on an account", code="account_not_empty", login=account.login
            )
