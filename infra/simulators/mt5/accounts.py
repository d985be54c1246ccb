"""Accounts on the simulated server: opening them, their records, passwords and rights."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase

from infra.simulators.mt5.amounts import shown
from infra.simulators.mt5.codes import Refused
from infra.simulators.mt5.store import Record
from infra.simulators.mt5.world import World

DEFAULT_RIGHTS = 0x163
MAY_SIGN_IN = 0x1
TRADING_DISABLED = 0x4
_LONGEST_PASSWORD = 16
_PERSONAL = {
    "Name": 127,
    "Email": 63,
    "Country": 31,
    "City": 31,
    "State": 31,
    "ZIPCode": 15,
    "Address": 127,
    "Phone": 31,
    "ID": 31,
    "Company": 63,
    "Status": 15,
    "Language": 7,
    "LeadSource": 31,
    "Agent": 20,
    "Color": 12,
    "Comment": 63,
}


def group(world: World, name: str) -> Record:
    """A group by name. The real server answers 8 to one that it does not know."""
    found = world.store.row("SELECT * FROM groups WHERE name = ?", name)
    if found is None:
        raise Refused(8)
    return found


def members(world: World, masks: Iterable[str]) -> list[Record]:
    """The accounts of groups named in full or by masks such as ``real\\*``, by login."""
    wanted: set[str] = set()
    for mask in masks:
        if "*" not in mask:
            wanted.add(group(world, mask)["name"])
            continue
        names = [row["name"] for row in world.store.rows("SELECT name FROM groups")]
        wanted |= {name for name in names if fnmatchcase(name, mask)}
    found = world.store.rows("SELECT * FROM users ORDER BY login")
    return [account for account in found if account["group_name"] in wanted]


def user(world: World, login: int) -> Record:
    """An account by login, or 13."""
    found = world.store.row("SELECT * FROM users WHERE login = ?", login)
    if found is None:
        raise Refused(13)
    return found


def add(world: World, members: Mapping[str, str]) -> Record:
    """Open an account; ``members`` are named as in the protocol's user record."""
    home = group(world, members.get("Group", ""))
    leverage = _leverage(home, members.get("Leverage", ""))
    if not members.get("Name"):
        raise Refused(3)
    for password in (members.get("PassMain", ""), members.get("PassInvestor", "")):
        check_strength(password, home["password_min"])
    login = _login(world, home, int(members.get("Login") or 0))
    record = {name: members.get(name, "")[:length] for name, length in _PERSONAL.items()}
    world.store.insert(
        "users",
        login=login,
        group_name=home["name"],
        leverage=leverage,
        rights=int(members.get("Rights") or DEFAULT_RIGHTS),
        registered=world.clock.server_msc() // 1000,
        main=_hashed(members["PassMain"]),
        investor=_hashed(members["PassInvestor"]),
        record=json.dumps(record),
    )
    return user(world, login)


def update(world: World, login: int, members: Mapping[str, str]) -> Record:
    """Change what is given and leave the rest. The balance cannot be changed like this."""
    before = user(world, login)
    home = group(world, members.get("Group") or before["group_name"])
    was = group(world, before["group_name"])
    if home["currency"] != was["currency"]:
        raise Refused(3010)
    if home["name"] != was["name"] and has_trades(world, login):
        raise Refused(3008)
    leverage = before["leverage"]
    if "Leverage" in members:
        leverage = _leverage(home, members["Leverage"])
    record = json.loads(before["record"])
    record |= {
        name: members[name][:length] for name, length in _PERSONAL.items() if name in members
    }
    world.store.write(
        "UPDATE users SET group_name = ?, leverage = ?, rights = ?, record = ? WHERE login = ?",
        home["name"],
        leverage,
        int(members.get("Rights", before["rights"])),
        json.dumps(record),
        login,
    )
    return user(world, login)


def delete(world: World, login: int) -> None:
    """Remove an account that holds nothing."""
    user(world, login)
    if has_trades(world, login):
        raise Refused(3008)
    world.store.write("DELETE FROM users WHERE login = ?", login)


def has_trades(world: World, login: int) -> bool:
    """Whether positions or waiting orders are open."""
    return bool(
        world.store.number("SELECT count(*) FROM positions WHERE login = ?", login)
        or world.store.number("SELECT count(*) FROM orders WHERE login = ? AND state = 1", login)
    )


def check_password(world: World, login: int, kind: str, password: str) -> None:
    """Return if the password is right, else 3006."""
    salted = user(world, login)[_column(kind)]
    salt, _, _ = salted.partition(":")
    if not hmac.compare_digest(salted, _hashed(password, salt)):
        raise Refused(3006)


def change_password(world: World, login: int, kind: str, password: str) -> None:
    """Set a password that is strong enough."""
    home = group(world, user(world, login)["group_name"])
    check_strength(password, home["password_min"])
    world.store.write(
        f"UPDATE users SET {_column(kind)} = ? WHERE login = ?",  # noqa: S608 - one of two names
        _hashed(password),
        login,
    )


def check_strength(password: str, shortest: int) -> None:
    """8 to 16 characters, or more if the group says so, of all four kinds; else 3006."""
    kinds = (
        any(letter.islower() for letter in password),
        any(letter.isupper() for letter in password),
        any(letter.isdigit() for letter in password),
        any(not letter.isalnum() for letter in password),
    )
    if not shortest <= len(password) <= _LONGEST_PASSWORD or not all(kinds):
        raise Refused(3006)


def holdings(world: World, login: int) -> tuple[int, int]:
    """Balance and credit in smallest units: nothing but sums over the ledger of deals."""
    balance = world.store.number(
        "SELECT sum(profit + storage + commission) FROM deals WHERE login = ? AND action != 3",
        login,
    )
    credit = world.store.number(
        "SELECT sum(profit) FROM deals WHERE login = ? AND action = 3", login
    )
    return balance, credit


def row(world: World, account: Record) -> dict[str, str]:
    """The protocol's user record."""
    balance, credit = holdings(world, account["login"])
    digits = group(world, account["group_name"])["digits"]
    record: dict[str, str] = json.loads(account["record"])
    return {
        "Login": str(account["login"]),
        "Group": account["group_name"],
        "Rights": str(account["rights"]),
        "Registration": str(account["registered"]),
        "Leverage": str(account["leverage"]),
        **record,
        "Balance": shown(balance, digits),
        "Credit": shown(credit, digits),
    }


def _leverage(home: Record, text: str) -> int:
    if not text.isdecimal() or int(text) not in json.loads(home["leverages"]):
        raise Refused(3)
    return int(text)


def _login(world: World, home: Record, wanted: int) -> int:
    """The login asked for, or the next of the group's range."""
    if wanted:
        if world.store.row("SELECT 1 FROM users WHERE login = ?", wanted):
            raise Refused(3004)
        return wanted
    first, last = home["first_login"], home["last_login"]
    newest = world.store.number(
        "SELECT max(login) FROM users WHERE login BETWEEN ? AND ?", first, last
    )
    free = max(newest + 1, first)
    if free > last:
        raise Refused(3002)
    return int(free)


def _column(kind: str) -> str:
    columns = {"main": "main", "investor": "investor"}
    if kind not in columns:
        raise Refused(3)
    return columns[kind]


def _hashed(password: str, salt: str = "") -> str:
    salt = salt or secrets.token_hex(8)
    return f"{salt}:{hashlib.sha256(f'{salt}{password}'.encode()).hexdigest()}"
