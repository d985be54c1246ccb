"""What an order for many costs the store: no more for each row the more rows there are."""

import pytest

from app import app
from chalicelib.bulk.model import AccountOrder, OrderKind
from chalicelib.bulk.service import importing, orders
from chalicelib.core.actor import Actor
from chalicelib.core.permissions import Permission
from chalicelib.gateways.files.tables import SentTable
from chalicelib.jobs import public as jobs
from tests.kit.courier import Courier
from tests.kit.funds import TradingSide, command
from tests.kit.people import member, role, staff_actor
from tests.kit.recorder import recording

DEPOSIT = AccountOrder(OrderKind.DEPOSIT, amount="1.00", comment="bonus")
MOST_FOR_A_ROW = 40
"""Units, reads and deliveries of one row that moves money, from its beginning to its outcome."""


@pytest.fixture
def mara(trading: TradingSide) -> Actor:
    return staff_actor(app, member(role(*Permission)))


def cost_of(trading: TradingSide, mara: Actor, courier: Courier, rows: int) -> float:
    """Calls of the store for each row of a job that is carried out from beginning to end."""
    ids = [trading.account().id for _ in range(rows)]
    with recording() as store:
        state = orders.start(mara, DEPOSIT, ids, command())
        courier.deliver_all()
        assert jobs.job(mara, state.job.id).done == rows
    assert "scan" not in store.calls
    return len(store.calls) / rows


def test_a_row_costs_no_more_in_a_longer_job(trading, mara, courier):
    few, many = (cost_of(trading, mara, courier, rows) for rows in (10, 40))
    assert many <= few * 1.1
    assert many < MOST_FOR_A_ROW


def test_a_review_of_many_rows_is_a_few_batch_reads(trading, mara):
    logins = [trading.account().login for _ in range(30)]
    csv = "\n".join(["login,amount", *(f"{login},1.00" for login in logins)])
    with recording() as store:
        reviewed = importing.review(mara, DEPOSIT, SentTable(csv=csv))
    assert [row.faults for row in reviewed.rows] == [()] * 30
    assert len(store.calls) <= 6
