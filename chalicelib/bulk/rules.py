"""What the rows of a file of orders say, and what a decision on many comes to. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from chalicelib.bulk.model import AccountOrder, OrderKind, Place
from chalicelib.core import reviewed
from chalicelib.core.money import Money, total
from chalicelib.core.nouns import dataclass
from chalicelib.core.reviewed import Fault, ImportColumn

_PLACE = (
    ImportColumn("server", example=""),
    ImportColumn("login", required=True, example="800001"),
)
_MONEY = (
    ImportColumn("amount", required=True, example="100.00"),
    ImportColumn("currency", example="USD"),
    ImportColumn("comment", example="Compensation"),
)
_OWN: dict[OrderKind, tuple[ImportColumn, ...]] = {
    OrderKind.LEVERAGE: (ImportColumn("leverage", required=True, example="100"),),
    OrderKind.GROUP: (ImportColumn("group", required=True, example="real\\standard-usd"),),
    OrderKind.TYPE: (ImportColumn("account_type", required=True, example="standard-usd"),),
    OrderKind.ACCESS: (
        ImportColumn("sign_in", example="yes"),
        ImportColumn("trade", example="no"),
    ),
}
_YES, _NO = frozenset({"yes", "y", "true", "1", "on"}), frozenset({"no", "n", "false", "0", "off"})
TWICE_MARK = "#row_twice"
"""Under this a row that waits carries the line that has its account already."""
_LONGEST_COMMENT = 500
_LONGEST_GROUP = 63


def columns(kind: OrderKind) -> tuple[ImportColumn, ...]:
    """The columns that a file of orders of ``kind`` can have."""
    return (*_PLACE, *_OWN.get(kind, _MONEY))


def twice(line: int | str) -> Fault:
    """That the row in ``line`` is about the same account."""
    return reviewed.twice("login", line)


def place(cells: Mapping[str, str]) -> Place | Fault:
    """Where the account of a row is, or what is wrong with what it says of it."""
    if TWICE_MARK in cells:
        return twice(cells[TWICE_MARK])
    login = cells.get("login", "")
    if not login:
        return Fault("login", "missing")
    if not (login.isascii() and login.isdigit() and len(login) <= 18):
        return Fault("login", "login_malformed")
    return Place(cells.get("server", ""), int(login))


def of_row(order: AccountOrder, cells: Mapping[str, str]) -> tuple[AccountOrder, tuple[Fault, ...]]:
    """The order for the account of one row, and all that is wrong with how it is written."""
    if order.kind.moves_money:
        return _money(order, cells)
    return _READ[order.kind](order, cells)


_Read = tuple[AccountOrder, tuple[Fault, ...]]


def _money(order: AccountOrder, cells: Mapping[str, str]) -> _Read:
    comment = cells.get("comment", order.comment)
    faults = []
    if not cells.get("amount"):
        faults.append(Fault("amount", "missing"))
    if not comment:
        faults.append(Fault("comment", "missing"))
    elif len(comment) > _LONGEST_COMMENT:
        faults.append(Fault("comment", "too_long", {"limit": _LONGEST_COMMENT}))
    return replace(order, amount=cells.get("amount", ""), comment=comment), tuple(faults)


def _leverage(order: AccountOrder, cells: Mapping[str, str]) -> _Read:
    text = cells.get("leverage", "").removeprefix("1:")
    if not text:
        return order, (Fault("leverage", "missing"),)
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        return order, (Fault("leverage", "leverage_malformed"),)
    return replace(order, leverage=int(text)), ()


def _group(order: AccountOrder, cells: Mapping[str, str]) -> _Read:
    text = cells.get("group", "")
    if not text:
        return order, (Fault("group", "missing"),)
    if len(text) > _LONGEST_GROUP:
        return order, (Fault("group", "too_long", {"limit": _LONGEST_GROUP}),)
    return replace(order, group=text), ()


def _type(order: AccountOrder, cells: Mapping[str, str]) -> _Read:
    text = cells.get("account_type", "")
    if not text:
        return order, (Fault("account_type", "missing"),)
    return replace(order, account_type_id=text), ()


def _access(order: AccountOrder, cells: Mapping[str, str]) -> _Read:
    rights: dict[str, bool | None] = {}
    faults = []
    for column in ("sign_in", "trade"):
        text = cells.get(column, "").casefold()
        rights[column] = True if text in _YES else False if text in _NO else None
        if text and rights[column] is None:
            faults.append(Fault(column, "malformed"))
    if not faults and set(rights.values()) == {None}:
        faults.append(Fault("sign_in", "missing"))
    return replace(order, may_sign_in=rights["sign_in"], may_trade=rights["trade"]), tuple(faults)


_READ: dict[OrderKind, Callable[[AccountOrder, Mapping[str, str]], _Read]] = {
    OrderKind.LEVERAGE: _leverage,
    OrderKind.GROUP: _group,
    OrderKind.TYPE: _type,
    OrderKind.ACCESS: _access,
}


@dataclass(frozen=True)
class Tally:
    """How many requests of one type a decision is on, and their sums by currency."""

    type: str
    count: int
    sums: tuple[Money, ...]


def amount_of(summary: Mapping[str, object]) -> Money | None:
    """The amount that a request is about, by its summary, when it is about one."""
    amount, currency = summary.get("amount"), summary.get("currency")
    if not isinstance(amount, str) or not isinstance(currency, str):
        return None
    return Money.parse(amount, currency)


def tallied(requests: Iterable[tuple[str, Money | None]]) -> tuple[Tally, ...]:
    """The requests counted by type, with sums by currency; types as they are first met."""
    amounts: dict[str, list[Money | None]] = {}
    for kind, amount in requests:
        amounts.setdefault(kind, []).append(amount)
    return tuple(
        Tally(kind, len(some), _sums([one for one in some if one]))
        for kind, some in amounts.items()
    )


def _sums(amounts: list[Money]) -> tuple[Money, ...]:
    currencies = sorted({one.currency for one in amounts})
    return tuple(total((a for a in amounts if a.currency == one), one) for one in currencies)
