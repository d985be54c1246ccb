"""What becomes of a client's trading accounts: books of trades, which name a client by id alone."""

from collections.abc import Iterator
from dataclasses import replace

from chalicelib.accounts import store
from chalicelib.accounts.model import StoredDeal
from chalicelib.accounts.store import applications as application_rows
from chalicelib.accounts.store import deals as deal_rows
from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import RequestType
from chalicelib.core.keeping import Keeper, Kept, Part, Run, of_nobody
from chalicelib.core.paging import PageRequest
from chalicelib.storage.keeping import SLICE, every, part
from chalicelib.storage.unit import Unit


def _copied(client_id: str) -> Iterator[Part]:
    accounts = store.of_client(client_id)
    yield part("trading_accounts", accounts, "owner_id", "participant_ids", "flags", "rebates")
    deals = (deal for one in accounts for deal in _deals(one.id))
    yield part("deals", deals, "operation_id")


def _deals(account_id: str) -> Iterator[StoredDeal]:
    return every(lambda page: deal_rows.deals(account_id, page))


def _erased(run: Run, client_id: str, cursor: str | None) -> str | None:
    """From where agreements were accepted, passwords never told, and names that servers gave."""
    page = approvals.of_client(client_id, PageRequest(SLICE, cursor), RequestType.OPEN_ACCOUNT)
    for request in page.items:
        _blank(run, request.id)
    return page.next_cursor


def _blank(run: Run, request_id: str) -> None:
    def work(unit: Unit) -> None:
        before = application_rows.find_application(request_id)
        if before is None:
            return
        consents = tuple(replace(one, ip="") for one in before.consents)
        found = before.found and replace(before.found, name="", email="")
        after = replace(before, consents=consents, opening=None, found=found)
        if after != before:
            application_rows.change_application(unit, before, after)

    run(work)


_BOOKS = "books of the trading server, by account and client id"
KEEPER = Keeper(
    "accounts",
    (
        Kept("TradingAccount", "trading_accounts", why=_BOOKS),
        Kept("StoredDeal", "deals", why=_BOOKS),
        Kept("Application", erased=True, why="asked for by a request, which is copied"),
        *of_nobody(
            "counts, figures and balances by the id of an account or client",
            "BindTries",
            "_Binding",
            "_Wanted",
            "_Followed",
            "_Listed",
            "DemoLife",
            "Grant",
            "KnownFigures",
            "Quota",
        ),
        *of_nobody(
            "changes of an account by its id; a new password is sealed, until it is told",
            "AccountChange",
            "UnderWay",
        ),
        *of_nobody("of servers, not of clients", "LoginRange", "Lease", "FeedState", "Round"),
    ),
    _copied,
    (_erased,),
)
