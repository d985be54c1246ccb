"""Commands about what has been traded and what is open, and the one that moves money."""

from infra.simulators.mt5 import accounts, ledger
from infra.simulators.mt5.amounts import parsed
from infra.simulators.mt5.api import Asked, command
from infra.simulators.mt5.codes import Refused
from infra.simulators.mt5.records import order_row, position_row
from infra.simulators.mt5.store import Record

PAGE_CAP = 100


@command("/api/trade/balance", "accountant")
def _balance(asked: Asked) -> dict[str, str]:
    params = asked.params
    operation = ledger.Operation(
        login=params.number("login"),
        action=params.number("type"),
        amount=parsed(params.text("balance")),
        comment=params.text("comment"),
        check_margin=params.text("check_margin", "1") != "0",
    )
    return {"Ticket": str(ledger.move(asked.world, operation))}


@command("/api/deal/get")
def _deal(asked: Asked) -> dict[str, str]:
    ticket = asked.params.number("ticket")
    found = asked.world.store.row("SELECT * FROM deals WHERE ticket = ?", ticket)
    if found is None:
        raise Refused(13)
    return ledger.row(asked.world, found)


@command("/api/deal/get_total")
def _deal_total(asked: Asked) -> dict[str, str]:
    return {"total": str(len(_deals_of(asked)))}


@command("/api/deal/get_page")
def _deal_page(asked: Asked) -> list[dict[str, str]]:
    return [ledger.row(asked.world, deal) for deal in _cut(asked, _deals_of(asked))]


@command("/api/deal/get_batch")
def _deal_batch(asked: Asked) -> list[dict[str, str]]:
    params, store = asked.params, asked.world.store
    members = accounts.members(asked.world, params.parts("group"))
    wanted = {*params.numbers("login"), *(member["login"] for member in members)}
    found = store.rows(
        "SELECT * FROM deals WHERE time_msc BETWEEN ? AND ? ORDER BY time_msc, ticket",
        *_window(asked),
    )
    return [ledger.row(asked.world, deal) for deal in found if deal["login"] in wanted]


@command("/api/position/get_total")
def _position_total(asked: Asked) -> dict[str, str]:
    return {"total": str(len(_positions_of(asked)))}


@command("/api/position/get_page")
def _position_page(asked: Asked) -> list[dict[str, str]]:
    return [position_row(asked.world, found) for found in _cut(asked, _positions_of(asked))]


@command("/api/position/get_batch")
def _position_batch(asked: Asked) -> list[dict[str, str]]:
    logins = set(asked.params.numbers("login"))
    found = asked.world.store.rows("SELECT * FROM positions ORDER BY ticket")
    return [position_row(asked.world, held) for held in found if held["login"] in logins]


@command("/api/order/get_total", "orders")
def _order_total(asked: Asked) -> dict[str, str]:
    return {"total": str(len(_orders_of(asked, waiting=True)))}


@command("/api/order/get_page", "orders")
def _order_page(asked: Asked) -> list[dict[str, str]]:
    return [order_row(asked.world, found) for found in _cut(asked, _orders_of(asked, waiting=True))]


@command("/api/history/get_total", "orders")
def _history_total(asked: Asked) -> dict[str, str]:
    return {"total": str(len(_orders_of(asked, waiting=False)))}


@command("/api/history/get_page", "orders")
def _history_page(asked: Asked) -> list[dict[str, str]]:
    found = _cut(asked, _orders_of(asked, waiting=False))
    return [order_row(asked.world, order) for order in found]


def _window(asked: Asked) -> tuple[int, int]:
    first = asked.params.number("from", 0)
    last = asked.params.number("to", 2**40)
    return first * 1000, last * 1000 + 999


def _deals_of(asked: Asked) -> list[Record]:
    login = asked.params.number("login")
    accounts.user(asked.world, login)
    return asked.world.store.rows(
        "SELECT * FROM deals WHERE login = ? AND time_msc BETWEEN ? AND ?"
        " ORDER BY time_msc, ticket",
        login,
        *_window(asked),
    )


def _positions_of(asked: Asked) -> list[Record]:
    return asked.world.store.rows(
        "SELECT * FROM positions WHERE login = ? ORDER BY ticket", asked.params.number("login")
    )


def _orders_of(asked: Asked, *, waiting: bool) -> list[Record]:
    return asked.world.store.rows(
        "SELECT * FROM orders WHERE login = ? AND (state = 1) = ? ORDER BY ticket",
        asked.params.number("login"),
        waiting,
    )


def _cut(asked: Asked, found: list[Record]) -> list[Record]:
    """One page: never more than a hundred, whatever is asked for."""
    offset = asked.params.number("offset", 0)
    total = asked.params.number("total", PAGE_CAP) or PAGE_CAP
    return found[offset : offset + min(total, PAGE_CAP)]
