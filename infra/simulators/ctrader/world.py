"""What every part of the simulator works with: the transaction, the time, tables and refusals."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from infra.simulators.kit.exchange import Reply, json_reply
from infra.simulators.kit.store import Work, simulated_time

TABLES = """
CREATE TABLE IF NOT EXISTS groups (id INTEGER PRIMARY KEY, name TEXT UNIQUE NOT NULL);
CREATE TABLE IF NOT EXISTS traders (
    login INTEGER PRIMARY KEY, group_id INTEGER NOT NULL, registered INTEGER NOT NULL,
    currency TEXT NOT NULL, digits INTEGER NOT NULL, password TEXT NOT NULL,
    balance INTEGER NOT NULL DEFAULT 0, bonus INTEGER NOT NULL DEFAULT 0,
    credit INTEGER NOT NULL DEFAULT 0, leverage INTEGER NOT NULL, rights TEXT NOT NULL,
    record TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS changes (
    id INTEGER PRIMARY KEY AUTOINCREMENT, login INTEGER NOT NULL, at INTEGER NOT NULL,
    type TEXT NOT NULL, amount TEXT NOT NULL, balance INTEGER NOT NULL,
    comment TEXT NOT NULL, external_note TEXT NOT NULL, external_id TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS changes_by_time ON changes (at);
CREATE TABLE IF NOT EXISTS positions (
    id INTEGER PRIMARY KEY AUTOINCREMENT, login INTEGER NOT NULL, symbol TEXT NOT NULL,
    direction TEXT NOT NULL, units INTEGER NOT NULL, price TEXT NOT NULL, opened INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS closings (
    id INTEGER PRIMARY KEY AUTOINCREMENT, login INTEGER NOT NULL, position INTEGER NOT NULL,
    opened INTEGER NOT NULL, closed INTEGER NOT NULL, entry_price TEXT NOT NULL,
    price TEXT NOT NULL, direction TEXT NOT NULL, units INTEGER NOT NULL, symbol TEXT NOT NULL,
    commission TEXT NOT NULL, swap TEXT NOT NULL, pnl TEXT NOT NULL,
    deposit_rate TEXT NOT NULL, usd_rate TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS closings_by_time ON closings (closed);
"""
FIRST_GROUPS = ("live-standard", "live-raw", "demo-standard")
# Most currencies count hundredths here, as cTrader does for yen too; coins count eight decimals.
_FINE = {"BTC": 8, "ETH": 8, "USDT": 8}


@dataclass(frozen=True)
class Settings:
    """How this simulator was started."""

    manager_login: int
    manager_password: str
    broker_name: str


@dataclass(frozen=True)
class World:
    """One transaction's view: ``work`` on the store, ``settings``, and the time."""

    work: Work
    settings: Settings

    @property
    def now_msc(self) -> int:
        """The present moment in milliseconds."""
        return round(simulated_time(self.work) * 1000)


class Refused(Exception):
    """The server says no, with a code of the vendor's."""

    def __init__(self, code: str, description: str = "", status: int = 400) -> None:
        super().__init__(code)
        self.code = code
        self.description = description
        self.status = status

    @property
    def reply(self) -> Reply:
        """The refusal as the server writes it."""
        return json_reply(
            self.status, {"errorCode": self.code, "description": self.description or self.code}
        )


def found_groups(work: Work) -> None:
    """Have the first groups and the number that logins follow."""
    if work.row("SELECT 1 FROM groups") is None:
        for name in FIRST_GROUPS:
            work.insert("groups", name=name)


def money_digits(currency: str) -> int:
    """How many decimals accounts in ``currency`` count."""
    return _FINE.get(currency, 2)


def minor(amount: Decimal, digits: int) -> int:
    """``amount`` in steps of ten to the minus ``digits``, half to even."""
    return int(amount.scaleb(digits).to_integral_value())


def exactly(amount: Decimal, digits: int) -> int:
    """``amount`` in steps of ten to the minus ``digits``.

    Raises:
        Refused: it is finer than that.
    """
    steps = amount.scaleb(digits)
    if steps != steps.to_integral_value():
        raise Refused("INVALID_AMOUNT", f"{digits} decimals at most")
    return int(steps)


def written(milliseconds: int) -> str:
    """A time as the lists write it."""
    at = datetime.fromtimestamp(milliseconds // 1000, UTC)
    return at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{milliseconds % 1000:03d}"


def moment(text: str) -> int:
    """The milliseconds of a time in a query.

    Raises:
        Refused: it is not written as the server wants it.
    """
    try:
        at = datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%f").replace(tzinfo=UTC)
    except ValueError:
        raise Refused("INVALID_REQUEST", "times are written yyyy-MM-ddTHH:mm:ss.SSS") from None
    return round(at.timestamp() * 1000)


def exact_json(body: bytes) -> dict[str, object]:
    """A body whose numbers keep every decimal.

    Raises:
        Refused: it is not a JSON object.
    """
    try:
        said = json.loads(body or b"{}", parse_float=Decimal)
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise Refused("INVALID_REQUEST", "a JSON object is needed")
    return said
