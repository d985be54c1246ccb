"""The page on which a person trades by hand with an account's password, and what it asks for."""

import json
import secrets
from collections.abc import Callable, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from infra.simulators.mt5 import accounts, ledger, margin, trading
from infra.simulators.mt5.amounts import parsed
from infra.simulators.mt5.catalogue import INSTRUMENTS
from infra.simulators.mt5.codes import Refused, text_of
from infra.simulators.mt5.records import position_row
from infra.simulators.mt5.reply import Reply, json_reply
from infra.simulators.mt5.store import Record
from infra.simulators.mt5.sweep import sweep
from infra.simulators.mt5.world import World

_PAGE = "/sim/terminal"
_FILES = {
    _PAGE: ("terminal.html", "text/html"),
    f"{_PAGE}/terminal.css": ("terminal.css", "text/css"),
    f"{_PAGE}/terminal.js": ("terminal.js", "text/javascript"),
}
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}
_CHART_POINTS, _CHART_STEP_MSC = 120, 15_000
_HISTORY = 40

Members = dict[str, Any]


class Desk:
    """Who is signed in on the page: the login behind each token, and whether it may trade."""

    def __init__(self) -> None:
        self._seats: dict[str, tuple[int, bool]] = {}

    def sign_in(self, world: World, members: Members) -> Members:
        """Trade the main password for a token; the investor password for one that only looks."""
        login, password = int(members["login"]), str(members["password"])
        account = accounts.user(world, login)
        try:
            accounts.check_password(world, login, "main", password)
            trades = True
        except Refused:
            accounts.check_password(world, login, "investor", password)
            trades = False
        if not account["rights"] & accounts.MAY_SIGN_IN:
            raise Refused(1002)
        token = secrets.token_urlsafe(24)
        self._seats[token] = (login, trades)
        return {"token": token}

    def seat(self, headers: Mapping[str, str]) -> tuple[int, bool] | None:
        """Who holds the token of a request, and whether they may trade."""
        return self._seats.get(str(headers.get("Authorization", "")).removeprefix("Bearer "))


_DESK = Desk()
Seated = Callable[[World, int, Members], Members]


def serve(world: World, method: str, target: str, body: bytes, headers: Mapping[str, str]) -> Reply:
    """Answer one request of the page."""
    address = urlsplit(target)
    path = address.path.rstrip("/")
    if method == "GET" and path in _FILES:
        return _file(*_FILES[path])
    try:
        members = dict(parse_qsl(address.query)) | (json.loads(body) if body.strip() else {})
        with world.lock, world.store.transaction():
            sweep(world)
            return _answer(world, f"{method} {path.removeprefix(_PAGE)}", members, headers)
    except Refused as refused:
        return json_reply({"error": text_of(refused.code).split(" ", 1)[1]}, HTTPStatus.CONFLICT)
    except (KeyError, TypeError, ValueError):
        return json_reply({"error": "Invalid request"}, HTTPStatus.BAD_REQUEST)


def _answer(world: World, what: str, members: Members, headers: Mapping[str, str]) -> Reply:
    if what == "POST /session":
        return json_reply(_DESK.sign_in(world, members))
    seat = _DESK.seat(headers)
    if seat is None:
        return json_reply({"error": "Sign in again"}, HTTPStatus.UNAUTHORIZED)
    login, trades = seat
    looks: dict[str, Seated] = {"GET /state": _state, "GET /chart": _chart}
    deeds: dict[str, Seated] = {"POST /orders": _order, "POST /positions/close": _close}
    if what in deeds:
        allowed = not accounts.user(world, login)["rights"] & accounts.TRADING_DISABLED
        if not trades or not allowed:
            raise Refused(10017)
        return json_reply(deeds[what](world, login, members))
    if what in looks:
        return json_reply(looks[what](world, login, members))
    return json_reply({"error": "Not found"}, HTTPStatus.NOT_FOUND)


def _state(world: World, login: int, _members: Members) -> Members:
    account = accounts.user(world, login)
    home = accounts.group(world, account["group_name"])
    held = world.store.rows("SELECT * FROM positions WHERE login = ? ORDER BY ticket", login)
    deals = world.store.rows(
        "SELECT * FROM deals WHERE login = ? ORDER BY time_msc DESC, ticket DESC LIMIT ?",
        login,
        _HISTORY,
    )
    return {
        "account": accounts.row(world, account) | {"Currency": home["currency"]},
        "figures": margin.row(world, account),
        "positions": [position_row(world, position) for position in held],
        "deals": [ledger.row(world, deal) for deal in deals],
        "quotes": [_quote(world, name) for name in INSTRUMENTS],
        "server_msc": world.clock.server_msc(),
    }


def _quote(world: World, name: str) -> Members:
    now = world.clock.utc_msc()
    tick = world.prices.tick(name, now)
    before = world.prices.tick(name, now - 86_400_000)
    change = (tick.bid / before.bid - 1) * 100
    return {
        "symbol": name,
        "description": INSTRUMENTS[name].description,
        "bid": str(tick.bid),
        "ask": str(tick.ask),
        "change_percent": f"{change:+.2f}",
    }


def _chart(world: World, _login: int, members: Members) -> Members:
    now = world.clock.utc_msc()
    first = now - (_CHART_POINTS - 1) * _CHART_STEP_MSC
    points = [
        str(world.prices.tick(members["symbol"], first + step * _CHART_STEP_MSC).bid)
        for step in range(_CHART_POINTS)
    ]
    return {"symbol": members["symbol"], "bids": points}


def _order(world: World, login: int, members: Members) -> Members:
    ask = trading.Ask(
        login=login,
        symbol=members["symbol"],
        side={"buy": trading.BUY, "sell": trading.SELL}[members["side"]],
        volume=int(parsed(str(members["lots"])) * margin.LOT),
        reason=trading.CLIENT,
    )
    filled = trading.open_position(world, ask)
    return {"position": filled.position, "price": str(filled.price)}


def _close(world: World, login: int, members: Members) -> Members:
    position: Record | None = world.store.row(
        "SELECT * FROM positions WHERE ticket = ? AND login = ?", int(members["position"]), login
    )
    if position is None:
        raise Refused(10013)
    filled = trading.close_position(world, position["ticket"], reason=trading.CLIENT)
    return {"position": filled.position, "price": str(filled.price)}


def _file(name: str, kind: str) -> Reply:
    content = (Path(__file__).parent / name).read_bytes()
    return Reply(HTTPStatus.OK, content, _HEADERS | {"Content-Type": f"{kind}; charset=utf-8"})
