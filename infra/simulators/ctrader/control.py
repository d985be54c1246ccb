"""Levers for tests and demonstrations, under ``/sim/``; a page for people at ``/sim/`` itself.

POST   /sim/faults           {"kind", "times": 1, "path": "/changebalance", "seconds", "later"}
DELETE /sim/faults           switch all off
POST   /sim/clock            {"now": ISO | null, "stopped": false} or {"advance_seconds": 60}
POST   /sim/prices           {"symbol", "price"}
POST   /sim/groups           {"name"}
POST   /sim/positions        {"login", "symbol", "direction", "units"}: the trader opens one
POST   /sim/positions/close  {"position", "units", "swap"}: and closes it
POST   /sim/changes          {"login", "amount", "comment", "external_id", "at"}: by hand
POST   /sim/manager          {"password"}: change the manager's password, which voids the token
POST   /sim/allowed          {"addresses": ["127.0.0.1"]}: who is let in
GET    /sim/state?login=1    all that is known of an account
POST   /sim/reset            forget everything
GET    /sim/health
"""

from datetime import datetime
from decimal import Decimal
from html import escape
from json import dumps
from typing import Any

from infra.simulators.ctrader import money, traders, trading
from infra.simulators.ctrader.api import ANSWER_FAULTS, shown
from infra.simulators.ctrader.market import INSTRUMENTS, price, set_price
from infra.simulators.ctrader.world import Refused, Settings, World, exactly, found_groups
from infra.simulators.kit import faults
from infra.simulators.kit.exchange import Question, Reply, json_reply
from infra.simulators.kit.store import Store, Work, move_clock, set_clock, simulated_time

_FORMS = {
    "Open a position": ("positions", ("login", "symbol", "direction", "units")),
    "Close a position": ("positions/close", ("position",)),
    "Move money by hand": ("changes", ("login", "amount", "comment")),
    "Set a price": ("prices", ("symbol", "price")),
}


class Control:
    """Everything under ``/sim/``."""

    def __init__(self, store: Store[Work], settings: Settings) -> None:
        self._store = store
        self._settings = settings

    def answer(self, question: Question) -> Reply:
        """Pull the lever. A form of the page comes back to the page."""
        is_form = "x-www-form-urlencoded" in question.headers.get("content-type", "")
        try:
            given = question.form if is_form else question.given()
            with self._store.work() as work:
                world = World(work, self._settings)
                if question.line == "GET /sim/":
                    return Reply(200, _page(world), "text/html; charset=utf-8")
                said = _pull(world, question.line, given | question.asked())
        except (ValueError, KeyError, ArithmeticError) as error:
            return json_reply(400, {"error": str(error)})
        except Refused as refused:
            return refused.reply
        return Reply(303, "", headers={"location": "/sim/"}) if is_form else json_reply(200, said)


def _pull(world: World, line: str, given: dict[str, Any]) -> Any:
    match line:
        case "POST /sim/faults":
            _break(world.work, given)
        case "DELETE /sim/faults":
            world.work.run("DELETE FROM faults")
        case "POST /sim/clock":
            _turn_clock(world.work, given)
        case "POST /sim/prices":
            set_price(world, given["symbol"], given["price"])
        case "POST /sim/groups":
            world.work.run("INSERT OR IGNORE INTO groups (name) VALUES (?)", given["name"])
        case "POST /sim/manager":
            world.work.write_note("password", given["password"])
            world.work.write_note("token", "-")
        case "POST /sim/allowed":
            world.work.write_note("allowed", dumps(given["addresses"]))
        case "POST /sim/reset":
            world.work.forget_everything()
            found_groups(world.work)
        case _:
            return _trade(world, line, given)
    return {"now": simulated_time(world.work)}


def _trade(world: World, line: str, given: dict[str, Any]) -> Any:
    """Levers that stand for traders and dealers."""
    match line:
        case "POST /sim/positions":
            wish = (given["symbol"], given["direction"].upper(), int(given["units"]))
            return {"position": trading.open_position(world, int(given["login"]), *wish)}
        case "POST /sim/positions/close":
            units = int(given["units"]) if given.get("units") else None
            number = int(given["position"])
            deal = trading.close_position(world, number, units, str(given.get("swap", "0")))
            return {"deal": deal}
        case "POST /sim/changes":
            return {"change": _book(world, given)}
        case "GET /sim/state":
            return _state(world, int(given["login"]))
        case "GET /sim/health":
            return {"now": simulated_time(world.work)}
    raise ValueError(f"no lever {line}")


def _break(work: Work, given: dict[str, Any]) -> None:
    if given["kind"] not in ANSWER_FAULTS:
        raise ValueError(f"no fault {given['kind']}")
    faults.switch_on(
        work,
        given["kind"],
        times=int(given.get("times", 1)),
        path=str(given.get("path", "")),
        seconds=float(given.get("seconds", 0)),
        later=int(given.get("later", 0)),
    )


def _turn_clock(work: Work, given: dict[str, Any]) -> None:
    if "advance_seconds" in given:
        move_clock(work, float(given["advance_seconds"]))
    else:
        at = given["now"] and datetime.fromisoformat(given["now"]).timestamp()
        set_clock(work, at, stopped=bool(given.get("stopped")))


def _book(world: World, given: dict[str, Any]) -> int:
    """A dealer's change, at any time and without asking whether there is enough."""
    owner = traders.trader(world, int(given["login"]))
    steps = exactly(Decimal(str(given["amount"])), owner.digits)
    told = {
        "type": "DEPOSIT" if steps > 0 else "WITHDRAW",
        "comment": given.get("comment", ""),
        "externalId": given.get("external_id", ""),
    }
    at = given.get("at")
    msc = round(datetime.fromisoformat(at).timestamp() * 1000) if at else 0
    return money.book(world, owner, told, steps, msc)


def _state(world: World, login: int) -> dict[str, Any]:
    owner = traders.trader(world, login)
    rows = world.work.rows
    return {
        "trader": shown(world, owner),
        "changes": rows("SELECT * FROM changes WHERE login = ? ORDER BY id", login),
        "positions": rows("SELECT * FROM positions WHERE login = ? ORDER BY id", login),
        "closings": rows("SELECT * FROM closings WHERE login = ? ORDER BY id", login),
    }


def _page(world: World) -> str:
    """Accounts, positions and forms, for a person who wants to play the trader."""
    accounts = world.work.rows("SELECT login FROM traders ORDER BY login DESC LIMIT 50")
    figures = [shown(world, traders.trader(world, row["login"])) for row in accounts]
    names = ("login", "name", "groupName", "depositCurrency", "balance", "equity", "freeMargin")
    positions = world.work.rows("SELECT * FROM positions ORDER BY id DESC LIMIT 50")
    prices = [{"symbol": name, "price": price(world, name)} for name in INSTRUMENTS]
    tables = (
        _table("Accounts", names, figures),
        _table(
            "Open positions", ("id", "login", "symbol", "direction", "units", "price"), positions
        ),
        _table("Prices", ("symbol", "price"), prices),
    )
    forms = (_form(title, path, fields) for title, (path, fields) in _FORMS.items())
    return (
        "<!doctype html><meta charset=utf-8><title>cTrader simulator</title>"
        "<style>body{font:15px system-ui;margin:2rem;max-width:60rem}"
        "table{border-collapse:collapse}td,th{padding:.2rem .6rem;text-align:left;"
        "border-bottom:1px solid #ddd}"
        "form{margin:.5rem 0}input{width:8rem;margin-right:.4rem}</style>"
        f"<h1>cTrader simulator</h1>{''.join(forms)}{''.join(tables)}"
    )


def _form(title: str, path: str, fields: tuple[str, ...]) -> str:
    inputs = "".join(f"<input name={one} placeholder={one}>" for one in fields)
    return f"<form method=post action=/sim/{path}><b>{title}</b> {inputs}<button>Do</button></form>"


def _table(title: str, names: tuple[str, ...], rows: list[dict[str, Any]]) -> str:
    head = "".join(f"<th>{name}</th>" for name in names)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(str(row.get(name)))}</td>" for name in names) + "</tr>"
        for row in rows
    )
    return f"<h2>{title}</h2><table><tr>{head}</tr>{body}</table>"
