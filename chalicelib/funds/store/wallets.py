"""Wallets and their lines."""

from chalicelib.core.errors import Conflict
from chalicelib.core.paging import Page, PageRequest
from chalicelib.funds.model.wallets import Wallet, WalletLine
from chalicelib.funds.store import register
from chalicelib.funds.store.journal import TABLE
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key, Range
from chalicelib.storage.unit import Stale, Unit

MAX_WALLETS = 100
_CURRENCIES = "CURRENCIES"


def _register(wallet: Wallet) -> dict[str, tuple[str | None, str]]:
    part = register.wallet_shard(wallet.client_id)
    return {"by-register": (part, f"{wallet.client_id}#{wallet.currency}")}


def key(client_id: str, currency: str) -> Key:
    """Where a wallet lives."""
    return Key(f"CLIENT#{client_id}", f"WALLET#{currency}")


def _lines(client_id: str, currency: str) -> str:
    return f"LINES#{client_id}#{currency}"


_WALLETS = Rows(TABLE, Wallet, lambda one: key(one.client_id, one.currency), _register)
_LINES = Rows(
    TABLE,
    WalletLine,
    lambda line: Key(_lines(line.client_id, line.currency), f"{line.sequence:012d}"),
)


def find(client_id: str, currency: str) -> Wallet | None:
    """The wallet as of now, or None before its first entry."""
    return _WALLETS.find(key(client_id, currency))


def of_client(client_id: str) -> list[Wallet]:
    """All wallets of a client, by currency."""
    within = Range(f"CLIENT#{client_id}", prefix="WALLET#", newest_first=False)
    return _WALLETS.all(within, MAX_WALLETS)


def at_keys(keys: list[Key]) -> list[Wallet]:
    """The wallets at ``keys``."""
    return _WALLETS.get_many(keys)


def currencies() -> list[str]:
    """The currencies in which there are wallets."""
    return sorted(item["sk"] for item in TABLE.query(Range(_CURRENCIES), MAX_WALLETS))


def count_new(unit: Unit, currency: str, number: int) -> None:
    """Note that ``number`` wallets in ``currency`` come to be in ``unit``."""
    unit.add(TABLE, Key(_CURRENCIES, currency), {"wallets": number}, {})


def save(unit: Unit, before: Wallet, after: Wallet) -> Wallet:
    """Store a wallet that an entry or a switch has changed, if it is still as it was read."""
    if before.version:
        return _WALLETS.change(unit, before, after)
    return _WALLETS.insert(unit, after, Stale("the wallet has just come to be"))


def require(unit: Unit, wallet: Wallet) -> None:
    """Let ``unit`` fail if the wallet is no longer as it was read."""
    _WALLETS.require(unit, wallet)


def add_line(unit: Unit, line: WalletLine) -> WalletLine:
    """Write a line; its number is guarded by the wallet's version as well."""
    return _LINES.insert(unit, line, Conflict("the line's number is taken", code="line_exists"))


def lines(client_id: str, currency: str, request: PageRequest) -> Page[WalletLine]:
    """A wallet's lines, newest first."""
    return _LINES.page(Range(_lines(client_id, currency)), request)


def line(client_id: str, currency: str, sequence: int) -> WalletLine | None:
    """One line, or None."""
    return _LINES.find(Key(_lines(client_id, currency), f"{sequence:012d}"))


def lines_up_to(client_id: str, currency: str, sequence: int, limit: int) -> list[WalletLine]:
    """Up to ``limit`` lines up to number ``sequence``, newest first."""
    return _LINES.all(Range(_lines(client_id, currency), before=f"{sequence:012d}"), limit)


def lines_after(client_id: str, currency: str, sequence: int, limit: int) -> list[WalletLine]:
    """Up to ``limit`` lines after number ``sequence``, oldest first."""
    within = Range(_lines(client_id, currency), after=f"{sequence + 1:012d}", newest_first=False)
    return _LINES.all(within, limit)
