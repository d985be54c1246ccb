"""The file of the commission report says what the report can show, and no more than that."""

from decimal import Decimal

import pytest

from chalicelib.clients.model import ClientKind
from chalicelib.core.actor import EVERYTHING, Actor, Realm, Scope
from chalicelib.core.money import Money
from chalicelib.core.paging import PageRequest
from chalicelib.partners.model.plans import RateType
from chalicelib.partners.public import CommissionFilters, Component, Rate
from chalicelib.reports.service import earned
from tests.kit import partners
from tests.kit.earnings import account, settled, traded
from tests.kit.trees import planted

pytestmark = pytest.mark.usefixtures("store", "clock")
STAFF = Actor(Realm.STAFF, "stf_1", "Ann", scope=EVERYTHING)


def rows(actor: Actor = STAFF) -> list[dict[str, str]]:
    page = earned.commissions(actor, CommissionFilters(), PageRequest(50))
    return [dict(zip(earned.COMMISSION_COLUMNS, row, strict=True)) for row in page.items]


def test_a_row_says_what_a_commission_was_computed_from_and_where_it_goes():
    ina = planted(kind=ClientKind.IB)
    lin = planted(ina)
    traded(account(lin), 7002, swap=Money.parse("-1.25", "USD"))
    settled(ina.id, lin.id, 7002)
    (row,) = rows()
    expected = {
        "deal": "7002",
        "position": "7002",
        "opened_at": "2026-03-02T08:00:00.000Z",
        "swap": "-1.25",
        "profit": "200.00",
        "components": "basic 6.00",
        "rates": "per_lot 6 USD",
        "rebate": "",
        "commission": "6.00",
        "currency": "USD",
        "target": "wallet",
        "status": "waiting",
        "revision": "0",
        "cause": "settled",
    }
    assert {name: row[name] for name in expected} == expected


def test_a_row_leaves_out_the_trade_of_whoever_is_outside_the_scope():
    plan = partners.scheme(partners.basic(type=RateType.PROFIT))
    ina = planted(kind=ClientKind.IB, owner_id="stf_1")
    settled(ina.id, planted(ina).id, 1, plan)
    (row,) = rows(Actor(Realm.STAFF, "stf_1", "Ann", scope=Scope(owner_ids=frozenset({"stf_1"}))))
    told = ("trader_id", "account", "position", "swap", "profit", "opened_at", "rates")
    assert {row[name] for name in told} == {""}
    assert (row["components"], row["commission"]) == ("basic 12.00", "12.00")


@pytest.mark.parametrize(
    ("of", "said"),
    [
        (RateType.PIP, "pip 1.5"),
        (RateType.SPREAD, "spread 1.5 %"),
        (None, "same_rank 1.5 %"),
    ],
)
def test_a_rate_is_a_code_and_a_number(of, said):
    assert earned._rate(Rate(Component.SAME_RANK, of, Decimal("1.50"), "")) == said
