"""Deals that come together: settled, counted and paid in a few units, each once and for itself."""

from typing import Any

import pytest

from bench.calls import recording
from chalicelib import ports
from chalicelib.accounts.events import accounts_events
from chalicelib.clients.events import clients_events
from chalicelib.clients.model import Client
from chalicelib.messages import seal_envelope
from chalicelib.messages.partners import CommissionsEarned
from chalicelib.partners.events import closed_deals, partners_events
from chalicelib.partners.model.plans import PAYOUTS_ON
from chalicelib.partners.service import earning, facts, payouts
from chalicelib.partners.store import earnings, figures
from chalicelib.settings import public as settings
from chalicelib.storage import aws
from chalicelib.storage.unit import Unit
from tests.kit.clients import published
from tests.kit.courier import Courier, FakeContext
from tests.kit.earnings import (
    FEED,
    account,
    chain,
    commissions,
    ib,
    settled,
    traded,
    trader,
    wallet,
)
from tests.kit.packed_store import Interrupted
from tests.kit.plans import standard_for_all

pytestmark = pytest.mark.usefixtures("engine", "clock")
COURIER = Courier((clients_events, accounts_events, closed_deals, partners_events))
TICKETS = range(7002, 7042, 2)
DEALS = [("mt5", str(ticket)) for ticket in TICKETS]


@pytest.fixture
def above(dynamo: Interrupted) -> list[Client]:
    """Bronze below Silver below Gold."""
    standard_for_all()
    return chain("Bronze", "Silver", "Gold")


def counted(client: Client) -> dict[str, int]:
    """What stands in a broker's figures, over all months."""
    sums: dict[str, int] = {}
    for month in figures.counted(client.id, "", "9999-12").values():
        for name, value in month.items():
            sums[name] = sums.get(name, 0) + value
    return sums


def test_many_deals_are_settled_and_counted_in_a_few_units(above: list[Client]):
    held = account(trader(above[0]))
    for ticket in TICKETS:
        traded(held, ticket)
    with recording() as store:
        earning.settle(FEED, DEALS)
    units = [name for name, _ in store.calls if name == "transact_write_items"]
    assert len(units) <= 2
    assert len(store.calls) < 2 * len(DEALS)
    assert [len(commissions(one)) for one in above] == [20, 20, 20]
    assert [counted(one) for one in above] == [{"lots": 200_000, "deals": 20, "active": 1}] * 3
    firsts = [one.is_first_of_month for one in earnings.deals(DEALS).values()]
    assert sorted(firsts) == [False] * 19 + [True]


def test_the_same_deal_twice_in_a_batch_is_one(above: list[Client]):
    traded(account(trader(above[0])))
    earning.settle(FEED, [("mt5", "7002"), ("mt5", "7002")])
    assert [counted(one)["deals"] for one in above] == [1, 1, 1]


def test_a_deal_of_an_ib_counts_as_their_own_and_one_of_their_client_as_below(above: list[Client]):
    bronze = above[0]
    traded(account(bronze, 5001), 7002)
    traded(account(trader(bronze), 5002), 7102)
    earning.settle(FEED, [("mt5", "7002"), ("mt5", "7102")])
    mine = counted(bronze)
    assert (mine["deals"], mine["own_deals"]) == (1, 1)
    assert [counted(one)["deals"] for one in above[1:]] == [2, 2]


def test_a_deal_below_a_deep_tree_and_shallow_ones_go_together(above: list[Client]):
    deep = [ib()]
    for _ in range(49):
        deep.append(ib(deep[-1]))
    traded(account(trader(above[0]), 5001), 7002)
    traded(account(trader(deep[-1]), 5002), 7102)
    traded(account(trader(above[0]), 5003), 7202)
    COURIER.deliver_all(twice=True)
    assert [wallet(one) for one in above] == ["2.00", "4.00", "6.00"]
    assert [len(commissions(one)) for one in (deep[0], deep[20], deep[-1])] == [1, 1, 1]
    assert [counted(one)["deals"] for one in (deep[0], deep[-1], above[0])] == [1, 1, 2]


def test_whoever_died_after_settling_is_followed_by_one_who_pays(above: list[Client]):
    traded(account(trader(above[0])))
    assert earning.settle(FEED, [("mt5", "7002")])
    assert [wallet(one) for one in above] == ["none"] * 3
    again = earning.settle(FEED, [("mt5", "7002")])
    payouts.pay_each(FEED, again)
    assert [wallet(one) for one in above] == ["1.00", "2.00", "3.00"]
    payouts.pay_each(FEED, earning.settle(FEED, [("mt5", "7002")]))
    assert [wallet(one) for one in above] == ["1.00", "2.00", "3.00"]


def test_a_deal_that_a_run_settles_at_that_moment_is_counted_and_paid_too(
    above: list[Client], dynamo: Interrupted
):
    held = account(trader(above[0]))
    for ticket in (7002, 7102):
        traded(held, ticket)
    (found,) = facts.gather([("mt5", "7102")])

    def overtaken(_request: Any) -> None:
        # As a recalculation does it, which leaves the counting to whoever hears of the deal.
        def work(unit: Unit) -> None:
            earning.write(unit, None, earning.settled(found, unit.now))

        ports.transact(FEED, work)

    dynamo.meanwhile = overtaken
    payouts.pay_each(FEED, earning.settle(FEED, [("mt5", "7002"), ("mt5", "7102")]))
    assert [counted(one)["deals"] for one in above] == [2, 2, 2]
    assert [wallet(one) for one in above] == ["2.00", "4.00", "6.00"]
    assert [len(commissions(one)) for one in above] == [2, 2, 2]


def test_a_deal_that_cannot_be_read_yet_holds_up_no_other(above: list[Client]):
    held = account(trader(above[0]))
    for ticket in (7002, 7102):
        traded(held, ticket)
    real = aws.client("dynamodb")
    aws.use_client("dynamodb", _Unlisted(real, "7102"))
    batch = _records()
    answer = closed_deals({"Records": batch}, FakeContext())
    aws.use_client("dynamodb", real)
    (failed,) = answer["batchItemFailures"]
    assert failed["itemIdentifier"] == "7102"
    assert [wallet(one) for one in above] == ["1.00", "2.00", "3.00"]
    closed_deals({"Records": [one for one in batch if one["messageId"] == "7102"]}, FakeContext())
    assert [wallet(one) for one in above] == ["2.00", "4.00", "6.00"]


def test_who_cannot_be_paid_now_does_not_stop_the_others(above: list[Client]):
    below = trader(above[0])
    for place, one in enumerate(above):
        settled(one.id, below.id, 7002 + 2 * place)
    nobody = [("10999999", "USD")]
    payouts.pay_each(FEED, [*nobody, *((one.id, "USD") for one in above)])
    assert [wallet(one) for one in above] == ["6.00"] * 3


def test_whom_a_batch_owes_beyond_what_one_worker_pays_is_handed_on(above: list[Client]):
    settings.adopt(FEED, PAYOUTS_ON, value=False)
    recipients = [(f"2{number:07d}", "USD") for number in range(2 * payouts.RECIPIENTS + 3)]
    payouts.pay_each(FEED, recipients)
    handed = [one.body["recipients"] for one in published(CommissionsEarned.NAME)]
    assert [len(some) for some in handed] == [payouts.RECIPIENTS, 3]
    assert [tuple(one) for some in handed for one in some] == recipients[payouts.RECIPIENTS :]


def _records() -> list[dict[str, Any]]:
    """The closings that were told, as the queue brings them; each by its deal's ticket."""
    return [
        {
            "messageId": one.body["deal_id"],
            "body": seal_envelope(one),
            "attributes": {"ApproximateReceiveCount": "1"},
            "eventSource": "aws:sqs",
        }
        for one in published("accounts.deal_stored")
        if one.body["entry"] == "out"
    ]


class _Unlisted:
    """A store whose lists do not have one deal yet."""

    def __init__(self, real: Any, ticket: str) -> None:
        self._real, self._ticket = real, ticket

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def query(self, **request: Any) -> dict[str, Any]:
        """Without what is not listed yet."""
        answer: dict[str, Any] = self._real.query(**request)
        if request.get("IndexName") == "by-position":
            items = [one for one in answer["Items"] if one["ticket"]["N"] != self._ticket]
            answer = {**answer, "Items": items}
        return answer
