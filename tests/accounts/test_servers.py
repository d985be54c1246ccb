"""What a server has that we do not know: accounts of nobody, and symbols by other names."""

from typing import Any
from urllib.parse import urlencode

import pytest

from app import app
from chalicelib.accounts import public as accounts
from chalicelib.accounts.events import accounts_events
from chalicelib.accounts.model import SYMBOL_ALIASES, ResolvedBy, SymbolAliases
from chalicelib.accounts.rules.symbols import resolved
from chalicelib.clients.model import Client
from tests.kit import people, trading
from tests.kit.courier import Courier
from tests.kit.http import Caller
from tests.kit.opened import account_of, existing
from tests.kit.settings import settings_of
from tests.simulators.mt5.kit import Simulator

COURIER = Courier((accounts_events,))
SERVER = f"/api/desk/trading-servers/{trading.SERVER}"
ALIASES = SymbolAliases(trading.SERVER, (".m", "pro", ".m.pro"), {"GOLD": "XAUUSD"})


@pytest.fixture
def desk(simulator: Simulator) -> Caller:
    """Somebody on the staff who may do everything."""
    return people.signed_in(app, "desk", people.owner())


def unknown(desk: Caller, group: str, **query: Any) -> dict[str, Any]:
    answer = desk.get(f"{SERVER}/accounts?{urlencode({'group': group, **query})}")
    assert answer.status == 200, answer.body
    body: dict[str, Any] = answer.body
    return body


def own_group(simulator: Simulator, name: str, first: int) -> str:
    """A group that no other test has accounts in."""
    simulator.lever(
        "groups",
        name=name,
        currency="USD",
        digits=2,
        first_login=first,
        last_login=first + 99,
        commission="0",
    )
    return name


def test_accounts_of_nobody_are_listed_with_whose_they_may_be_and_bound_in_one_step(
    desk, client: Client, simulator
):
    group = own_group(simulator, "real\\unknown-a", 7_000_000)
    known, theirs = (
        existing("Nobody", "nobody@example.com", group),
        existing(client.name, client.email.upper(), group),
    )
    first, second = unknown(desk, group)["items"]
    assert (first["login"], first["client"]) == (known, None)
    assert (second["login"], second["client"]["id"]) == (theirs, client.id)
    body = {"client_id": client.id, "server_id": trading.SERVER, "login": theirs}
    assert desk.post("/api/desk/accounts", body).status == 201
    assert [one["login"] for one in unknown(desk, group)["items"]] == [known]


def test_a_long_group_is_read_on_from_where_the_page_ended(desk, simulator):
    group = own_group(simulator, "real\\unknown-b", 7_000_200)
    logins = [existing("Nobody", "", group) for _ in range(3)]
    page = unknown(desk, group, limit=2)
    assert [one["login"] for one in page["items"]] == logins[:2]
    rest = unknown(desk, group, limit=2, cursor=page["next_cursor"])
    assert [one["login"] for one in rest["items"]] == logins[2:]
    assert rest["next_cursor"] is None


def test_what_we_opened_ourselves_is_known(desk, client):
    mine = account_of(client)
    COURIER.deliver_all()
    listed = [one["login"] for one in unknown(desk, mine.group, limit=200)["items"]]
    assert mine.login not in listed


def test_an_unknown_group_or_server_says_so(desk):
    answer = desk.get(f"{SERVER}/accounts?{urlencode({'group': 'real' + chr(92) + 'nowhere'})}")
    assert answer.body["code"] == "group_unknown"
    assert desk.get("/api/desk/trading-servers/elsewhere").status == 404


def test_the_groups_of_a_server_are_named_for_choosing(desk):
    names = [one["name"] for one in desk.get(SERVER).body["items"]]
    assert "real\\standard-usd" in names


@pytest.mark.parametrize(
    ("symbol", "stands_for", "by"),
    [
        ("EURUSD", "EURUSD", ResolvedBy.ITSELF),
        ("EURUSD.m", "EURUSD", ResolvedBy.SUFFIX),
        ("EURUSD.m.pro", "EURUSD", ResolvedBy.SUFFIX),
        ("EURUSDpro", "EURUSD", ResolvedBy.SUFFIX),
        ("GOLD", "XAUUSD", ResolvedBy.NAME),
        ("GOLD.m", "GOLD", ResolvedBy.SUFFIX),
        (".m", ".m", ResolvedBy.ITSELF),
        ("eurusd.M", "eurusd.M", ResolvedBy.ITSELF),
    ],
)
def test_a_symbol_stands_for_what_the_rules_say(symbol, stands_for, by):
    found = resolved(symbol, ALIASES)
    assert (found.stands_for, found.by) == (stands_for, by)


def test_the_list_of_symbols_shows_what_each_stands_for_and_any_can_be_tried(desk):
    with settings_of(SYMBOL_ALIASES, (ALIASES,)):
        first = desk.get(f"{SERVER}/symbols?limit=2").body
        assert [one["by"] for one in first["items"]] == ["itself", "itself"]
        assert first["next_cursor"] is not None
        (tried,) = desk.get(f"{SERVER}/symbols?symbol=EURUSD.m").body["items"]
        assert (tried["stands_for"], tried["on_server"]) == ("EURUSD", False)
        assert accounts.resolved_symbol(trading.SERVER, "GOLD") == "XAUUSD"
    assert accounts.resolved_symbol(trading.SERVER, "GOLD") == "GOLD"
    assert accounts.resolved_symbol("elsewhere", "GOLD") == "GOLD"
