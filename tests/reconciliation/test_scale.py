"""A hundred thousand movements: none is called a break that is none, each injected one is found."""

import os
from collections.abc import Iterator
from datetime import timedelta

import pytest

from chalicelib import ports
from chalicelib.accounts.model import TRADING_SERVERS, TradingServerConfig
from chalicelib.core.clock import FixedClock
from chalicelib.core.ids import CountingIds
from chalicelib.gateways.trading.connection import Connection
from chalicelib.reconciliation.model.runs import Walk
from chalicelib.settings import public as settings
from chalicelib.storage import aws
from tests.conftest import START
from tests.kit.engines import Engine
from tests.kit.funds import SERVER_ID, SYSTEM, usd
from tests.kit.packed_store import PackedDynamo
from tests.kit.reconciliation import SERVER, STRIPE, everything, kinds, minute
from tests.reconciliation.quick import (
    QuickBroker,
    QuickProvider,
    QuickServer,
    altered,
    deal,
)

# Many enough to see what grows; `FAIRLEAD_WIDE=1` makes it the hundred thousand.
WIDE = os.environ.get("FAIRLEAD_WIDE") == "1"
MOVEMENTS, PAYMENTS, ACCOUNTS = (80_000, 20_000, 1_000) if WIDE else (1_600, 400, 20)
MOST_CALLS_PER_MOVEMENT = 0.1


@pytest.fixture
def broker(engine: Engine) -> Iterator[QuickBroker]:
    """The broker whose both sides agree."""
    server, provider = QuickServer(), QuickProvider()
    dynamo = PackedDynamo.declared()
    connection = Connection("http://localhost:1", 1, "none")
    gateways = {
        f"trading_server.{SERVER_ID}": server,
        f"trading_server.{SERVER_ID}.settings": connection,
        "payment_provider.stripe": provider,
    }
    aws.use_client("dynamodb", dynamo)
    with ports.use(clock=FixedClock(START), ids=CountingIds(), **gateways):
        settings.forget()
        config = TradingServerConfig(SERVER_ID, "Quick", connection, groups=("real",))
        settings.adopt(SYSTEM, TRADING_SERVERS, (config,))
        found = QuickBroker(server, provider)
        found.fill(ACCOUNTS, MOVEMENTS, PAYMENTS)
        yield found
    aws.forget_clients()
    settings.forget()


def test_clean_books_of_any_size_have_no_break(broker: QuickBroker, record_property) -> None:
    walk = everything()
    minute()
    assert kinds() == []
    assert walk.examined[SERVER] == MOVEMENTS
    assert PAYMENTS <= walk.examined[STRIPE] <= PAYMENTS * 1.05
    record_property("calls_per_movement", calls_per_movement(walk))
    assert calls_per_movement(walk) <= MOST_CALLS_PER_MOVEMENT


def calls_per_movement(walk: Walk) -> float:
    return walk.calls / (MOVEMENTS + PAYMENTS)


def test_each_injected_break_is_found_among_the_many_and_no_other(broker: QuickBroker) -> None:
    logins = sorted(broker.server.deals)
    gone, doubled, changed, dealt = (broker.server.deals[login] for login in logins[:4])
    missing = gone.pop()
    doubled.append(
        deal(doubled[0].login, 9_000_001, doubled[0].profit, doubled[0].at, doubled[0].operation_id)
    )
    changed[0] = altered(changed[0], changed[0].profit + usd("1.00"))
    dealt.append(deal(dealt[0].login, 9_000_002, usd("77.00"), START - timedelta(days=3), None))
    everything()
    assert kinds() == sorted(
        [
            ("missing", "not_there", str(-missing.profit)),
            ("doubled", "twice", str(doubled[0].profit)),
            ("altered", "amount", "1.00"),
            ("orphan", "by_hand", "77.00"),
        ]
    )
    everything()
    assert len(kinds()) == 4
