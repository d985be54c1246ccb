"""The WebServices API: who may ask, and which question leads where."""

import hashlib
import json
import re
import uuid
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from infra.simulators.ctrader import lists, money, traders
from infra.simulators.ctrader.market import DEPOSIT_ASSETS, INSTRUMENTS
from infra.simulators.ctrader.trading import equity, free_margin, used_margin
from infra.simulators.ctrader.world import Refused, Settings, World, exact_json, moment
from infra.simulators.kit import faults
from infra.simulators.kit.exchange import Question, Reply, json_reply
from infra.simulators.kit.store import Store, Work

ANSWER_FAULTS = faults.BEFORE | faults.AFTER | {"void_token"}
_CHUNK = 100


class Api:
    """Everything under ``/v2/``."""

    def __init__(self, store: Store[Work], settings: Settings) -> None:
        self._store = store
        self._settings = settings

    def answer(self, question: Question) -> Reply:
        """The answer, with whatever is switched on going wrong."""
        with self._store.work() as work:
            fault = faults.take(work, ANSWER_FAULTS, question.line)
            if fault and fault.kind == "void_token":
                work.write_note("token", "-")
            if (struck := faults.before(fault, _broken)) is not None:
                return struck
        try:
            with self._store.work() as work:
                reply = self._admitted(World(work, self._settings), question)
        except Refused as refused:
            reply = refused.reply
        return faults.after(fault, reply, _broken)

    def _admitted(self, world: World, question: Question) -> Reply:
        allowed = json.loads(world.work.note("allowed", '["127.0.0.1"]'))
        if question.address not in allowed:
            return Reply(HTTPStatus.FORBIDDEN, "Forbidden", "text/plain")
        if question.line == "POST /v2/webserv/managers/token":
            return json_reply(200, {"webservToken": _token(world, exact_json(question.body))})
        asked = question.asked()
        if asked.pop("token", "") != world.work.note("token", "-"):
            raise Refused("INVALID_TOKEN", status=HTTPStatus.UNAUTHORIZED)
        return _route(world, question, asked)


def _broken(status: int) -> Reply:
    """What a failing server says, which is nothing but that one asks too often."""
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return Refused("REQUEST_FREQUENCY_EXCEEDED", status=status).reply
    return Reply(status, "", "text/plain")


def _token(world: World, given: dict[str, Any]) -> str:
    """The manager's token: the same for the same password, as long as nobody voids it."""
    password = world.work.note("password", world.settings.manager_password)
    hashed = hashlib.md5(password.encode(), usedforsecurity=False).hexdigest()
    if given.get("login") != world.settings.manager_login or given.get("hashedPassword") != hashed:
        raise Refused("INVALID_CREDENTIALS", status=HTTPStatus.UNAUTHORIZED)
    token = world.work.note("token", "-")
    if token == "-":  # noqa: S105 - no token yet
        token = str(uuid.uuid4())
        world.work.write_note("token", token)
    return token


def _route(world: World, question: Question, asked: dict[str, str]) -> Reply:
    path = question.path.removeprefix("/v2/webserv")
    if match := re.fullmatch(r"/traders/(\d+)(?:/(\w+))?", path):
        return _one(world, question, int(match[1]), match[2] or "")
    if f"{question.method} {path}" == "POST /traders":
        return json_reply(200, shown(world, traders.create(world, exact_json(question.body))))
    reading = _READ.get(path.rstrip("/"))
    if question.method != "GET" or reading is None:
        raise Refused("INVALID_REQUEST", f"nothing at {path}", status=404)
    return reading(world, asked)


def _one(world: World, question: Question, login: int, act: str) -> Reply:
    """What concerns one account."""
    owner = traders.trader(world, login)
    given = exact_json(question.body)
    match f"{question.method} {act}".strip():
        case "GET":
            return json_reply(200, shown(world, owner))
        case "PUT":
            traders.replace(world, login, given)
        case "PATCH":
            traders.change(world, login, given)
        case "POST changebalance":
            done = money.change_balance(world, login, given)
            return json_reply(200, {"balanceHistoryId": done})
        case "POST changepassword":
            hashed = str(given.get("hashedPassword"))
            world.work.run("UPDATE traders SET password = ? WHERE login = ?", hashed, login)
        case "POST checkpassword":
            if given.get("hashedPassword") != owner.password:
                raise Refused("WRONG_PASSWORD")
        case _:
            raise Refused("INVALID_REQUEST", "no such call", status=404)
    return Reply(HTTPStatus.NO_CONTENT, "")


def shown(world: World, owner: traders.Trader) -> dict[str, Any]:
    """An account as the API shows it."""
    return owner.record | {
        "login": owner.login,
        "groupName": owner.group,
        "brokerName": world.settings.broker_name,
        "depositCurrency": owner.currency,
        "moneyDigits": owner.digits,
        "balance": owner.balance,
        "bonus": owner.bonus,
        "nonWithdrawableBonus": owner.credit,
        "equity": equity(world, owner),
        "usedMargin": used_margin(world, owner),
        "freeMargin": free_margin(world, owner),
        "leverageInCents": owner.leverage_in_cents,
        "accessRights": owner.rights,
        "registrationTimestamp": owner.registered,
    }


def _many(world: World, asked: dict[str, str]) -> Reply:
    """Accounts by when they were registered, newest first, in chunks."""
    since, until = moment(asked.get("from", "")), moment(asked.get("to", ""))
    group = asked.get("groupId")
    if group and world.work.row("SELECT 1 FROM groups WHERE id = ?", group) is None:
        raise Refused("TRADER_GROUP_NOT_FOUND", status=404)
    rows = world.work.rows(
        "SELECT login FROM traders WHERE registered >= ? AND registered < ?"
        " AND (? = '' OR group_id = ?) ORDER BY registered DESC, login DESC LIMIT ?",
        since,
        until,
        group or "",
        group or 0,
        _CHUNK + 1,
    )
    chunk = [shown(world, traders.trader(world, row["login"])) for row in rows[:_CHUNK]]
    return json_reply(200, {"trader": chunk, "hasMore": len(rows) > _CHUNK})


def _groups(world: World, _asked: dict[str, str]) -> Reply:
    rows = world.work.rows("SELECT * FROM groups ORDER BY id")
    groups = [{"id": row["id"], "name": row["name"], "description": ""} for row in rows]
    return json_reply(200, {"traderGroup": groups})


def _symbols(_world: World, _asked: dict[str, str]) -> Reply:
    listed = [
        {
            "name": one.name,
            "id": number,
            "description": one.description,
            "assetClass": one.asset_class,
            "category": one.category,
            "quotesEnabled": True,
            "showInCtrader": True,
        }
        for number, one in enumerate(INSTRUMENTS.values(), start=1)
    ]
    return json_reply(200, {"symbol": listed})


def _assets(_world: World, _asked: dict[str, str]) -> Reply:
    return json_reply(200, {"depositAsset": list(DEPOSIT_ASSETS)})


_READ: dict[str, Callable[[World, dict[str, str]], Reply]] = {
    "/traders": _many,
    "/tradergroups": _groups,
    "/symbols": _symbols,
    "/depositAssets": _assets,
    "/openPositions": lists.open_positions,
    "/closedPositions": lists.closed_positions,
    "/balanceHistory": lists.balance_history,
}
